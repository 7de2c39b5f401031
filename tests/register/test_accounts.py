"""Accounts: who makes them, the link by which a password is chosen, and what the log says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessLog
from django.contrib.auth import get_user_model

from detente.errors import RequestError
from detente.register.accounts import account, account_role, make_account, password_link
from detente.register.models import Entry, Letter
from detente.register.site import Site
from tests.register.conftest import PASSWORD

pytestmark = pytest.mark.xdist_group("register")
Enter = Callable[[str], Any]
OTHER = "another long phrase"
INVITED = {"to": "invite", "username": "jana", "role": "author", "mail": ""}


def path_of(link: str) -> str:
    """The path of a link."""
    return "/" + link.split("/", 3)[3]


def choose(reader: Any, path: str, password: str = PASSWORD) -> Any:
    """Open a link, and choose a password there."""
    opened = reader.get(path, follow=True)
    if opened.status_code == 404:
        return opened
    token = reader.cookies["csrftoken"].value
    given = {"new_password1": password, "new_password2": password, "csrfmiddlewaretoken": token}
    return reader.post(opened.redirect_chain[-1][0], given)


def enters(reader: Any, name: str, password: str) -> bool:
    """Whether somebody signs in."""
    reader.get("/enter/")
    given = {"username": name, "password": password}
    given["csrfmiddlewaretoken"] = reader.cookies["csrftoken"].value
    return bool(reader.post("/enter/", given).status_code == 302)


def test_an_administrator_invites_and_the_link_serves_once(
    reader: Any, signed_in: Enter, post_file: Callable[[str], None]
) -> None:
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    made = signed_in("administrator").post("/desk/people/", INVITED | {"mail": "j@example.org"})
    path = re.search(r"/enter/choose/[^<]+", made.content.decode())
    assert made.status_code == 200 and path
    letter = Letter.objects.get()
    assert letter.to == "j@example.org" and path[0] in letter.text and "jana" in letter.text
    for _ in range(3):
        assert reader.get(path[0]).status_code == 302, "a scanner opens it"
    assert not enters(reader, "jana", PASSWORD)
    weak = choose(reader, path[0], "password1234")
    assert weak.status_code == 422 and b"id_new_password2_error" in weak.content
    assert choose(reader, path[0])["Location"] == "/enter/"
    assert choose(reader, path[0], OTHER).status_code == 404
    assert enters(reader, "jana", PASSWORD) and reader.get("/desk/").status_code == 200
    assert reader.get("/desk/comments/").status_code == 403
    said = [(one.who, one.what) for one in Entry.objects.order_by("id")]
    assert said == [
        ("administrator", "made an account"),
        ("administrator", "gave a link for a password"),
        ("jana", "chose a password"),
        ("jana", "signed in"),
    ]


def test_forged_old_and_others_links_choose_nothing(
    reader: Any, site: Site, settings_of_site: Callable[..., Any]
) -> None:
    one = path_of(password_link(make_account("one", "author", who="test"), who="test"))
    two = path_of(password_link(make_account("two", "editor", who="test"), who="test"))
    of_one, of_two = one.split("/"), two.split("/")
    for uid, token in ((of_two[3], of_one[4]), (of_one[3], "forged"), ("AAAA", of_one[4])):
        assert reader.get(f"/enter/choose/{uid}/{token}/").status_code == 404
        assert reader.post(f"/enter/choose/{uid}/set-password/").status_code in (403, 404)
    with settings_of_site(PASSWORD_RESET_TIMEOUT=-1):
        assert reader.get(one).status_code == 404, "it is too old"
    assert reader.get(one).status_code == 302


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "jana nová"}, "username"),
        ({"username": "administrator"}, "username"),
        ({"username": "ADMINISTRATOR"}, "username"),
        ({"role": "superuser"}, "role"),
        ({"mail": "a@example.org\r\nBcc: b@example.org"}, "mail"),
    ],
)
def test_an_invitation_says_which_field_is_wrong(
    signed_in: Enter, given: dict[str, str], field: str
) -> None:
    answer = signed_in("administrator").post("/desk/people/", INVITED | given)
    assert answer.status_code == 422 and f'id="id_{field}_error"' in answer.content.decode()
    assert get_user_model().objects.count() == 1 and not Letter.objects.exists()


def test_a_closed_account_is_out_at_once_and_nobody_closes_the_own(signed_in: Enter) -> None:
    chief, editor = signed_in("administrator"), signed_in("editor")
    keys = {one.username: one.pk for one in get_user_model().objects.all()}
    assert (
        chief.post("/desk/people/", {"to": "close", "account": keys["editor"]}).status_code == 302
    )
    assert editor.get("/desk/").status_code == 302
    assert chief.post("/desk/people/", {"to": "open", "account": keys["editor"]}).status_code == 302
    own = {"to": "close", "account": keys["administrator"]}
    assert chief.post("/desk/people/", own).status_code == 403
    for wrong in ({"to": "remove", "account": "1"}, {"to": "link", "account": "x"}, {}):
        assert chief.post("/desk/people/", wrong).status_code == 403
    assert chief.post("/desk/people/", {"to": "link", "account": "999"}).status_code == 404
    for role in ("author", ""):
        assert signed_in(role).post("/desk/people/", INVITED).status_code == 403
    assert account("jana") is None


def test_everybody_changes_the_own_password(reader: Any, site: Site) -> None:
    get_user_model().objects.create_superuser("chief", password=PASSWORD)
    assert enters(reader, "chief", PASSWORD)
    reader.get("/desk/password/")
    given = {"new_password1": OTHER, "new_password2": OTHER, "old_password": "wrong"}
    given["csrfmiddlewaretoken"] = reader.cookies["csrftoken"].value
    assert reader.post("/desk/password/", given).status_code == 422
    assert reader.post("/desk/password/", given | {"old_password": PASSWORD}).status_code == 302
    reader.cookies.clear()
    assert not enters(reader, "chief", PASSWORD) and enters(reader, "chief", OTHER)
    says = [one.what for one in Entry.objects.order_by("id")]
    assert says == ["signed in", "changed the password", "signed in"]
    assert not AccessLog.objects.exists(), "no network address of who signed in is kept"


def test_what_administrators_change_in_the_tables_is_in_the_log(signed_in: Enter) -> None:
    chief = signed_in("administrator")
    user = make_account("jana", "author", who="test")
    at = f"/admin/auth/user/{user.pk}/change/"
    given = {"email": "", "is_active": "1", "is_superuser": "1", "is_staff": "", "groups": []}
    assert chief.post(at, given).status_code == 302
    user.refresh_from_db()
    assert account_role(user) == "administrator" and user.is_staff
    assert chief.post("/admin/register/tag/add/", {"name": "T", "slug": "t", "kind": "topic"})
    tags = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}
    chief.post("/admin/register/tag/", tags)
    said = [one.what for one in Entry.objects.order_by("id")][1:]
    assert said == ["changed a row of users", "made a row of tags", "removed a row of tags"]
    assert chief.get("/admin/auth/user/add/").status_code == 403
    for name in ("auth/group", "axes/accesslog", "axes/accessfailurelog"):
        assert chief.get(f"/admin/{name}/").status_code == 404


@pytest.mark.parametrize(("name", "role"), [("a b", "author"), ("", "author"), ("ok", "chief")])
def test_an_account_that_cannot_be_is_refused(site: Site, name: str, role: str) -> None:
    with pytest.raises(RequestError, match="is no name|is no role"):
        make_account(name, role, who="test")


@pytest.mark.parametrize("name", ["two words", "-jana", "jana!", "", "jana/../x"])
def test_no_form_takes_a_name_with_which_nobody_signs_in(reader: Any, name: str) -> None:
    from detente.register.views.accounts import InviteForm
    from detente.register.views.entry import FirstForm

    assert not InviteForm({**INVITED, "username": name}).is_valid()
    first = {"mail": "", "password": PASSWORD}
    assert not FirstForm({**first, "username": name}).is_valid()
    assert FirstForm({**first, "username": "jana.n-1"}).is_valid()
