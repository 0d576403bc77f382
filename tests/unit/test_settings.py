"""Settings: from the environment, with names that docs can state."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings


def test_the_default_is_embedded_and_on_loopback() -> None:
    settings = Settings()
    assert settings.database == "sqlite+aiosqlite:///var/resolutions.db"
    assert settings.index_path == Path("var/index")
    assert settings.host == "127.0.0.1"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESOLUTION_SEARCH_DATA_DIR", "/data")
    monkeypatch.setenv("RESOLUTION_SEARCH_FETCH_HOSTS", '["docs.example"]')
    settings = Settings.read()
    assert settings.database.endswith("/data/resolutions.db")
    assert settings.index_path == Path("/data/index")
    assert settings.fetch_hosts == ("docs.example",)


def test_secrets_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "RESOLUTION_SEARCH_DATABASE_URL"
    secret.write_text("postgresql://u:word@db/r")
    monkeypatch.setattr("service.settings._SECRETS", tmp_path)
    assert Settings.read().database == "postgresql://u:word@db/r"


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", 70000), ("parse_processes", 0), ("job_lease", 0), ("log_format", "xml")],
)
def test_impossible_values_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]
