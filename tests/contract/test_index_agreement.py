"""The engines side by side: the same paragraphs and changes, the same questions, equal answers."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from index_corpora import FEW, REQUESTS, corpora

from index import IndexedParagraph, ParagraphIndex, SearchRequest
from index.engines.columnar import ColumnarIndex
from index.engines.whoosh import WhooshIndex
from index.storage.index_writer import WriterLimits
from index.storage.merger import MergePolicy

CHANGES = st.lists(
    st.tuples(corpora(), st.lists(st.integers(1, 14), max_size=5), st.booleans()), max_size=4
)
POLICIES = st.builds(
    MergePolicy,
    together=st.integers(2, 4),
    smallest=st.sampled_from([1, 4, 100]),
    growth=st.just(2),
    largest=st.sampled_from([10, 1_000]),
)
LIMITS = st.builds(
    WriterLimits,
    buffered_tokens=st.sampled_from([5, 40, 4_000_000]),
    segment_rows=st.sampled_from([1, 5, 500_000]),
)


def agree(engines: Iterable[ParagraphIndex], requests: list[SearchRequest]) -> None:
    for request in requests:
        one, other = (replace(each.search(request), generation="") for each in engines)
        assert one == other


@FEW
@given(
    first=corpora(),
    changes=CHANGES,
    requests=st.lists(REQUESTS, min_size=3, max_size=6),
    policy=POLICIES,
    limits=LIMITS,
)
def test_engines_agree(
    first: list[IndexedParagraph],
    changes: list[tuple[list[IndexedParagraph], list[int], bool]],
    requests: list[SearchRequest],
    policy: MergePolicy,
    limits: WriterLimits,
) -> None:
    with TemporaryDirectory() as folder:
        columnar = ColumnarIndex(Path(folder) / "columnar", policy, limits)
        engines = (columnar, WhooshIndex(Path(folder) / "whoosh"))
        for each in engines:
            each.rebuild(first, 1)
        agree(engines, requests)
        for number, (added, removed, settled) in enumerate(changes, 2):
            one, other = (each.apply(added, removed, number) for each in engines)
            assert (one.change, one.paragraphs) == (other.change, other.paragraphs)
            if settled:
                columnar.wait_for_merges()
            agree(engines, requests)
        columnar.wait_for_merges()
        agree(engines, requests)
        for each in engines:
            each.close()
