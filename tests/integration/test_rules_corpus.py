"""Every rule that real documents give is in the catalogue."""

import tarfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from service.errors import DocumentError
from service.extraction.pipeline import parse
from service.extraction.rules import rules

_DOCUMENTS = 200


def test_what_real_documents_give_is_explained(root: Path, absent: Callable[[str], None]) -> None:
    archive = root.parent / "shared" / "corpus" / "dev-xml-en.tar.xz"
    if not archive.exists():
        absent(f"the corpus ({archive.name})")
    given: set[str] = set()
    with tarfile.open(archive, "r|xz") as tar:
        for member in islice((each for each in tar if each.isfile()), _DOCUMENTS):
            content = tar.extractfile(member)
            try:
                parsed = parse(content.read() if content else b"")
            except DocumentError:
                continue
            given |= {sponsor.rule for sponsor in parsed.header.sponsors}
            for paragraph in parsed.paragraphs:
                cited = [each for note in paragraph.footnotes for each in note.citations]
                given |= {each.rule for each in (*paragraph.citations, *cited)}
                given |= {each.rule for each in (*paragraph.verbs, *paragraph.bodies)}
                given |= {each.rule for each in (*paragraph.instruments, *paragraph.reports)}
    assert len(given) > 30
    assert given <= set(rules())
