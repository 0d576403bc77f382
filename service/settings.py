"""Every setting of the service, read once by the command line and passed on.

Each is an environment variable with the prefix `RESOLUTION_SEARCH_`, or a file of that name in
`/run/secrets`: `RESOLUTION_SEARCH_PORT=9000`. Lists are written as JSON: `["undocs.org"]`.
"""

import os
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRETS = Path("/run/secrets")
_MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """One frozen value, passed in; nothing reads the environment after it is made."""

    model_config = SettingsConfigDict(env_prefix="RESOLUTION_SEARCH_", frozen=True, extra="ignore")

    # Where data is stored
    data_dir: Path = Path("var")
    """Folder of the embedded database and of the index."""
    database_url: str = ""
    """`postgresql+asyncpg://…` or `sqlite+aiosqlite:///…`; empty: SQLite in `data_dir`."""
    index_engine: str = "columnar"
    index_dir: Path | None = None
    """Folder of the index; None: `index` in `data_dir`."""

    # Serving
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    root_path: str = ""
    """The prefix that a gateway strips ("/search")."""
    forwarded_allow_ips: tuple[str, ...] = ("127.0.0.1",)
    """Gateways whose X-Forwarded-For and X-Forwarded-Proto are believed."""
    public_url: str = ""
    """Where readers reach the service, prefix included; empty: links follow each request."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names answered for; empty: any."""
    cors_origins: tuple[str, ...] = ()
    api_keys: tuple[SecretStr, ...] = ()
    """Keys of those who may submit documents; empty: anybody who reaches the service may."""
    cursor_key: SecretStr = SecretStr("resolution-search")
    """Signs the cursors, which grant nothing; the same on all replicas."""
    workers: PositiveInt = 1
    """Processes that answer. One of those that share an index updates it and runs jobs."""
    search_threads: PositiveInt = 4
    """Searches that run at the same time in each process; further ones wait."""
    kept_text_bytes: NonNegativeInt = 16 * _MEBIBYTE
    """Memory for cached texts of recent hits, for each process; 0: no cache."""
    kept_answer_bytes: NonNegativeInt = 32 * _MEBIBYTE
    """Memory for cached answers to recent searches, for each process; 0: no cache."""
    embedded_worker: bool = True
    """Whether `serve` also runs jobs. It always keeps its index up to date."""

    # Logs
    log_format: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    # Ingestion
    max_document_bytes: PositiveInt = 32 * _MEBIBYTE
    max_archive_bytes: PositiveInt = 4096 * _MEBIBYTE
    """All members of one archive together, unpacked."""
    max_archive_members: PositiveInt = 200_000
    max_archive_ratio: PositiveInt = 200
    """Unpacked bytes for each packed byte, beyond which an archive is taken for a bomb."""
    fetch_hosts: tuple[str, ...] = ("documents.un.org", "docs.un.org", "undocs.org")
    """Hosts that may be fetched from; a private address only when it is listed itself."""
    fetch_template: str = (
        "https://documents.un.org/api/symbol/access?s={symbol}&l={language}&t={format}"
    )
    """Where a symbol is fetched from; {symbol} or {path}, {language}, {format} are filled in."""
    fetch_format: str = "docx"
    """The format to request. The document site has docx and pdf."""
    fetch_timeout: PositiveFloat = 30.0
    """Seconds for a whole download."""

    # Jobs
    parse_processes: PositiveInt = max(1, (os.cpu_count() or 2) - 1)
    """Processes that parse at the same time in one worker; the worker uses one core itself."""
    parse_memory: PositiveInt = 4096 * _MEBIBYTE
    """Address space of each, in bytes (Linux)."""
    parse_timeout: PositiveFloat = 120.0
    """Seconds after which the parsing of a document is abandoned."""
    job_lease: PositiveFloat = 60.0
    """Seconds after which another worker takes over a job whose worker went silent."""
    job_attempts: PositiveInt = 5
    """Tries before a job is dead."""
    job_backoff: PositiveFloat = 2.0
    """Seconds before the second try; doubled for each further one."""
    poll_interval: PositiveFloat = 0.5
    """Seconds between looks at the jobs and at the change number when there is nothing to do."""

    @cached_property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'resolutions.db'}"

    @property
    def embedded_database(self) -> bool:
        """Whether the database is a SQLite file, which the service then migrates by itself."""
        return self.database.startswith("sqlite")

    @property
    def index_path(self) -> Path:
        """The index folder in force."""
        return self.index_dir or self.data_dir / "index"

    @classmethod
    def read(cls) -> "Settings":
        """Read the environment, and the container's secrets folder where there is one."""
        return cls(_secrets_dir=_SECRETS if _SECRETS.is_dir() else None)
