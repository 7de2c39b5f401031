"""The application: routes, errors in one form, and what surrounds them."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from difflib import get_close_matches
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, ServiceError
from detente.web.api import shelf as api_shelf
from detente.web.api.schema import openapi_of, require_known
from detente.web.assets import assets
from detente.web.config import Config
from detente.web.desk import answer_of
from detente.web.guard import Guard
from detente.web.pages import shelf as page_shelf
from detente.web.problems import Refused
from detente.web.service import Service
from detente.web.wording import SHOWN, fault_of, near_of

logger = logging.getLogger(__name__)
TITLE = "détente"
NEAR = 0.6
"""How alike an address is to a route that it may mean."""
MOST_FAULTS = 4
"""Faults that one refusal names."""


class Workbench(FastAPI):
    """The application, which describes its errors as it sends them."""

    def openapi(self) -> dict[str, Any]:
        """Describe the API."""
        return openapi_of(self)


def create_app(config: Config | None = None) -> Guard:
    """Make the application.

    Parameters
    ----------
    config : Config, optional
        How the workbench is run.

    Returns
    -------
    Guard
        An ASGI application.

    Examples
    --------
    >>> create_app().app.title
    'détente'
    """
    service = Service(config or Config())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.open()
        yield
        await service.close()

    app = Workbench(
        title=TITLE,
        version=version("detente"),
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.service = service
    app.state.assets = assets()
    for router in page_shelf.ROUTERS:
        app.include_router(router)
    for router in api_shelf.ROUTERS:
        app.include_router(router, dependencies=[Depends(require_known)])
    _answer_errors(app)
    return Guard(app, service.config, kept=service.pages)


def segments() -> frozenset[str]:
    """Give what the addresses of the workbench begin with.

    Examples
    --------
    >>> {"relation", "api", "static"} <= segments()
    True
    """
    routers = (*page_shelf.ROUTERS, *api_shelf.ROUTERS)
    paths = (getattr(route, "path", "") for router in routers for route in router.routes)
    return frozenset(path.split("/")[1] for path in paths)


def _answer_errors(app: FastAPI) -> None:
    """Answer every error in one form."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, DetenteError)
        return answer_of(request, error)

    async def unread(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer_of(request, refused_input(error))

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer_of(request, refused_by_http(request, error))

    async def unexpected(request: Request, error: Exception) -> Response:
        logger.error("%s at %s: %s", type(error).__name__, request.url.path, error)
        fault = ServiceError(
            "this could not be answered", next_step="the log of the workbench says why"
        )
        return answer_of(request, fault)

    app.add_exception_handler(DetenteError, known)
    app.add_exception_handler(RequestValidationError, unread)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(Exception, unexpected)


def refused_input(error: RequestValidationError) -> Refused:
    """Say in one line what was wrong with a parameter or a body.

    Parameters
    ----------
    error : fastapi.exceptions.RequestValidationError
        What was raised.
    """
    found = error.errors()[:MOST_FAULTS]
    near = tuple(name for one in found for name in near_of(one))
    faults = "; ".join(fault_of(one, _place(one)) for one in found)
    return Refused(faults, HTTPStatus.UNPROCESSABLE_ENTITY, next_step="see /docs", near=near)


def _place(one: dict[str, Any]) -> str:
    """Name the parameter, or the part of a body, of a fault."""
    is_text = one["type"] == "json_invalid"
    parts = [] if is_text else [str(part)[:SHOWN] for part in one["loc"][1:]]
    return f"'{'.'.join(parts)}'" if parts else "the body"


def routes_of(request: Request) -> list[str]:
    """Name the routes of the API that a request may have meant.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    """
    return list(request.app.openapi()["paths"])


def refused_by_http(request: Request, error: HTTPException) -> Refused:
    """Say in our words what the framework refuses.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    error : starlette.exceptions.HTTPException
        What was raised.
    """
    status = HTTPStatus(error.status_code)
    path = request.url.path[:80]
    home = request.app.state.service.config.home
    if status is HTTPStatus.NOT_FOUND:
        if path.startswith("/api/"):
            near = tuple(get_close_matches(path, routes_of(request), n=3, cutoff=NEAR))
            return Refused(f"there is no route '{path}'", status, near=near, next_step="see /docs")
        return Refused(f"there is no page '{path}'", status, next_step=f"begin at {home}")
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        return Refused(f"'{path}' does not take {request.method}", status, next_step="see /docs")
    return Refused(str(error.detail), status)
