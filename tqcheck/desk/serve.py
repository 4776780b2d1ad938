"""Runs the desk: one process, one port of this machine only, the models loading while the page is already there."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

from tqcheck.desk.app import Desk
from tqcheck.desk.bench import Bench
from tqcheck.errors import UsageError

HOST = "127.0.0.1"
PORT = 8737


def listen(port: int | None) -> socket.socket:
    """A socket on this machine's own address: `port`, else the usual one, else any that is free. Raises UsageError."""
    for one in (port,) if port is not None else (PORT, 0):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, one))
        except (OSError, OverflowError):
            sock.close()
            continue
        return sock
    raise UsageError(f"--port {port}: cannot be used; another program has it, or leave --port out")


def serve(desk: Desk, bench: Bench, *, port: int | None, opened: Callable[[str], None]) -> None:
    """Serve until interrupted; `opened` gets the address, token included, once it answers."""
    import uvicorn

    sock = listen(port)
    token = secrets.token_urlsafe(24)
    own = sock.getsockname()[1]
    hosts = frozenset(f"{name}:{own}" for name in (HOST, "localhost"))
    config = uvicorn.Config(
        desk.app(token=token, hosts=hosts), log_level="error", access_log=False, server_header=False, lifespan="off",
        ws="none", timeout_graceful_shutdown=1,
    )  # fmt: skip
    bench.start()
    desk.check_folder()
    sock.listen(64)
    opened(f"http://{HOST}:{own}/?token={token}")
    try:
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        desk.close()
        sock.close()
