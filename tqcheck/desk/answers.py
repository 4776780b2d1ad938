"""From a call to an answer: JSON both ways, and what goes wrong in one line under `error`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tqcheck.desk import saving
from tqcheck.errors import TqcheckError
from tqcheck.internal import unexpected


def answer(run: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a JSON object and answers with another."""

    async def endpoint(request: Request) -> Response:
        try:
            asked = json.loads(await request.body() or b"{}")
        except (ValueError, RecursionError):
            return refusal("this is no JSON", 400)
        if not isinstance(asked, dict):
            return refusal("this is no JSON object", 400)
        return await said(lambda: run(asked))

    return endpoint


async def said(run: Callable[[], dict[str, Any]]) -> Response:
    """What a call returns, made in a thread of its own; what it raises as a status and one line."""
    try:
        return JSONResponse(await run_in_threadpool(run))
    except saving.ChangedMeanwhileError as error:
        return refusal(str(error), 409)
    except TqcheckError as error:
        return refusal(str(error), 422)
    except ValueError:
        return refusal("a value is not of its kind", 400)


def refusal(error: str, status: int) -> Response:
    """An answer that says why there is none."""
    return JSONResponse({"error": error}, status_code=status)


async def internal(_: Request, error: Exception) -> Response:
    """What is said of a defect: one line; the rest is on disk."""
    return refusal(unexpected(error), 500)
