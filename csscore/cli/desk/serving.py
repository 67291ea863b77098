"""Serves the desk to this machine's browser until Ctrl-C, then removes the folder; nobody else can reach it."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import uvicorn

from csscore.cli.desk.desk import Desk
from csscore.cli.desk.routes import application

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.words import Lang

_PATIENCE: Final = 1
"""Seconds for which an answer that is being given is waited for in the end."""


def serve(lang: Lang | None, ready: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    lang
        The language; None: what the browser asks for.
    ready
        Is told the first address, with the token, once it is listened to.
    """
    token = secrets.token_urlsafe(32)
    with TemporaryDirectory(prefix="csscore-", ignore_cleanup_errors=True) as folder, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        app = application(Desk(Path(folder)), port=port, token=token, lang=lang)
        config = uvicorn.Config(
            app,
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=_PATIENCE,
        )
        ready(f"http://127.0.0.1:{port}/?token={token}")
        uvicorn.Server(config).run(sockets=[listening])
