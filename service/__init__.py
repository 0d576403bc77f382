"""The service: reading documents, SQL storage, search use case, HTTP API, worker and commands."""
