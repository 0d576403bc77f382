"""Text as every stage reads it: normal forms, tokens, folded text, slips of a scanner."""
