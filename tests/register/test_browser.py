"""The site in Chromium, as readers and staff use it: one server, started as an operator does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.register.conftest import PASSWORD
from tests.register.test_commands import detente
from tests.web.conftest import started

pytestmark = [pytest.mark.xdist_group("register"), pytest.mark.slow]
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine."""
WIDTHS = (1440, 768, 390)
READ = ("/", "/papers/one/", "/papers/", "/tags/", "/projects/", "/authors/", "/privacy/")


@pytest.fixture
def address(
    bundle: bytes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A site with one paper: its address, and the path of the first administrator's link."""
    path, home = tmp_path / "brief.bundle.zip", tmp_path / "home"
    path.write_bytes(bundle)
    filing = ("--name", "one", "--author", "Desk, Role", "--topic", "region:Europe", "--quiet")
    code, said = detente(home, "publish", str(path), *filing, "--project", "Alliances")
    assert code == 0, said
    with started(tmp_path_factory, "--publish") as where:
        code, link = detente(home, "site", "link", "--base-url", where)
        assert code == 0, link
        yield where, "/first/" + link.partition("/first/")[2].strip()


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


def test_readers_and_staff_find_their_way(address: tuple[str, str], browser: Browser) -> None:
    where, first = address
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in READ:
            page.goto(where + path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{path} is wider than {width} px"
    page.goto(f"{where}/papers/one/")
    page.click("#like button")
    assert "1 reader said yes" in page.inner_text("#like")
    page.click("#comment button")
    assert page.locator("#comment [aria-invalid=true]").count() == 2
    page.fill("#id_name", "Reader")
    page.fill("#id_text", "A comment.")
    page.wait_for_timeout(3_200)
    page.click("#comment button")
    assert page.inner_text("h1.small") == "Sent, thank you"
    page.fill("header input[name=q]", "liecht")
    page.click("header button")
    assert page.inner_text("h1.small").startswith("1 paper for")
    assert context.cookies() == []
    page.goto(f"{where}/papers/one/")
    page.click("text=Live view in the workbench")
    assert "Liechtenstein" in page.title()
    _as_staff(page, where, first)
    assert {url.startswith((where, "data:")) for url in asked} == {True}
    assert not faults


def _as_staff(page: Page, where: str, first: str) -> None:
    """Sign in, show the comment, withdraw the paper, and sign out."""
    page.goto(where + first)
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    assert page.inner_text("h1.small") == "Editions"
    page.goto(f"{where}/desk/comments/")
    page.click("main >> text=Show")
    page.goto(f"{where}/papers/one/")
    assert page.locator(".comments li").count() == 1
    page.goto(f"{where}/desk/")
    page.click("table a >> nth=0")
    page.fill("#reason", "An example.")
    page.click("main >> text=Withdraw")
    page.goto(f"{where}/papers/one/")
    assert "An example." in page.inner_text(".notice")
    assert page.request.get(f"{where}/files/one/1/brief.pdf").status == 404
    page.goto(f"{where}/desk/log/")
    assert "Every line is as it was written." in page.inner_text("main")
    page.click("text=Sign out")
    page.goto(f"{where}/desk/")
    assert "/enter/" in page.url
