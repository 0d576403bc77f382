"""Alembic migrations of the service's tables; they ship in the wheel."""
