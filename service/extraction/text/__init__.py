"""Small things that every stage reads in text: folding, dates, sessions, slips of a scanner."""
