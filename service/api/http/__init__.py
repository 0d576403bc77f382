"""Shared HTTP: dependencies, links, cursors, problems, conditional requests, middleware."""
