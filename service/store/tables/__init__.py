"""The tables of the service; `metadata` contains them all.

source_document ─ source_content          bytes as received
resolution ─ agenda items, subjects, SDGs, sponsors
└─ resolution_text (one a language) ─▶ source_document
   └─ paragraph ─ footnotes, verbs, citations, bodies, instruments, reports
removed_paragraph, change_counter         what followers of the store read
ingestion_job ─▶ source_document, resolution
"""

from service.store.tables.columns import metadata
from service.store.tables.documents import (
    Resolution,
    ResolutionAgendaItem,
    ResolutionSdg,
    ResolutionSponsor,
    ResolutionSubject,
    ResolutionText,
    SourceContent,
    SourceDocument,
)
from service.store.tables.jobs import IngestionJob, JobOutcome, JobState
from service.store.tables.paragraphs import (
    ChangeCounter,
    Paragraph,
    ParagraphBody,
    ParagraphCitation,
    ParagraphFootnote,
    ParagraphInstrument,
    ParagraphReport,
    ParagraphVerb,
    RemovedParagraph,
)

__all__ = [
    "ChangeCounter",
    "IngestionJob",
    "JobOutcome",
    "JobState",
    "Paragraph",
    "ParagraphBody",
    "ParagraphCitation",
    "ParagraphFootnote",
    "ParagraphInstrument",
    "ParagraphReport",
    "ParagraphVerb",
    "RemovedParagraph",
    "Resolution",
    "ResolutionAgendaItem",
    "ResolutionSdg",
    "ResolutionSponsor",
    "ResolutionSubject",
    "ResolutionText",
    "SourceContent",
    "SourceDocument",
    "metadata",
]
