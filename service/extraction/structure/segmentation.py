"""From blocks to paragraphs, each with its kind and address.

Two steps: `roles` determines what every block is, by the markup where there is any and by the
text where not; `addresses` gives the paragraphs their addresses.
"""

from collections.abc import Sequence

from service.extraction.blocks import Block
from service.extraction.languages import LanguageResources
from service.extraction.structure.addresses import address_blocks
from service.extraction.structure.openings import Openings
from service.extraction.structure.roles import assign_roles
from service.model import Header, Paragraph


def segment(
    blocks: Sequence[Block], header: Header, language: LanguageResources, openings: Openings
) -> tuple[Paragraph, ...]:
    """The paragraphs of a body in order, bare: no verbs, citations or bodies yet.

    Addresses are unique in the document, and the same blocks always get the same addresses.

    Args:
        blocks: The blocks of the body.
        header: The header of the document.
        language: The language of the document.
        openings: How paragraphs begin.
    """
    roles = assign_roles(blocks, header, language, openings)
    return address_blocks(roles, language.structure)
