"""The page in a browser: nothing clipped, nothing too small on a phone, no serious fault of access.

The tests need Chromium, which `.ci/run` installs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import make
from detente.paper.write import write
from detente.store.catalog import default_catalog

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PAGES = (("NATO", "Russia", "2013"), ("Ukraine", "Russia"), ("Prussia", "Austria-Hungary", "1850"))
"""A long paper with advice; one that watches a war; one with hardly any data."""
WIDTHS = (1440, 768, 390)
PHONE, SMALLEST = 390, 12
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SMALL_TEXT = """smallest => [...document.querySelectorAll('body *')].flatMap(one => {
  const own = [...one.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !one.getClientRects().length || one.closest('title,details')) return [];
  const matrix = one.getScreenCTM ? one.getScreenCTM() : null;
  const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1;
  const size = parseFloat(getComputedStyle(one).fontSize) * scale;
  return size < smallest - 0.05 && one.tagName !== 'SUP' && !one.closest('sup')
    ? [one.textContent.trim().slice(0, 40) + ' ' + size.toFixed(1)] : [];
})"""
CLIPPED = """() => [...document.querySelectorAll('svg')].flatMap(one => {
  if (!one.getClientRects().length) return [];
  const frame = one.getBoundingClientRect();
  return [...one.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  }).map(text => text.textContent);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    first, second, *year = request.param
    key = pair(first, second, int(year[0]) if year else None)
    brief = make(default_catalog(), key, Options(draws=200))
    folder: Path = tmp_path_factory.mktemp("page")
    return write(brief, folder)[0].resolve().as_uri()


def opened(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_clipped(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CLIPPED) == []
    page.close()


def test_nothing_is_too_small_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, PHONE)
    assert page.evaluate(SMALL_TEXT, SMALLEST) == []
    page.close()


def test_the_page_brings_its_fonts(browser: Browser, address: str) -> None:
    page = opened(browser, address, WIDTHS[0])
    loaded = page.evaluate("[...document.fonts].map(f => f.family.replace(/['\"]/g, ''))")
    assert {"Source Sans Pro", "Source Serif Pro"} <= set(loaded)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.status)") == "loaded"
    page.close()


@pytest.mark.parametrize("width", (WIDTHS[0], PHONE))
def test_no_serious_fault_of_access(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, width)
    found = Axe().run(page).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert serious == [], found
    page.close()
