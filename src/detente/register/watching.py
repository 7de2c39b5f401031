"""Watching two parties: a window opens, a forecast is decided, a figure of a paper changes.

What happens is written down once and becomes an entry of the feed of the pair, and a letter to
whoever watches it. A look at the data compares them with what the last look saw: the first look
at a pair announces nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from detente.actors.relation_key import pair as named_pair
from detente.errors import DetenteError
from detente.evaluation.ledger.entry import Entry as Forecast
from detente.evaluation.ledger.file import Ledger, load
from detente.evaluation.ledger.outcome import Outcome
from detente.models.windows.read import Window
from detente.phrasing import signed
from detente.register.clock import now
from detente.register.letters import write_to_watchers
from detente.register.models import Edition, Happening, Look, Watch
from detente.register.states import SHOWN
from detente.rules.windows.window import COMES
from detente.store.catalog import Catalog

WINDOW, FORECAST, FIGURES = "window", "forecast", "figures"
"""What happens."""
Pair = tuple[str, str]
TITLE_LETTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that holds now, and is announced where the last look did not see it.

    Attributes
    ----------
    mark : str
        Its name among what was seen of the pair.
    kind : {"window", "forecast", "figures"}
        What it is.
    key : str
        Its name among everything that ever happened: it is announced once.
    title, text : str
        What readers are written.
    """

    mark: str
    kind: str
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a pair gave.

    Attributes
    ----------
    pair : tuple of str
        Keys of the parties.
    happened : tuple of str
        Titles of what was announced.
    is_first : bool
        Whether the pair was looked at for the first time.
    left_out : str
        Why it could not be looked at; empty where it was.
    """

    pair: Pair
    happened: tuple[str, ...] = ()
    is_first: bool = False
    left_out: str = ""


def pair_of(first: str, second: str) -> Pair:
    """Give the keys of two parties in one order, whichever is named first.

    Parameters
    ----------
    first, second : str
        Their keys.

    Examples
    --------
    >>> pair_of("RUS", "NATO")
    ('NATO', 'RUS')
    """
    return (first, second) if first <= second else (second, first)


def pair_of_paper(edition: Edition) -> Pair:
    """Give the keys of the parties that a paper is about.

    Parameters
    ----------
    edition : Edition
        An edition of it.
    """
    sides = edition.about["relation"]
    return pair_of(sides["a"]["key"], sides["b"]["key"])


def watchable() -> dict[Pair, str]:
    """Give the pairs that can be watched, those of published papers, each with its name."""
    editions = Edition.objects.filter(state__in=SHOWN).order_by("pk")
    # the newest paper names the pair
    return {pair_of_paper(one): str(one.about["label"]) for one in editions}


def edition_published(edition: Edition) -> None:
    """Announce the figures that a new edition prints otherwise than the one before it.

    Parameters
    ----------
    edition : Edition
        The edition, which was published just now.
    """
    changes = edition.changes
    if not changes.get("figures"):
        return
    said = {"number": edition.number, "title": edition.whole_title}
    title = gettext("Figures changed in edition %(number)d of %(title)s") % said
    lines = dict.fromkeys(one["said"] or one["was"] for one in changes["figures"])
    why = gettext("Reasons: %(why)s.") % {"why": changes["why"]} if changes["why"] else ""
    text = "\n".join(filter(None, (changes["summary"], why, edition.note, *lines)))
    one = News(mark="", kind=FIGURES, key=f"figures {edition.pk}", title=title, text=text)
    _announce(pair_of_paper(edition), one)


def look_at_all(catalog: Catalog, ledger: Path) -> list[Looked]:
    """Look at every pair that can be watched, and announce what is new.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    ledger : pathlib.Path
        File of the ledger; nothing is read where there is none.

    Returns
    -------
    list of Looked
        One a pair; one that cannot be looked at says why, and the others go on.
    """
    held = load(ledger) if ledger.exists() else Ledger()
    found = []
    for parties, label in sorted(watchable().items()):
        try:
            news = [*_windows(catalog, parties, label), *_forecasts(held, parties)]
        except DetenteError as error:
            found.append(Looked(parties, left_out=str(error)))
            continue
        found.append(look(parties, news))
    return found


def look(parties: Pair, news: Iterable[News]) -> Looked:
    """Announce what the last look at a pair did not see, and keep what this one sees.

    Parameters
    ----------
    parties : tuple of str
        Keys of the pair.
    news : iterable of News
        Everything that holds now.
    """
    first, second = parties
    holding = {one.mark: one for one in news}
    with transaction.atomic():
        kept, is_first = Look.objects.select_for_update().get_or_create(
            first=first, second=second, defaults={"at": now()}
        )
        before: Mapping[str, Any] = kept.seen
        fresh = [] if is_first else [one for mark, one in holding.items() if mark not in before]
        happened = tuple(one.title for one in fresh if _announce(parties, one))
        kept.seen = {mark: one.key for mark, one in holding.items()}
        kept.at = now()
        kept.save()
    return Looked(parties, happened, is_first=is_first)


def _announce(parties: Pair, one: News) -> bool:
    """Write down what happened, with its letters; what was written down before stays as it is."""
    first, second = parties
    said = {"title": one.title[:TITLE_LETTERS], "text": one.text, "kind": one.kind}
    with transaction.atomic():
        made, is_new = Happening.objects.get_or_create(
            key=one.key[:TITLE_LETTERS],
            defaults={"first": first, "second": second, "at": now(), **said},
        )
        if is_new:
            watchers = Watch.objects.filter(first=first, second=second, is_confirmed=True)
            write_to_watchers(made, watchers)
    return bool(is_new)


def _windows(catalog: Catalog, parties: Pair, label: str) -> list[News]:
    """Give the windows that are open today and of which a paper may speak."""
    from detente.analysis.guards.form import Subject
    from detente.analysis.guards.shelf import silenced
    from detente.analysis.relation import Relation
    from detente.rules.windows.window import trusted

    relation = Relation(catalog, named_pair(*parties))
    if silenced(Subject("windows", frozenset({"window"})), relation.situation):
        return []
    return [_window(one, parties, label) for one in trusted(relation) if one.open]


def _window(one: Window, parties: Pair, label: str) -> News:
    """Say which window is open, and what its kind adds to the chance."""
    kind = f"{one.outcome} {one.structure}"
    gain = f"{signed(one.gain)} [{signed(one.low)}, {signed(one.high)}]"
    said = {"structure": one.structure, "outcome": COMES[one.outcome], "label": label}
    title = gettext("A window opened: %(outcome)s, through %(structure)s (%(label)s)") % said
    numbers = {"year": one.year, "past": f"{one.history:.0%}", "gain": gain} | said
    text = gettext(
        "In data to %(year)d, %(structure)s adds %(gain)s to the chance of %(past)s that the past "
        "alone gives to %(outcome)s within five years (80 %% interval in brackets)."
    )
    key = f"window {' '.join(parties)} {kind} {one.year}"
    return News(mark=f"window {kind}", kind=WINDOW, key=key, title=title, text=text % numbers)


def _forecasts(held: Ledger, parties: Pair) -> list[News]:
    """Give the forecasts on a pair that were decided."""
    on_pair = [one for one in held.entries.values() if pair_of(one.first, one.second) == parties]
    decided = ((one, held.outcomes.get(one.id)) for one in on_pair)
    return [_decided(one, outcome) for one, outcome in decided if outcome is not None]


def _decided(one: Forecast, outcome: Outcome) -> News:
    """Say what became of a forecast, beside what was said before."""
    became = _became(one, outcome)
    title = gettext("A forecast was decided: %(became)s") % {"became": became}
    parts = [one.question, gettext("Outcome: %(became)s.") % {"became": became}]
    stated = one.forecast.probability if one.forecast else None
    if stated is not None:
        chance = {"chance": f"{stated:.0%}", "day": one.made_on.isoformat()}
        parts.append(gettext("Chance that was given on %(day)s: %(chance)s.") % chance)
    # an outcome that is written anew with another value is another happening
    mark = f"forecast {one.id} {outcome.value}"
    text = "\n".join(parts)
    return News(mark=mark, kind=FORECAST, key=mark, title=f"{title} ({one.id})", text=text)


def _became(one: Forecast, outcome: Outcome) -> str:
    """Give an outcome in words."""
    if outcome.value is None:
        return gettext("void: %(why)s") % {"why": outcome.void}
    if one.decided_by.is_yes_or_no:
        return gettext("yes") if outcome.value else gettext("no")
    return f"{outcome.value:.3g}"
