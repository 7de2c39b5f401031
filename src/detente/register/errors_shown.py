"""What a page says where something is refused: one line, never a traceback."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from detente.errors import DetenteError, RequestError

logger = logging.getLogger("detente.web")


class ShowErrors:
    """Answers what views raise on purpose.

    Parameters
    ----------
    answer : callable
        Gives the response to a request.
    """

    def __init__(self, answer: Callable[[Any], Any]) -> None:
        self.answer = answer

    def __call__(self, request: Any) -> Any:
        return self.answer(request)

    def process_exception(self, request: Any, error: Exception) -> Any:
        """Show an error of ours as a page.

        Parameters
        ----------
        request : django.http.HttpRequest
            The request.
        error : Exception
            What was raised.
        """
        if not isinstance(error, DetenteError):
            return None
        status = 400 if isinstance(error, RequestError) else 422
        return render(request, "register/error.html", {"what": str(error)}, status=status)


def not_found(request: Any, exception: Any = None) -> Any:
    """Say that there is no such page.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    exception : Exception, optional
        What was raised.
    """
    said = {"heading": _("Page not found"), "what": _("there is no such page here")}
    return render(request, "register/error.html", said, status=404)


def refused(request: Any, exception: Any = None, reason: str = "") -> Any:
    """Say that something is not allowed.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    exception : Exception, optional
        What was raised.
    reason : str
        Why a form was not accepted.
    """
    said = {"what": _("this is not allowed, or the form is too old: open the page again")}
    return render(request, "register/error.html", said, status=403)


def failed(request: Any) -> Any:
    """Say that something failed; the log says what.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    error = sys.exc_info()[1]
    logger.error("%s at %s: %s", type(error).__name__, request.path, error)
    return render(request, "register/error.html", {"what": _("this failed")}, status=500)
