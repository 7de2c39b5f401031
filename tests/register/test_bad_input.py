"""What an attacker sends, by the names of OWASP's list: each has its test.

Injection: `test_any_question_and_path_is_an_answer` here, and
`test_any_text_is_searched_without_a_fault`.
Broken access: `test_each_role_on_each_route` here, over every route that there is, and
`test_accounts.py`.
Stored and reflected XSS: `test_what_is_written_is_never_run` here.
CSRF: `test_forged_forms_are_refused`, `test_what_another_site_sends_is_refused`.
SSRF: `test_the_site_asks_nobody` here, with logos and feeds.
Path traversal, zip bombs: `test_publishing.py`, and `test_no_path_leads_out` here.
Session fixation, open redirect: `test_signing_in_changes_the_session_and_leads_nowhere_else`, and
`test_no_address_leads_to_another_site` here.
Mass assignment: `test_no_field_is_set_that_a_form_does_not_have` here.
Header injection: `test_authors_are_written_to_and_no_header_is_injected`, and here with forms.
Replayed and forged tokens: `test_every_forged_token_is_refused` here, `test_second_factor.py`,
`test_accounts.py`.
Two editors at once: `test_two_editors_at_once_decide_once` here.
Broken UTF-8 and 10 MB forms: here, in chunks without a length as well.
A scanner's GET on every link of every mail: here.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import RequestError
from detente.register.accounts import make_account, password_link
from detente.register.backup import MODELS
from detente.register.links import HOURS, token_of
from detente.register.models import Comment, Edition, Letter, Person, Subscriber, Watch
from detente.register.mount import mounted
from detente.register.publishing import Filing, add_edition, move, publish
from detente.register.site import Site
from detente.register.themes import read_theme
from detente.register.views import comments as sending
from detente.register.watching import News, look
from detente.web.config import Config
from tests.register.conftest import taken

pytestmark = pytest.mark.xdist_group("register")
Enter = Callable[[str], Any]
FILING = Filing(
    slug="nato-russia", project="Alliances", authors=("Desk",), tags=("region:Europe", "NATO")
)
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
HEADER = "a@example.org\r\nBcc: all@example.org"
PUBLIC_FIRST = {
    "", "papers", "projects", "tags", "authors", "search", "about", "privacy", "sitemap.xml",
    "robots.txt", "feeds", "pairs", "watch", "newsletter", "enter", "first",
}  # fmt: skip
"""What routes begin with that need no account; every other route needs one."""
EDITORS = ("desk/comments", "desk/log")
"""What routes begin with that authors do not reach."""
ADMINISTRATORS = ("desk/people",)
"""What routes of the desk begin with that editors do not reach either."""
PLACES = {
    "slug": "nato-russia",
    "number": "1",
    "form": "bib",
    "name": "brief.pdf",
    "first": "NATO",
    "second": "RUS",
    "token": "forged",
    "app_label": "register",
    "content_type_id": "1",
    "object_id": "1",
}


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every route as a path, those of the tables included."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, pattern)
        elif isinstance(one, URLPattern):
            yield pattern


def path_of(pattern: str, key: int) -> str:
    """A path of a route, with its places filled in."""
    path = pattern.replace("^", "").replace("$", "").replace("\\.", ".")
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", path)
    places = PLACES | {"key": str(key)}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: places.get(found[1], "1"), path)


def test_each_role_on_each_route(signed_in: Enter, reader: Any) -> None:
    key = publish(taken(), FILING, who="test").pk
    clients = {role: signed_in(role) for role in ("", "author", "editor", "administrator")}
    guarded = 0
    for pattern in routes():
        path = path_of(pattern, key)
        first = path.strip("/").partition("/")[0]
        if first in PUBLIC_FIRST or path in ("/leave/", "/admin/login/", "/admin/logout/"):
            continue
        guarded += 1
        for client in (reader, clients[""]):
            assert client.get(path).status_code in (302, 403, 404), (path, "no role")
        author, editor = clients["author"], clients["editor"]
        if first == "desk":
            is_theirs = not path.strip("/").startswith(ADMINISTRATORS)
            allowed = is_theirs and not path.strip("/").startswith(EDITORS)
            assert (author.get(path).status_code == 200) is allowed, (path, "author")
            assert (editor.get(path).status_code == 200) is is_theirs, (path, "editor")
        else:
            for client in (author, editor):
                assert client.get(path).status_code in (302, 403, 404), (path, "admin")
                assert client.post(path).status_code in (302, 403, 404), (path, "admin")
    assert guarded > 60, "the tables of the administrator are among the routes"
    assert Edition.objects.get().state == "published"


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_question_and_path_is_an_answer(reader: Any, text: str) -> None:
    assert reader.get("/search/", {"q": text, "page": text}).status_code == 200
    for start in ("/papers/", "/tags/", "/pairs/NATO/", "/newsletter/confirm/", "/watch/leave/"):
        path = start + text.replace("/", "").replace("\\", "").replace("?", "").replace("#", "")
        assert reader.get(f"{path}/").status_code in (200, 301, 302, 404), path


def test_what_is_written_is_never_run(
    reader: Any, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = Filing(slug="nato-russia", project=EVIL, authors=(f"{EVIL}, {EVIL}",), tags=(EVIL,))
    paper = publish(taken(EVIL), filing, who="test").paper
    monkeypatch.setattr(sending, "LEAST_SECONDS", -1)
    stamp = token_of("form", str(paper.pk))
    said = {"name": EVIL, "text": EVIL, "stamp": stamp}
    reader.post("/papers/nato-russia/comment/", said)
    key = Comment.objects.get().pk
    signed_in("editor").post("/desk/comments/", {"comment": key, "to": "shown"})
    look(("NATO", "RUS"), [])
    look(("NATO", "RUS"), [News(mark="m", kind="window", key="k", title=EVIL, text=EVIL)])
    tag = paper.tags.get().slug
    slugs = {"projects": paper.project.slug, "tags": tag, "authors": paper.people[0].slug}
    pages = [f"/{place}/{slug}/" for place, slug in slugs.items()]
    pages += ["/", "/papers/", "/papers/nato-russia/", "/pairs/NATO/RUS/", "/projects/", "/tags/"]
    pages += ["/search/?q=script", f"/search/?q={EVIL}", f"/search/?q=x&page={EVIL}", "/authors/"]
    for path in (*pages, f"/papers/nato-russia/?liked={EVIL}", f"/feeds/tags/{tag}.atom"):
        page = reader.get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page, path
    refused = reader.post("/papers/nato-russia/comment/", said | {"text": "", "mail": EVIL})
    assert "<script>alert" not in refused.content.decode() and refused.status_code == 422


def test_the_site_asks_nobody(
    reader: Any, site: Site, theme: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the site opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for logo in ("http://169.254.169.254/latest", "//127.0.0.1/x.svg", "file:///etc/passwd"):
        theme(f'logo = "{logo}"\n')
        with pytest.raises(RequestError, match="is no picture in the folder"):
            read_theme(site)
    theme('name = "Institute"\n')
    publish(taken("http://169.254.169.254/"), FILING, who="test")
    for path in ("/", "/papers/nato-russia/", "/feeds/papers.atom", "/feeds/pairs/NATO/RUS.atom"):
        assert reader.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "name", ["../../secret.key", "..%2f..%2fsecret.key", "%2e%2e/%2e%2e/site.db", "/etc/passwd"]
)
def test_no_path_leads_out(reader: Any, signed_in: Enter, name: str) -> None:
    key = publish(taken(), FILING, who="test").pk
    for client in (reader, signed_in("administrator")):
        for start in ("/papers/nato-russia/files/", f"/desk/editions/{key}/files/"):
            answer = client.get(start + name)
            assert answer.status_code in (302, 404), (start, name)
            assert answer.get("Location", "/enter/").startswith(("/enter/", "/desk/", "/papers/"))


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org", "/\\example.org", "x:y"])
def test_no_address_leads_to_another_site(reader: Any, signed_in: Enter, to: str) -> None:
    publish(taken(), FILING, who="test")
    client = signed_in("editor")
    for path in ("/enter/", "/admin/login/", "/leave/", "/papers/nato-russia/like/"):
        for send in (client.get, client.post):
            answer = send(f"{path}?next={to}", {"next": to})
            location = answer.get("Location", "/")
            assert location.startswith("/") and not location.startswith(("//", "/\\")), path


def test_no_field_is_set_that_a_form_does_not_have(
    reader: Any, signed_in: Enter, post_file: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    draft = add_edition(taken(), FILING, who="test")
    more = {"state": "published", "is_confirmed": "1", "is_example": "1", "is_superuser": "1"}
    more |= {"likes": "99", "paper": "1", "sent_at": "2000-01-01", "confirmed_at": "2000-01-01"}
    client = signed_in("author")
    client.post(f"/desk/editions/{draft.pk}/", {"to": "review", "version": "1"} | more)
    assert Edition.objects.get().state == "review"
    move(Edition.objects.get(), "published", who="test")
    monkeypatch.setattr(sending, "LEAST_SECONDS", -1)
    said = {"name": "R", "text": "t", "stamp": token_of("form", str(draft.paper.pk))}
    reader.post("/papers/nato-russia/comment/", more | said)
    made = Comment.objects.get()
    assert made.state == "waiting" and not made.is_example and made.sent_at.year > 2000
    reader.post("/papers/nato-russia/like/", more)
    draft.paper.refresh_from_db()
    assert draft.paper.likes == 1
    for path in ("/newsletter/", "/pairs/NATO/RUS/watch/"):
        reader.post(path, {"mail": "a@example.org", "website": ""} | more)
    assert not Subscriber.objects.get().is_confirmed and not Watch.objects.get().is_confirmed
    client.post("/enter/second/", {"code": "000000", "to": "set"} | more)
    from django.contrib.auth import get_user_model

    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_no_form_puts_a_header_into_a_letter(reader: Any, post_file: Callable[[str], None]) -> None:
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    publish(taken(), FILING, who="test")
    for path in ("/newsletter/", "/pairs/NATO/RUS/watch/"):
        for mail in (HEADER, "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"):
            assert reader.post(path, {"mail": mail, "website": ""}).status_code == 422
    assert not Letter.objects.exists()


TOKEN_PATHS = (
    "/newsletter/confirm/{}/", "/newsletter/leave/{}/", "/watch/confirm/{}/", "/watch/leave/{}/",
    "/first/{}/",
)  # fmt: skip
FOR = ("join", "leave", "watch", "unwatch", "first")


@pytest.mark.parametrize("place", range(len(TOKEN_PATHS)), ids=FOR)
def test_every_forged_token_is_refused(
    reader: Any, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    subject = {"join": "a@example.org", "leave": "a@example.org", "first": ""}
    subject |= dict.fromkeys(("watch", "unwatch"), "NATO RUS a@example.org")
    publish(taken(), FILING, who="test")
    first, second = "NATO", "RUS"
    said = {"mail": "a@example.org", "asked_at": "2026-01-01T00:00:00Z"}
    Subscriber.objects.create(**said)
    Watch.objects.create(first=first, second=second, **said)
    path, purpose = TOKEN_PATHS[place], FOR[place]
    right = token_of(purpose, subject[purpose])
    wrong = [token_of(other, subject[purpose]) for other in FOR if other != purpose]
    wrong += ["forged", right[:-1], right + "x", right.swapcase(), right.replace(":", "::", 1)]
    for token in wrong:
        assert reader.post(path.format(token)).status_code in (403, 404), token
    monkeypatch.setitem(HOURS, purpose, -1)
    assert reader.post(path.format(right)).status_code in (403, 404), "it is too old"
    assert Subscriber.objects.filter(is_confirmed=False).count() == 1
    assert Watch.objects.filter(is_confirmed=False).count() == 1


def test_two_editors_at_once_decide_once(site: Site, signed_in: Enter) -> None:
    edition = publish(taken(), FILING, who="test", to="review")
    seen = [Edition.objects.get(pk=edition.pk) for _ in range(2)]
    move(seen[0], "published", who="first")
    with pytest.raises(RequestError, match="changed by somebody else meanwhile"):
        move(seen[1], "published", who="second")
    with pytest.raises(RequestError, match="changed by somebody else meanwhile"):
        move(seen[1], "draft", who="second")
    client = signed_in("editor")
    comment = Comment.objects.create(
        paper=edition.paper, name="R", text="t", sent_at="2026-01-01T00:00:00Z"
    )
    for to in ("shown", "refused"):
        client.post("/desk/comments/", {"comment": comment.pk, "to": to})
    comment.refresh_from_db()
    assert comment.state == "shown" and Edition.objects.get().state == "published"


BROKEN = b"name=%ff&mail=%fe%ff@%00&text=%c3%28&stamp=%f0%28&website=&code=%ff&to=%ff&comment=%ff"
FORMS = (
    "/papers/nato-russia/comment/", "/newsletter/", "/pairs/NATO/RUS/watch/", "/enter/",
    "/enter/code/", "/enter/second/", "/desk/people/", "/desk/password/",
    "/desk/comments/", "/desk/upload/", "/first/%ff/",
)  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
def test_broken_letters_in_any_form_are_no_fault(
    signed_in: Enter, post_file: Callable[[str], None], path: str
) -> None:
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    publish(taken(), FILING, who="test")
    client = signed_in("editor")
    media = "application/x-www-form-urlencoded"
    assert client.post(path, BROKEN, content_type=media).status_code in (302, 403, 404, 422)
    raw = b"\xff\xfe" * 1_000
    for kind in (media, "multipart/form-data; boundary=b", "multipart/form-data; boundary="):
        assert client.post(path, raw, content_type=kind).status_code in (302, 400, 403, 404, 422)


# the framework leaves its buffer to the collector where a body is cut off
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("path", ["/papers/x/comment/", "/newsletter/", "/enter/", "/watch/x/"])
def test_a_form_of_ten_megabytes_is_refused_before_it_is_read(site: Site, path: str) -> None:
    app = mounted(_nobody, Config(log_requests=False))
    piece, sent, read = b"a" * 65_536, [], 0

    async def receive() -> Any:
        nonlocal read
        read += len(piece)
        return {"type": "http.request", "body": piece, "more_body": read < 10_000_000}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"", "headers": headers, "scheme": "http", "http_version": "1.1"}
    scope |= {"server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 9), "root_path": ""}
    asyncio.run(app(scope | {"extensions": {}}, receive, send))
    assert sent[0]["status"] == 413 and read < 1_000_000, read


async def _nobody(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("the workbench was asked")


LINK = re.compile(r"http://127\.0\.0\.1:8000(/[^\s\"<>]*)")


def rows() -> dict[str, str]:
    """Every row that a backup keeps."""
    return {
        name: serializers.serialize("json", apps.get_model(name).objects.all()) for name in MODELS
    }


def test_a_scanner_that_opens_every_link_of_every_mail_changes_nothing(
    reader: Any, post_file: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.register.opening import first_link

    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    for mail, is_confirmed in (("a@example.org", True), ("b@example.org", False)):
        said = {"mail": mail, "is_confirmed": is_confirmed, "asked_at": "2026-01-01T00:00:00Z"}
        Subscriber.objects.create(**said)
        Watch.objects.create(first="NATO", second="RUS", **said)
    paper = publish(taken(), FILING, who="test").paper
    Person.objects.update(mail="desk@example.org")
    for path in ("/newsletter/", "/pairs/NATO/RUS/watch/"):
        reader.post(path, {"mail": "b@example.org", "website": ""})
    monkeypatch.setattr(sending, "LEAST_SECONDS", -1)
    stamp = token_of("form", str(paper.pk))
    reader.post("/papers/nato-russia/comment/", {"name": "R", "text": "t", "stamp": stamp})
    look(("NATO", "RUS"), [])
    look(("NATO", "RUS"), [News(mark="m", kind="window", key="k", title="T", text="t")])
    password_link(make_account("jana", "author", mail="j@example.org", who="test"), who="test")
    kinds = {letter.key.split()[0] for letter in Letter.objects.all()}
    assert kinds == {"confirm", "edition", "comment", "happened", "invited"}
    texts = [f"{one.text} {one.html} {one.leave}" for one in Letter.objects.all()]
    texts.append(first_link(Site(folder=paper_folder())))
    links = {link for text in texts for link in LINK.findall(text)}
    assert len(links) >= 6
    before = rows()
    for link in sorted(links):
        for send in (reader.get, reader.head, reader.options, reader.get):
            # the link of an account leads to its form; the key leaves the address there
            at = send(link, follow=True)
            assert at.status_code in (200, 405), link
    assert rows() == before and Letter.objects.exists()


def paper_folder() -> Any:
    """The folder of the site of this process."""
    from detente.register.configured import current

    return current().folder
