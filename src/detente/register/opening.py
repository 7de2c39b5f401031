"""Opening a site: the framework set up, the tables brought up to date, the files in place."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from detente.errors import StoreError
from detente.register.configured import configure
from detente.register.site import Site


def open_site(site: Site) -> None:
    """Open a site: it is made where there is none, and migrated where it is older.

    Parameters
    ----------
    site : Site
        Where it keeps what it has.

    Raises
    ------
    StoreError
        Where the folder or the database cannot be used.
    """
    try:
        site.files.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder of the site cannot be made ({error.strerror})", where=str(site.folder)
        ) from error
    configure(site)
    migrate()
    lay_theme(site)
    from detente.register.publishing import show_all

    show_all()


def migrate() -> None:
    """Bring the tables up to date.

    Raises
    ------
    StoreError
        Where the database cannot be reached or refuses.
    """
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        said = " ".join(str(error).split())
        raise StoreError(
            f"the database of the site cannot be used ({said[:200]})",
            next_step="check the address given with --database, and that the server runs",
        ) from error
    _make_roles()


def _make_roles() -> None:
    """Make the groups of the roles."""
    from django.contrib.auth.models import Group

    from detente.register.states import ROLES

    for role in ROLES:
        Group.objects.get_or_create(name=role)


def lay_theme(site: Site) -> None:
    """Write style, fonts and logo where the server sends them from.

    Parameters
    ----------
    site : Site
        The site.
    """
    import django

    from detente.register.themes import read_theme

    site.theme.mkdir(parents=True, exist_ok=True)
    with as_file(files("detente.register") / "look") as look:
        shutil.copytree(look, site.theme, dirs_exist_ok=True)
    admin = Path(django.__file__).parent / "contrib" / "admin" / "static" / "admin"
    shutil.copytree(admin, site.theme / "admin", dirs_exist_ok=True)
    theme = read_theme(site)
    (site.theme / "colours.css").write_text(theme.css(), encoding="utf-8")
    if theme.logo:
        shutil.copyfile(site.own_theme / theme.logo, site.theme / theme.logo)


def first_link(site: Site) -> str:
    """Give a link by which the first administrator signs in once; empty where there is one.

    Parameters
    ----------
    site : Site
        The site.
    """
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    from detente.register.links import token_of

    users: Any = get_user_model().objects
    if users.filter(is_superuser=True, is_active=True).exists():
        return ""
    return site.absolute(reverse("first", args=[token_of("first")]))
