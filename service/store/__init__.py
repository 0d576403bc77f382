"""The SQL store, the source of truth. It has every SQL statement; only `database` commits."""
