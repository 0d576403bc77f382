"""Ingestion: submit documents, and follow their ingestion."""
