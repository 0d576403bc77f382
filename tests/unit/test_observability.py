"""What logs must not contain."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from service.observability import get_logger, set_up_logging
from service.settings import Settings


@pytest.fixture(autouse=True)
def _loggers_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_tracebacks_show_no_values_of_variables(
    log_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logging(Settings(log_format=log_format))
    password = "-".join(["not", "for", "logs"])
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        get_logger("test").exception("failed")
    assert "broken" in written.getvalue()
    assert "test_tracebacks_show" in written.getvalue()
    assert password not in written.getvalue()
    if log_format == "json":
        assert json.loads(written.getvalue())["event"] == "failed"
