"""Repeats the documents of a store, changed a little, until there are as many paragraphs as wanted.

Each round has every document at most once, in an order of its own, with fresh ids and symbols.
From the second round on, about one word in twelve is replaced by an invented one, drawn by Zipf's
law, so that the vocabulary grows as that of a larger corpus does. What repeats all the same: the
proportions of frequent words, the lengths, and all values of facets but the symbols.
"""

import asyncio
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from service.evaluation.comparison.corpus_store import remove_store
from service.model import ParagraphKind
from service.store import schema

_OF_PARAGRAPH = ("footnote", "verb", "citation", "body", "instrument", "report")
_OF_RESOLUTION = ("agenda_item", "subject", "sponsor")
_NOT_SEARCHED = (ParagraphKind.ENACTING.value, ParagraphKind.HEADING.value)

_EVERY = 12
_INVENTED = 200_000
_SHORTEST = 4
_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


def tiled_store(real: Path, paragraphs: int) -> Path:
    """A store of at least so many searchable paragraphs: those of `real`, over and over.

    It ends with a whole document. Made unless it was made before.
    """
    path = real.with_name(f"{real.stem.replace('real', 'tiled')}-{paragraphs}.db")
    if not path.exists():
        unfinished = path.with_suffix(".new")
        remove_store(unfinished)
        asyncio.run(schema.upgrade(f"sqlite:///{unfinished}"))
        _fill(unfinished, real, paragraphs)
        unfinished.rename(path)
    return path


def retold(text: str, seed: int) -> str:
    """The text with about every twelfth word invented; its length and offsets stay."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    words = text.split(" ")
    at = chance.randrange(_EVERY)
    while at < len(words):
        word = words[at]
        if len(word) >= _SHORTEST and word.isascii() and word.isalpha() and word.islower():
            words[at] = invented(int(_INVENTED ** chance.random()), len(word))
        at += 1 + chance.randrange(2 * _EVERY - 1)
    return " ".join(words)


def invented(rank: int, length: int) -> str:
    """The invented word of a rank in the order of frequency, of so many letters."""
    letters = []
    for place in range(length):
        alphabet = _CONSONANTS if place % 2 == 0 else _VOWELS
        rank, letter = divmod(rank, len(alphabet))
        letters.append(alphabet[letter])
    return "".join(letters)


def _fill(path: Path, real: Path, wanted: int) -> None:
    connection = sqlite3.connect(path)
    connection.create_function("retold", 2, retold, deterministic=True)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("ATTACH ? AS real", (str(real),))
    connection.execute(
        "INSERT INTO source_document SELECT * FROM real.source_document ORDER BY id LIMIT 1"
    )
    sizes = connection.execute(
        "SELECT text_id, sum(kind NOT IN (?, ?)) FROM real.paragraph GROUP BY text_id ORDER BY 1",
        _NOT_SEARCHED,
    ).fetchall()
    if not sizes:
        raise ValueError(f"{real} contains no paragraphs")
    written = round_ = 0
    while written < wanted:
        written += _repeat(connection, sizes, round_, wanted - written)
        round_ += 1
    connection.execute("UPDATE change_counter SET value = 1")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _repeat(
    connection: sqlite3.Connection, sizes: Sequence[tuple[int, int]], round_: int, wanted: int
) -> int:
    """Copy documents once, until there are enough; return how many searchable paragraphs."""
    order = list(sizes)
    random.Random(round_).shuffle(order)  # noqa: S311 - a repeatable draw
    texts, found = [], 0
    for text_id, size in order:
        if found >= wanted:
            break
        texts.append(text_id)
        found += size
    _number(connection, texts)
    _copy_documents(connection, round_)
    _copy_paragraphs(connection, changed=round_ > 0)
    connection.commit()
    return found


def _number(connection: sqlite3.Connection, texts: Sequence[int]) -> None:
    """New ids for texts, in this order, their resolutions and paragraphs."""
    for name in ("texts", "resolutions", "rows"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        connection.execute(f"CREATE TEMP TABLE {name} (old INTEGER PRIMARY KEY, new INTEGER)")
    last = {
        table: connection.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0]
        for table in ("resolution_text", "resolution", "paragraph")
    }
    connection.executemany(
        "INSERT INTO texts VALUES (?, ?)",
        [(old, last["resolution_text"] + number) for number, old in enumerate(texts, 1)],
    )
    connection.execute(
        "INSERT INTO resolutions SELECT resolution_id, ? + row_number() OVER (ORDER BY min(new))"
        " FROM texts JOIN real.resolution_text ON id = old GROUP BY resolution_id",
        (last["resolution"],),
    )
    connection.execute(
        "INSERT INTO rows SELECT id, ? + row_number() OVER (ORDER BY new, position)"
        " FROM texts JOIN real.paragraph ON text_id = old",
        (last["paragraph"],),
    )


def _copy_documents(connection: sqlite3.Connection, round_: int) -> None:
    ending = f"/Add.{100 + round_}" if round_ else ""
    one = "(SELECT min(id) FROM main.source_document)"
    _copy(
        connection,
        "resolution",
        "resolutions ON old = each.id",
        {"id": "new", "symbol": f"symbol || '{ending}'", "sort_key": f"sort_key || '{ending}'"},
    )
    for name in _OF_RESOLUTION:
        _copy(
            connection,
            f"resolution_{name}",
            "resolutions ON old = each.resolution_id",
            {"resolution_id": "new"},
        )
    _copy(
        connection,
        "resolution_text",
        "texts ON texts.old = each.id JOIN resolutions ON resolutions.old = resolution_id",
        {"id": "texts.new", "resolution_id": "resolutions.new", "source_id": one, "change": "1"},
    )


def _copy_paragraphs(connection: sqlite3.Connection, *, changed: bool) -> None:
    _copy(
        connection,
        "paragraph",
        "rows ON rows.old = each.id JOIN texts ON texts.old = text_id",
        {
            "id": "rows.new",
            "text_id": "texts.new",
            "text": "retold(text, rows.new)" if changed else "text",
        },
    )
    for name in _OF_PARAGRAPH:
        _copy(
            connection,
            f"paragraph_{name}",
            "rows ON old = each.paragraph_id",
            {"paragraph_id": "new"},
        )


def _copy(connection: sqlite3.Connection, table: str, join: str, replaced: dict[str, str]) -> None:
    """Copy the rows that `join` leaves, with some columns `replaced`. All names are our own."""
    columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    values = ", ".join(replaced.get(name, f'each."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO main.{table} ({names}) SELECT {values} FROM real.{table} AS each"
    connection.execute(f"{statement} JOIN {join}")
