"""tantivy, a search library in Rust: one segment, fast fields for facets, snippets for highlights.

Searching and aggregating are two calls, each of which matches again; own-filter-excluded counts are
one more aggregation for each field with a filter. Query objects are prepared outside the time
measured, which an application could not do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from index import Field, IndexedParagraph, SearchRequest
from service.evaluation.comparison.engines.interface import TOP, Answer, bytes_in, highest
from service.evaluation.comparison.facet_views import Filters, View, views
from service.evaluation.comparison.rival_terms import Clause, Terms
from service.evaluation.speed.query_mix import FACETS

_HEAP = 1_000_000_000
_WORDS, _FORMS = "words", "forms"
_WHOLE_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class TantivyMaker:
    """tantivy on our terms, or (`raw`) with its own English analysis, to time its building.

    `plain`: count each facet once over all matches, chosen or not; less than the requests ask for.
    """

    raw: bool = False
    plain: bool = False

    def build(self, folder: Path, paragraphs: Iterable[IndexedParagraph], terms: Terms) -> None:
        """Build with one thread, which leaves one segment; with its own analysis, with all."""
        index = tantivy.Index(_schema(raw=self.raw), path=str(folder))
        _register(index)
        writer = index.writer(heap_size=_HEAP, num_threads=0 if self.raw else 1)
        for each in paragraphs:
            document = tantivy.Document()
            # A number given by keyword is written as signed, and the writer's thread dies of it.
            document.add_unsigned("id", each.id)
            if self.raw:
                document.add_text(_WORDS, each.text)
            else:
                lines = terms.lines(each.text, each.language)
                document.add_text(_WORDS, lines.words)
                document.add_text(_FORMS, lines.forms)
            for field in FACETS:
                for value in each.facets.get(field, ()):
                    document.add_text(str(field), value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> "TantivyEngine":
        """Open the index."""
        return TantivyEngine(folder, plain=self.plain)

    def size(self, folder: Path) -> int:
        """Bytes of all files."""
        return bytes_in(folder)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Prepared queries: for the hits, for the terms to highlight, and for the counts."""

    hits: Query
    shown: Query | None
    counts: tuple[tuple[Query, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class _EngineResult:
    total: int
    highlights: list[list[tuple[int, int]]]
    counts: list[Mapping[str, Any]]


class TantivyEngine:
    """An opened index of tantivy."""

    def __init__(self, folder: Path, *, plain: bool) -> None:
        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._terms = Terms.load(folder)
        self._plain = plain

    def prepare(self, request: SearchRequest) -> _Asked:
        """Query objects for the hits and for every view of the counts."""
        clauses = [self._clause(each) for each in self._terms.clauses(request.query)]
        wanted = views(request)
        if self._plain:
            asked = tuple(facet.field for facet in request.facets)
            wanted = (View(request.filters, asked),)
        return _Asked(
            hits=self._query(clauses, request.filters),
            shown=self._query(clauses, {}) if clauses else None,
            counts=tuple(
                (self._query(clauses, view.filters), _aggregation(view.fields)) for view in wanted
            ),
        )

    def run(self, asked: _Asked) -> _EngineResult:
        """Search, highlight the whole text of each hit, aggregate."""
        searcher = self._searcher
        found: Any = searcher.search(asked.hits, TOP)  # its types do not know of its count
        documents = [searcher.doc(address) for _, address in found.hits]
        highlights = []
        if asked.shown is None:
            highlights = [[(0, 0)] for document in documents if document["words"]]
        else:
            generator = tantivy.SnippetGenerator.create(searcher, asked.shown, self._schema, _WORDS)
            generator.set_max_num_chars(_WHOLE_TEXT)
            for document in documents:
                snippet = generator.snippet_from_doc(document)
                highlights.append([(each.start, each.end) for each in snippet.highlighted()])
        counts: list[Mapping[str, Any]] = [
            searcher.aggregate(query, dict(terms)) for query, terms in asked.counts
        ]
        return _EngineResult(found.count, highlights, counts)

    def answer(self, found: _EngineResult) -> Answer:
        """See `Engine.answer`."""
        buckets = {name: each["buckets"] for view in found.counts for name, each in view.items()}
        return Answer(
            total=found.total,
            shown=len(found.highlights),
            counts={
                Field(name): highest(int(each["doc_count"]) for each in listed)
                for name, listed in buckets.items()
            },
        )

    def forget(self) -> None:
        """Nothing is cached."""

    def close(self) -> None:
        """Nothing to close."""

    def _query(self, clauses: Iterable[Query], filters: Filters) -> Query:
        parts = list(clauses)
        for field, values in filters.items():
            chosen = Query.term_set_query(self._schema, str(field), sorted(values))
            parts.append(Query.const_score_query(chosen, 0.0))
        if not parts:
            return Query.all_query()
        if len(parts) == 1:
            return parts[0]
        return Query.boolean_query([(Occur.Must, part) for part in parts])

    def _clause(self, clause: Clause) -> Query:
        found = [each for phrase in clause.phrases for each in self._phrase(phrase)]
        for beginning in clause.beginnings:
            pattern = f"{re.escape(beginning)}.*"
            # A term that was changed by stemming is in the other line; no term in both begins.
            found += [
                Query.regex_query(self._schema, line, pattern)
                for line in (_WORDS, _FORMS)
                if self._searcher.terms_with_prefix(line, beginning, limit=1)
            ]
        if not found:
            return Query.empty_query()
        if len(found) == 1:
            return found[0]
        return Query.boolean_query([(Occur.Should, each) for each in found])

    def _phrase(self, phrase: tuple[str, ...]) -> list[Query]:
        """The queries for a phrase or a term, those left out that can find nothing."""
        if len(phrase) == 1:
            lines = [line for line in (_WORDS, _FORMS) if self._searcher.doc_freq(line, phrase[0])]
            return [Query.term_query(self._schema, line, phrase[0], "freq") for line in lines]
        if all(self._searcher.doc_freq(_WORDS, term) for term in phrase):
            return [Query.phrase_query(self._schema, _WORDS, list(phrase))]
        return []


def _schema(*, raw: bool) -> Any:  # noqa: ANN401 - tantivy's schema has no useful type
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True)
    analysis = "en_stem" if raw else "terms"
    builder.add_text_field(_WORDS, stored=True, tokenizer_name=analysis, index_option="position")
    builder.add_text_field(_FORMS, tokenizer_name="terms", index_option="freq")
    for field in FACETS:
        builder.add_text_field(str(field), fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _register(index: Any) -> None:  # noqa: ANN401
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", analyser)


def _aggregation(fields: Iterable[Field]) -> dict[str, Any]:
    return {str(field): {"terms": {"field": str(field), "size": TOP}} for field in fields}
