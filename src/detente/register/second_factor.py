"""The second factor of staff: six digits of the moment (RFC 6238), and recovery codes.

A code serves once: that of a moment that was used, or of an earlier one, is refused. After a wrong
code the account waits, twice as long each time.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.shortcuts import redirect
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from detente.errors import RequestError
from detente.register.configured import current
from detente.register.log import record
from detente.register.own_files import own_file
from detente.register.site import Site

FILE = "staff.toml"
FREE, ADMINISTRATORS, STAFF = "free", "administrators", "staff"
CHOICES = (FREE, ADMINISTRATORS, STAFF)
"""Whose accounts need a second factor."""
OPTION = "second_factor"
GUARDED = ("desk", "admin")
"""What the addresses begin with that a password alone does not open."""
CODES = 10
"""Recovery codes that are given out."""
DIGITS = 6


def who_needs_one(site: Site) -> str:
    """Read whose accounts need a second factor; nobody's where the site has no such file.

    Parameters
    ----------
    site : Site
        The site.

    Raises
    ------
    RequestError
        Where the file cannot be read, or says something unknown.
    """
    path = site.folder / FILE
    if not path.exists():
        return FREE
    given = own_file(path, called="the file of staff", of="staff", names=(OPTION,))
    said = given.get(OPTION, FREE)
    if said not in CHOICES:
        raise RequestError(f"'{said}' is no choice of {OPTION}", where=str(path), near=CHOICES)
    return str(said)


def is_required(user: Any) -> bool:
    """Tell whether an account needs a second factor.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    asked = who_needs_one(current())
    return asked == STAFF or (asked == ADMINISTRATORS and bool(user.is_superuser))


def device_of(user: Any) -> TOTPDevice | None:
    """Give the second factor of an account; None where it has none.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


class RequireSecond:
    """Keeps whoever gave a password alone away from the desk and the tables.

    Parameters
    ----------
    answer : callable
        Gives the response to a request.
    """

    def __init__(self, answer: Callable[[Any], Any]) -> None:
        self.answer = answer

    def __call__(self, request: Any) -> Any:
        segment = request.path_info.removeprefix("/").partition("/")[0]
        # only these addresses ask who is signed in: readers' pages touch no session
        if segment in GUARDED and request.user.is_authenticated and not request.user.is_verified():
            if device_of(request.user) is not None:
                return redirect("code")
            if is_required(request.user):
                return redirect("second")
        return self.answer(request)


def begun(user: Any) -> TOTPDevice:
    """Give a second factor that serves once its first code was typed.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    with transaction.atomic():
        found = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        return found or TOTPDevice.objects.create(user=user, name="totp", confirmed=False)


def key_of(device: TOTPDevice) -> str:
    """Give the key of a second factor as it is typed, four letters at a time.

    Parameters
    ----------
    device : TOTPDevice
        The second factor.
    """
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def confirm(device: TOTPDevice, typed: str) -> list[str]:
    """Set a second factor by its first code.

    Parameters
    ----------
    device : TOTPDevice
        The second factor that was begun.
    typed : str
        The code.

    Returns
    -------
    list of str
        Recovery codes; empty where the code was wrong.
    """
    if verify_token(device.user, device.persistent_id, compact(typed)) is None:
        return []
    with transaction.atomic():
        device.refresh_from_db()
        device.confirmed = True
        device.save()
        record(device.user.get_username(), "set a second factor", device.user.get_username())
        return new_codes(device.user)


def new_codes(user: Any) -> list[str]:
    """Make recovery codes; those of before serve no more.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery")
        # two of eight letters each: eighty bits
        codes = [StaticToken.random_token() + StaticToken.random_token() for _ in range(CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=one) for one in codes)
    return codes


def codes_left(user: Any) -> int:
    """Count the recovery codes that were not used.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    return int(StaticToken.objects.filter(device__user=user).count())


def compact(typed: str) -> str:
    """Give a code without what people put between its letters.

    Parameters
    ----------
    typed : str
        As it was typed.

    Examples
    --------
    >>> compact(" 123 456"), compact("ABCD-efgh")
    ('123456', 'abcdefgh')
    """
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def passed(user: Any, typed: str) -> Any:
    """Give the second factor that a code is of, and use the code up; None where it is of none.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Who typed it.
    typed : str
        Six digits of the moment, or a recovery code.
    """
    code = compact(typed)
    is_of_moment = len(code) == DIGITS and code.isdecimal()
    kind = TOTPDevice if is_of_moment else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    found = verify_token(user, device.persistent_id, code) if device and code else None
    if found is not None and not is_of_moment:
        record(user.get_username(), "used a recovery code", user.get_username())
    return found


def remove(user: Any, *, who: str) -> bool:
    """Remove the second factor of an account, with its recovery codes.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    who : str
        Who does it, for the log.

    Returns
    -------
    bool
        Whether there was one.
    """
    with transaction.atomic():
        was_there = device_of(user) is not None
        for kind in (TOTPDevice, StaticDevice):
            kind.objects.filter(user=user).delete()
        if was_there:
            record(who, "removed a second factor", user.get_username())
    return was_there
