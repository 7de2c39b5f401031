"""Fixtures of the register: one migrated site a process, every test rolled back."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.editions.bundle.pack import bundle_of
from detente.paper.brief import make
from detente.paper.edition import Edition, paper_of
from detente.paper.write import edition_of
from detente.paper.writers.citation import digest_of
from detente.register.opening import open_site
from detente.register.site import Site
from detente.register.taken import Taken
from detente.store.catalog import Catalog
from tests.register.post import Box
from tests.register.scratch import set_up

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def opened() -> Site:
    """A site whose tables are there."""
    site = set_up()
    open_site(site)
    return site


@pytest.fixture
def site(opened: Site) -> Iterator[Site]:
    """The site, empty; what a test writes is rolled back."""
    from django.core.cache import cache
    from django.db import transaction

    from detente.register.frozen import hide

    with transaction.atomic():
        yield opened
        transaction.set_rollback(True)
    hide(opened.files)
    opened.files.mkdir()
    cache.clear()


@pytest.fixture
def reader(site: Site) -> Any:
    """A browser without a session; it checks forged forms as a real one."""
    from django.test import Client

    return Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})


@pytest.fixture
def signed_in(site: Site) -> Callable[[str], Any]:
    """Gives the browser of somebody with a role."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.test import Client

    def enter(role: str) -> Any:
        user = get_user_model().objects.create_user(role or "nobody", password=None)
        if role == "administrator":
            user.is_superuser = user.is_staff = True
            user.save()
        elif role:
            user.groups.add(Group.objects.get(name=role))
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def taken(name: str = "One", identifier: str = "detente-000000000001", **more: Any) -> Taken:
    """A paper that was verified, without the seconds that this takes."""
    about = {
        "answer": f"{name}: they are near, and they stay near.",
        "findings": [{"message": "They are near.", "text": "In 2013 they were .2 apart."}],
        "advice": ["By June 2014 both should meet."],
        "picture": {},
        "author": "détente 0.2.0",
        "day": "2013-12-31",
        "as_of": 2013,
        "software": "détente 0.2.0",
        "figures": 3,
        "minutes": 4,
        "relation": {
            "a": {"key": "NATO", "label": "NATO"},
            "b": {"key": "RUS", "label": "Russia"},
        },
        "label": "NATO and Russia",
    }
    record = {"schema": "3.2", "printed": {"cells": [], "figures": []}, "day": "2013-12-31"}
    record |= {"relation": {"label": "NATO and Russia"}, "software": "détente", "seed": 1}
    files = {
        "brief.html": f"<!doctype html><title>{name}</title>".encode(),
        "brief.pdf": b"%PDF-1.7 " + name.encode(),
        "brief.json": json.dumps(record).encode(),
        "brief.bundle.zip": b"PK" + identifier.encode(),
    }
    given: dict[str, Any] = {"about": about, "files": files, "made": date(2013, 12, 31)}
    given |= {"title": name, "subtitle": "NATO and Russia, December 2013", "series": ""}
    given |= {"author": "", "identifier": identifier, "figures": 3}
    return Taken(**given | more)


def small(paper: Taken) -> Taken:
    """The paper about a pair that the workbench measures soon."""
    names = {"a": ("LIE", "Liechtenstein"), "b": ("CHE", "Switzerland")}
    sides = {side: {"key": key, "label": label} for side, (key, label) in names.items()}
    return replace(paper, about={**paper.about, "relation": sides})


def with_figure(paper: Taken, value: float, edition: str) -> Taken:
    """The paper with one figure, from an edition of its source."""
    record = json.loads(paper.files["brief.json"])
    cell = {"table": "capability", "column": "cinc", "keys": {"state": "RUS", "year": 2013}}
    cell |= {"value": value, "sources": {"cow_nmc": edition}, "rule": "mean of six shares"}
    figure = {"id": "power.share", "kind": "measured", "unit": "share", "value": value}
    figure |= {"low": None, "high": None, "said": "Russia held a share.", "method": "shares"}
    figure |= {"texts": {"per_cent": f"{100 * value:.0f} per cent"}, "cells": [0]}
    record["printed"] = {"cells": [cell], "figures": [figure]}
    return replace(paper, files={**paper.files, "brief.json": json.dumps(record).encode()})


@pytest.fixture(scope="session")
def edition() -> Edition:
    """A small real paper."""
    from detente.store.catalog import default_catalog
    from detente.store.home import Store

    tables: Catalog = default_catalog(Store(Path("/nowhere")))
    asked = Options(draws=100, futures=100, scenario="none")
    return edition_of(make(tables, pair("Liechtenstein", "Switzerland", 2024), asked))


@pytest.fixture(scope="session")
def bundle(edition: Edition) -> bytes:
    """The bundle of a small real paper."""
    return bundle_of(edition, paper_of(edition).files)


def corrected(edition: Edition) -> Edition:
    """The same paper with another value of its first figure."""
    record = json.loads(edition.record)
    first = record["printed"]["figures"][0]
    first["texts"] = {way: f"{text} (new)" for way, text in first["texts"].items()}
    text = json.dumps(record, ensure_ascii=False)
    return replace(edition, record=text, identifier=digest_of(text, *edition.signed))


@pytest.fixture
def theme(site: Site) -> Iterator[Callable[[str], None]]:
    """Writes the file of the theme, for one test."""
    path = site.own_theme / "theme.toml"

    def write(text: str) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    yield write
    path.unlink(missing_ok=True)


@pytest.fixture
def settings_of_site() -> Callable[..., Any]:
    """Sets settings of the framework, as long as a block lasts."""
    from django.test import override_settings

    found: Callable[..., Any] = override_settings
    return found


@pytest.fixture
def box() -> Iterator[tuple[Box, Any]]:
    """A server on a free port, and how the site reaches it."""
    from detente.register.mailing import Post

    kept = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield kept, Post(server="127.0.0.1", port=port, sender="site@example.org", tls=False)
    finally:
        controller.stop()


@pytest.fixture
def post_file(site: Site) -> Iterator[Callable[[str], None]]:
    """Writes the file of the mail server, for one test."""
    path = site.folder / "mail.toml"

    def write(text: str) -> None:
        path.write_text(text, encoding="utf-8")

    yield write
    path.unlink(missing_ok=True)
