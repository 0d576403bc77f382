"""Ingestion: submit documents, and see what became of them."""
