"""SQL: the truth. Every statement of the service is here; only `database` commits."""
