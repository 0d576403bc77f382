"""`serve`: answers over HTTP, in this process or in several."""

import gc
import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from typing import Any

import uvicorn
from fastapi import FastAPI

from service.app import create_app
from service.observability import set_up_logging
from service.settings import Settings

_SILENCE = 30
"""Seconds after which a process that says nothing is replaced. On a busy machine, some pass before
a new one has loaded its code."""

_YOUNG = 20_000
"""New objects after which garbage is collected; one answer creates thousands."""


def serve_http(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C, in `settings.workers` processes that share the address.

    Several processes each read the settings from the environment: they get only the address.
    """
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "proxy_headers": True,
        "forwarded_allow_ips": list(settings.forwarded_allow_ips),
        "server_header": False,
        "log_config": None,
    }
    if settings.workers == 1:
        application = create_app(settings)
        _collect_less()
        uvicorn.run(application, **options)
    else:
        uvicorn.run(
            f"{__name__}:{create_sharing_app.__name__}",
            factory=True,
            workers=settings.workers,
            timeout_worker_healthcheck=_SILENCE,
            **options,
        )


def create_sharing_app() -> FastAPI:
    """The application of one of several processes."""
    settings = Settings.read()
    set_up_logging(settings)
    parent = parent_process()
    if isinstance(parent, BaseProcess):
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    application = create_app(settings)
    _collect_less()
    return application


def _collect_less() -> None:
    """Spare searches the collector's walks over all that was loaded at the start and stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


def _end_with(parent: BaseProcess) -> None:
    """Without this, one process would use the address alone."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
