"""How accurate the extraction is, measured against official markup and hand labels.

`corpus` reads the labelled documents, `typed_pages` renders official XML as text without markup,
`scores` and `hand_labels` compare parsed documents with their labels, `pdf_documents` and
`word_documents` measure those formats; `report` runs all of them and prints the table.
"""
