"""Columns of a segment: what goes in comes out again, through files, joins and merges."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Field, TextField
from index.fields import DOCUMENT_FIELDS
from index.storage.columns import SegmentColumns, merge_columns
from index.storage.paragraph_rows import ParagraphRow, build_columns

VALUES = st.lists(st.sampled_from(["BRA", "FJI", "Österreich", "\ud800", ""]), max_size=3).map(
    tuple
)
ROWS = st.builds(
    ParagraphRow,
    id=st.integers(0, 10**12),
    resolution_id=st.integers(1, 3),
    day=st.sampled_from([0, 744_000, 744_001]),
    sort_symbol=st.sampled_from(["A/RES/99/0046", "A/RES/99/0153"]),
    position=st.integers(0, 50),
    analyser=st.sampled_from(["en", "fr"]),
    lengths=st.tuples(st.integers(0, 90), st.sampled_from([4, 7])),
    facets=st.dictionaries(
        st.sampled_from([str(Field.SPONSOR), str(Field.CITES), str(Field.KIND)]), VALUES
    ),
)
SEGMENTS = st.lists(st.none() | ROWS, max_size=9)


def set_of(columns: SegmentColumns, name: Field, row: int) -> frozenset[str]:
    holder = int(columns.document_of[row]) if name in DOCUMENT_FIELDS else row
    number = int(columns.set_of[name][holder])
    sets = columns.sets[name]
    members = sets.members[sets.offsets[number] : sets.offsets[number + 1]]
    assert sorted(set(members)) == members.tolist()
    return frozenset(sets.values[member] for member in members)


def read_back(columns: SegmentColumns) -> list[tuple[object, ...]]:
    """Each row as the columns have it."""
    found = []
    for row in range(len(columns)):
        document = int(columns.document_of[row])
        found.append(
            (
                int(columns.ids[row]),
                int(columns.resolutions[document]),
                int(columns.days[document]),
                columns.symbols[columns.symbol_of[document]],
                int(columns.positions[row]),
                columns.analysers[columns.analyser_of[document]],
                (int(columns.text_lengths[row]), int(columns.title_lengths[document])),
                {name: set_of(columns, name, row) for name in Field},
            )
        )
    return found


def plain(rows: list[ParagraphRow]) -> list[tuple[object, ...]]:
    return [(*each.to_values()[:-1], sets(each.facets)) for each in rows]


def sets(facets: Mapping[str, tuple[str, ...]]) -> dict[Field, frozenset[str]]:
    return {name: frozenset(facets.get(name, ())) for name in Field}


@given(SEGMENTS)
def test_columns_have_every_row_in_order(rows: list[ParagraphRow | None]) -> None:
    columns = build_columns(rows)
    assert len(columns) == len(rows)
    assert [number for number, row in enumerate(rows) if row is None] == np.flatnonzero(
        columns.ids == -1
    ).tolist()
    sample = [each for each, row in zip(read_back(columns), rows, strict=True) if row is not None]
    assert sample == plain([row for row in rows if row is not None])


@given(SEGMENTS)
def test_files_have_numbers_only_and_give_the_same_rows(rows: list[ParagraphRow | None]) -> None:
    columns = build_columns(rows)
    arrays = columns.to_arrays()
    assert all(array.dtype.kind in "iu" and array.ndim == 1 for array in arrays.values())
    again = SegmentColumns.from_arrays(arrays)
    assert read_back(again) == read_back(columns)
    assert np.shares_memory(again.ids, columns.ids) or not rows


def test_a_file_without_a_column_is_an_error() -> None:
    arrays = build_columns([]).to_arrays()
    del arrays["days"]
    with pytest.raises(KeyError):
        SegmentColumns.from_arrays(arrays)


@given(st.lists(SEGMENTS, min_size=1, max_size=4))
def test_segments_are_concatenated_in_order(segments: list[list[ParagraphRow | None]]) -> None:
    parts = [build_columns(rows) for rows in segments]
    joined = SegmentColumns.concatenate(parts)
    assert read_back(joined) == [row for part in parts for row in read_back(part)]
    assert set(np.diff(joined.document_of, prepend=-1).tolist()) <= {0, 1}
    for name in Field:
        assert list(joined.sets[name].values) == sorted(set(joined.sets[name].values))


@given(st.lists(SEGMENTS, min_size=1, max_size=4), st.data())
def test_merging_drops_rows_that_are_not_live_and_what_only_they_had(
    segments: list[list[ParagraphRow | None]], data: st.DataObject
) -> None:
    parts, remaining = [], []
    for rows in segments:
        columns = build_columns(rows)
        live = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
        parts.append((columns, np.array(live, dtype=np.bool_)))
        remaining += [row for row, alive in zip(read_back(columns), live, strict=True) if alive]
    merged = merge_columns(parts)
    assert read_back(merged) == remaining
    for name in Field:
        sample = [set_of(merged, name, row) for row in range(len(merged))]
        assert set(merged.sets[name].values) == {value for values in sample for value in values}
        assert len(merged.sets[name]) == len(set(sample))
    assert set(merged.symbols) == {row[3] for row in remaining}


def test_what_a_document_shares_is_stored_once() -> None:
    shared = {str(Field.SPONSOR): ("BRA", "FJI")}
    rows = [
        ParagraphRow(n, 1 + n // 10, 0, f"S{n // 10}", n, "en", (n, 5), shared) for n in range(30)
    ]
    columns = build_columns(rows)
    assert columns.document_of.tolist() == [0] * 10 + [1] * 10 + [2] * 10
    assert columns.set_of[Field.SPONSOR].tolist() == [0, 0, 0]
    assert columns.set_of[Field.KIND].tolist() == [0] * 30
    assert len(columns.title_lengths) == 3
    assert tuple(TextField) == (TextField.TEXT, TextField.TITLE)
