"""The header of a document: its cover page, chapeau, formula and closing lines."""
