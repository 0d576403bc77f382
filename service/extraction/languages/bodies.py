"""Bodies of a language: codes, names, acronyms, and the short forms that follow from names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from pydantic import Field, model_validator

from service.extraction.languages.body_names import BodyName, BodyNameIndex, slug
from service.extraction.languages.body_patterns import BodyPatterns
from service.extraction.languages.files import (
    MATCHES_NOTHING,
    LexiconTable,
    PatternText,
    read_table,
)
from service.extraction.text.analysed import hyphenated_form
from service.model import BodyNaming


class BodyEntry(LexiconTable):
    """A body as the file `bodies.toml` writes it."""

    code: str
    name: str
    category: str
    parent: str | None = None
    also: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    licenses: tuple[str, ...] = ()


class DefaultShortForm(LexiconTable):
    """A short form that needs no earlier mention, where the body `acting` acts, or any."""

    short: str
    body: str
    acting: str | None = None


class ShortFormRules(LexiconTable):
    """How short forms follow from names."""

    heads: frozenset[str] = frozenset()
    other_heads: frozenset[str] = frozenset()
    prefix: PatternText = MATCHES_NOTHING
    head_end: PatternText = MATCHES_NOTHING
    connectives: frozenset[str] = frozenset()
    acting: Mapping[str, str] = Field(default_factory=dict)


class Committees(LexiconTable):
    """The resolutions that set up committees, and committees with codes of their own."""

    founded_by: tuple[int, ...] = ()
    codes: Mapping[str, str] = Field(default_factory=dict)


class NotBodies(LexiconTable):
    """Names that contain the name of a body and are none."""

    phrases: tuple[str, ...] = ()


class BodiesTable(LexiconTable):
    """The file `bodies.toml`."""

    article: PatternText = MATCHES_NOTHING
    abbreviations: Mapping[str, str] = Field(default_factory=dict)
    short_forms: ShortFormRules = ShortFormRules()
    defaults: tuple[DefaultShortForm, ...] = Field((), alias="default")
    committees: Committees = Committees()
    not_bodies: NotBodies = NotBodies()
    bodies: tuple[BodyEntry, ...] = Field((), alias="body")

    @model_validator(mode="after")
    def _codes_are_known(self) -> "BodiesTable":
        codes = [body.code for body in self.bodies]
        if len(codes) > len(set(codes)):
            raise ValueError("two bodies have the same code")
        for body in self.bodies:
            named = {*body.licenses, *filter(None, (body.parent,))}
            if not named <= set(codes):
                raise ValueError(f"{body.code}: {sorted(named - set(codes))} is no code of a body")
        return self


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the lexicon.

    Attributes:
        code: What is stored and counted.
        name: The full name.
        other_names: Acronyms and other full names.
        category: What kind of body it is.
        parent: The code of the body that it belongs to.
        short_forms: The short forms that a mention of it allows afterwards.
        licenses: The codes of other bodies whose short forms a mention of it allows.
    """

    code: str
    name: str
    other_names: tuple[str, ...]
    category: str
    parent: str | None
    short_forms: tuple[str, ...]
    licenses: tuple[str, ...]


class BodyLexicon:
    """The bodies of a language by codes and names, and the patterns around their names.

    Attributes:
        bodies: The bodies by their codes.
        patterns: The words around names.
        heads: Nouns that head names of bodies.
        short_heads: Nouns that head short forms.
        founding_resolutions: Numbers of the resolutions that set up committees.
        abbreviated: Codes of the organizations whose names begin those of other bodies.
    """

    def __init__(self, table: BodiesTable, patterns: BodyPatterns) -> None:
        self._table = table
        self.patterns = patterns
        self.heads = table.short_forms.heads
        self.short_heads = self.heads | table.short_forms.other_heads
        self.founding_resolutions = frozenset(map(str, table.committees.founded_by))
        self.bodies: Mapping[str, Body] = {entry.code: self._body(entry) for entry in table.bodies}
        self.abbreviated = frozenset(map(self.code_of, table.abbreviations))

    def name_of(self, code: str) -> str:
        """The name of a body; where the lexicon lacks it, the words in its code.

        Example:
            `name_of("panel-on-lighthouses")` gives "Panel on lighthouses".
        """
        found = self.bodies.get(code)
        if found:
            return found.name
        words = code.replace("-", " ") if code.islower() else code
        return words[:1].upper() + words[1:]

    def code_of(self, name: str) -> str:
        """The code of a body by one of its names; a slug of the name where the lexicon lacks it."""
        bare = " ".join(hyphenated_form(name).split())
        if article := self._table.article.match(bare):
            bare = bare[article.end() :]
        return self._codes.get(bare) or slug(bare)

    def code_of_acronym(self, acronym: str) -> str | None:
        """The code of the body that has this acronym."""
        return self._acronyms.get(acronym)

    def committee_code(self, number: str) -> str:
        """The code of the committee that the Security Council set up by a resolution."""
        return self._table.committees.codes.get(number, f"sc-committee-{number}")

    def short_forms(self, name: str) -> tuple[str, ...]:
        """The short forms that follow from a name, longest first.

        Example:
            `short_forms("United Nations Verification Mission in Colombia")` gives
            "Verification Mission" and "Mission".
        """
        rules = self._table.short_forms
        lead = rules.head_end.split(hyphenated_form(name), maxsplit=1)[0]
        words = rules.prefix.sub("", lead).split()
        if not words or words[-1] not in rules.heads:
            return ()
        tails = [words[start:] for start in range(len(words))]
        forms = [
            " ".join(tail)
            for tail in tails
            if tail[0][:1].isupper() and rules.connectives.isdisjoint(tail)
        ]
        return tuple(form for form in forms if form != name)

    def default_meaning(self, form: str, acting: str | None) -> str | None:
        """The code of the body that a short form means without an earlier mention.

        Args:
            form: The short form.
            acting: The code of the acting body.
        """
        for default in self._defaults.get(form, ()):
            if default.acting is None or default.acting == acting:
                return default.body
        return None

    def head_of_acting(self, acting: str) -> str | None:
        """The short form by which a document names its own acting body: "Council"."""
        if acting not in self.bodies:
            return None
        own = self._table.short_forms.acting.get(acting)
        return own or next(iter(self.short_forms(self.bodies[acting].name)[-1:]), None)

    @cached_property
    def names(self) -> BodyNameIndex:
        """All full names and acronyms, to be found in a text."""
        return BodyNameIndex(self._names(), self.patterns.genitive_endings)

    @cached_property
    def inflected_short_heads(self) -> frozenset[str]:
        """Nouns that head short forms, and their genitives."""
        endings = self.patterns.genitive_endings
        return self.short_heads | {head + end for head in self.short_heads for end in endings}

    def _body(self, entry: BodyEntry) -> Body:
        derived = [form for name in (entry.name, *entry.also) for form in self.short_forms(name)]
        return Body(
            code=entry.code,
            name=entry.name,
            other_names=(*entry.acronyms, *entry.also),
            category=entry.category,
            parent=entry.parent,
            short_forms=tuple(dict.fromkeys([*derived, *entry.short])),
            licenses=entry.licenses,
        )

    def _names(self) -> Iterator[BodyName]:
        for entry in self._table.bodies:
            for written in (entry.name, *entry.also):
                for text in self._abbreviations(hyphenated_form(written)):
                    yield BodyName(text, entry.code, BodyNaming.FULL_NAME)
            for acronym in entry.acronyms:
                yield BodyName(hyphenated_form(acronym), entry.code, BodyNaming.ACRONYM)
        for phrase in self._table.not_bodies.phrases:
            yield BodyName(hyphenated_form(phrase), "", BodyNaming.FULL_NAME)

    def _abbreviations(self, name: str) -> tuple[str, ...]:
        """A name, and the same with the organization abbreviated that it begins with."""
        for full, short in self._table.abbreviations.items():
            if name.startswith(f"{full} "):
                return (name, short + name.removeprefix(full))
        return (name,)

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {name.text: name.code for name in self._names() if name.code}

    @cached_property
    def _acronyms(self) -> Mapping[str, str]:
        return {name.text: name.code for name in self._names() if name.naming is BodyNaming.ACRONYM}

    @cached_property
    def _defaults(self) -> Mapping[str, list[DefaultShortForm]]:
        found: dict[str, list[DefaultShortForm]] = defaultdict(list)
        for default in self._table.defaults:
            found[default.short].append(default)
        return found


def read_body_lexicon(folder: Traversable, fallback: BodyLexicon | None) -> BodyLexicon:
    """The lexicon of the language whose files are in a folder.

    Args:
        folder: The folder of the language.
        fallback: The lexicon of the language that this one falls back on. It serves where there is
            no `bodies.toml`; where there is no `body_patterns.toml`, its patterns serve.

    Raises:
        LexiconError: A file has not the shape that it should have.
    """
    table = read_table(folder, "bodies", BodiesTable)
    if table is None and fallback:
        return fallback
    patterns = read_table(folder, "body_patterns", BodyPatterns)
    if patterns is None:
        patterns = fallback.patterns if fallback else BodyPatterns()
    return BodyLexicon(table or BodiesTable(), patterns)
