"""Texts as all stages use them: normal forms, tokens, folding, and tolerance of OCR errors."""
