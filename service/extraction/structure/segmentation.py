"""Blocks to paragraphs: what each is in its document, and at which address it stands.

Two steps. `segment_roles` settles what every block is, trusting the markup where there is any and
finding it in the text where not; `segment_addresses` gives the paragraphs their addresses.
"""

from collections.abc import Sequence

from service.extraction.blocks import Block
from service.extraction.structure.addresses import address_blocks
from service.extraction.structure.roles import settle_roles
from service.model import Header, Paragraph


def segment(blocks: Sequence[Block], header: Header) -> tuple[Paragraph, ...]:
    """The paragraphs of a body in order, bare: no verbs, citations or bodies yet.

    Addresses are unique in the document, and the same blocks always get the same addresses.
    """
    return address_blocks(settle_roles(blocks, header))
