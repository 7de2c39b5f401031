"""Errors as answers: problem+json for programs, a page for readers, the same words in both."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from detente import errors
from detente.errors import DetenteError, RequestError

MEDIA = "application/problem+json"
STATUS: tuple[tuple[type[DetenteError], HTTPStatus], ...] = (
    (errors.UnknownActor, HTTPStatus.NOT_FOUND),
    (errors.AmbiguousActor, HTTPStatus.CONFLICT),
    (errors.UnknownSource, HTTPStatus.NOT_FOUND),
    (errors.MissingTable, HTTPStatus.NOT_FOUND),
    (errors.Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.LostWorker, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.TooSlow, HTTPStatus.GATEWAY_TIMEOUT),
    (errors.ServiceError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.StoreError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.EvidenceError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.LedgerError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
"""Status of each kind of error, the first that fits; every other one is of who asks."""
TITLES = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read",
    HTTPStatus.FORBIDDEN: "This is not allowed here",
    HTTPStatus.NOT_FOUND: "There is nothing of that name",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address is not used in that way",
    HTTPStatus.NOT_ACCEPTABLE: "This is not offered in that form",
    HTTPStatus.REQUEST_TIMEOUT: "The request took too long to arrive",
    HTTPStatus.CONFLICT: "The name fits several states",
    HTTPStatus.GONE: "This is no longer kept",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is too large",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "This form of content is not read here",
    HTTPStatus.MISDIRECTED_REQUEST: "This server is not called so",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The request cannot be met as it is worded",
    HTTPStatus.TOO_MANY_REQUESTS: "Too much is asked for at once",
    HTTPStatus.INTERNAL_SERVER_ERROR: "This could not be computed",
    HTTPStatus.SERVICE_UNAVAILABLE: "The workbench is busy",
    HTTPStatus.GATEWAY_TIMEOUT: "The answer takes too long",
}
"""Titles of problems."""
OPTIONS = (
    ("'detente actors' lists all names", "the list of all actors is at /actors"),
    ("choose another day with --as-of", "choose another day"),
    ("ask for --scenario exit", "ask for exit"),
    ("ask for --scenario accession", "ask for accession"),
    ("choose a later --year or an earlier --as-of", "choose a later year or an earlier view"),
    ("choose a --year up to", "choose a year up to"),
)
"""Next steps in the terminal, and the same in a browser."""


class Refused(RequestError):
    """A request that the workbench refuses, with the status of the answer.

    Parameters
    ----------
    what : str
        What is wrong.
    status : http.HTTPStatus
        Of the answer.
    next_step : str
        What to do now.
    near : tuple of str
        Near names.
    """

    def __init__(
        self,
        what: str,
        status: HTTPStatus,
        *,
        next_step: str = "",
        near: tuple[str, ...] = (),
    ) -> None:
        super().__init__(what, near=near, next_step=next_step)
        self.status = status


def status_of(error: DetenteError) -> HTTPStatus:
    """Give the status with which an error is answered.

    Parameters
    ----------
    error : DetenteError
        What was raised.

    Examples
    --------
    >>> int(status_of(errors.DateError("no"))), int(status_of(errors.UnknownActor("no")))
    (422, 404)
    """
    if isinstance(error, Refused):
        return error.status
    found = (status for kind, status in STATUS if isinstance(error, kind))
    return next(found, HTTPStatus.UNPROCESSABLE_ENTITY)


def problem(error: DetenteError, *, instance: str = "") -> dict[str, Any]:
    """Write an error as a problem (RFC 9457).

    Parameters
    ----------
    error : DetenteError
        What was raised.
    instance : str
        Path of the request.

    Examples
    --------
    >>> problem(errors.UnknownActor("no state is called so", near=["Serbia"]))["near"]
    ['Serbia']
    """
    status = status_of(error)
    said: dict[str, Any] = {
        "type": f"/problems/{type(error).__name__}",
        "title": TITLES.get(status, status.phrase),
        "status": int(status),
        "detail": error.what,
        "near": list(error.near),
        "next_step": in_a_browser(error.next_step),
    }
    if error.where:
        said["where"] = error.where
    codes = getattr(error, "codes", ())
    if codes:
        said["codes"] = list(codes)
    if instance:
        said["instance"] = instance
    return said


def problem_text(said: dict[str, Any]) -> str:
    """Write a problem as JSON that no program takes for markup, whatever was typed.

    Parameters
    ----------
    said : dict
        The problem.

    Examples
    --------
    >>> problem_text({"detail": "<b>"}).strip()
    '{"detail": "\\\\u003cb\\\\u003e"}'
    """
    return f"{json.dumps(said)}\n".replace("<", "\\u003c").replace(">", "\\u003e")


def in_a_browser(step: str) -> str:
    """Write the next step for who has no terminal.

    Parameters
    ----------
    step : str
        As the terminal says it.

    Examples
    --------
    >>> in_a_browser("choose another day with --as-of")
    'choose another day'
    """
    for typed, shown in OPTIONS:
        step = step.replace(typed, shown)
    return step
