"""Roles on every route, comments, forged forms, and signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from detente.register.links import FIRST, FORM, subject_of, token_of
from detente.register.models import Comment, Edition, Entry
from detente.register.people import erase, kept_of
from detente.register.publishing import Filing, add_edition, move, publish
from detente.register.site import Site
from detente.register.views import comments as sending
from tests.register.conftest import PASSWORD, taken

pytestmark = pytest.mark.xdist_group("register")
SLUG = Filing(slug="nato-russia")
Enter = Callable[[str], Any]
ALLOWED = {
    "/desk/": ("author", "editor", "administrator"),
    "/desk/upload/": ("author", "editor", "administrator"),
    "/desk/editions/{key}/": ("author", "editor", "administrator"),
    "/desk/editions/{key}/files/brief.pdf": ("author", "editor", "administrator"),
    "/desk/comments/": ("editor", "administrator"),
    "/desk/log/": ("editor", "administrator"),
    "/desk/people/": ("administrator",),
    "/desk/password/": ("author", "editor", "administrator"),
    "/admin/": ("administrator",),
    "/admin/register/entry/": ("administrator",),
    "/admin/auth/user/": ("administrator",),
}
READ_ONLY = ("edition", "frozenfile", "entry", "comment")


@pytest.mark.parametrize("role", ["", "author", "editor", "administrator"])
@pytest.mark.parametrize("route", ALLOWED)
def test_each_role_reaches_its_routes(signed_in: Enter, route: str, role: str) -> None:
    edition = add_edition(taken(), SLUG, who="test")
    response = signed_in(role).get(route.format(key=edition.pk))
    assert (response.status_code == 200) is (role in ALLOWED[route]), response.status_code
    if role not in ALLOWED[route]:
        assert response.status_code in (302, 403)


@pytest.mark.parametrize("route", ALLOWED)
def test_without_a_session_everything_leads_to_signing_in(reader: Any, route: str) -> None:
    response = reader.get(route.format(key=1))
    assert response.status_code == 302
    assert response["Location"].startswith(("/enter/?next=/desk/", "/admin/login/?next=/admin/"))


@pytest.mark.parametrize("name", READ_ONLY)
def test_editions_comments_and_the_log_are_not_changed_in_the_tables(
    signed_in: Enter, name: str
) -> None:
    edition = publish(taken(), SLUG, who="test")
    client = signed_in("administrator")
    assert client.get(f"/admin/register/{name}/add/").status_code == 403
    assert client.post(f"/admin/register/{name}/{edition.pk}/delete/").status_code in (302, 403)
    assert Edition.objects.count() == 1 and Entry.objects.count() == 3


def test_an_author_sends_to_review_and_an_editor_publishes(signed_in: Enter) -> None:
    edition = add_edition(taken(), SLUG, who="test")
    at = f"/desk/editions/{edition.pk}/"
    author = signed_in("author")
    assert author.post(at, {"to": "review", "version": "1"}).status_code == 302
    assert author.post(at, {"to": "published", "version": "2"}).status_code == 403
    editor = signed_in("editor")
    assert editor.post(at, {"to": "published", "version": "1"}).status_code == 409
    assert editor.post(at, {"to": "published", "version": "2"}).status_code == 302
    assert editor.post(at, {"to": "withdrawn", "version": "3"}).status_code == 409
    assert editor.post(at, {"to": "withdrawn", "version": "x"}).status_code == 403
    assert author.post(at, {"to": "withdrawn", "version": "3", "reason": "no"}).status_code == 403
    edition.refresh_from_db()
    assert edition.state == "published"


def test_no_field_of_an_edition_is_set_by_a_form(signed_in: Enter) -> None:
    edition = add_edition(taken(), SLUG, who="test")
    given = {"to": "review", "version": "1", "title": "x", "state": "published", "number": "7"}
    signed_in("author").post(f"/desk/editions/{edition.pk}/", given)
    edition.refresh_from_db()
    assert (edition.title, edition.state, edition.number) == ("One", "review", 1)


@pytest.mark.slow
def test_a_bundle_is_uploaded_as_a_draft(signed_in: Enter, bundle: bytes) -> None:
    client = signed_in("author")
    file = SimpleUploadedFile("brief.bundle.zip", bundle)
    given = {"bundle": file, "slug": "a-paper", "tags": "NATO; region:Europe"}
    response = client.post("/desk/upload/", given)
    edition = Edition.objects.get()
    assert response.status_code == 302 and edition.state == "draft"
    assert {tag.kind for tag in edition.paper.tags.all()} == {"region", "topic"}
    page = client.get(f"/desk/editions/{edition.pk}/files/brief.html")
    assert page.status_code == 200 and page["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("data", [b"no zip", b"", b"PK\x05\x06" + b"\0" * 18])
def test_an_upload_that_is_no_bundle_is_refused_at_its_field(signed_in: Enter, data: bytes) -> None:
    file = SimpleUploadedFile("brief.bundle.zip", data)
    response = signed_in("author").post("/desk/upload/", {"bundle": file})
    assert response.status_code == 422 and b'id="id_bundle_error"' in response.content
    assert not Edition.objects.exists()


def test_forged_forms_are_refused(site: Site, reader: Any) -> None:
    from django.contrib.auth import get_user_model

    edition = publish(taken(), SLUG, who="test", to="review")
    user = get_user_model().objects.create_superuser("root", password=None)
    reader.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    at = f"/desk/editions/{edition.pk}/"
    assert reader.post(at, {"to": "published", "version": "2"}).status_code == 403
    for path in ("/leave/", "/desk/comments/", "/desk/upload/", "/admin/logout/"):
        assert reader.post(path).status_code == 403, path
    edition.refresh_from_db()
    assert edition.state == "review"


def comment(paper: Any, monkeypatch: pytest.MonkeyPatch, **more: str) -> dict[str, str]:
    """A form as a person sends it, some seconds after opening the page."""
    monkeypatch.setattr(sending, "LEAST_SECONDS", -1)
    given = {"name": "Reader", "mail": "reader@example.org", "text": "Well said."}
    return given | {"stamp": token_of(FORM, str(paper.pk))} | more


AT = "/papers/nato-russia/comment/"


def test_a_comment_waits_and_is_shown_by_an_editor(
    reader: Any, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    given = comment(paper, monkeypatch, text="<script>alert(1)</script> & more")
    response = reader.post(AT, given)
    assert response.status_code == 302 and not response.cookies
    assert b"Sent, thank you" in reader.get(response["Location"]).content
    assert b"alert(1)" not in reader.get("/papers/nato-russia/").content
    editor = signed_in("editor")
    key = Comment.objects.get().pk
    assert b"&lt;script&gt;alert(1)" in editor.get("/desk/comments/").content
    assert editor.post("/desk/comments/", {"comment": key, "to": "shown"}).status_code == 302
    page = reader.get("/papers/nato-russia/").content
    assert b"&lt;script&gt;alert(1)" in page and b"reader@example.org" not in page
    editor.post("/desk/comments/", {"comment": key, "to": "refused"})
    assert Comment.objects.get().state == "shown"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write the name under which"),
        ("name", "www.example.org", "Write a name without a link"),
        ("text", "", "Write your comment"),
        ("text", "http://a http://b http://c", "at most 2 links"),
        ("text", "a" * 5_001, "at most 5000"),
        ("mail", "nowhere", "Write a mail address such as"),
        ("mail", "a@example.org\r\nBcc: b@example.org", "Write a mail address such as"),
    ],
)
def test_a_form_says_which_field_is_wrong(
    reader: Any, monkeypatch: pytest.MonkeyPatch, field: str, value: str, said: str
) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    response = reader.post(AT, comment(paper, monkeypatch, **{field: value}))
    page = response.content.decode()
    assert response.status_code == 422 and "Fill in the highlighted fields" in page
    assert f'id="id_{field}_error"' in page and said in page
    assert 'aria-invalid="true"' in page and not Comment.objects.exists()


def test_machines_are_kept_away(reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    trapped = reader.post(AT, comment(paper, monkeypatch, website="https://example.org"))
    assert trapped.status_code == 302 and not Comment.objects.exists()
    for stamp in ("", "forged", token_of(FORM, "999"), token_of(FIRST, str(paper.pk))):
        given = comment(paper, monkeypatch, stamp=stamp)
        assert reader.post(AT, given).status_code == 422, stamp
    monkeypatch.undo()
    given = {"name": "R", "text": "t", "stamp": token_of(FORM, str(paper.pk))}
    fast = reader.post(AT, given)
    assert fast.status_code == 422 and b"very fast" in fast.content
    for _ in range(6):
        last = reader.post(AT, comment(paper, monkeypatch))
    assert last.status_code == 422 and b"in an hour" in last.content
    assert Comment.objects.count() <= 5


def test_comments_are_sent_to_what_can_be_read_only(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = publish(taken(), SLUG, who="test")
    given = comment(edition.paper, monkeypatch)
    assert reader.get(AT).status_code == 405
    edition.paper.comments_open = False
    edition.paper.save()
    assert reader.post(AT, given).status_code == 404
    edition.paper.comments_open = True
    edition.paper.save()
    move(edition, "withdrawn", who="test", reason="why")
    assert reader.post(AT, given).status_code == 404
    assert reader.post("/papers/none/comment/", given).status_code == 404


def test_a_persons_data_are_given_out_and_erased(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    reader.post(AT, comment(paper, monkeypatch))
    assert kept_of("READER@example.org")[0]["text"] == "Well said."
    assert erase("reader@example.org", who="test") == 1 and kept_of("reader@example.org") == []
    assert "reader@example.org" not in str(list(Entry.objects.values()))


def test_the_link_of_the_first_administrator_serves_once(reader: Any) -> None:
    at = f"/first/{token_of(FIRST)}/"
    page = reader.get(at)
    assert page.status_code == 200
    given = {
        "username": "chief",
        "mail": "",
        "csrfmiddlewaretoken": reader.cookies["csrftoken"].value,
    }
    weak = reader.post(at, given | {"password": "password1234"})
    assert weak.status_code == 422 and b'id="id_password_error"' in weak.content
    made = reader.post(at, given | {"password": PASSWORD})
    assert made.status_code == 302 and reader.get("/desk/").status_code == 200
    from django.contrib.auth import get_user_model

    assert get_user_model().objects.get().password.startswith("argon2$argon2id$")
    assert reader.get(at).status_code == 404
    assert reader.get("/first/forged/").status_code == 404


def test_a_token_serves_for_what_it_was_given() -> None:
    assert subject_of(token_of(FORM, "3"), FORM) == "3"
    assert subject_of(token_of(FORM, "3"), FIRST) is None
    assert subject_of(token_of(FORM, "3")[:-1] + "A", FORM) in (None, "3")


def test_whoever_guesses_passwords_waits(site: Site, reader: Any) -> None:
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_user("editor", password=PASSWORD)
    reader.get("/enter/")
    token = reader.cookies["csrftoken"].value
    for _ in range(5):
        given = {"username": "editor", "password": "wrong", "csrfmiddlewaretoken": token}
        reader.post("/enter/", given)
    given["password"] = PASSWORD
    assert reader.post("/enter/", given).status_code in (403, 429)


def test_signing_in_changes_the_session_and_leads_nowhere_else(site: Site, reader: Any) -> None:
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_superuser("chief", password=PASSWORD)
    reader.get("/enter/?next=https://example.org/")
    given = {"username": "chief", "password": PASSWORD, "next": "https://example.org/"}
    given["csrfmiddlewaretoken"] = reader.cookies["csrftoken"].value
    reader.cookies["sessionid"] = "fixed"
    response = reader.post("/enter/", given)
    assert response.status_code == 302 and response["Location"] == "/desk/"
    cookie = response.cookies["sessionid"]
    assert cookie.value != "fixed" and cookie["httponly"] and cookie["samesite"] == "Lax"
