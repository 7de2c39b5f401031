"""The service behind every route: crews of workers, and what was made once."""

from __future__ import annotations

import asyncio
import hashlib
import json
import pickle
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from detente.archive.accounts import ACCOUNTS, kept_archive
from detente.store.home import default_store
from detente.store.starter import MANIFEST, starter_folder
from detente.web.cache import Once, Rendered, Shelf
from detente.web.config import Config
from detente.web.crew import Crew, Terms
from detente.web.jobs import Jobs
from detente.web.shelf import DRAW, LONG, MEASURE
from detente.web.views import View, view_of

EDITION_SHOWN = 12
"""Digits of an edition: enough that no two share one."""
DRAWERS = 1
"""Processes that draw."""
PART = 4
"""Part of what may be kept that data take, and that pictures take; pages take the rest."""


class Service:
    """What routes ask.

    Parameters
    ----------
    config : Config
        How the workbench is run.

    Attributes
    ----------
    edition : str
        Names the data and the software: the same address with the same edition shows the same.
    pages : Shelf
        Answers by address.
    """

    def __init__(self, config: Config) -> None:
        limits = config.limits
        self.config = config
        self.edition = edition()
        self.pages: Shelf[Rendered] = Shelf(limits.kept_bytes // 2, lambda one: one.weight)
        self._data: Shelf[bytes] = Shelf(limits.kept_bytes // PART, len)
        self._pictures: Shelf[str] = Shelf(limits.kept_bytes // PART, len)
        self._once = Once()
        task, job = limits.task_time, limits.job_time
        terms = Terms(waiting=limits.waiting, seconds=task, patience=task, most_mb=limits.worker_mb)
        line = limits.queued
        longer = Terms(waiting=line, seconds=job, patience=job * line, most_mb=0)
        self.measure = Crew(MEASURE, config.workers, terms)
        self.draw = Crew(DRAW, DRAWERS, terms)
        self.long = Crew(LONG, limits.jobs, longer)
        self.jobs = Jobs(self.long, limits)

    async def open(self) -> None:
        """Start the workers; the server answers before they are ready."""
        self.measure.open(warm=True)
        self.draw.open(warm=True)
        self.long.open(warm=False)
        # what this process needs for its first reader is loaded while it answers already
        self._warming = asyncio.create_task(asyncio.to_thread(warm))

    async def close(self) -> None:
        """End the workers, and everything that waits for them."""
        self._warming.cancel()
        await self.jobs.close()
        for crew in (self.measure, self.draw, self.long):
            await crew.close()

    async def data(self, task: str, **arguments: Any) -> Any:
        """Give what a task measures, computed once for the same arguments.

        Parameters
        ----------
        task : str
            Of `detente.web.shelf.TASKS`.
        **arguments
            What it takes.

        Raises
        ------
        DetenteError
            What the task refuses, and where no worker can do it.
        """
        key = content_key((task, arguments))
        kept = self._data.get(key)
        if kept is not None:
            return pickle.loads(kept)

        async def make() -> bytes:
            found = await self.measure.run(task, arguments)
            data = pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)
            self._data.put(key, data)
            return data

        return pickle.loads(await self._once.result(key, make))

    async def relation(self, view: View) -> Any:
        """Give what the page of a relation shows.

        Parameters
        ----------
        view : View
            The parties and the day.
        """
        return await self.data("relation", **view.arguments)

    async def svg(self, picture: Any) -> str:
        """Draw a picture, once for the same content.

        Parameters
        ----------
        picture : dict or str
            A specification, or SVG.
        """
        if isinstance(picture, str):
            return picture
        return await self._drawn("draw", {"picture": picture})

    async def fonts(self) -> dict[str, bytes]:
        """Give the fonts of pages by the names of their files."""
        kept = self._data.get("fonts")
        if kept is None:

            async def make() -> bytes:
                return pickle.dumps(await self.draw.run("fonts", {}))

            kept = await self._once.result("fonts", make)
            self._data.put("fonts", kept)
        found: dict[str, bytes] = pickle.loads(kept)
        return found

    async def standalone(self, svg: str) -> str:
        """Give a picture that carries its fonts.

        Parameters
        ----------
        svg : str
            The picture.
        """
        return await self._drawn("standalone", {"svg": svg})

    async def _drawn(self, task: str, arguments: dict[str, Any]) -> str:
        key = content_key((task, arguments))
        kept = self._pictures.get(key)
        if kept is not None:
            return kept

        async def make() -> str:
            svg = str(await self.draw.run(task, arguments))
            self._pictures.put(key, svg)
            return svg

        return str(await self._once.result(key, make))


def warm() -> None:
    """Read the tables in which names are looked up, and load what writes citations."""
    view_of("NATO", "RUS")
    import_module("detente.paper.writers.citation")


def content_key(content: Any) -> str:
    """Name plain data by their digest.

    Parameters
    ----------
    content : object
        Plain data.

    Examples
    --------
    >>> content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def edition() -> str:
    """Name the data and the software from which everything is computed.

    Examples
    --------
    >>> len(edition())
    12
    """
    digest = hashlib.sha256(version("detente").encode())
    manifest = starter_folder() / MANIFEST
    digest.update(manifest.read_bytes())
    store = default_store()
    for table in store.ids():
        digest.update(_written(table, store.path(table)))
    archive = kept_archive()
    if archive is not None:
        for account in sorted((archive / ACCOUNTS).glob("*.json")):
            digest.update(_written(account.name, account))
    return digest.hexdigest()[:EDITION_SHOWN]


def _written(table: str, path: Path) -> bytes:
    """Say which file a table is, without reading it."""
    stat = path.stat()
    return f"{table} {stat.st_size} {stat.st_mtime_ns}".encode()
