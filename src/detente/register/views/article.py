"""The page of an edition: text, picture, files, citation, editions, related papers, comments."""

from __future__ import annotations

from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from detente.register.cited import address, citation, linked_data
from detente.register.configured import current
from detente.register.forms import blank_form
from detente.register.models import APPROVED, Edition
from detente.register.pictures import CARD, SLIM, WIDE
from detente.register.views.listed import related
from detente.register.watching import pair_of_paper


def show_article(request: Any, edition: Edition, form: Any = None, status: int = 200) -> Any:
    """Show the page of an edition.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    edition : Edition
        The edition.
    form : CommentForm, optional
        A comment that was refused, to be corrected.
    status : int
        Of the answer.
    """
    paper = edition.paper
    editions = list(paper.shown_editions)
    is_newest = editions[0].pk == edition.pk
    which = {"edition": edition, "paper": paper, "editions": editions}
    said = {
        "newest": editions[0],
        "is_newest": is_newest,
        "first_published": paper.first_published,
        "related": related(edition),
        "comments": paper.comments.filter(state=APPROVED),
        "form": form or blank_form(paper),
        "is_refused": form is not None,
        "is_liked": "liked" in request.GET,
    }
    more = _pictures(edition) | _addresses(edition)
    said["pair_page"] = reverse("pair", args=pair_of_paper(edition))
    return render(request, "register/article.html", which | said | more, status=status)


def _pictures(edition: Edition) -> dict[str, Any]:
    """Say which pictures an edition has, and where they are."""
    names, base = names_of(edition), base_of(edition)
    has = {"has_picture": WIDE in names, "has_slim": SLIM in names, "has_card": CARD in names}
    return has | {"base": base, "card": current().absolute(f"{base}{CARD}")}


def _addresses(edition: Edition) -> dict[str, Any]:
    """Say how an edition is cited, and where else it is."""
    site = current()
    return {
        "pdf": site.absolute(f"{base_of(edition)}brief.pdf"),
        "address": address(edition),
        "stable": site.absolute(edition.paper.get_absolute_url()),
        "live": _live(edition),
        "cite": citation(edition).line(),
        # the letters that could end the element are escaped
        "linked_data": mark_safe(linked_data(edition)),
    }


def _live(edition: Edition) -> str:
    """Give the address of the same relation in the workbench."""
    pair = edition.about["relation"]
    query = urlencode({"as_of": edition.about["day"]})
    return f"{current().prefix}relation/{pair['a']['key']}/{pair['b']['key']}?{query}"


def names_of(edition: Edition) -> set[str]:
    """Name the files of an edition.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    return set(edition.files.values_list("name", flat=True))


def base_of(edition: Edition) -> str:
    """Give the path of its files, which the server sends by itself.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    return f"{current().prefix}files/{edition.paper.slug}/{edition.number}/"
