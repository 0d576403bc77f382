"""The table of all fields, in the order of the contract: add a field here."""

from collections.abc import Callable, Mapping

from index.fields import Field
from service.fields import names, parameters, values
from service.fields.specification import FieldRegistry, FieldSpecification
from service.model import AdoptionMethod, Language, ParagraphKind, Status

_KINDS: Mapping[str, str] = {
    ParagraphKind.CHAPEAU: "Chapeau",
    ParagraphKind.ENACTING: "Enacting formula",
    ParagraphKind.PREAMBULAR: "Preambular paragraph",
    ParagraphKind.OPERATIVE: "Operative paragraph",
    ParagraphKind.SUBPARAGRAPH: "Subparagraph",
    ParagraphKind.HEADING: "Heading",
    ParagraphKind.ANNEX: "Annex",
    ParagraphKind.TEXT: "Running text",
}
_STATUSES: Mapping[str, str] = {
    Status.DRAFT: "Draft",
    Status.ADOPTED: "Adopted",
    Status.NOT_ADOPTED: "Not adopted",
}
_ADOPTION_METHODS: Mapping[str, str] = {
    AdoptionMethod.WITHOUT_VOTE: "Without a vote",
    AdoptionMethod.RECORDED_VOTE: "By recorded vote",
    AdoptionMethod.NON_RECORDED_VOTE: "By a vote that was not recorded",
    AdoptionMethod.UNANIMOUS: "Unanimously",
}
_LANGUAGES: Mapping[str, str] = {
    Language.ARABIC: "Arabic",
    Language.CHINESE: "Chinese",
    Language.ENGLISH: "English",
    Language.FRENCH: "French",
    Language.RUSSIAN: "Russian",
    Language.SPANISH: "Spanish",
    Language.GERMAN: "German",
}
_GOALS: Mapping[str, str] = {
    "1": "No poverty",
    "2": "Zero hunger",
    "3": "Good health and well-being",
    "4": "Quality education",
    "5": "Gender equality",
    "6": "Clean water and sanitation",
    "7": "Affordable and clean energy",
    "8": "Decent work and economic growth",
    "9": "Industry, innovation and infrastructure",
    "10": "Reduced inequalities",
    "11": "Sustainable cities and communities",
    "12": "Responsible consumption and production",
    "13": "Climate action",
    "14": "Life below water",
    "15": "Life on land",
    "16": "Peace, justice and strong institutions",
    "17": "Partnerships for the Goals",
}
"""Short names of the Sustainable Development Goals."""


def _goal_label(value: str) -> str:
    """The name of a goal, by its number; "Target 4.7" of a target."""
    return f"SDG {value}: {_GOALS[value]}" if value in _GOALS else f"SDG target {value}"


def _label_in(labels: Mapping[str, str]) -> Callable[[str], str]:
    """Gives the label of a value of a closed vocabulary."""
    return lambda value: labels.get(value, value)


FIELDS = FieldRegistry(
    (
        FieldSpecification(
            field=Field.OPERATIVE_VERB,
            label="Operative verb",
            description="Verb of an operative paragraph, base form.",
            example="request",
            of_paragraph=values.operative_verbs,
            normalise=str.lower,
            facet_rank=10,
            page_rank=10,
            completes=True,
        ),
        FieldSpecification(
            field=Field.VERB_MODIFIER,
            label="Verb modifier",
            description="Word that modifies the verb.",
            example="further",
            of_paragraph=values.modifiers,
            normalise=str.lower,
        ),
        FieldSpecification(
            field=Field.OPENING,
            label="Preambular opening",
            description="Opening of a preambular paragraph, base form.",
            example="recall",
            of_paragraph=values.openings,
            normalise=str.lower,
            page_rank=30,
        ),
        FieldSpecification(
            field=Field.ADDRESSEE,
            label="Addressee",
            description="Who is asked to act.",
            example="secretary-general",
            of_paragraph=values.addressees,
            normalise=parameters.addressee_filter,
            value_label=names.addressee_label,
            facet_rank=20,
            page_rank=20,
            completes=True,
        ),
        FieldSpecification(
            field=Field.CITED_BODY,
            label="Cited body",
            description="Code of a body that is named.",
            example="UNODC",
            of_paragraph=values.cited_bodies,
            value_label=names.body_label,
            other_names=names.other_names_of_body,
            facet_rank=30,
            page_rank=40,
            completes=True,
        ),
        FieldSpecification(
            field=Field.INSTRUMENT,
            label="Treaty or instrument",
            description="Name of a treaty or another instrument that is named.",
            example="Charter of the United Nations",
            of_paragraph=lambda paragraph: paragraph.instruments,
            page_rank=50,
            completes=True,
        ),
        FieldSpecification(
            field=Field.CITES,
            label="Cites",
            description="Symbol of a cited document, in any form.",
            example="S/RES/1373 (2001)",
            of_paragraph=lambda paragraph: paragraph.cites,
            parameter=parameters.SymbolText,
            normalise=parameters.canonical_symbol,
            completes=True,
        ),
        FieldSpecification(
            field=Field.SPONSOR,
            label="Sponsor",
            description="Code of a sponsor.",
            example="JPN",
            of_text=lambda text: text.sponsors,
            normalise=str.upper,
            value_label=names.sponsor_label,
            other_names=names.other_names_of_sponsor,
            facet_rank=40,
            page_rank=60,
            completes=True,
        ),
        FieldSpecification(
            field=Field.ORGAN,
            label="Organ",
            description="Code of the organ.",
            example="GA",
            of_text=lambda text: (text.organ,),
            normalise=parameters.organ_code,
            value_label=names.body_label,
            other_names=names.other_names_of_body,
            facet_rank=50,
            page_rank=70,
        ),
        FieldSpecification(
            field=Field.SESSION,
            label="Session",
            description="Session of the organ.",
            example="59",
            of_text=lambda text: (text.session,),
            page_rank=80,
        ),
        FieldSpecification(
            field=Field.AGENDA,
            label="Agenda item",
            description="Agenda item.",
            example="7",
            of_text=lambda text: text.agenda_items,
        ),
        FieldSpecification(
            field=Field.SUBJECT,
            label="Subject",
            description="Subject heading.",
            example="TERRORISM",
            of_text=lambda text: text.subjects,
            page_rank=100,
            completes=True,
        ),
        FieldSpecification(
            field=Field.SDG,
            label="Sustainable Development Goal",
            description="Sustainable Development Goal (`4`) or target (`4.7`).",
            example="4",
            of_text=values.goals_and_targets,
            parameter=parameters.GoalOrTarget,
            normalise=parameters.goal_or_target,
            value_label=_goal_label,
            page_rank=105,
            completes=True,
        ),
        FieldSpecification(
            field=Field.KIND,
            label="Kind of paragraph, each by itself",
            description="Kind of paragraph.",
            example=ParagraphKind.OPERATIVE,
            of_paragraph=lambda paragraph: (str(paragraph.kind),),
            parameter=ParagraphKind,
            value_label=_label_in(_KINDS),
            facet_rank=80,
        ),
        FieldSpecification(
            field=Field.PARAGRAPH_KIND,
            label="Kind of paragraph",
            description=(
                "Kind of paragraph, where a subparagraph also counts as the kind of the paragraph "
                "that it is part of."
            ),
            example=ParagraphKind.OPERATIVE,
            of_paragraph=values.paragraph_kinds,
            parameter=ParagraphKind,
            value_label=_label_in(_KINDS),
            page_rank=110,
            completes=True,
        ),
        FieldSpecification(
            field=Field.STATUS,
            label="Status",
            description="Whether the document is a draft or was adopted.",
            example=Status.ADOPTED,
            of_text=lambda text: (text.status,),
            parameter=Status,
            value_label=_label_in(_STATUSES),
            facet_rank=70,
            page_rank=120,
        ),
        FieldSpecification(
            field=Field.ADOPTION_METHOD,
            label="How adopted",
            description="How the document was adopted, where it says so.",
            example=AdoptionMethod.WITHOUT_VOTE,
            of_text=lambda text: (text.adoption_method,),
            parameter=AdoptionMethod,
            value_label=_label_in(_ADOPTION_METHODS),
            page_rank=125,
            completes=True,
        ),
        FieldSpecification(
            field=Field.LANGUAGE,
            label="Language",
            description="Language of the text.",
            example=Language.ENGLISH,
            of_text=lambda text: (str(text.language),),
            parameter=Language,
            value_label=_label_in(_LANGUAGES),
            page_rank=130,
        ),
        FieldSpecification(
            field=Field.YEAR,
            label="Year",
            description="Year of adoption, or else of the document.",
            example=2005,
            of_text=values.year,
            parameter=parameters.Year,
            facet_rank=60,
            page_rank=90,
        ),
        FieldSpecification(
            field=Field.RESOLUTION,
            label="Resolution",
            description="Symbol of the document to search in.",
            example="A/RES/59/46",
            of_text=lambda text: (text.symbol,),
            parameter=parameters.SymbolText,
            normalise=parameters.canonical_symbol,
            completes=True,
        ),
    )
)
"""The registry. The last entry can have any place among the facets: ranks have gaps."""
