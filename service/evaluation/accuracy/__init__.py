"""Accuracy of the extraction, measured against official markup and hand labels.

`corpus` reads the labelled documents, `typed_pages` renders official XML as text without markup,
`scores` compares one parsed document with its labels, `hand_labels` compares single paragraphs,
`pdf_documents` and `word_documents` score these formats, `report` runs all and prints the table.
"""
