"""The description of the API: every error is a problem, in the answers and in the schema."""

from __future__ import annotations

from difflib import get_close_matches
from http import HTTPStatus
from threading import Lock
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from detente.web.desk import MEDIA_OF
from detente.web.problems import MEDIA, Refused
from detente.web.wording import SHOWN

OF_THE_FRAMEWORK = ("HTTPValidationError", "ValidationError")
"""Schemas that FastAPI adds, and that no answer has."""
ABOUT = (
    "Relations between states and alliances, measured from public data. Read only, no key. "
    "Each answer carries an ETag; the edition names the data and the software."
)


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str = Field(description="Kind of error, the same for the same cause")
    title: str = Field(description="Kind of error in words")
    status: int = Field(description="Status of the answer")
    detail: str = Field(description="What is wrong, naming the value")
    near: list[str] = Field(default=[], description="Near names that may be meant")
    next_step: str = Field(default="", description="What to do now")
    where: str = Field(default="", description="Parameter, file or table")
    codes: list[int] = Field(default=[], description="COW codes that an ambiguous name fits")
    instance: str = Field(default="", description="Path of the request")


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA: {"schema": schema}}}


ANSWERS = {
    400: "The request cannot be read",
    403: "The workbench is for reading alone, or a page of another site sent this",
    404: "Nothing has that name; near names are given",
    405: "This address is not used in that way",
    408: "The body did not arrive in time",
    409: "The name fits several states at that day; their codes are given",
    413: "The body is too large",
    414: "The address is too long",
    421: "The server is called by another name",
    422: "The request cannot be met as it is worded",
    500: "The answer could not be computed",
    503: "The workbench is busy",
    504: "The answer takes too long",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: _problem(said) for status, said in ANSWERS.items()
}
"""Answers that every route of the API may give."""


BINARY = {"type": "string", "format": "binary"}
"""How a file is described."""


def example(address: str) -> dict[str, Any]:
    """Give a route an address to try.

    Parameters
    ----------
    address : str
        Path and query.
    """
    return {"x-example": address}


def also_as(*forms: str) -> dict[int | str, dict[str, Any]]:
    """Say in which kinds of file a route answers beside JSON.

    Parameters
    ----------
    *forms : str
        Ends of file names.
    """
    kinds = (MEDIA_OF[form].partition(";")[0] for form in forms)
    return {200: {"content": {kind: {"schema": BINARY} for kind in kinds}}}


ONE_AT_A_TIME = Lock()
"""Requests are checked in threads, and the framework describes the routes for one thread alone."""
ALWAYS = "edition"
"""A parameter that every address may have: a citation names the edition with it."""


def require_known(request: Request) -> None:
    """Refuse a parameter that a route does not have: a misspelt one would change nothing, unseen.

    Parameters
    ----------
    request : fastapi.Request
        The request.

    Raises
    ------
    Refused
        With the names that the route has.
    """
    paths = request.app.openapi()["paths"]
    route = paths[request.scope["route"].path_format][request.method.lower()]
    known = [one["name"] for one in route.get("parameters", ()) if one["in"] == "query"]
    for name in request.query_params:
        if name not in (*known, ALWAYS):
            raise Refused(
                f"there is no parameter '{name[:SHOWN]}' here",
                HTTPStatus.UNPROCESSABLE_ENTITY,
                near=tuple(get_close_matches(name[:SHOWN], known, n=3, cutoff=0.5) or known),
                next_step="see /docs",
            )


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """Describe the API.

    Parameters
    ----------
    app : fastapi.FastAPI
        The application.
    """
    with ONE_AT_A_TIME:
        if not app.openapi_schema:
            app.openapi_schema = _described(app)
        return app.openapi_schema


def _described(app: FastAPI) -> dict[str, Any]:
    """Write the description; pages are left out of it where they are declared."""
    schema = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for name in OF_THE_FRAMEWORK:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    return schema
