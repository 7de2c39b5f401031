"""The second factor: what it keeps closed, codes that serve once, and who needs one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_otp.oath import hotp

from detente.errors import RequestError
from detente.register.models import Entry
from detente.register.second_factor import (
    begun,
    codes_left,
    compact,
    confirm,
    device_of,
    key_of,
    remove,
    who_needs_one,
)
from detente.register.site import Site

pytestmark = pytest.mark.xdist_group("register")
Enter = Callable[[str], Any]
CLOSED = (
    "/desk/",
    "/desk/upload/",
    "/desk/comments/",
    "/desk/log/",
    "/admin/",
    "/admin/auth/user/",
)
PUBLISHED_KEY = b"12345678901234567890"
"""The key of the table in appendix B of RFC 6238."""


class Clock:
    """The time as the codes see it, which a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still; waiting after wrong codes is tried apart."""
    kept = Clock()
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", kept)
    return kept


@pytest.fixture
def staff_file(site: Site) -> Iterator[Callable[[str], None]]:
    """Writes the file of staff, for one test."""
    path = site.folder / "staff.toml"

    def write(text: str) -> None:
        path.write_text(text, encoding="utf-8")

    yield write
    path.unlink(missing_ok=True)


def code_at(device: Any, clock: Clock) -> str:
    """The code of the moment."""
    return f"{hotp(device.bin_key, int(clock.now) // device.step):06d}"


def with_device(client: Any, clock: Clock) -> tuple[Any, list[str]]:
    """Sets a second factor through the page; the device, and its recovery codes."""
    from django.contrib.auth import get_user_model

    page = client.get("/enter/second/").content.decode()
    user = get_user_model().objects.get(pk=client.session["_auth_user_id"])
    device = begun(user)
    assert key_of(device) in page and "<svg" in page
    answer = client.post("/enter/second/", {"code": code_at(device, clock), "to": "set"})
    codes = [part.partition("</code>")[0] for part in answer.content.decode().split("<code>")[1:]]
    return device_of(user), codes


def unlock(device: Any) -> None:
    """Ends the waiting after a wrong code."""
    device.refresh_from_db()
    device.throttle_reset()


def again(client: Any, user: Any) -> Any:
    """The browser after the same person signed out and gave the password again."""
    from django.test import Client

    other = Client(headers={"host": "127.0.0.1"})
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return other


@pytest.mark.parametrize(
    ("moment", "digits"),
    [(59, 94287082), (1111111109, 7081804), (1234567890, 89005924), (20000000000, 65353130)],
)
def test_codes_are_those_of_the_standard(moment: int, digits: int) -> None:
    assert hotp(PUBLISHED_KEY, moment // 30, 8) == digits


def test_a_password_alone_opens_nothing_once_there_is_a_second_factor(
    signed_in: Enter, clock: Clock
) -> None:
    client = signed_in("administrator")
    assert client.get("/desk/").status_code == 200
    device, codes = with_device(client, clock)
    assert len(codes) == len(set(codes)) == 10 and client.get("/desk/").status_code == 200
    half = again(client, device.user)
    for path in CLOSED:
        for send in (half.get, half.post):
            answer = send(path)
            assert answer.status_code == 302 and answer["Location"] == "/enter/code/", path
    assert half.get("/enter/second/")["Location"] == "/enter/code/"
    assert half.get("/").status_code == 200
    clock.now += 60
    before = half.session.session_key
    wrong = half.post("/enter/code/", {"code": "000000"})
    assert wrong.status_code == 422 and b'id="id_code_error"' in wrong.content
    unlock(device)
    right = half.post("/enter/code/", {"code": code_at(device, clock)})
    assert right.status_code == 302 and right["Location"] == "/desk/"
    assert half.session.session_key != before and half.get("/admin/").status_code == 200


def test_a_code_serves_once(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("editor")
    device, _ = with_device(client, clock)
    used = code_at(device, clock)
    half = again(client, device.user)
    assert half.post("/enter/code/", {"code": used}).status_code == 422, "it set the device"
    unlock(device)
    clock.now += 60
    fresh = code_at(device, clock)
    assert half.post("/enter/code/", {"code": f" {fresh[:3]} {fresh[3:]}"}).status_code == 302
    for replayed in (fresh, used):
        other = again(client, device.user)
        unlock(device)
        assert other.post("/enter/code/", {"code": replayed}).status_code == 422
        assert other.get("/desk/").status_code == 302
    clock.now -= 30
    unlock(device)
    earlier = other.post("/enter/code/", {"code": code_at(device, clock)})
    assert earlier.status_code == 422, "older than one that was used"


def test_a_recovery_code_serves_once(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("author")
    device, codes = with_device(client, clock)
    half = again(client, device.user)
    typed = f"{codes[0][:8].upper()}-{codes[0][8:]}"
    assert half.post("/enter/code/", {"code": typed}).status_code == 302
    assert half.get("/desk/").status_code == 200 and codes_left(device.user) == 9
    other = again(client, device.user)
    assert other.post("/enter/code/", {"code": codes[0]}).status_code == 422
    said = [one.what for one in Entry.objects.order_by("id")]
    assert said == ["set a second factor", "used a recovery code"]
    assert not any(one in str(list(Entry.objects.values())) for one in codes)


def test_after_a_wrong_code_the_account_waits(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("editor")
    device, _ = with_device(client, clock)
    half = again(client, device.user)
    clock.now += 90
    assert half.post("/enter/code/", {"code": "000000"}).status_code == 422
    right = {"code": code_at(device, clock)}
    assert half.post("/enter/code/", right).status_code == 422, "it waits for a second"
    time.sleep(1.1)
    assert half.post("/enter/code/", right).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "0" * 41, "\0"]
)
def test_what_is_no_code_is_refused(signed_in: Enter, clock: Clock, typed: str) -> None:
    client = signed_in("editor")
    device, _ = with_device(client, clock)
    half = again(client, device.user)
    assert half.post("/enter/code/", {"code": typed}).status_code == 422
    assert half.get("/desk/").status_code == 302


def test_the_device_of_another_does_not_serve(signed_in: Enter, clock: Clock) -> None:
    first, second = signed_in("editor"), signed_in("author")
    with_device(first, clock)
    device, codes = with_device(second, clock)
    half = again(first, _user(first))
    clock.now += 60
    for typed in (code_at(device, clock), codes[0]):
        assert half.post("/enter/code/", {"code": typed}).status_code == 422
    session = half.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    assert half.get("/desk/").status_code == 302


def _user(client: Any) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        ("free", ()),
        ("administrators", ("administrator",)),
        ("staff", ("author", "editor", "administrator")),
    ],
)
def test_a_site_says_whose_account_needs_one(
    signed_in: Enter, staff_file: Callable[[str], None], asked: str, needed: tuple[str, ...]
) -> None:
    staff_file(f'second_factor = "{asked}"\n')
    for role in ("author", "editor", "administrator"):
        answer = signed_in(role).get("/desk/")
        assert (answer.status_code == 302) is (role in needed), role
        assert role not in needed or answer["Location"] == "/enter/second/"


def test_one_that_is_needed_is_not_removed(
    signed_in: Enter, clock: Clock, staff_file: Callable[[str], None]
) -> None:
    client = signed_in("administrator")
    device, codes = with_device(client, clock)
    clock.now += 60
    renewed = client.post("/enter/second/", {"code": code_at(device, clock), "to": "codes"})
    assert b"recovery codes" in renewed.content and codes[0].encode() not in renewed.content
    staff_file('second_factor = "staff"\n')
    clock.now += 60
    typed = {"code": code_at(device, clock), "to": "remove"}
    assert client.post("/enter/second/", typed).status_code == 403 and device_of(device.user)
    staff_file('second_factor = "free"\n')
    wrong = client.post("/enter/second/", {"code": "000000", "to": "remove"})
    assert wrong.status_code == 422 and device_of(device.user)
    unlock(device)
    assert client.post("/enter/second/", typed)["Location"] == "/desk/"
    assert device_of(device.user) is None and client.get("/desk/").status_code == 200


def test_the_operator_removes_one_that_was_lost(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("editor")
    device, _ = with_device(client, clock)
    assert remove(device.user, who="the operator") and not remove(device.user, who="the operator")
    assert Entry.objects.order_by("-id")[0].what == "removed a second factor"
    assert again(client, device.user).get("/desk/").status_code == 200


def test_whoever_has_no_role_sets_none(signed_in: Enter, reader: Any) -> None:
    assert signed_in("").get("/enter/second/").status_code == 403
    for path in ("/enter/second/", "/enter/code/"):
        assert reader.get(path)["Location"] == f"/enter/?next={path}"


def test_administrators_do_not_read_the_keys_of_others(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("administrator")
    with_device(signed_in("editor"), clock)
    for path in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/"):
        assert client.get(path).status_code == 404
    assert b"otp" not in client.get("/admin/").content.lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('second = "free"', "'second' is nothing of staff.*near: second_factor"),
        ('second_factor = "all"', "'all' is no choice of second_factor"),
        ("second_factor = 1", "'1' is no choice of second_factor"),
        ("second_factor", "cannot be read"),
    ],
)
def test_a_file_of_staff_that_is_wrong_closes_the_desk(
    site: Site, signed_in: Enter, staff_file: Callable[[str], None], text: str, said: str
) -> None:
    assert who_needs_one(site) == "free"
    staff_file(text)
    with pytest.raises(RequestError, match=said):
        who_needs_one(site)
    with pytest.raises(RequestError, match=said):
        signed_in("editor").get("/desk/")


def test_a_begun_device_serves_only_once_it_was_confirmed(signed_in: Enter, clock: Clock) -> None:
    client = signed_in("editor")
    client.get("/enter/second/")
    device = begun(_user(client))
    assert confirm(device, "000000") == [] and device_of(device.user) is None
    assert client.get("/desk/").status_code == 200
    assert compact("12 34-56") == "123456"
