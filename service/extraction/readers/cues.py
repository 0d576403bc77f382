"""The cues that readers are given: what they must know of a language. They know no words.

A reader that sees only lines must tell where a paragraph begins, what is a footnote, and what is
printed on every page. The markup of other formats says so; their metadata has words, too.
"""

from typing import Protocol

from service.model import AdoptionMethod, Organ, Sponsor, SponsorRole, Votes


class LayoutCues(Protocol):
    """What is printed around paragraphs. Texts are given without white space at their ends."""

    def is_note_line(self, text: str) -> bool:
        """Whether the text behind a number at the beginning of a line is that of a footnote."""

    def is_note_text(self, text: str) -> bool:
        """Whether the text behind a number begins as no paragraph of a resolution does."""

    def is_cover_line(self, text: str) -> bool:
        """Whether a line begins a paragraph of a cover page."""

    def is_vote(self, text: str) -> bool:
        """Whether a text begins by saying how and when the resolution was adopted."""

    def continues_vote(self, text: str) -> bool:
        """Whether a line may continue one that says how the resolution was adopted."""

    def is_suspended(self, text: str) -> bool:
        """Whether a text shows that the hyphen before it stands for a word left out.

        For example "and long-term" behind "short-".
        """

    def is_compound(self, first: str, second: str) -> bool:
        """Whether a hyphen between two words, both in lower case, belongs to the word."""

    def is_division_label(self, text: str) -> bool:
        """Whether a line is the label of an annex or a part and nothing else: "Annex I"."""

    def without_conjunction(self, text: str) -> str:
        """A line without the conjunction behind an item of a list: "…; and" becomes "…;"."""

    def is_link_back(self, text: str) -> bool:
        """Whether the text of a link in a footnote says that it leads back to the marker."""

    def is_page_number(self, text: str) -> bool:
        """Whether a line of typed text is a page number with its word: "page 3"."""

    @property
    def page_label(self) -> str:
        """A regular expression of a page number with its word in a head or foot: "Page 3 of 9"."""

    @property
    def printing_note(self) -> str:
        """A regular expression of a note of the printers in the foot of a page."""

    @property
    def running_head(self) -> str:
        """A regular expression of a running head of typed pages, without its page number."""


class MetadataCues(Protocol):
    """What the words in the metadata of the official edition mean."""

    def sponsors(self, text: str, role: SponsorRole) -> tuple[Sponsor, ...]:
        """The sponsors that a list names."""

    def adoption_method(self, text: str) -> AdoptionMethod | None:
        """How a text was adopted, where words or counts of votes say it."""

    def votes(self, text: str) -> Votes | None:
        """The counts of votes that a text states."""

    def catalogue_title(self, text: str) -> str | None:
        """The title in an entry of the library's catalogue, without its brackets."""

    def agenda_items(self, text: str) -> tuple[str, ...]:
        """The agenda items of a list: "20 (a) and (b)" gives "20 (a)", "20 (b)"."""

    def enacting_body(self, text: str) -> Organ | None:
        """The organ that an enacting formula names; None for other bodies."""

    def session_prefix(self, text: str) -> str:
        """What comes before the number of a session of this name: "ES-", "S-" or nothing."""


class ParagraphCues(LayoutCues, MetadataCues, Protocol):
    """All that readers are given: layout, metadata, and how a paragraph begins."""

    def printed_number(self, text: str) -> tuple[str, str] | None:
        """The number of a numbered paragraph and the text behind it: "3. Takes note" gives "3"."""

    def printed_letter(self, text: str) -> tuple[str, str] | None:
        """The letter or figure of a subparagraph and the text behind it."""

    def is_formula(self, text: str) -> bool:
        """Whether this is an enacting formula alone: "The General Assembly,"."""

    def starts_operative(self, text: str) -> bool:
        """Whether a text begins with a finite verb of an acting body."""

    def starts_preambular(self, text: str) -> bool:
        """Whether a text begins with a participle or adjective of an acting body."""
