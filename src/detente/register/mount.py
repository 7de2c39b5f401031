"""One application: the site's pages beside those of the workbench, by the beginning of the path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from detente.register.configured import LARGEST_UPLOAD
from detente.register.site import Site
from detente.web.app import segments
from detente.web.cache import Rendered, Shelf
from detente.web.config import Config
from detente.web.guard import App, Guard, Message, Receive, Send

WORKBENCH = "/workbench"
"""Address of the first page of the workbench, whose own is the front page of the site."""
UPLOADS = "/desk/upload/"
UPLOAD_TIME = 120.0
"""Seconds in which a bundle has to arrive."""


class Mounted:
    """Sends each request to the site or to the workbench.

    Parameters
    ----------
    workbench : callable
        The workbench, which also opens and closes.
    site : callable
        The site.
    uploads : callable
        The site, where it takes bundles.
    segments : frozenset of str
        What paths of the workbench begin with that are none of the site; every other is the
        site's, which says so where there is no such page.
    """

    def __init__(
        self, workbench: App, *, site: App, uploads: App, segments: frozenset[str]
    ) -> None:
        self.workbench = workbench
        self.site = site
        self.uploads = uploads
        self.segments = segments

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.workbench(scope, receive, send)
            return
        path = str(scope["path"])
        segment = path.removeprefix("/").partition("/")[0]
        if path == UPLOADS:
            await self.uploads(scope, receive, send)
        elif path == WORKBENCH:
            first = {**scope, "path": "/", "raw_path": b"/"}
            await self.workbench(first, receive, send)
        elif segment in self.segments:
            await self.workbench(scope, receive, send)
        else:
            await self.site(scope, receive, send)


def mounted(workbench: App, config: Config) -> Mounted:
    """Put the site that is open beside the workbench.

    Parameters
    ----------
    workbench : callable
        The workbench.
    config : Config
        How it is run; the site takes the same names and limits.
    """
    from django.core.handlers.asgi import ASGIHandler

    from detente.register.urls import FIRST_SEGMENTS, STAFF_SEGMENTS

    pages = ASGIHandler()
    large = replace(config.limits, body=LARGEST_UPLOAD, body_time=UPLOAD_TIME)
    uploading = replace(config, limits=large)
    return Mounted(
        workbench,
        site=Guard(pages, config, kept=_nothing()),
        uploads=Guard(pages, uploading, kept=_nothing()),
        segments=segments().difference(FIRST_SEGMENTS, STAFF_SEGMENTS),
    )


def _nothing() -> Shelf[Rendered]:
    """Keep no page here: the site says itself how long one may be kept."""
    return Shelf(0, attrgetter("weight"))


def folders(site: Site) -> Mapping[str, Path]:
    """Give the folders that the server sends without asking the application.

    Parameters
    ----------
    site : Site
        The site.
    """
    return {"/files": site.files, "/theme": site.theme}
