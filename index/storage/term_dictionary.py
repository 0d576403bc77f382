"""The term dictionary of a field, with the token types that have the terms.

A *token type* is a list of terms that one token has, such as a stem and the word as written. Before
each term stands the analyser of its texts: the same spelling in two languages makes two terms.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.analysis.tokens import TokenType
from index.storage.arrays import NO_NUMBERS, Array, IntArray, int_offsets

_ENCODING = ("utf-8", "surrogatepass")
_LAST = b"\xff"
"""Greater than all bytes that UTF-8 has."""


@dataclass(frozen=True, eq=False)
class TermDictionary:
    """Terms in ascending order, and token types as lists of the numbers of their terms, ascending.

    Term `n` is `blob[ends[n]:ends[n + 1]]`; type `n` has the terms
    `members[offsets[n]:offsets[n + 1]]`.
    """

    blob: npt.NDArray[np.uint8]
    ends: IntArray
    members: IntArray
    offsets: IntArray

    @property
    def types(self) -> int:
        """How many token types there are."""
        return len(self.offsets) - 1

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return len(self.ends) - 1

    @cached_property
    def _blob(self) -> memoryview:
        return self.blob.data

    @cached_property
    def _ends(self) -> memoryview:
        return self.ends.data

    def key(self, number: int) -> bytes:
        """A term with its analyser, by number."""
        return bytes(self._blob[self._ends[number] : self._ends[number + 1]])

    def term(self, number: int) -> str:
        """A term, by number."""
        return self.key(number).partition(b"\0")[2].decode(*_ENCODING)

    def terms_in(self, analyser: str, numbers: range) -> list[str]:
        """The terms of these numbers, all of one analyser."""
        keys = self._blob[self._ends[numbers.start] : self._ends[numbers.stop]]
        # All at once: a term has no character 0, so only a key can begin with analyser and 0.
        return str(keys, *_ENCODING).split(f"{analyser}\0")[1:]

    def number(self, analyser: str, term: str) -> int | None:
        """The number of a term; None where no text has it."""
        wanted = key_of(analyser, term)
        at = self._bisect(wanted)
        return at if at < self.terms and self.key(at) == wanted else None

    def prefix_range(self, analyser: str, prefix: str) -> range:
        """The numbers of all terms with this prefix."""
        wanted = key_of(analyser, prefix)
        return range(self._bisect(wanted), self._bisect(wanted + _LAST))

    def _bisect(self, key: bytes) -> int:
        return bisect_left(range(self.terms), key, key=self.key)

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Arrays for a file; `from_arrays` reads them back."""
        return {f"{prefix}.{name}": getattr(self, name) for name in _ARRAYS}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "TermDictionary":
        """The dictionary of these arrays, which are not copied."""
        return cls(**{name: arrays[f"{prefix}.{name}"] for name in _ARRAYS})


_ARRAYS = ("blob", "ends", "members", "offsets")


def key_of(analyser: str, term: str) -> bytes:
    """A term with its analyser; keys are ordered by analyser, then by term."""
    return f"{analyser}\0{term}".encode(*_ENCODING)


def build_dictionary(types: Sequence[TokenType]) -> tuple[TermDictionary, IntArray]:
    """The dictionary of these token types, all different, and the number of each in it."""
    keys = [[key_of(analyser, term) for term in terms] for analyser, terms in types]
    terms = sorted({key for each in keys for key in each})
    numbers = {key: number for number, key in enumerate(terms)}
    return _ordered(terms, [_packed([numbers[key] for key in each]) for each in keys])


def merge_dictionaries(
    parts: Sequence[tuple[TermDictionary, IntArray]],
) -> tuple[TermDictionary, list[IntArray]]:
    """Merge some token types of each part into one dictionary.

    Returns the dictionary, and for each part the new numbers of its types; those of types that were
    not chosen mean nothing.
    """
    terms_used = [
        np.unique(
            np.concatenate([part.members[a:b] for a, b in _spans(part, used)] or [NO_NUMBERS])
        )
        for part, used in parts
    ]
    keys = [
        [part.key(number) for number in used.tolist()]
        for (part, _), used in zip(parts, terms_used, strict=True)
    ]
    terms = sorted(set().union(*keys))
    numbers = {key: number for number, key in enumerate(terms)}
    packed: list[bytes] = []
    for (part, used), old, part_keys in zip(parts, terms_used, keys, strict=True):
        renumbered = np.zeros(part.terms, dtype=">i4")
        renumbered[old] = [numbers[key] for key in part_keys]
        members = renumbered[part.members].tobytes()
        packed += [members[4 * a : 4 * b] for a, b in _spans(part, used)]
    joined, new = _ordered(terms, packed)
    of_parts = []
    for part, used in parts:
        of_part = np.zeros(part.types, dtype=np.int32)
        of_part[used], new = new[: len(used)], new[len(used) :]
        of_parts.append(of_part)
    return joined, of_parts


def _spans(part: TermDictionary, types: IntArray) -> list[tuple[int, int]]:
    return list(zip(part.offsets[types].tolist(), part.offsets[types + 1].tolist(), strict=True))


def _packed(numbers: list[int]) -> bytes:
    # Big-endian, so that the order of bytes is that of numbers.
    return np.array(numbers, dtype=">i4").tobytes()


def _ordered(terms: list[bytes], packed: list[bytes]) -> tuple[TermDictionary, IntArray]:
    """A dictionary of types given by their packed terms, and the number of each of them."""
    distinct = sorted(set(packed))
    numbers = {each: number for number, each in enumerate(distinct)}
    dictionary = TermDictionary(
        blob=np.frombuffer(b"".join(terms), dtype=np.uint8),
        ends=int_offsets([len(term) for term in terms]),
        members=np.frombuffer(b"".join(distinct), dtype=">i4").astype(np.int32),
        offsets=int_offsets([len(each) // 4 for each in distinct]),
    )
    return dictionary, np.array([numbers[each] for each in packed], dtype=np.int32)
