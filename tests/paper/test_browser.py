"""The page in a browser: nothing clipped, nothing too small on a phone, no serious fault of access.

The tests need Chromium, which `.ci/run` installs.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

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
Ground = Literal["light", "dark"]
GROUNDS: tuple[Ground, ...] = ("light", "dark")
UNSAID = re.compile(r"undefined|NaN|null|part:|^$")
"""What nobody should read in place of a value."""
GROUND_COLOURS = """() => {
  const drawn = [...document.querySelectorAll('svg > rect:first-child[fill=white]')];
  const page = getComputedStyle(document.body).backgroundColor;
  return [page, ...drawn.map(one => getComputedStyle(one).fill)];
}"""
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


def opened(browser: Browser, address: str, width: int, ground: Ground = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=ground)
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


@pytest.mark.parametrize("width", WIDTHS)
def test_every_table_and_one_form_of_each_picture_is_shown(
    browser: Browser, address: str, width: int
) -> None:
    page = opened(browser, address, width)
    tables = page.locator("section table:not(details table)")
    assert tables.count() and all(table.is_visible() for table in tables.all())
    for figure in page.locator("figure").all():
        assert figure.locator(".picture:visible").count() == 1
    page.close()


def test_the_page_brings_its_fonts(browser: Browser, address: str) -> None:
    page = opened(browser, address, WIDTHS[0])
    loaded = page.evaluate("[...document.fonts].map(f => f.family.replace(/['\"]/g, ''))")
    assert {"Source Sans Pro", "Source Serif Pro"} <= set(loaded)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.status)") == "loaded"
    page.close()


def serious_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_serious_fault_of_access(
    browser: Browser, address: str, width: int, ground: Ground
) -> None:
    page = opened(browser, address, width, ground)
    assert serious_faults(page) == []
    page.close()


def test_the_dark_page_is_dark(browser: Browser, address: str) -> None:
    page = opened(browser, address, WIDTHS[0], "dark")
    colours = page.evaluate(GROUND_COLOURS)
    assert set(colours) == {"rgb(21, 24, 28)"}
    page.emulate_media(media="print")
    assert set(page.evaluate(GROUND_COLOURS)) == {"rgb(255, 255, 255)"}
    page.close()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_figure_opens_in_place_and_gives_the_focus_back(
    browser: Browser, address: str, width: int, ground: Ground
) -> None:
    page = opened(browser, address, width, ground)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    figure = page.locator("[data-fig]:visible").first
    name = figure.get_attribute("data-fig")
    for key in ("Enter", " "):
        figure.focus()
        page.keyboard.press(key)
        shown = page.locator("dialog[open]")
        assert shown.locator("h2").text_content() == figure.text_content()
        terms = shown.locator("dt").all_text_contents()
        assert {"Value", "Cells", "Sources"} <= set(terms)
        box = shown.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert serious_faults(page) == []
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        assert page.evaluate("document.activeElement.dataset.fig") == name
    figure.click()
    page.locator("dialog button").click()
    assert page.evaluate("document.activeElement.dataset.fig") == name
    assert problems == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_points_answer_to_keyboard_and_pointer(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, width)
    for figure in page.locator("figure").all():
        stops = figure.locator(".picture:visible [tabindex='0']")
        if not stops.count():
            continue  # a map has no points
        read = figure.locator(".read")
        assert stops.count() == 1  # one stop of the tabulator a picture
        stops.first.focus()
        heard = []
        for key in ("Home", "End", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"):
            page.keyboard.press(key)
            heard.append(read.text_content() or "")
            assert page.evaluate("document.activeElement.getAttribute('aria-label')") == heard[-1]
        assert len(set(heard)) > 1 and not [words for words in heard if UNSAID.search(words)]
        box = figure.locator(".picture:visible [tabindex='0']").first.bounding_box()
        assert box is not None
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        pointed = read.text_content() or ""
        assert pointed and not pointed.startswith("Point at") and not UNSAID.search(pointed)
    page.close()


def test_without_a_script_the_page_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("[data-fig][role=button]").count() == 0
    assert page.locator(".read:visible").count() == 0
    assert page.locator("dialog").count() == 0
    for picture in page.locator(".picture:visible").all():
        assert picture.get_attribute("role") == "img" and picture.get_attribute("aria-label")
    notes = page.locator("sup a").all()
    assert notes and all(
        page.locator(f"[id='{(one.get_attribute('href') or '')[1:]}']").count() == 1
        for one in notes[:20]
    )
    context.close()
