"""The cues that readers are given, from the languages that have a layout."""

from service.extraction.languages import Languages
from service.extraction.structure.header.cover_fields import agenda_items
from service.extraction.structure.openings import Openings
from service.model import AdoptionMethod, Organ, Sponsor, SponsorRole, Votes


class LanguageCues:
    """Cues of several languages at once: a reader does not know in which its document is written.

    It implements `readers.cues.ParagraphCues`, which says what each method does.
    """

    def __init__(self, languages: Languages) -> None:
        self.languages = languages
        self.openings = Openings(languages)
        self._sponsors = languages.of(None).sponsors
        layouts = [resources.layout for resources in languages.resources.values()]
        self._layouts = [layout for layout in layouts if layout is not None]
        self._lines = [layout.lines for layout in self._layouts]
        self._metadata = [layout.metadata for layout in self._layouts]
        pages = [layout.page for layout in self._layouts]
        self._page_numbers = [page.number for page in pages]
        self.page_label = _any_of([page.label.pattern for page in pages])
        self.printing_note = _any_of([page.printing_note.pattern for page in pages])
        self.running_head = _any_of([page.running_head.pattern for page in pages])
        self._conjunctions = tuple(
            f" {word}" for lines in self._lines for word in lines.item_conjunctions
        )

    def printed_number(self, text: str) -> tuple[str, str] | None:
        """See `ParagraphCues`."""
        return self.openings.printed_number(text)

    def printed_letter(self, text: str) -> tuple[str, str] | None:
        """See `ParagraphCues`."""
        return self.openings.printed_letter(text)

    def is_formula(self, text: str) -> bool:
        """See `ParagraphCues`."""
        return self.openings.is_formula(text)

    def starts_operative(self, text: str) -> bool:
        """See `ParagraphCues`."""
        return self.openings.starts_operative(text)

    def starts_preambular(self, text: str) -> bool:
        """See `ParagraphCues`."""
        return self.openings.starts_preambular(text)

    def is_note_line(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.note_line.match(text) for lines in self._lines)

    def is_note_text(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.note_text.match(text) for lines in self._lines)

    def is_cover_line(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.cover.match(text) for lines in self._lines)

    def is_vote(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.vote.match(text) for lines in self._lines)

    def continues_vote(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.vote_continued.match(text) for lines in self._lines)

    def is_suspended(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.suspended_hyphen.match(text) for lines in self._lines)

    def is_compound(self, first: str, second: str) -> bool:
        """See `LayoutCues`."""
        return any(layout.is_compound(first, second) for layout in self._layouts)

    def is_division_label(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(lines.division.fullmatch(text) for lines in self._lines)

    def without_conjunction(self, text: str) -> str:
        """See `LayoutCues`."""
        if text.endswith(self._conjunctions):
            return text[: text.rindex(" ")]
        return text

    def is_link_back(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(text.casefold() in lines.links_back for lines in self._lines)

    def is_page_number(self, text: str) -> bool:
        """See `LayoutCues`."""
        return any(number.fullmatch(text) for number in self._page_numbers)

    def sponsors(self, text: str, role: SponsorRole) -> tuple[Sponsor, ...]:
        """See `MetadataCues`."""
        return self._sponsors.parse(text, role)

    def adoption_method(self, text: str) -> AdoptionMethod | None:
        """See `MetadataCues`."""
        folded = text.casefold()
        for metadata in self._metadata:
            for words, method in metadata.adoption_methods.items():
                if words in folded:
                    return method
        return AdoptionMethod.RECORDED_VOTE if self.votes(text) else None

    def votes(self, text: str) -> Votes | None:
        """See `MetadataCues`."""
        for metadata in self._metadata:
            if match := metadata.vote_counts.search(text):
                return Votes(*map(int, match.groups()))
        return None

    def catalogue_title(self, text: str) -> str | None:
        """See `MetadataCues`."""
        for metadata in self._metadata:
            if match := metadata.catalogue_title.search(text):
                return match[1]
        return None

    def agenda_items(self, text: str) -> tuple[str, ...]:
        """See `MetadataCues`."""
        return agenda_items(text)

    def enacting_body(self, text: str) -> Organ | None:
        """See `MetadataCues`."""
        organ = self.openings.formula_body(text)
        return None if organ is Organ.OTHER else organ

    def session_prefix(self, text: str) -> str:
        """See `MetadataCues`."""
        folded = text.casefold()
        for metadata in self._metadata:
            for name, prefix in metadata.session_prefixes.items():
                if name in folded:
                    return prefix
        return ""


def _any_of(patterns: list[str]) -> str:
    """One pattern of several; of none, a pattern that matches nothing."""
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"
