"""The whole site as files for any web server: every page that readers reach, and the frozen files.

What needs a program (search, the form of comments, the workbench) is left out of these pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import resolve, reverse

from detente.errors import RequestError
from detente.files import exchange, flush, staging, sweep
from detente.given import is_folder, is_there
from detente.register.faults import said_in_one_line
from detente.register.models import Edition, Person, Project, Tag
from detente.register.site import Site
from detente.register.states import SHOWN
from detente.register.themes import context
from detente.register.views.listed import page_of, published
from detente.register.watching import watchable

MARK = ".detente-site"
"""Empty file by which a folder is known as one that may be replaced."""
INDEX = "index.html"
FIXED = ("front", "papers", "projects", "tags", "authors", "about", "privacy")
SINGLE = ("feed", "sitemap", "robots")
FORMS = ("bib", "csl.json", "datacite.json")
LEFT_OUT = ("theme/admin",)
"""What only staff need."""


@said_in_one_line()
def write_site(site: Site, folder: Path) -> int:
    """Write the site into a folder; an earlier one is replaced as a whole.

    Parameters
    ----------
    site : Site
        The site, which is open.
    folder : pathlib.Path
        Where to: a new or empty folder, or one written before.

    Returns
    -------
    int
        Number of files.

    Raises
    ------
    RequestError
        Where the folder holds something else, or cannot be written.
    """
    _require_own(folder)
    new = staging(folder.absolute())
    try:
        sweep(folder.absolute().parent, folder.name)
        new.mkdir(parents=True)
        _copy_files(site, new)
        for path in _paths():
            _write_page(site, path, new)
        (new / "404.html").write_text(_not_found(site), encoding="utf-8")
        (new / MARK).touch()
        count = sum(1 for one in new.rglob("*") if one.is_file()) - 1
        _swap(new, folder)
    except OSError as error:
        raise RequestError(
            f"the site cannot be written ({error.strerror})", where=str(folder)
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return count


def _require_own(folder: Path) -> None:
    """Refuse to replace a folder that holds something else."""
    is_other = is_there(folder) and not (folder / MARK).exists()
    if is_other and (not is_folder(folder) or any(folder.iterdir())):
        raise RequestError(
            f"'{folder.name}' holds something else than a site",
            where="--static",
            next_step="name a new folder",
        )


def _swap(new: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one, which then has the name of the new one."""
    if folder.exists():
        exchange(new, folder)
    else:
        new.rename(folder)
    flush(folder.absolute().parent)


def _copy_files(site: Site, new: Path) -> None:
    """Copy the frozen files of published editions, and the theme."""
    shutil.copytree(site.files, new / "files")
    shutil.copytree(site.theme, new / "theme")
    for name in LEFT_OUT:
        shutil.rmtree(new / name, ignore_errors=True)


def _paths() -> Iterator[str]:
    """Give the address of every page that readers reach."""
    yield from (reverse(name) for name in (*FIXED, *SINGLE))
    yield from _further_pages("papers-page", published())
    for edition in Edition.objects.filter(state__in=SHOWN).select_related("paper"):
        slug, number = edition.paper.slug, edition.number
        yield edition.get_absolute_url()
        yield from (reverse("cite", args=[slug, number, form]) for form in FORMS)
    slugs = Edition.objects.filter(state__in=SHOWN).values_list("paper__slug", flat=True)
    yield from (reverse("paper", args=[slug]) for slug in sorted(set(slugs)))
    for project in Project.objects.all():
        yield project.get_absolute_url()
        yield reverse("feed-project", args=[project.slug])
        found = published().filter(paper__project=project)
        yield from _further_pages("project-page", found, project.slug)
    for tag in Tag.objects.all():
        yield tag.get_absolute_url()
        yield reverse("feed-tag", args=[tag.slug])
        yield from _further_pages("tag-page", published().filter(paper__tags=tag), tag.slug)
    for parties in watchable():
        yield reverse("pair", args=parties)
        yield reverse("feed-pair", args=parties)
    for person in Person.objects.all():
        yield person.get_absolute_url()
        found = published().filter(paper__authorship__person=person)
        yield from _further_pages("author-page", found, person.slug)


def _further_pages(name: str, found: Any, *args: str) -> Iterator[str]:
    """Give the addresses of a list's pages."""
    last = page_of(found, 1)["last"]
    yield from (reverse(name, args=[*args, number]) for number in range(1, last + 1))


def _request(site: Site, path: str) -> HttpRequest:
    """Ask for a page as a reader without a name."""
    request = HttpRequest()
    request.method = "GET"
    request.path = path
    request.path_info = "/" + path.removeprefix(site.prefix)
    request.META = {"SERVER_NAME": site.host, "SERVER_PORT": "80"}
    request.is_static = True
    return request


def _write_page(site: Site, path: str, new: Path) -> None:
    """Write a page as a file."""
    request = _request(site, path)
    found = resolve(request.path_info)
    response = found.func(request, *found.args, **found.kwargs)
    name = request.path_info.removeprefix("/")
    if not name or name.endswith("/"):
        name += INDEX
    target = new.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(response.content)


def _not_found(site: Site) -> str:
    """Write the page for addresses that are not there."""
    said = {"what": "there is no such page here"} | context(_request(site, site.prefix))
    return render_to_string("register/error.html", said)
