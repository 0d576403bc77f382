"""How accurate the extraction is, measured against official markup and hand labels.

`corpus` reads the labelled documents, `rendering` turns official XML into text without markup,
`scoring` compares one parsed document with its labels, `report` runs them all and prints the table.
"""
