"""What holds for any text: offsets, order, no error, the same again."""

from hypothesis import given
from hypothesis import strategies as st
from sample_documents import find_verbs
from sample_paragraphs import paragraph

from service.extraction.languages import installed_languages
from service.model import Language, ParagraphKind

_LEXICON = installed_languages().of(Language.ENGLISH).verbs
assert _LEXICON is not None
_FORMS = sorted(_LEXICON.forms)
_OTHERS = (
    "and|while|its|the|to|that|which|upon|note|concern|call|with|in this regard|States|not|of|in|a|"
    "including|(UNOS)|“|”|(|)|continues to|urge|be|having|considered|The Council|It|efforts"
    "|as well as"
)
_WORDS = st.sampled_from([*_FORMS, *(form.capitalize() for form in _FORMS), *_OTHERS.split("|")])
_GLUE = st.sampled_from([" ", " ", " ", ", ", "; ", ". ", ": ", " – ", "", "\u00a0", "\n"])
_SENTENCES = st.lists(st.tuples(_WORDS, _GLUE), max_size=40).map(
    lambda parts: "".join(word + glue for word, glue in parts)
)
_KINDS = st.sampled_from(list(ParagraphKind))


@given(kind=_KINDS, text=st.one_of(_SENTENCES, st.text(max_size=200)), length=st.integers(0, 30))
def test_found_verbs_are_in_order_and_inside_the_text(
    kind: ParagraphKind, text: str, length: int
) -> None:
    sample = paragraph(kind, text, ((0, length),) if length else ())
    verbs = find_verbs(sample)
    assert verbs == find_verbs(sample)
    assert sum(verb.lead for verb in verbs) <= 1
    before = 0
    for verb in verbs:
        assert before <= verb.start < verb.end <= len(text)
        assert text[verb.start : verb.end] == verb.surface
        assert verb.lemma == verb.lemma.strip() != ""
        assert all(modifier == modifier.lower() for modifier in verb.modifiers)
        before = verb.end
        if verb.addressee is None:
            assert verb.addressee_start is None
            assert verb.addressee_end is None
        else:
            assert verb.addressee_start is not None
            assert verb.addressee_start >= verb.end
            assert text[verb.addressee_start : verb.addressee_end] == verb.addressee != ""


def test_every_verb_of_the_lexicon_leads_an_operative_paragraph() -> None:
    assert _LEXICON is not None
    for form, entry in _LEXICON.forms.items():
        text = f"{form.capitalize()} the report of growers"
        kind = ParagraphKind.OPERATIVE if entry.form.name == "FINITE" else ParagraphKind.PREAMBULAR
        verbs = find_verbs(paragraph(kind, text))
        assert verbs, form
        assert verbs[0].start == 0
        assert verbs[0].lead
