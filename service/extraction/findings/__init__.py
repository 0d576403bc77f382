"""Findings in paragraphs: verbs, citations, bodies, instruments, reports, sponsors."""
