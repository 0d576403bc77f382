r"""Lexicon files: TOML that people can read and extend, typed and validated when loaded.

A file may have a table `[fragments]`. In every other string of the file, `<<name>>` stands for the
fragment of that name: a text as it is, a list of words as the alternation of these, the longest
first, escaped. Where there is no such fragment, it stands for the words of the list or the keys of
the table of that name at the top of the file. A pattern may be written as a list of strings, which
are joined, so that it can be broken into lines.

```toml
[fragments]
organ = ["Council", "Assembly"]

[patterns]
session = 'of the <<organ>> at its (?P<session>\w+) session'
```
"""

import re
import tomllib
from collections.abc import Collection
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

_REFERENCE = re.compile(r"<<(\w+)>>")


class LexiconError(ValueError):
    """A lexicon file that is not what its shape says; names the file and the key."""


class LexiconTable(BaseModel):
    """A table of a lexicon file. Keys that the shape does not know are errors.

    A missing key is an error where nothing can be found without it. All others are optional: a
    language leaves out what it has no words for.

    Frozen: a lexicon is constant once it is loaded.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _compiled(value: object) -> object:
    """A pattern of a file, compiled; lists of strings are joined first."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "".join(value)
    if not isinstance(value, str):
        raise ValueError("a pattern is a string, or a list of strings")
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None


PatternText = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
"""A regular expression as a file writes it: a string, or a list of strings that are joined."""

MATCHES_NOTHING: Final = re.compile(r"(?!)")
"""What a pattern is that a language leaves out."""


def with_groups(*required: str, optional: Collection[str] = ()) -> AfterValidator:
    """A check that a pattern has the named groups that the code reads, for `Annotated`.

    Args:
        required: Groups that the pattern must have.
        optional: Groups that it may have; any other group is a mistake.

    Example:
        `day: Annotated[PatternText, with_groups("day", "month", "year")]`
    """

    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if missing := [name for name in required if name not in pattern.groupindex]:
            raise ValueError(f"groups are missing: {', '.join(missing)}")
        known = {*required, *optional}
        if unknown := [name for name in pattern.groupindex if name not in known]:
            raise ValueError(f"groups are unknown: {', '.join(unknown)}")
        return pattern

    return AfterValidator(check)


Table = TypeVar("Table", bound=LexiconTable)


def read_table(folder: Traversable, name: str, shape: type[Table]) -> Table | None:
    """The file `<name>.toml` of a language's folder.

    Args:
        folder: The folder of the language.
        name: The name of the file, without its ending.
        shape: The type of its content.

    Returns:
        The table, or None where the language has no such file.

    Raises:
        LexiconError: The file is no TOML, or not of this shape.
    """
    source = folder.joinpath(f"{name}.toml")
    if not source.is_file():
        return None
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return shape.model_validate(_expanded(table))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise LexiconError(f"{source}: {faults}") from None
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LexiconError(f"{source}: {error}") from None


def alternation(words: list[str]) -> str:
    """A pattern of any of some words, the longest first, so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _expanded(table: dict[str, Any]) -> dict[str, Any]:
    """The table with its fragments put in place, without the table of fragments."""
    written = table.pop("fragments", {})
    fragments: dict[str, str] = {}

    def filled(text: str) -> str:
        return _REFERENCE.sub(lambda found: fragment(found[1]), text)

    def fragment(name: str) -> str:
        if name not in fragments:
            fragments[name] = alternatives(table[name])
        return fragments[name]

    def alternatives(words: Any) -> str:  # noqa: ANN401 - any TOML value
        return f"(?:{alternation(list(words))})"

    def filled_in(value: Any) -> Any:  # noqa: ANN401 - any TOML value
        if isinstance(value, dict):
            return {key: filled_in(item) for key, item in value.items()}
        if isinstance(value, list):
            return [filled_in(item) for item in value]
        return filled(value) if isinstance(value, str) else value

    for name, value in written.items():
        fragments[name] = filled(value) if isinstance(value, str) else alternatives(value)
    return {key: filled_in(value) for key, value in table.items()}
