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


class ShortFormFinder:
    """Finds the short forms of one text, as far as antecedents and the words before allow them."""

    def __init__(self, text: str, antecedents: Antecedents, lexicon: BodyLexicon) -> None:
        """Look through a text.

        Args:
            text: The text, with one kind of apostrophe and hyphen.
            antecedents: What has been named before; further names with the noun of a body are
                added.
            lexicon: The bodies of the language.
        """
        self._text = text
        self._antecedents = antecedents
        self._lexicon = lexicon
        self._patterns = lexicon.patterns

    def find(self, start: int, end: int) -> Iterator[BodyCandidate]:
        """The short forms in `text[start:end]`, from left to right."""
        text, forms = self._text, self._patterns.short_forms
        no_heads = self._lexicon.inflected_short_heads.isdisjoint
        for run in forms.run.finditer(text, start, end):
            if no_heads(run[0].split(" ")):
                continue
            determiner = forms.leading_determiner.match(run[0])
            begin = run.start() + (determiner.end() if determiner else 0)
            found = self._short_form(begin, run.end())
            if found is None:
                self._block_other(begin, run.end())
                continue
            if not self._is_definition(found):
                wide = with_office(text, found, self._patterns.offices)
                found = wide if start <= wide.start and wide.end <= end else found
                yield found
            start = max(start, found.end)

    def _block_other(self, start: int, end: int) -> None:
        """Something else that is headed like a body: "World Programme", "Programme of Action"."""
        words = self._text[start:end].split(" ")
        forms = self._patterns.short_forms
        is_qualified = len(words) > 1 and not forms.ordinal.match(words[0])
        if is_qualified or forms.name_after.match(self._text, end):
            self._antecedents.block(self._lexicon.names.nominative(words[-1]))

    def _short_form(self, start: int, end: int) -> BodyCandidate | None:
        """The longest short form that begins at the start of a run of words."""
        text, patterns = self._text, self._patterns
        words = text[start:end].split(" ")
        for count in range(len(words), 0, -1):
            form = self._lexicon.names.nominative(" ".join(words[:count]))
            stop = start + len(form)
            code = self._meaning(start, stop, form)
            if code is None:
                continue
            found = BodyCandidate(start, stop, code, BodyNaming.SHORT_FORM, "body.short_form")
            goes_on = text[stop : stop + 2].strip()[:1].isupper() or (
                patterns.short_forms.name_after.match(text, stop)
            )
            if goes_on and with_office(text, found, patterns.offices).end == stop:
                return None
            return found
        return None

    def _meaning(self, start: int, stop: int, form: str) -> str | None:
        """The code of the body that a form stands for at this place."""
        head = form.rpartition(" ")[2]
        if head not in self._lexicon.short_heads or not self._may_stand(start, stop):
            return None
        forms = self._patterns.short_forms
        if form == self._patterns.offices.own_office:
            reach = max(0, start - _LONGEST_POSSESSIVE)
            if forms.possessive_before.search(self._text, reach, start):
                return self._antecedents.office_of_last_official()
        code = self._antecedents.meaning(form)
        if code is None and not forms.of_after.match(self._text, stop):
            return self._antecedents.officer(form)
        return code

    def _may_stand(self, start: int, stop: int) -> bool:
        """Whether a determiner is before a short form, or a resolution behind it."""
        forms = self._patterns.short_forms
        before = self._text[max(0, start - _LONGEST_DETERMINER) : start]
        return bool(
            forms.determiner_before.search(before) or forms.resolution_after.match(self._text, stop)
        )

    def _is_definition(self, found: BodyCandidate) -> bool:
        """Whether it stands alone in brackets, "(the Committee)": a definition, not a mention."""
        text = self._text
        before = text[max(0, found.start - _LONGEST_OPENING) : found.start]
        opens = self._patterns.definitions.before.search(before)
        return bool(opens) and text[found.end : found.end + 2].lstrip('”"').startswith(")")
