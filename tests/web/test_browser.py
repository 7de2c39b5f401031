"""Ten journeys in a browser, at four widths: with scripts, without, by keyboard, without faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
WIDTHS = (1440, 768, 390, 320)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 150_000
"""Milliseconds that a page may take on a busy machine; the figure is measured elsewhere."""
ADDRESSES = (
    "/",
    "/relation/FRA/DEU?as_of=2013",
    "/relation/FRA/DEU/measures?as_of=2013",
    "/compare?r=FRA,DEU&r=IND,CHN&as_of=2013",
    "/scenario",
    "/claims?kind=trend",
    "/panels?grain=state-years&since=2000&until=2001&add=democracy",
    "/map?bloc=NATO&as_of=2004",
    "/sources",
    "/ledger",
    "/docs",
    "/relation/NATO/Atlantis",
)
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Open a page; with it what the browser complains of."""
    page, faults = context.new_page(), []

    def heard(one: ConsoleMessage) -> None:
        if one.type == "error":
            faults.append(f"{one.text} {one.location.get('url', '')}")

    page.on("console", heard)
    page.on("pageerror", lambda one: faults.append(str(one)))
    page.goto(address, timeout=PATIENCE)
    return page, faults


def test_journey_1_two_names_lead_to_an_answer(context: BrowserContext, server: str) -> None:
    page, faults = opened(context, f"{server}/")
    page.get_by_label("One side").fill("Francie")
    page.get_by_label("The other").fill("Německo")
    page.get_by_label("As of").fill("2013")
    page.get_by_role("button", name="Show the relation").click()
    page.wait_for_url("**/relation/FRA/DEU?as_of=2013")
    assert page.locator("p.answer").inner_text()
    assert page.locator("figure.exhibit svg").first.is_visible()
    assert not faults and not context.cookies()


def test_journey_2_names_are_suggested_as_they_are_typed(
    context: BrowserContext, server: str
) -> None:
    page, _ = opened(context, f"{server}/")
    page.get_by_label("One side").press_sequentially("yugo")
    option = page.locator("datalist option[value=YUG]")
    expect(option).to_have_count(1)


def test_journey_3_the_slider_shows_another_year(context: BrowserContext, server: str) -> None:
    page, _ = opened(context, f"{server}/relation/FRA/DEU?as_of=2013")
    slider = page.get_by_label("Year of the view")
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_url("**as_of=2012")
    assert "2012" in page.locator(".kicker").first.inner_text()


def test_journey_4_points_are_read_by_keyboard(context: BrowserContext, server: str) -> None:
    page, faults = opened(context, f"{server}/relation/FRA/DEU?as_of=2013")
    chart = page.locator("[data-chart][data-walks]").first
    chart.focus()
    chart.press("End")
    last = page.locator(".reading").first.inner_text()
    chart.press("ArrowLeft")
    assert last and page.locator(".reading").first.inner_text() != last
    page.locator("#shares").scroll_into_view_if_needed()
    page.wait_for_selector("#shares svg")
    assert not faults


def test_journey_5_a_table_and_its_file(context: BrowserContext, server: str) -> None:
    page, _ = opened(context, f"{server}/relation/FRA/DEU?as_of=2013")
    page.locator("#votes summary").click()
    shown = page.locator("#votes tbody tr").last.inner_text()
    with page.expect_download() as waiting:
        page.locator("#votes").get_by_role("link", name="CSV").click()
    path = waiting.value.path()
    last = Path(path).read_text(encoding="utf-8").splitlines()[-1]
    assert last.split(",")[0] == shown.split()[0] and shown.split()[1] in last


def test_journey_6_relations_beside_each_other(context: BrowserContext, server: str) -> None:
    page, faults = opened(context, f"{server}/compare")
    page.get_by_label("First relation").fill("France, Germany")
    page.get_by_label("Second relation").fill("India, China")
    page.get_by_label("As of").fill("2013")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("figure svg")
    assert page.get_by_role("rowheader", name="India and China").is_visible()
    assert not faults


def test_journey_7_a_claim_is_built_and_tested(context: BrowserContext, server: str) -> None:
    page, _ = opened(context, f"{server}/claims?kind=trend")
    page.get_by_label("The claim in words").fill("China rises")
    for name, value in {"measure": "capability", "years": "1993, 2013", "expect": "rises"}.items():
        page.locator(f"#f-{name}").fill(value)
    page.locator("#f-of").fill("China")
    page.get_by_role("button", name="Test").last.click()
    assert page.locator("[data-verdict=supported]").is_visible()


def test_journey_8_a_panel_is_chosen_and_fetched(context: BrowserContext, server: str) -> None:
    page, _ = opened(context, f"{server}/panels")
    page.get_by_label("First year", exact=True).fill("2000")
    page.get_by_label("Last year", exact=True).fill("2001")
    page.locator("input[value=democracy]").check()
    page.get_by_role("button", name="Show").click()
    assert page.get_by_text("v2x_polyarchy").first.is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Parquet").click()
    assert Path(waiting.value.path()).stat().st_size > 1000


def test_journey_9_the_paper_by_one_click(context: BrowserContext, server: str) -> None:
    page, _ = opened(context, f"{server}/relation/NRU/TUV?as_of=2013")
    page.get_by_role("button", name="Write the paper").click()
    page.get_by_role("link", name="brief.pdf").wait_for(timeout=PATIENCE)
    assert "brief.json" in page.locator("main").inner_text()


def test_journey_10_a_scenario_on_one_seed(context: BrowserContext, server: str) -> None:
    query = "a=Sweden&b=NATO&as_of=2021&verb=accession&draws=20&horizon=3"
    page, _ = opened(context, f"{server}/scenario?{query}")
    page.get_by_role("button", name="Simulate").click()
    page.get_by_role("heading", name="Differences in the last year").wait_for(timeout=PATIENCE)
    assert "seed=1" in page.url and "draws=20" in page.url


def test_everything_works_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{server}/")
    page.get_by_label("One side").fill("France")
    page.get_by_label("The other").fill("Germany")
    page.get_by_label("As of").fill("2013")
    page.get_by_role("button", name="Show the relation").click()
    assert page.locator("p.answer").inner_text()
    assert page.locator("figure.exhibit svg").first.is_visible()
    later = page.locator("#shares img")
    later.scroll_into_view_if_needed()
    expect(later).to_have_js_property("complete", True)
    page.goto(f"{server}/relation/NRU/TUV?as_of=2012")
    page.get_by_role("button", name="Write the paper").click()
    page.get_by_role("link", name="brief.pdf").wait_for(timeout=PATIENCE)
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_is_wider_than_the_screen_or_hard_to_use(
    browser: Browser, server: str, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page, faults = opened(context, f"{server}{address}")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} pixels too wide"
    own = [one for one in faults if "404" not in one]
    assert not own
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in GRAVE
    ]
    assert not grave
    context.close()


def test_a_frame_is_shown_by_another_site(
    context: BrowserContext, server: str, tmp_path: Path
) -> None:
    page, _ = opened(context, f"{server}/relation/FRA/DEU?as_of=2013")
    page.locator("#votes summary").click()
    frame = page.locator("#votes textarea").input_value()
    host = context.new_page()
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Other</title>{frame}")
    other = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    )
    Thread(target=other.serve_forever, daemon=True).start()
    host.goto(f"http://127.0.0.1:{other.server_port}/")
    inside = host.frame_locator("iframe").locator("figure img")
    inside.wait_for(timeout=PATIENCE)
    expect(inside).to_have_js_property("complete", True)
    host.close()
    other.shutdown()
    other.server_close()
