"""Accounts of staff: who has which role, and the link by which somebody chooses a password."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_noop as named

from detente.errors import RequestError
from detente.register.configured import current
from detente.register.letters import write_invitation
from detente.register.log import record
from detente.register.mailing import read_post
from detente.register.states import AUTHOR, EDITOR, ROLES

ADMINISTRATOR = named("administrator")
ACCOUNT_ROLES = (*ROLES, ADMINISTRATOR)
"""Roles of an account."""
NAME = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,59}\Z")
"""A name with which somebody signs in."""


def role_of(user: Any) -> str:
    """Give the role in which somebody takes the steps of an edition; empty for none.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Who.
    """
    if not user.is_active:
        return ""
    if user.is_superuser:
        return EDITOR
    names = set(user.groups.values_list("name", flat=True))
    return next((role for role in (EDITOR, AUTHOR) if role in names), "")


def account_role(user: Any) -> str:
    """Give the role of an account, whether it is closed or not; empty for none.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose.
    """
    if user.is_superuser:
        return ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    return next((role for role in (EDITOR, AUTHOR) if role in names), "")


def may(user: Any, role: str) -> bool:
    """Tell whether somebody has a role or a higher one.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Who.
    role : {"author", "editor", "administrator"}
        The least role.
    """
    if role == ADMINISTRATOR:
        return bool(user.is_active and user.is_superuser)
    return role_of(user) in ((EDITOR,) if role == EDITOR else (EDITOR, AUTHOR))


def account(name: str) -> Any:
    """Give the account of a name; None where there is none.

    Parameters
    ----------
    name : str
        With which somebody signs in.
    """
    return get_user_model().objects.filter(username=name).first()


def make_account(name: str, role: str, *, mail: str = "", who: str) -> Any:
    """Make an account without a password: whoever has its link chooses one.

    Parameters
    ----------
    name : str
        With which somebody signs in.
    role : {"author", "editor", "administrator"}
        Of the account.
    mail : str
        Where the link is sent to; empty for nowhere.
    who : str
        Who does it, for the log.

    Raises
    ------
    RequestError
        Where the name is taken or none, or there is no such role.
    """
    if not NAME.fullmatch(name):
        raise RequestError(
            f"'{name[:60]}' is no name to sign in with",
            next_step="use letters, digits, dots, hyphens and underscores",
        )
    if role not in ACCOUNT_ROLES:
        raise RequestError(f"'{role[:40]}' is no role", near=ACCOUNT_ROLES)
    users: Any = get_user_model().objects
    with transaction.atomic():
        if users.filter(username__iexact=name).exists():
            raise RequestError(f"there is an account '{name}' already")
        user = users.create_user(name, mail, password=None)
        user.is_superuser = user.is_staff = role == ADMINISTRATOR
        user.save()
        user.groups.set(Group.objects.filter(name=role))
        record(who, "made an account", name, role=role)
    return user


def password_link(user: Any, *, who: str) -> str:
    """Give the link by which somebody chooses a password, and mail it where that is possible.

    It serves once, for 48 hours. Opening it changes nothing.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose account.
    who : str
        Who gives it, for the log.
    """
    place = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("choose", args=[place, default_token_generator.make_token(user)])
    link = current().absolute(path)
    with transaction.atomic():
        record(who, "gave a link for a password", user.get_username())
        if user.email and read_post(current()) is not None:
            write_invitation(user, link)
    return link


def set_open(user: Any, *, is_open: bool, who: str) -> None:
    """Close an account, or open it again; whoever is signed in with it is signed out.

    Parameters
    ----------
    user : django.contrib.auth.models.User
        Whose account.
    is_open : bool
        Whether it serves from now on.
    who : str
        Who does it, for the log.
    """
    with transaction.atomic():
        user.is_active = is_open
        user.save(update_fields=["is_active"])
        record(who, "opened an account" if is_open else "closed an account", user.get_username())
