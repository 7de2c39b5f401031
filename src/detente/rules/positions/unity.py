"""UNITY: how often two members of a bloc cast the same vote, in two windows, beside other blocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np

from detente.actors.blocs import Bloc, blocs
from detente.analysis.relation import Relation
from detente.estimators.outermost import outermost
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Phrase
from detente.identity.vote_shares import VoteShares, vote_shares
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import CLEAR, SHAPES, spans
from detente.rules.vote_words import SECTION, contested_codes, name_of, names_of, share_figure

ID = "unity"
LEAST = 5
"""Fewest members of a bloc, as in all comparisons of blocs."""
ENDS = 2
"""Places from either end of the blocs that are unusual."""
LEAST_BLOCS = 8
"""Fewest blocs among which a place says anything."""
CHANGE = 0.03
"""Least change of the mean, net of other blocs."""
YARDSTICKS = ("EU", "ASEAN", "AU", "MERCOSUR", "GCC", "NATO")
"""Blocs that a reader knows, to compare with."""
TO_80 = 1.2816


@dataclass(frozen=True, slots=True)
class Unity:
    """How often two members of a bloc cast the same vote.

    Attributes
    ----------
    bloc : Bloc
        The bloc.
    before, now : float
        Mean over its pairs of members in both windows, members of the view.
    error : float
        Standard error of the change, for a mean pair's votes.
    loosest : int or None
        COW code of the member that agrees least with the others, beyond the standard error
        of a pair's share; None where two tie.
    apart : float
        Its mean share with them.
    left_out : tuple of int
        COW codes of members whose seat is contested.
    """

    bloc: Bloc
    before: float
    now: float
    error: float
    loosest: int | None
    apart: float
    left_out: tuple[int, ...] = ()


def unities(relation: Relation) -> dict[str, Unity]:
    """Measure every bloc of the view, by id.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    before, now = (
        vote_shares(relation.catalog, *span) for span in spans(relation.pair.as_of, SHAPES[0])
    )
    day = relation.pair.day
    living = [bloc for bloc in blocs().values() if bloc.span.covers(day)]
    measured = ((bloc.id, _unity(bloc.named(day), before, now, day)) for bloc in living)
    return {id: one for id, one in measured if one is not None}


def _unity(bloc: Bloc, before: VoteShares, now: VoteShares, day: date) -> Unity | None:
    codes = set(bloc.members(day)) - set(contested_codes(day))
    codes &= set(before.codes.tolist()) & set(now.codes.tolist())
    if len(codes) < LEAST:
        return None
    means, votes = [], []
    for window in (before, now):
        rows = window.places(sorted(codes))
        inside = window.share[np.ix_(rows, rows)]
        if np.isnan(inside).all():
            return None
        means.append(float(np.nanmean(inside)))
        votes.append(float(window.votes[np.ix_(rows, rows)].sum()) / (rows.size * (rows.size - 1)))
    rows = now.places(sorted(codes))
    inside = now.share[np.ix_(rows, rows)]
    # a member that hardly votes has no share with the others
    seen = np.isfinite(inside).any(axis=1)
    own = np.full(rows.size, np.nan)
    own[seen] = np.nanmean(inside[seen], axis=1)
    # a mean over several others varies less than one pair's share: its standard error is the margin
    margin = sqrt(means[1] * (1 - means[1]) / votes[1])
    loosest = outermost(own, margin, lowest=True)
    variances = [mean * (1 - mean) / count for mean, count in zip(means, votes, strict=True)]
    contested = set(bloc.members(day)) & set(contested_codes(day))
    name = None if loosest is None else int(now.codes[rows[loosest]])
    return Unity(
        bloc,
        before=means[0],
        now=means[1],
        error=float(np.sqrt(sum(variances))),
        loosest=name,
        apart=float(np.nanmin(own)),
        left_out=tuple(sorted(contested)),
    )


def say(relation: Relation) -> Iterator[Line]:
    """Say whether a bloc of the pair agrees more or less than it did, or than other blocs do."""
    parties = [one for one in (relation.pair.first, relation.pair.second) if isinstance(one, Bloc)]
    if not parties:
        return
    known = unities(relation)
    if len(known) < LEAST_BLOCS:
        return
    for party in parties:
        if party.id in known:
            yield from _lines(relation, known, known[party.id])


def _lines(relation: Relation, known: dict[str, Unity], own: Unity) -> Iterator[Line]:
    usual = float(np.median([one.now - one.before for one in known.values()]))
    net = own.now - own.before - usual
    below = sum(one.now < own.now for one in known.values())
    above = len(known) - 1 - below
    has_moved = abs(net) > max(CLEAR * own.error, CHANGE)
    if has_moved:
        form = "moved.looser" if net < 0 else "moved.closer"
    elif below < ENDS:
        form = "unusual.least"
    elif above < ENDS:
        form = "unusual.most"
    else:
        # how united an ordinary bloc is holds of every relation of it, and says nothing of one
        return
    spread = min(below, above) / max(len(known) - 1, 1)
    reasons = Reasons(
        moved=moved(net, TO_80 * own.error) if has_moved else 0.0, unusual=1 - 2 * spread
    )
    yield vote_line(
        ID,
        form,
        _said(relation, known, own, form),
        main=_cells(relation, own)[1],
        reasons=reasons,
        about="how united a bloc votes",
    )


FORMS = {
    "moved.looser": (
        "{bloc} agrees less with itself than it did; {loosest} is farthest out.",
        "Two members cast the same vote in {now:per_cent} of cases, {before:per_cent} to {last}.",
    ),
    "moved.closer": (
        "{bloc} holds together better in UN votes than before.",
        "Any two members agree in {now:per_cent} of votes, up from {before:per_cent} to {last}.",
    ),
    "unusual.least": (
        "Hardly any bloc is as divided in UN votes as {bloc}.",
        "Two of its members agree in {now:per_cent} of votes, two of {other} in {theirs:per_cent}.",
    ),
    "unusual.most": (
        "Hardly any bloc votes as one so often as {bloc}.",
        "Two of its members agree in {now:per_cent} of votes; {other} reaches {theirs:per_cent}.",
    ),
}
"""Message and detail by form."""
GIST = {
    "moved.looser": "{bloc} votes less as one bloc than before, at {now:per_cent} alike.",
    "moved.closer": "The members of {bloc} now agree in {now:per_cent} of votes.",
    "unusual.least": "{bloc} is among the blocs that agree least with themselves.",
    "unusual.most": "{bloc} is among the blocs that agree most with themselves.",
}
"""The same for the answer, by form."""
BODY = "Two members of {bloc} cast the same vote in {now:per_cent} of cases{compared}."
LOOSEST = "{loosest} agrees least with the others, in {apart:per_cent}."
LEFT_OUT = {
    False: "{contested} is left out: its seat is contested.",
    True: "{contested} are left out: their seats are contested.",
}
"""Who is not counted, by whether they are several."""
LOOSER = "{bloc} agrees less with itself than it did."
"""Message of a looser bloc of which no member lies farthest out."""
AGAINST = ", against {theirs:per_cent} for two of {other}"


def _said(relation: Relation, known: dict[str, Unity], own: Unity, form: str) -> Said:
    before, now = _cells(relation, own)
    others = [known[id] for id in YARDSTICKS if id in known and id != own.bloc.id]
    other = others[0] if others else next(one for one in known.values() if one is not own)
    theirs = _cells(relation, other)[1]
    shown: Parts = {
        "bloc": own.bloc.label,
        "other": other.bloc.label,
    }
    if own.loosest is not None:
        shown["loosest"] = name_of(own.loosest, relation.pair.day)
        shown["apart"] = share_figure(ID, f"apart.{own.loosest}", _apart(relation, own))
    if own.left_out:
        shown["contested"] = names_of(own.left_out, relation.pair.day)
    shown |= {
        "now": share_figure(ID, f"now.{own.bloc.id}", now),
        "before": share_figure(ID, f"before.{own.bloc.id}", before),
    }
    shown |= {
        "theirs": share_figure(ID, f"now.{other.bloc.id}", theirs),
        "compared": "",
    }
    shown |= {
        "last": dated(figure_id(SECTION, ID, "last"), before.year or 0, before),
        "blocs": counted(figure_id(SECTION, ID, "blocs"), len(known), "blocs", now),
    }
    # that two blocs vote alike says nothing of either
    is_alike = round(100 * own.now) == round(100 * other.now)
    named = {name: shown[name] for name in ("other", "theirs")}
    shown["compared"] = "" if is_alike else Phrase(AGAINST, named)
    body = (BODY, *_of_single_members(own))
    section = tuple(picked(one, shown) for one in body)
    message, detail = FORMS[form]
    if own.loosest is None and form == "moved.looser":
        message = LOOSER
    headline, key = picked(message, shown), picked(detail, shown)
    return Said(section=section, headline=headline, key=(key,), gist=picked(GIST[form], shown))


def _of_single_members(own: Unity) -> tuple[str, ...]:
    """Name who agrees least, where one does, and who is not counted."""
    loosest = () if own.loosest is None else (LOOSEST,)
    left_out = (LEFT_OUT[len(own.left_out) > 1],) if own.left_out else ()
    return (*loosest, *left_out)


def _cells(relation: Relation, own: Unity) -> tuple[Cell, Cell]:
    windows = spans(relation.pair.as_of, SHAPES[0])
    before, now = (
        _cell(own.bloc.id, value, span)
        for value, span in zip((own.before, own.now), windows, strict=True)
    )
    return before, now


def _apart(relation: Relation, own: Unity) -> Cell:
    return _cell(
        f"{own.loosest} in {own.bloc.id}", own.apart, spans(relation.pair.as_of, SHAPES[0])[1]
    )


def _cell(of: str, value: float, span: tuple[int, int]) -> Cell:
    return Cell(
        "same_votes",
        "same",
        keys=(("inside", of), ("first", span[0]), ("year", span[1])),
        value=round(value, 4),
        unit="part of votes",
        sources=("un_votes_undl",),
        rule="mean over every two members of the view, contested seats left out, of the part of "
        "the votes that both cast which they cast alike",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=54,
    paragraph="members",
    say=say,
    condition="a bloc of at least five; the mean over its pairs moved by more than two standard "
    "errors and 3 points, net of other blocs; or it is among the two most or least united",
    topics=("votes",),
)
