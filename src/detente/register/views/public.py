"""What readers see: front page, papers, projects, tags, authors, search, and the fixed pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from detente.register.cited import citation, datacite
from detente.register.comment_words import search_comments
from detente.register.configured import current
from detente.register.models import Comment, Edition, Paper, Person, Project, Tag
from detente.register.pictures import SLIM, WIDE
from detente.register.states import SHOWN
from detente.register.themes import read_theme
from detente.register.views.article import base_of, names_of, show_article
from detente.register.views.listed import (
    counted_projects,
    counted_tags,
    page_of,
    published,
)
from detente.register.words import SHOWN as RESULTS
from detente.register.words import search

KEPT = "public, max-age=60"
"""How long a page may be kept: a correction is seen within a minute."""
ON_FRONT = 5
LONGEST_QUESTION = 200
View = Callable[..., Any]


def kept(view: View) -> View:
    """Let readers and proxies keep a page for a minute.

    Parameters
    ----------
    view : callable
        The view.
    """

    @wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", KEPT)
        return response

    return answer


@kept
def front(request: Any) -> Any:
    """Show the newest paper, those before it, projects and tags."""
    newest = list(published()[: ON_FRONT + 1])
    lead = newest[0] if newest else None
    names = names_of(lead) if lead else set()
    said = {
        "lead": lead,
        "lead_picture": WIDE in names,
        "lead_slim": SLIM in names,
        "lead_base": base_of(lead) if lead else "",
        "editions": newest[1:],
        "projects": [one for one in counted_projects() if one.ongoing],
        "tags": counted_tags(),
    }
    return render(request, "register/front.html", said)


@kept
def papers(request: Any, number: int = 1) -> Any:
    """List every paper."""
    said = page_of(published(), number)
    if number > said["last"]:
        raise Http404
    lists = {
        "tags": counted_tags(),
        "projects": counted_projects(),
        "heading": _("All papers"),
        "subject": "",
        "kind": "",
    }
    return render(request, "register/papers.html", said | lists)


@kept
def paper(request: Any, slug: str) -> Any:
    """Show the newest edition of a paper at its stable address."""
    found = get_object_or_404(Paper, slug=slug)
    edition = found.newest
    if edition is None:
        raise Http404
    return show_article(request, edition)


@kept
def edition(request: Any, slug: str, number: int) -> Any:
    """Show an edition at its own address."""
    return show_article(request, _shown(slug, number))


def _shown(slug: str, number: int) -> Edition:
    """Give an edition that readers reach."""
    editions = Edition.objects.filter(state__in=SHOWN).select_related("paper", "paper__project")
    found: Edition = get_object_or_404(editions, paper__slug=slug, number=number)
    return found


def file(request: Any, slug: str, name: str) -> Any:
    """Lead from the stable address of a file to that of the newest edition."""
    found = get_object_or_404(Paper, slug=slug)
    edition = found.newest
    if edition is None or edition.is_withdrawn or not edition.files.filter(name=name).exists():
        raise Http404
    return redirect(f"{current().prefix}files/{slug}/{edition.number}/{name}")


@kept
def cite(request: Any, slug: str, number: int, form: str) -> Any:
    """Give the citation of an edition as a file."""
    edition = _shown(slug, number)
    cited = citation(edition)
    if form == "datacite.json":
        return JsonResponse(datacite(edition), json_dumps_params={"indent": 1})
    text, media = {
        "bib": (f"{cited.bibtex()}\n", "application/x-bibtex; charset=utf-8"),
        "csl.json": (cited.csl(), "application/vnd.citationstyles.csl+json"),
    }[form]
    response = HttpResponse(text, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}.{form}"'
    return response


@kept
def projects(request: Any) -> Any:
    """List projects, ongoing ones first."""
    found = counted_projects()
    said = {
        "ongoing": [one for one in found if one.ongoing],
        "ended": [one for one in found if not one.ongoing],
    }
    return render(request, "register/projects.html", said)


@kept
def project(request: Any, slug: str, number: int = 1) -> Any:
    """Show a project with its papers."""
    found = get_object_or_404(Project, slug=slug)
    return _list(request, found, published().filter(paper__project=found), number)


@kept
def tag(request: Any, slug: str, number: int = 1) -> Any:
    """Show the papers of a tag."""
    found = get_object_or_404(Tag, slug=slug)
    return _list(request, found, published().filter(paper__tags=found), number)


@kept
def author(request: Any, slug: str, number: int = 1) -> Any:
    """Show an author with the papers."""
    found = get_object_or_404(Person, slug=slug)
    return _list(request, found, published().filter(paper__authorship__person=found), number)


def _list(request: Any, subject: Any, found: Any, number: int) -> Any:
    """Show the papers of a project, a tag or an author."""
    said = page_of(found, number)
    if number > said["last"]:
        raise Http404
    kind = subject._meta.model_name
    lists = {"tags": counted_tags(), "projects": counted_projects()}
    return render(
        request,
        "register/papers.html",
        said | lists | {"subject": subject, "kind": kind, "heading": str(subject)},
    )


@kept
def tags(request: Any) -> Any:
    """List regions and topics with the number of their papers."""
    return render(request, "register/tags.html", {"tags": counted_tags()})


@kept
def authors(request: Any) -> Any:
    """List authors."""
    reached = Q(authorship__paper__editions__state__in=SHOWN)
    count = Count("authorship__paper", filter=reached, distinct=True)
    shown = Person.objects.annotate(count=count).filter(count__gt=0)
    return render(request, "register/authors.html", {"people": shown})


def look_up(request: Any) -> Any:
    """Search papers, and what readers wrote of them."""
    question = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\0", "")
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 5 and int(page) > 0 else 1
    keys, total = search(question, after=(number - 1) * RESULTS)
    by_paper = {one.paper_id: one for one in published().filter(paper__in=keys)}
    following = urlencode({"q": question, "page": number + 1})
    found, count = search_comments(question) if number == 1 else ([], 0)
    comments = Comment.objects.filter(pk__in=found).select_related("paper").order_by("-pk")
    said = {
        "question": question,
        "editions": [by_paper[key] for key in keys if key in by_paper],
        "total": total,
        "number": number,
        "more": f"?{following}" if number * RESULTS < total else "",
        "comments": comments,
        "comment_total": count,
    }
    response = render(request, "register/search.html", said)
    response["X-Robots-Tag"] = "noindex"
    return response


@kept
def about(request: Any) -> Any:
    """Say who publishes here, and how papers are made."""
    return render(
        request, "register/about.html", {"paragraphs": read_theme(current()).paragraphs()}
    )


@kept
def privacy(request: Any) -> Any:
    """Say what is kept of whom."""
    return render(request, "register/privacy.html")


@kept
def sitemap(request: Any) -> Any:
    """List every page for search engines."""
    site = current()
    fixed = [reverse(name) for name in ("front", "papers", "projects", "tags", "authors", "about")]
    rows = [(site.absolute(path), None) for path in fixed]
    editions = Edition.objects.filter(state__in=SHOWN).select_related("paper").order_by("pk")
    for one in editions:
        rows.append((site.absolute(one.get_absolute_url()), one.published_at))
    rows += [(site.absolute(one.paper.get_absolute_url()), one.published_at) for one in published()]
    for model in (Project, Tag, Person):
        rows += [(site.absolute(one.get_absolute_url()), None) for one in model.objects.all()]
    return render(request, "register/sitemap.xml", {"rows": rows}, content_type="application/xml")


@kept
def robots(request: Any) -> Any:
    """Say what robots may read."""
    site = current()
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /admin/", "Disallow: /search/"]
    lines.append(f"Sitemap: {site.absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
