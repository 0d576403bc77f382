"""Short forms between two bodies that are named: "the Office", "Council resolution"."""

from collections.abc import Iterator
from typing import Final

from service.extraction.findings.bodies.antecedents import Antecedents
from service.extraction.findings.bodies.candidates import BodyCandidate, with_office
from service.extraction.languages.bodies import BodyLexicon
from service.model import BodyNaming

_LONGEST_DETERMINER: Final = 24
_LONGEST_POSSESSIVE: Final = 8
_LONGEST_OPENING: Final = 6
"""Characters before a short form in which these are looked for."""


def find_short_forms(
    text: str, start: int, end: int, antecedents: Antecedents, lexicon: BodyLexicon
) -> Iterator[BodyCandidate]:
    """Short forms in a part of a text, as far as antecedents and the words before allow them.

    Args:
        text: The text, with one kind of apostrophe and hyphen.
        start: Where the part begins.
        end: Where it ends.
        antecedents: What has been named before; further names with the noun of a body are added.
        lexicon: The bodies of the language.
    """
    patterns = lexicon.patterns
    no_heads = lexicon.inflected_short_heads.isdisjoint
    for run in patterns.short_forms.run.finditer(text, start, end):
        if no_heads(run[0].split(" ")):
            continue
        determiner = patterns.short_forms.leading_determiner.match(run[0])
        begin = run.start() + (determiner.end() if determiner else 0)
        found = _short_form(text, begin, run.end(), antecedents, lexicon)
        if found is None:
            _note_other(text, begin, run.end(), antecedents, lexicon)
            continue
        if not _is_definition(text, found, lexicon):
            wide = with_office(text, found, patterns.offices)
            found = wide if start <= wide.start and wide.end <= end else found
            yield found
        start = max(start, found.end)


def _note_other(
    text: str, start: int, end: int, antecedents: Antecedents, lexicon: BodyLexicon
) -> None:
    """Something else that is headed like a body: "World Programme", "Programme of Action"."""
    words = text[start:end].split(" ")
    forms = lexicon.patterns.short_forms
    is_qualified = len(words) > 1 and not forms.ordinal.match(words[0])
    if is_qualified or forms.name_after.match(text, end):
        antecedents.block(lexicon.names.nominative(words[-1]))


def _short_form(
    text: str, start: int, end: int, antecedents: Antecedents, lexicon: BodyLexicon
) -> BodyCandidate | None:
    """The longest short form that begins at the start of a run of words."""
    words = text[start:end].split(" ")
    for count in range(len(words), 0, -1):
        form = lexicon.names.nominative(" ".join(words[:count]))
        stop = start + len(form)
        code = _meaning(text, start, stop, form, antecedents, lexicon)
        if code is None:
            continue
        found = BodyCandidate(start, stop, code, BodyNaming.SHORT_FORM, "body.short_form")
        goes_on = text[stop : stop + 2].strip()[:1].isupper() or (
            lexicon.patterns.short_forms.name_after.match(text, stop)
        )
        if goes_on and with_office(text, found, lexicon.patterns.offices).end == stop:
            return None
        return found
    return None


def _meaning(
    text: str, start: int, stop: int, form: str, antecedents: Antecedents, lexicon: BodyLexicon
) -> str | None:
    head = form.rpartition(" ")[2]
    if head not in lexicon.short_heads or not _may_stand(text, start, stop, lexicon):
        return None
    forms = lexicon.patterns.short_forms
    if form == lexicon.patterns.offices.own_office:
        reach = max(0, start - _LONGEST_POSSESSIVE)
        if forms.possessive_before.search(text, reach, start):
            return antecedents.office_of_last_official()
    code = antecedents.meaning(form)
    if code is None and not forms.of_after.match(text, stop):
        return antecedents.officer(form)
    return code


def _may_stand(text: str, start: int, stop: int, lexicon: BodyLexicon) -> bool:
    """Whether a determiner is before a short form, or a resolution behind it."""
    forms = lexicon.patterns.short_forms
    before = text[max(0, start - _LONGEST_DETERMINER) : start]
    return bool(forms.determiner_before.search(before) or forms.resolution_after.match(text, stop))


def _is_definition(text: str, found: BodyCandidate, lexicon: BodyLexicon) -> bool:
    """Whether it stands alone in brackets, "(the Committee)": a definition, not a mention."""
    before = text[max(0, found.start - _LONGEST_OPENING) : found.start]
    opens = lexicon.patterns.definitions.before.search(before)
    return bool(opens) and text[found.end : found.end + 2].lstrip('”"').startswith(")")
