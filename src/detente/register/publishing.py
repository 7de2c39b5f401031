"""Publishing: a verified paper becomes an edition, and an edition goes from draft to corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from detente.errors import EditionError, RequestError
from detente.paper.changes.compare import compare
from detente.paper.changes.printed import EditionRecord, read_record
from detente.register.clock import now
from detente.register.comment_words import forget, index_shown
from detente.register.configured import current
from detente.register.faults import said_in_one_line
from detente.register.frozen import freeze, frozen, hide, show, tree_of
from detente.register.letters import announce
from detente.register.log import record
from detente.register.models import (
    APPROVED,
    Authorship,
    Edition,
    FrozenFile,
    Paper,
    Person,
    Project,
    Tag,
)
from detente.register.states import (
    CORRECTED,
    DONE,
    DRAFT,
    PUBLISHED,
    REVIEW,
    SHOWN,
    STEPS,
    WITH_FILES,
    WITHDRAWN,
)
from detente.register.taken import LEFT_OUT, Taken
from detente.register.watching import edition_published
from detente.register.words import index

RECORD = "brief.json"
SAME = ("identifier", "title", "subtitle", "about", "made")
"""What an edition takes from its paper as it is."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 100
FIGURES_SHOWN = 60
"""Changes of figures that an edition's page lists; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where a paper belongs on the site.

    Attributes
    ----------
    slug : str
        Name of the paper in addresses; empty to make one from the pair and the view.
    project : str
        Title of the project; empty for none.
    authors : tuple of str
        Names, or names with a role after a comma; empty for whoever signed the paper.
    tags : tuple of str
        Names of topics, and of regions with ``region:`` before them.
    note : str
        Why there is a new edition.
    """

    slug: str = ""
    project: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    series: str = field(default="")


@said_in_one_line()
def add_edition(taken: Taken, filing: Filing, *, who: str) -> Edition:
    """Freeze a verified paper as a draft: the first edition of a paper, or its next one.

    Parameters
    ----------
    taken : Taken
        The paper.
    filing : Filing
        Where it belongs.
    who : str
        Who does it, for the log.

    Raises
    ------
    EditionError
        Where this very edition is there already.
    RequestError
        Where the name cannot be part of an address.
    """
    slug = _slug(taken, filing)
    digests = freeze(current(), taken.files)
    with transaction.atomic():
        paper, is_new = Paper.objects.select_for_update().get_or_create(slug=slug)
        _refuse_again(paper, taken)
        _file(paper, taken, filing, is_new=is_new)
        last = paper.editions.order_by("-number").first()
        same = {name: getattr(taken, name) for name in SAME}
        edition = Edition.objects.create(
            paper=paper,
            number=last.number + 1 if last else 1,
            changes=_changes(paper, taken),
            note=filing.note,
            frozen_at=now(),
            **same,
        )
        FrozenFile.objects.bulk_create(
            FrozenFile(edition=edition, name=name, sha256=digests[name], size=len(data))
            for name, data in taken.files.items()
        )
        record(who, "froze", str(edition), identifier=taken.identifier)
    return edition


def _slug(taken: Taken, filing: Filing) -> str:
    """Give the name of a paper in addresses."""
    slug = filing.slug or slugify(f"{taken.about['label']} {taken.about['day'][:4]}")
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise RequestError(
            f"'{slug[:80]}' cannot be part of an address",
            near=[slugify(slug)[:LONGEST_SLUG]],
            next_step="use small letters, digits and hyphens",
        )
    return slug


def _refuse_again(paper: Paper, taken: Taken) -> None:
    """Refuse an edition that is there already."""
    same = paper.editions.filter(identifier=taken.identifier).first()
    if same is not None:
        raise EditionError(
            f"{taken.identifier} is edition {same.number} of '{paper.slug}' already",
            next_step="change the paper, or publish it under another name with --name",
        )


def _file(paper: Paper, taken: Taken, filing: Filing, *, is_new: bool) -> None:
    """Put a paper into its project, with its authors and tags; what is not given stays."""
    if filing.project:
        paper.project = _named(Project, "title", filing.project)
    if filing.series or (taken.series and not paper.series):
        paper.series = filing.series or taken.series
    paper.save()
    authors = filing.authors or ((taken.author,) if is_new and taken.author else ())
    if authors:
        paper.authorship.all().delete()
    for order, author in enumerate(authors):
        name, _, role = author.partition(",")
        person = _named(Person, "name", name.strip(), role=role.strip())
        Authorship.objects.create(paper=paper, person=person, place=order)
    for tag in filing.tags:
        kind, _, name = tag.rpartition(":")
        paper.tags.add(_named(Tag, "name", name.strip(), kind=kind or "topic"))


def _named(model: Any, by: str, name: str, **more: str) -> Any:
    """Find a person, project or tag by its name, or make it."""
    found = model.objects.filter(**{by: name}).first()
    if found is not None:
        return found
    slug = slugify(name)[:LONGEST_SLUG]
    if not slug:
        raise RequestError(f"'{name[:80]}' has no letter that an address can hold")
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    count = 2
    free = slug
    while free in taken:
        free, count = f"{slug}-{count}", count + 1
    return model.objects.create(**{by: name, "slug": free}, **more)


def _changes(paper: Paper, taken: Taken) -> dict[str, Any]:
    """Say which figures moved since the newest edition that readers reach."""
    last = paper.newest
    kept = last.files.filter(name=RECORD).first() if last else None
    if last is None or kept is None:
        return {}
    before = frozen(current(), kept.sha256)
    old = read_record(json.loads(before), where=f"edition {last.number}")
    new = read_record(json.loads(taken.files[RECORD]), where="the new edition")
    found = compare(_in_text(old, last.about), _in_text(new, taken.about))
    listed = [_change(one) for one in found.changes[:FIGURES_SHOWN]]
    return {
        "since": last.number,
        "summary": found.summary,
        "why": found.by_reason,
        "figures": listed,
        "more": max(0, len(found.changes) - FIGURES_SHOWN),
    }


def _in_text(record: EditionRecord, about: Mapping[str, Any]) -> EditionRecord:
    """Give the figures that an edition prints: an editor may have left some of the record out."""
    gone = frozenset(about.get(LEFT_OUT, ()))
    kept = {name: one for name, one in record.figures.items() if name not in gone}
    return replace(record, figures=kept)


def _change(one: Any) -> dict[str, str]:
    return {"kind": one.kind, "was": one.was, "now": one.now, "said": one.said, "why": one.why}


@said_in_one_line()
def move(
    edition: Edition, to: str, *, who: str, version: int | None = None, reason: str = ""
) -> Edition:
    """Take an edition from one state into another.

    Parameters
    ----------
    edition : Edition
        The edition.
    to : str
        The state.
    who : str
        Who does it, for the log.
    version : int, optional
        What the editor saw: where another editor changed it since, nothing is done.
    reason : str
        Why it is withdrawn.

    Raises
    ------
    RequestError
        Where there is no such step, a reason is missing, or another editor was faster.
    """
    if (edition.state, to) not in STEPS:
        raise RequestError(
            f"an edition that is {edition.state} cannot become {to}", near=_next(edition)
        )
    if to == WITHDRAWN and not reason.strip():
        raise RequestError("an edition is withdrawn with a reason", next_step="say why")
    if to == PUBLISHED:
        _refuse_older(edition)
    seen = edition.version if version is None else version
    fields: dict[str, Any] = {"state": to, "version": seen + 1}
    if to == PUBLISHED:
        fields["published_at"] = now()
    if to == WITHDRAWN:
        fields |= {"reason": reason.strip(), "withdrawn_at": now()}
    with transaction.atomic():
        same = Edition.objects.filter(pk=edition.pk, version=seen, state=edition.state)
        if not same.update(**fields):
            raise RequestError(
                f"{edition} was changed by somebody else meanwhile",
                next_step="look at it again",
            )
        if to == PUBLISHED:
            _correct_older(edition)
        edition.refresh_from_db()
        index(edition.paper)
        _index_comments(edition.paper)
        if to == PUBLISHED:
            announce(edition)
            edition_published(edition)
        record(who, DONE[to], str(edition), **({"reason": reason} if reason else {}))
    show_files(edition)
    return edition


def _refuse_older(edition: Edition) -> None:
    """Refuse to publish what is older than an edition that readers reach."""
    newer = edition.paper.newest
    if newer is not None and newer.number > edition.number:
        raise RequestError(
            f"edition {newer.number} was published already, and is newer",
            next_step="freeze the paper once more: it becomes the next edition",
        )


def _index_comments(paper: Paper) -> None:
    """Find the comments of a paper that readers reach, and those alone."""
    newest = paper.newest
    if newest is None or newest.is_withdrawn:
        forget(paper.comments.filter(state=APPROVED))
    else:
        index_shown(paper)


def _next(edition: Edition) -> list[str]:
    return [to for since, to in STEPS if since == edition.state]


def _correct_older(edition: Edition) -> None:
    """Mark what a newer edition replaces."""
    older = edition.paper.editions.filter(state=PUBLISHED).exclude(pk=edition.pk)
    for one in older:
        Edition.objects.filter(pk=one.pk).update(state=CORRECTED, version=one.version + 1)


def show_files(edition: Edition) -> None:
    """Make the folder from which the server sends agree with the state of an edition.

    Parameters
    ----------
    edition : Edition
        The edition.
    """
    site = current()
    folder = tree_of(site, edition.paper.slug, edition.number)
    if edition.state not in WITH_FILES:
        hide(folder)
        return
    digests: Mapping[str, str] = dict(edition.files.values_list("name", "sha256"))
    show(site, folder, digests)


def show_all() -> int:
    """Make every folder agree with the database, as after a crash or a restore.

    Returns
    -------
    int
        Editions that readers reach.
    """
    editions = Edition.objects.filter(state__in=SHOWN).select_related("paper")
    for edition in editions:
        show_files(edition)
    return len(editions)


@said_in_one_line()
def publish(taken: Taken, filing: Filing, *, who: str, to: str = PUBLISHED) -> Edition:
    """Freeze a verified paper and take it as far as is asked for.

    Parameters
    ----------
    taken : Taken
        The paper.
    filing : Filing
        Where it belongs.
    who : str
        Who does it, for the log.
    to : {"draft", "review", "published"}
        How far.
    """
    edition = add_edition(taken, filing, who=who)
    steps = {DRAFT: (), REVIEW: (REVIEW,), PUBLISHED: (REVIEW, PUBLISHED)}
    for step in steps[to]:
        edition = move(edition, step, who=who)
    return edition
