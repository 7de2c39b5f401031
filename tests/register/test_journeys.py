"""Twelve journeys in Chromium: readers, staff and the operator on one site, as they meet it."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.register.conftest import PASSWORD
from tests.register.programs import JOURNEYS, run
from tests.register.test_commands import detente
from tests.web.conftest import started

pytestmark = [pytest.mark.xdist_group("register"), pytest.mark.slow]
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine."""
WIDTHS = (1440, 768, 390)
PUBLIC = (
    "/",
    "/papers/",
    "/papers/page/2/",
    "/papers/one/",
    "/papers/one/editions/1/",
    "/papers/gone/",
    "/projects/",
    "/projects/alliances/",
    "/tags/",
    "/tags/nato/",
    "/authors/",
    "/search/?q=cesko",
    "/newsletter/",
    "/pairs/LIE/CHE/",
    "/pairs/LIE/CHE/watch/",
    "/about/",
    "/privacy/",
    "/enter/",
    "/nothing-here/",
)
DESK = (
    "/desk/",
    "/desk/password/",
    "/desk/upload/",
    "/desk/comments/",
    "/desk/log/",
    "/enter/second/",
)
SCREENS = "DETENTE_SCREENS"
"""Names the folder into which pictures of the pages are written; none are without it."""


@dataclass
class Post:
    """A mail server that keeps what it takes."""

    taken: list[Any] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter."""
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 accepted"

    def letter(self, to: str, subject: str) -> Any:
        """The letter to somebody, as soon as the worker has sent it."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for one in self.taken:
                if one["to"] == to and subject in one["subject"]:
                    return one
            time.sleep(0.2)
        raise AssertionError(f"no letter to {to} about {subject}")


@dataclass
class Place:
    """The site: its address, its home, and its mail server."""

    where: str
    home: Path
    post: Post


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A site with eighteen papers, an author and an editor, served as an operator does."""
    home = tmp_path_factory.mktemp("home")
    run(JOURNEYS, home / "site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = f'server = "127.0.0.1"\nport = {port}\nsender = "site@example.org"\ntls = false\n'
    (home / "site" / "mail.toml").write_text(said)
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(home))
        try:
            with started(tmp_path_factory, "--publish", home=home) as where:
                yield Place(where, home, post)
        finally:
            controller.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser, which has been nowhere yet."""
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, place: Place) -> Iterator[Page]:
    """A page; nothing it loads is from elsewhere, and no script of it fails."""
    faults: list[str] = []
    asked: set[str] = set()
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: asked.add(request.url))
    yield opened
    assert not faults
    assert all(url.startswith((place.where, "data:")) for url in asked), asked


def enter(page: Page, place: Place, name: str) -> None:
    """Sign in."""
    page.goto(f"{place.where}/enter/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    assert "/desk/" in page.url, page.inner_text("main")


def heading(page: Page) -> str:
    """What the page is about."""
    return page.inner_text("h1")


def require_readable(page: Page, where: str, paths: tuple[str, ...]) -> None:
    """No page is wider than the window, and axe finds nothing at either end."""
    folder = os.environ.get(SCREENS, "")
    for path in paths:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if width == WIDTHS[0]:
                page.goto(where + path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{path} is wider than {width} px"
            if folder:
                name = re.sub(r"\W+", "-", path).strip("-") or "front"
                page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        said = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert not said, (path, said)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def test_a_reader_finds_a_paper_by_front_page_project_and_tag(
    page: Page, context: BrowserContext, place: Place
) -> None:
    page.goto(place.where)
    page.click(".lead-card h2 a")
    assert "/papers/" in page.url and page.locator(".byline dd").first.inner_text()
    page.goto(f"{place.where}/projects/alliances/")
    assert page.inner_text(".kicker >> nth=0") == "Ongoing project"
    page.click("text=Older")
    assert page.url.endswith("/projects/alliances/page/2/")
    page.click(".rail .tags a >> nth=0")
    count = int(page.inner_text("h2.rule").split()[0])
    assert count and page.locator(".list > li").count() == min(count, 12)
    page.goto(f"{place.where}/papers/one/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    bib = page.request.get(f"{place.where}{page.get_attribute('text=BibTeX', 'href')}")
    assert bib.text().startswith("@techreport{")
    assert page.request.get(f"{place.where}/files/one/2/brief.pdf").body().startswith(b"%PDF")
    page.click("text=Live view in the workbench")
    assert "Liechtenstein" in page.title()
    assert context.cookies() == []


def test_every_public_page_is_readable_at_three_widths(page: Page, place: Place) -> None:
    require_readable(page, place.where, PUBLIC)


def test_a_commenter_learns_which_field_is_wrong_and_waits_for_the_editor(
    page: Page, context: BrowserContext, place: Place
) -> None:
    page.goto(f"{place.where}/papers/one/")
    page.click("#comment button")
    assert page.locator("#comment [aria-invalid=true]").count() == 2
    assert "Write your comment." in page.inner_text("#comment")
    page.fill("#id_name", "Reader")
    page.fill("#id_text", "Is the break of 1999 counted?")
    page.wait_for_timeout(3_200)
    page.click("#comment button")
    assert heading(page) == "Sent, thank you"
    page.click("text=Back to the paper")
    assert "Is the break of 1999 counted?" not in page.inner_text("main")
    assert context.cookies() == []


def test_a_reader_who_likes_a_paper_is_counted_once_a_day(
    page: Page, context: BrowserContext, place: Place
) -> None:
    for _ in range(2):
        page.goto(f"{place.where}/papers/paper-3/")
        page.click("#like button")
        assert "Thank you." in page.inner_text("#like")
        assert "1 reader said yes." in page.inner_text("#like")
    assert context.cookies() == []


def test_a_subscriber_confirms_with_a_button_and_leaves_with_one(
    page: Page, context: BrowserContext, place: Place
) -> None:
    page.goto(f"{place.where}/newsletter/")
    page.fill("#id_mail", "nobody")
    page.click("main form button")
    assert "Write a mail address" in page.inner_text("main")
    page.fill("#id_mail", "new@example.org")
    page.click("main form button")
    assert "Look into your mail" in page.inner_text("main")
    letter = place.post.letter("new@example.org", "Confirm the newsletter")
    link = next(line for line in letter.get_content().splitlines() if line.startswith("http"))
    path = link.partition("/newsletter/")[2]
    page.goto(f"{place.where}/newsletter/{path}")
    page.click("text=Yes, send me letters")
    assert "new@example.org gets the newsletter." in page.inner_text("main")
    assert context.cookies() == []


def test_a_pair_is_watched_after_a_button_behind_a_link(
    page: Page, context: BrowserContext, place: Place
) -> None:
    page.goto(f"{place.where}/papers/one/")
    page.click("text=Follow this pair >> xpath=.. >> css=a")
    page.click("text=By mail")
    page.fill("#id_mail", "watcher@example.org")
    page.click("main form button")
    letter = place.post.letter("watcher@example.org", "Confirm that you watch")
    link = next(line for line in letter.get_content().splitlines() if line.startswith("http"))
    page.goto(f"{place.where}/watch/{link.partition('/watch/')[2]}")
    page.click("text=Yes, write to me")
    assert "gets a letter when something happens" in page.inner_text("main")
    assert context.cookies() == []


def test_an_author_uploads_a_bundle_and_sends_it_to_review(
    page: Page, place: Place, bundle: bytes
) -> None:
    enter(page, place, "author")
    page.goto(f"{place.where}/desk/upload/")
    wrong = {"name": "brief.bundle.zip", "mimeType": "application/zip", "buffer": b"no zip"}
    page.set_input_files("#id_bundle", files=[wrong])
    page.click("main form button >> nth=0")
    assert "is no zip archive" in page.inner_text("#id_bundle_error")
    page.set_input_files("#id_bundle", files=[wrong | {"buffer": bundle}])
    page.fill("#id_slug", "small-states")
    page.fill("#id_tags", "region:Europe; Small states")
    page.click("main form button >> nth=0")
    assert page.inner_text(".state") == "draft"
    page.click("text=Send to review")
    assert page.inner_text(".state") == "review"
    assert page.locator("text=Publish").count() == 0
    assert page.request.get(f"{place.where}/desk/comments/").status == 403
    assert page.request.get(f"{place.where}/papers/small-states/").status == 404


def test_an_editor_publishes_a_draft_and_subscribers_get_a_letter(
    page: Page, context: BrowserContext, place: Place
) -> None:
    enter(page, place, "editor")
    page.goto(f"{place.where}/desk/?state=review")
    page.click("table a >> text=waiting")
    page.click("main form >> text=Publish")
    assert page.inner_text(".state") == "published"
    page.click("text=page of this edition")
    assert heading(page) == "Waiting"
    require_readable(page, place.where, DESK)
    page.goto(f"{place.where}/desk/comments/")
    page.click("main li:has-text('An older comment.') >> text=Show")
    page.goto(f"{place.where}/papers/paper-4/")
    assert "An older comment." in page.inner_text(".comments")
    letter = place.post.letter("reader@example.org", "Waiting")
    leave = str(letter["List-Unsubscribe"]).strip("<>").partition("/newsletter/")[2]
    context.clear_cookies()
    page.goto(f"{place.where}/newsletter/{leave}")
    page.click("main form button")
    assert "gets no more letters" in page.inner_text("main")


def test_an_administrator_makes_an_account_and_cannot_change_an_edition(
    page: Page, place: Place
) -> None:
    code, link = detente(place.home, "site", "link", "--base-url", place.where)
    assert code == 0, link
    page.goto(f"{place.where}/first/{link.partition('/first/')[2].strip()}")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "short")
    page.click("main form button")
    assert "12" in page.inner_text("#id_password_error")
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    assert heading(page) == "Editions"
    page.click("nav >> text=Accounts")
    page.fill("#id_username", "second")
    page.select_option("#id_role", "editor")
    page.click("text=Make the account")
    invited = page.inner_text(".notice code")
    require_readable(page, place.where, ("/desk/people/",))
    page.goto(f"{place.where}/admin/register/edition/")
    page.click("#result_list a >> nth=0")
    assert page.locator("input[name=_save]").count() == 0
    page.goto(f"{place.where}/desk/log/")
    assert "Every line is as it was written." in page.inner_text("main")
    page.click("text=Sign out")
    page.goto(f"{place.where}/desk/")
    assert "/enter/" in page.url
    page.goto(invited)
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("main form button")
    enter(page, place, "second")
    assert page.request.get(f"{place.where}/desk/comments/").ok
    assert page.request.get(f"{place.where}/admin/", max_redirects=0).status == 302


def test_a_withdrawn_edition_gives_its_reason_and_no_file(page: Page, place: Place) -> None:
    enter(page, place, "editor")
    page.goto(f"{place.where}/desk/?state=published")
    page.click("table a >> text=paper-5")
    page.click("text=Withdraw")
    assert "an edition is withdrawn with a reason" in page.inner_text("main").lower()
    page.fill("#reason", "A source was withdrawn.")
    page.click("main form >> text=Withdraw")
    assert page.inner_text(".state") == "withdrawn"
    page.goto(f"{place.where}/papers/paper-5/")
    assert "A source was withdrawn." in page.inner_text(".notice")
    assert page.locator(".answer").count() == 0
    assert page.request.get(f"{place.where}/files/paper-5/1/brief.pdf").status == 404


def test_a_corrected_edition_leads_to_the_newest_which_says_what_changed(
    page: Page, place: Place
) -> None:
    page.goto(f"{place.where}/papers/one/editions/1/")
    assert "It was corrected." in page.inner_text(".notice")
    assert page.request.get(f"{place.where}/files/one/1/brief.pdf").ok
    page.click(".notice a")
    assert page.url.endswith("/papers/one/")
    assert "A share was read off the wrong row." in page.inner_text("#changes")
    page.click("#changes summary")
    row = page.inner_text("#changes tbody tr")
    assert "4 per cent" in row and "6 per cent" in row and "new edition of a source" in row


def test_a_search_folds_accents_and_says_where_to_look_else(page: Page, place: Place) -> None:
    page.goto(place.where)
    page.fill("header input[name=q]", "cesk")
    page.click("header button")
    assert heading(page) == "1 paper for “cesk”"
    assert page.inner_text(".list h3") == "Česko"
    page.fill("#q", "unheard of")
    page.click("main form button")
    page.click("text=look by region and topic")
    assert page.url.endswith("/tags/")
    page.goto(f"{place.where}/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert heading(page) == "0 papers for “<script>alert(1)</script>”"


def test_a_feed_is_found_from_the_page_and_lists_editions(page: Page, place: Place) -> None:
    page.goto(f"{place.where}/projects/alliances/")
    found = page.get_attribute("link[rel=alternate]", "href")
    answer = page.request.get(f"{place.where}{found}")
    assert "application/atom+xml" in answer.headers["content-type"]
    own = page.get_attribute("text=Atom feed of this project", "href")
    text = page.request.get(f"{place.where}{own}").text()
    entries = re.findall(r"<entry>.*?</entry>", text, re.DOTALL)
    assert entries and all("/editions/" in one for one in entries)
    assert page.request.get(f"{place.where}/sitemap.xml").text().count("<loc>") > 20


def test_a_backup_of_the_running_site_gives_the_same_pages(
    page: Page, place: Place, tmp_path: Path
) -> None:
    file = tmp_path / "site.zip"
    code, said = detente(place.home, "site", "backup", str(file))
    assert code == 0, said
    code, said = detente(tmp_path / "other", "site", "restore", str(file))
    assert code == 0, said
    folder = tmp_path / "pages"
    code, said = detente(tmp_path / "other", "publish", "--static", str(folder))
    assert code == 0, said
    page.goto(f"{place.where}/papers/one/")
    before = page.inner_text("h1"), page.inner_text("#changes")
    text = (folder / "papers" / "one" / "index.html").read_text()
    page.set_content(text)
    assert (page.inner_text("h1"), page.inner_text("#changes")) == before
    assert (folder / "files" / "one" / "1" / "brief.pdf").read_bytes().startswith(b"%PDF")
