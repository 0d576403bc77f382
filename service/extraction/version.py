"""The version of the parser: a digest of the code and the lexicons that findings depend on.

Stored texts carry the version of the parser that read them. When the same source is ingested again
and the version differs, it is parsed again. The version is computed, not written down, so that a
change to the code or to a lexicon cannot be forgotten. A change that alters no finding changes it
too; saving the same findings again changes no rows, ids or addresses.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_PACKAGES: Final = (Path(__file__).parent, Path(__file__).parents[1] / "model")
_SUFFIXES: Final = frozenset({".py", ".toml"})
_DIGITS: Final = 12


@cache
def parser_version() -> str:
    """The version of the parser that is installed: 12 hexadecimal digits."""
    return digest_of(_PACKAGES)


def digest_of(packages: Iterable[Path]) -> str:
    """A digest of the Python and TOML files in these folders, as 12 hexadecimal digits.

    It depends on the names of the folders, on the paths of the files in them and on their bytes,
    not on where the folders are.
    """
    files = sorted(
        (f"{package.name}/{path.relative_to(package).as_posix()}", path)
        for package in packages
        for path in package.rglob("*")
        if path.suffix in _SUFFIXES
    )
    digest = sha256()
    for name, path in files:
        content = path.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:_DIGITS]
