"""What a first view costs on a phone: few bytes, and nothing waited for before it is drawn."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PAGE = "/relation/FRA/DEU?as_of=2013"
MOST = 150_000
"""Bytes, compressed, of everything that a first view loads."""
PATIENCE = 150_000
PHONE = {"width": 390, "height": 844}
PAINTS = "performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)"


def test_a_first_view_is_small_and_drawn_before_everything_is_there(server: str) -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE)
        page.goto(f"{server}{PAGE}", timeout=PATIENCE)  # the page is kept from now on
        page.close()
        page = browser.new_context(viewport=PHONE).new_page()
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        page.goto(f"{server}{PAGE}", timeout=PATIENCE, wait_until="load")
        page.wait_for_function(f"{PAINTS}.length > 0", timeout=PATIENCE)
        blocking = page.evaluate(
            "performance.getEntriesByType('resource')"
            ".filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)"
        )
        browser.close()
    assert 5_000 < sum(sizes) < MOST, sizes
    assert not blocking, "the page waits for nothing before it is drawn"
