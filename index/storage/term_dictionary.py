"""The terms of a field's texts, and the types of places that have them.

A *type* of place is a list of terms that stand at one place together, as a stem and the word as it
was written. A term is kept behind the analyser of its texts: terms of one spelling in two languages
are two.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.analysis.token_types import Type
from index.storage.array_files import Array
from index.storage.value_sets import IntArray

_ENCODING = ("utf-8", "surrogatepass")
_BEYOND = b"\xff"
"""Greater than all bytes that UTF-8 has."""


@dataclass(frozen=True, eq=False)
class Dictionary:
    """Terms in ascending order, and types as lists of their numbers, ascending, too.

    Term `n` is `blob[ends[n]:ends[n + 1]]`; type `n` has the terms
    `members[offsets[n]:offsets[n + 1]]`.
    """

    blob: npt.NDArray[np.uint8]
    ends: IntArray
    members: IntArray
    offsets: IntArray

    @property
    def types(self) -> int:
        """How many types there are."""
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
        """A term behind its analyser."""
        return bytes(self._blob[self._ends[number] : self._ends[number + 1]])

    def term(self, number: int) -> str:
        """A term."""
        return self.key(number).partition(b"\0")[2].decode(*_ENCODING)

    def terms_among(self, analyser: str, numbers: range) -> list[str]:
        """The terms of these numbers, all of one analyser."""
        keys = self._blob[self._ends[numbers.start] : self._ends[numbers.stop]]
        # All at once: a term has no character 0, so that only a key can begin like this.
        return str(keys, *_ENCODING).split(f"{analyser}\0")[1:]

    def number(self, analyser: str, term: str) -> int | None:
        """The number of a term, None where no text has it."""
        wanted = key_of(analyser, term)
        found = self._place(wanted)
        return found if found < self.terms and self.key(found) == wanted else None

    def beginning(self, analyser: str, prefix: str) -> range:
        """The numbers of all terms that begin like this."""
        wanted = key_of(analyser, prefix)
        return range(self._place(wanted), self._place(wanted + _BEYOND))

    def _place(self, key: bytes) -> int:
        return bisect_left(range(self.terms), key, key=self.key)

    def to_arrays(self, prefix: str) -> dict[str, Array]:
        """Plain arrays for files; `from_arrays` reads them back."""
        return {f"{prefix}.{name}": getattr(self, name) for name in _NAMES}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array], prefix: str) -> "Dictionary":
        """The dictionary of these arrays, none of which is copied."""
        return cls(**{name: arrays[f"{prefix}.{name}"] for name in _NAMES})


_NAMES = ("blob", "ends", "members", "offsets")


def key_of(analyser: str, term: str) -> bytes:
    """A term behind its analyser: the order of keys is that of terms, analyser by analyser."""
    return f"{analyser}\0{term}".encode(*_ENCODING)


def dictionary_of(types: Sequence[Type]) -> tuple[Dictionary, IntArray]:
    """The dictionary of these types, all different, and the number of each in it."""
    keys = [[key_of(analyser, term) for term in terms] for analyser, terms in types]
    terms = sorted({key for each in keys for key in each})
    numbers = {key: number for number, key in enumerate(terms)}
    return _ordered(terms, [_packed([numbers[key] for key in each]) for each in keys])


def join_dictionaries(
    parts: Sequence[tuple[Dictionary, IntArray]],
) -> tuple[Dictionary, list[IntArray]]:
    """One dictionary of some types of each part, and for each part the new numbers of its types.

    Types that are not chosen get no number: 0.
    """
    terms_used = [
        np.unique(np.concatenate([part.members[a:b] for a, b in _spans(part, used)] or [_NONE]))
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


_NONE = np.zeros(0, dtype=np.int32)


def _spans(part: Dictionary, types: IntArray) -> list[tuple[int, int]]:
    return list(zip(part.offsets[types].tolist(), part.offsets[types + 1].tolist(), strict=True))


def _packed(numbers: list[int]) -> bytes:
    # Big-endian, so that the order of bytes is that of numbers.
    return np.array(numbers, dtype=">i4").tobytes()


def _ordered(terms: list[bytes], packed: list[bytes]) -> tuple[Dictionary, IntArray]:
    """A dictionary of types given by their packed terms, and the number of each of them."""
    distinct = sorted(set(packed))
    numbers = {each: number for number, each in enumerate(distinct)}
    dictionary = Dictionary(
        blob=np.frombuffer(b"".join(terms), dtype=np.uint8),
        ends=_offsets([len(term) for term in terms]),
        members=np.frombuffer(b"".join(distinct), dtype=">i4").astype(np.int32),
        offsets=_offsets([len(each) // 4 for each in distinct]),
    )
    return dictionary, np.array([numbers[each] for each in packed], dtype=np.int32)


def _offsets(sizes: list[int]) -> IntArray:
    offsets = np.zeros(len(sizes) + 1, dtype=np.int32)
    np.cumsum(sizes, out=offsets[1:])
    return offsets
