"""Lists of papers as pages show them: one query for many, the newest first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from detente.register.models import Edition, Project, Tag
from detente.register.states import PUBLISHED, SHOWN

ON_A_PAGE = 12
"""Papers of a page of a list."""


def published() -> QuerySet[Any]:
    """Give the edition at the stable address of each paper, the newest publication first."""
    first = Min("paper__editions__published_at", filter=Q(paper__editions__state__in=SHOWN))
    return (
        Edition.objects.filter(state=PUBLISHED)
        .select_related("paper", "paper__project")
        .prefetch_related("paper__authorship__person", "paper__tags")
        .annotate(first_published=first)
        .order_by("-published_at", "-pk")
    )


def page_of(found: QuerySet[Any], number: int) -> dict[str, Any]:
    """Give a page of a list with the numbers of its neighbours.

    Parameters
    ----------
    found : QuerySet
        The whole list.
    number : int
        Of the page, from 1.
    """
    total = found.count()
    last = max(1, -(-total // ON_A_PAGE))
    after = (number - 1) * ON_A_PAGE
    return {
        "editions": list(found[after : after + ON_A_PAGE]),
        "total": total,
        "number": number,
        "last": last,
        "before": number - 1 if number > 1 else None,
        "next": number + 1 if number < last else None,
    }


def counted_tags() -> dict[str, list[Any]]:
    """Give tags by kind, each with the number of its papers; those without any are left out."""
    count = Count("papers", filter=Q(papers__editions__state=PUBLISHED), distinct=True)
    tags = Tag.objects.annotate(count=count).filter(count__gt=0).order_by("-count", "name")
    found: dict[str, list[Any]] = {"region": [], "topic": []}
    for tag in tags:
        found[tag.kind].append(tag)
    return found


def counted_projects() -> list[Any]:
    """Give projects, ongoing ones first, each with the number of its papers."""
    count = Count("papers", filter=Q(papers__editions__state=PUBLISHED), distinct=True)
    return list(Project.objects.annotate(count=count).order_by("-ongoing", "title"))


def related(edition: Edition, most: int = 3) -> list[Any]:
    """Give papers alike: those with most tags in common, of the same project first.

    Parameters
    ----------
    edition : Edition
        The edition.
    most : int
        How many.
    """
    paper = edition.paper
    tags = [tag.pk for tag in paper.tags.all()]
    if not tags and paper.project_id is None:
        return []
    shared = Count("paper__tags", filter=Q(paper__tags__in=tags), distinct=True)
    same = Count("pk", filter=Q(paper__project=paper.project_id), distinct=True)
    alike = published().exclude(paper=paper).annotate(shared=shared, same=same)
    alike = alike.filter(Q(shared__gt=0) | Q(same__gt=0))
    return list(alike.order_by("-same", "-shared", "-published_at")[:most])
