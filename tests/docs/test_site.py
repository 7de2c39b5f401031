"""The site of the documents: built without a warning, complete, without others, and accessible."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.docs.collect import ROOT
from tests.web.test_browser import GRAVE, PATIENCE, QUIET

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site")]
DOCS = ROOT / "docs"
APART = ("heads", "look")
"""Folders of `docs/` that are no pages."""
OF_THE_THEME = {"landmark-unique"}
"""What the theme itself does, none of it grave: lists and blocks of code are regions alike."""
DESK, PHONE = (1280, 900), (390, 844)
LOOKED_AT = (
    ("index.html", DESK, "light"),
    ("tutorials/first-brief.html", PHONE, "light"),
    ("tutorials/notebooks.html", DESK, "dark"),
    ("reference/panels.html", DESK, "light"),
    ("http.html", PHONE, "dark"),
    ("report-card.html", PHONE, "light"),
    ("glossary.html", DESK, "dark"),
    ("dangerous-dyads.html", PHONE, "dark"),
    ("power.html", DESK, "light"),
)
"""Pages that hold everything between them, each at one width on one ground."""
LOCAL = re.compile(r"^(?!https?:|mailto:|data:|javascript:)")


class Marks(HTMLParser):
    """Collects what a page has: its ids, its links, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        self.loaded += [found["src"]] if "src" in found else []
        self.loaded += [found["href"]] if tag == "link" and "href" in found else []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a network from an empty home, with the pictures of the repository."""
    folder = tmp_path_factory.mktemp("docs")
    environment = {
        **os.environ,
        "DETENTE_HOME": str(folder / "home"),
        "DETENTE_OFFLINE": "1",
        "DETENTE_DOCS_PICTURES": "kept",
        "NO_MKDOCS_2_WARNING": "1",
    }
    environment.pop("DETENTE_MIRROR", None)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder / "site")]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "WARNING" not in done.stderr, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def marks(site: Path) -> dict[Path, Marks]:
    """Every page with what it has."""
    return {page: Marks(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def pages() -> list[str]:
    """Name the pages of `docs/` that a reader is to find."""
    found = (path.relative_to(DOCS) for path in DOCS.rglob("*.md"))
    return sorted(path.as_posix() for path in found if path.parts[0] not in APART)


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    named = re.findall(r"(?:- |: )([\w/-]+\.md)$", text, re.M)
    assert len(named) == len(set(named))
    assert set(pages()) <= set(named)


def test_every_link_and_anchor_resolves(site: Path, marks: dict[Path, Marks]) -> None:
    broken = []
    for page, found in marks.items():
        if page.name == "404.html":  # served from any place, so its links begin at the root
            continue
        for link in filter(LOCAL.match, [*found.links, *found.loaded]):
            path, _, anchor = link.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            known = marks[target].ids if target in marks else set()
            if not target.exists() or (anchor and target in marks and unquote(anchor) not in known):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert not broken, broken
    assert len(marks) > len(pages())


def test_no_page_loads_anything_from_elsewhere(marks: dict[Path, Marks]) -> None:
    foreign = [one for found in marks.values() for one in found.loaded if not LOCAL.match(one)]
    assert not foreign, foreign


def test_public_objects_have_their_source_and_their_errors(site: Path) -> None:
    text = (site / "reference" / "panels.html").read_text(encoding="utf-8")
    assert 'id="detente.Panel.add"' in text and "Source code in" in text
    assert "PanelError" in text and "Raises" in text


def test_the_notebook_is_shown_with_its_results(site: Path) -> None:
    text = (site / "tutorials" / "notebooks.html").read_text(encoding="utf-8")
    assert text.count('class="shown"') == 5 and "paired futures" in text and "<svg" in text


@pytest.mark.parametrize(("name", "window", "ground"), LOOKED_AT)
def test_a_page_is_accessible_and_asks_nobody_else(
    browser: Browser, address: str, name: str, window: tuple[int, int], ground: str
) -> None:
    width, height = window
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=ground)
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{name}")
    found = Axe().run(page).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in GRAVE]
    assert not grave, grave
    assert {one["id"] for one in found} <= OF_THE_THEME, [one["id"] for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked and not [one for one in asked if not one.startswith((address, "data:"))]
    page.close()


def test_a_word_is_found_in_a_folder_without_a_server(browser: Browser, site: Path) -> None:
    page: Page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"file://{site}/index.html")
    page.locator("input.md-search__input").fill("banzhaf")
    page.wait_for_selector(".md-search-result__item")
    results = page.locator(".md-search-result__item a")
    assert "Rungs and their terms" in results.all_inner_texts()
    page.close()
