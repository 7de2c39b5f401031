"""The example site: a small institute with six papers, one of them corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from detente.editions.bundle.pack import NAME, bundle_of
from detente.files import scratch_folder
from detente.paper.edition import paper_of
from detente.register.site import Site

THEME = '''name = "Institute for State Relations"
tagline = "Papers on states and alliances whose every figure can be checked"
about = """
This is an example of a site. The institute does not exist, its authors are desks, and its comments
are marked as examples. The papers are real: each was written by détente from public data, and its
evidence bundle can be verified.

The institute asks how two states, or a state and an alliance, stand to each other: what power they
have, where their positions lie, and which institutions tie them."""
address = "Example site"
licence = "Papers may be shared with their citation."
'''
RESEARCH, SECURITY, EUROPE = "Research desk", "Security desk", "Europe desk"
ROLES = {
    RESEARCH: "Head of research",
    SECURITY: "Security policy",
    EUROPE: "Enlargement and neighbourhood",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A paper of the example site.

    Attributes
    ----------
    pair : tuple of str
        Whom it is about.
    as_of : str
        Day of the view; empty for today's.
    slug, project, series : str
        Where it belongs.
    authors, tags : tuple of str
        Who signs it, and under what it is found.
    days : int
        Days before today on which it is published.
    seed : int
        Of the draws.
    note : str
        Why it is a new edition.
    """

    pair: tuple[str, str]
    slug: str
    project: str
    series: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    days: int
    as_of: str = ""
    seed: int = 1
    note: str = ""


ALLIANCES, ENLARGEMENT, POWERS = (
    "Alliances and their neighbours",
    "The next enlargement",
    "Rivals and partners",
)
PROJECTS = {
    ALLIANCES: ("What ties alliances to states outside them, and what breaks the tie.", True),
    ENLARGEMENT: ("Who joins the European Union and NATO, when, and what it changes.", True),
    POWERS: ("Pairs of powers over half a century.", False),
}
EUROPE_TAG, ASIA, AMERICAS = "region:Europe", "region:Asia", "region:Americas"
FIRST_EDITION = Example(
    pair=("NATO", "Russia"),
    as_of="2013",
    slug="nato-russia-2013",
    project=ALLIANCES,
    series="Policy Paper 5",
    authors=(RESEARCH, SECURITY),
    tags=(EUROPE_TAG, "NATO", "Russia", "Alliances"),
    days=41,
    seed=2,
)
CORRECTED = "Computed again with seed 1, the seed of every paper of this site, in place of seed 2."
SERBIA = Example(
    pair=("Serbia", "EU"),
    slug="serbia-eu",
    project=ENLARGEMENT,
    series="Policy Brief 12",
    authors=(EUROPE,),
    tags=(EUROPE_TAG, "European Union", "Enlargement"),
    days=3,
)
SWEDEN = Example(
    pair=("Sweden", "NATO"),
    as_of="2021",
    slug="sweden-nato-2021",
    project=ENLARGEMENT,
    series="Policy Brief 11",
    authors=(SECURITY,),
    tags=(EUROPE_TAG, "NATO", "Enlargement", "Alliances"),
    days=19,
)
UKRAINE = Example(
    pair=("Ukraine", "Russia"),
    slug="ukraine-russia",
    project=ALLIANCES,
    series="Policy Paper 6",
    authors=(SECURITY, RESEARCH),
    tags=(EUROPE_TAG, "Russia", "War and peace"),
    days=12,
)
INDIA = Example(
    pair=("India", "China"),
    slug="india-china",
    project=POWERS,
    series="Policy Paper 4",
    authors=(RESEARCH,),
    tags=(ASIA, "Great powers", "War and peace"),
    days=74,
)
ASEAN = Example(
    pair=("ASEAN", "United States"),
    slug="asean-usa",
    project=POWERS,
    series="Policy Paper 3",
    authors=(RESEARCH,),
    tags=(ASIA, AMERICAS, "Alliances", "Great powers"),
    days=103,
)
SECOND_EDITION = replace(FIRST_EDITION, days=5, seed=1, note=CORRECTED)
EXAMPLES = (FIRST_EDITION, SECOND_EDITION, SERBIA, SWEDEN, UKRAINE, INDIA, ASEAN)
COMMENTS = (
    ("nato-russia-2013", "Reader, Brussels", "Is the suspension of 1999 counted as a break too?"),
    (
        "nato-russia-2013",
        "Reader, Warsaw",
        "The table of editions is what I looked for. Thank you.",
    ),
    ("serbia-eu", "Reader, Belgrade", "Which chapters does the base rate assume to be closed?"),
)


def fill(site: Site, *, say: Callable[[str], None]) -> None:
    """Fill an empty site with examples; one that has papers stays as it is.

    Parameters
    ----------
    site : Site
        The site, which is open.
    say : callable
        Takes a line of progress.
    """
    from detente.register.models import Paper

    if Paper.objects.exists():
        say("the site has papers already: no examples were added")
        return
    site.own_theme.mkdir(parents=True, exist_ok=True)
    theme = site.own_theme / "theme.toml"
    if not theme.exists():
        theme.write_text(THEME, encoding="utf-8")
    _make_people()
    today = datetime.now(UTC)
    with scratch_folder() as folder:
        for number, example in enumerate(EXAMPLES, 1):
            say(f"paper {number} of {len(EXAMPLES)}: {' and '.join(example.pair)}")
            add(example, folder, today - timedelta(days=example.days))
    _make_comments(today)


def _make_people() -> None:
    """Make projects and desks."""
    from django.utils.text import slugify

    from detente.register.models import Person, Project

    for title, (summary, ongoing) in PROJECTS.items():
        Project.objects.create(title=title, slug=slugify(title), summary=summary, ongoing=ongoing)
    for name, role in ROLES.items():
        Person.objects.create(name=name, slug=slugify(name), role=role)


def add(example: Example, folder: Path, day: datetime) -> None:
    """Write a paper as a bundle and publish it.

    Parameters
    ----------
    example : Example
        Which.
    folder : pathlib.Path
        For the bundle.
    day : datetime.datetime
        When it is published.
    """
    from detente.register.models import Edition, Happening
    from detente.register.publishing import Filing, publish
    from detente.register.taken import take

    bundle = folder / NAME
    bundle.write_bytes(bundle_bytes(example))
    filing = Filing(
        slug=example.slug,
        project=example.project,
        authors=example.authors,
        tags=example.tags,
        series=example.series,
        note=example.note,
    )
    edition = publish(take(bundle), filing, who="the example")
    Edition.objects.filter(pk=edition.pk).update(published_at=day)
    Happening.objects.filter(key=f"figures {edition.pk}").update(at=day)


def bundle_bytes(example: Example) -> bytes:
    """Write a paper as a bundle.

    Parameters
    ----------
    example : Example
        Which.
    """
    from detente.actors.relation_key import pair
    from detente.analysis.options import Options
    from detente.paper.brief import make
    from detente.paper.write import edition_of
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    view = pair(*example.pair, example.as_of or None)
    tables = default_catalog(default_store())
    brief = make(tables, view, Options(seed=example.seed))
    edition = edition_of(brief, is_last=True)
    return bundle_of(edition, paper_of(edition).files)


def _make_comments(today: datetime) -> None:
    """Write comments that say that they are examples."""
    from detente.register.comment_words import index_shown
    from detente.register.models import APPROVED, Comment, Paper

    for days, (slug, name, text) in enumerate(COMMENTS, 1):
        Comment.objects.create(
            paper=Paper.objects.get(slug=slug),
            name=name,
            text=text,
            state=APPROVED,
            is_example=True,
            sent_at=today - timedelta(days=days),
        )
    index_shown()
