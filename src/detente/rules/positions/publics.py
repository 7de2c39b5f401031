"""PUBLIC: what the people of each side think of the other, where surveys are to hand."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity.public_views import View, largest_member, views
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.rule import Rule

ID = "public"
FRESH = 3
"""Years after which a survey says nothing of today."""
CLEAR = 0.06
"""Points that differ beyond the errors of two samples of 800."""
APART = 3
"""Years between two surveys of which the change is said."""
LONG = 12
"""Years after which an earlier survey is no comparison."""
MAJORITY = 0.5
ONE = 0.3
"""How far the answers of one member are worth a word: in the section alone."""


def say(relation: Relation) -> Iterator[Line]:
    """Say how views of the other changed, or that the two do not think alike of each other."""
    catalog, pair = relation.catalog, relation.pair
    both = (views(catalog, pair), views(catalog, pair, back=True))
    labels = (pair.first.label, pair.second.label)
    seen = tuple(reversed(labels))
    lines = []
    for known, other in zip(both, seen, strict=True):
        change = _change(known, pair.as_of)
        if change is not None:
            lines.append(_moved(*change, other))
    yield from sorted(lines, key=lambda line: -line.reasons.moved)[:1]
    same = _same_year(both, pair.as_of)
    if same is not None:
        yield _unlike(same, labels)
    for back, party in enumerate((pair.first, pair.second)):
        stale = not both[back] or both[back][-1].year < pair.as_of - FRESH
        if isinstance(party, Bloc) and stale:
            yield from _member(relation, party, seen[back], back=bool(back))


def _change(known: tuple[View, ...], as_of: int) -> tuple[View, View] | None:
    """Give the newest survey and the earlier one that differs most from it; None without both."""
    if not known or known[-1].year < as_of - FRESH:
        return None
    newest = known[-1]
    earlier = [one for one in known if APART <= newest.year - one.year <= LONG]
    if not earlier:
        return None
    before = max(earlier, key=lambda one: (abs(newest.share - one.share), one.year))
    return (before, newest) if abs(newest.share - before.share) > CLEAR else None


def _moved(before: View, newest: View, other: str) -> Line:
    """Say that views soured or warmed, with both years."""
    change = newest.share - before.share
    crossed = (before.share - MAJORITY) * (newest.share - MAJORITY) < 0
    names: Parts = {"whose": newest.whose, "other": other}
    parts: Parts = {
        "where": newest.where,
        "other": other,
        "year": _year(newest),
        "now": _share("now", newest),
        "first": _year(before),
        "then": _share("then", before),
    }
    key = Sentence("In {year} {now} in {where} saw {other} favourably, in {first} {then}.", parts)
    body = Sentence(
        "In {year} {now} of those asked in {where} saw {other} favourably, in {first} {then}.",
        parts,
    )
    way = "soured" if change < 0 else "warmed"
    if crossed:
        turned = "lost" if change < 0 else "won"
        message = Sentence(
            "{other} has {turned} the majority in {whose}.", {**names, "turned": turned}
        )
    elif change < 0:
        message = Sentence("People in {whose} think less of {other} than they did.", names)
    else:
        message = Sentence("People in {whose} think better of {other} than they did.", names)
    form = f"moved.{way}.majority" if crossed else f"moved.{way}"
    reasons = Reasons(moved=moved(change, CLEAR))
    return _line(form, (body,), reasons, message=message, newest=newest, key=key)


def _same_year(
    both: tuple[tuple[View, ...], tuple[View, ...]], as_of: int
) -> tuple[View, View] | None:
    """Give the newest year in which each side was asked about the other; None without one."""
    there = {one.year: one for one in both[0]}
    shared = [(there[one.year], one) for one in both[1] if one.year in there]
    if not shared or shared[-1][0].year < as_of - FRESH:
        return None
    one, other = shared[-1]
    return shared[-1] if abs(one.share - other.share) > CLEAR else None


def _unlike(same: tuple[View, View], labels: tuple[str, str]) -> Line:
    """Say that one side thinks better of the other than it is thought of."""
    first, second = same
    more = first.share > second.share
    warm, cold = (labels[0], labels[1]) if more else (labels[1], labels[0])
    high, low = (first, second) if more else (second, first)
    names: Parts = {"warm": warm, "cold": cold}
    key = Sentence(
        "In {year} {high} in {warm} saw {cold} favourably, and {low} the other way.",
        {**names, "year": _year(first), "high": _share("high", high), "low": _share("low", low)},
    )
    message = Sentence("{warm} likes {cold} better than it is liked.", names)
    strength = moved(first.share - second.share, CLEAR)
    reasons = Reasons(unexpected=strength)
    return _line("unexpected.unlike", (key,), reasons, message=message, newest=first, key=key)


def _member(relation: Relation, bloc: Bloc, other: str, *, back: bool) -> Iterator[Line]:
    """Let the largest member alone speak where too few were asked, and say so."""
    known = largest_member(relation.catalog, relation.pair, back=back)
    if not known or known[-1].year < relation.pair.as_of - FRESH:
        return
    newest = known[-1]
    said = Sentence(
        "Of the members of {bloc} too few were asked; in {whose}, the largest, {now} saw {other} "
        "favourably in {year}.",
        {
            "bloc": bloc.label,
            "whose": newest.whose,
            "now": _share("largest", newest),
            "other": other,
            "year": _year(newest),
        },
    )
    yield _line("unusual.largest_member", (said,), Reasons(unusual=ONE), newest=newest)


def _share(name: str, view: View) -> Figure:
    id = figure_id("positions", ID, name, view.target, view.whose, view.year)
    return measured(id, view.cell, way="per_cent")


def _year(view: View) -> Figure:
    return dated(
        figure_id("positions", ID, view.target, view.whose, view.year), view.year, view.cell
    )


def _line(
    form: str,
    sentences: tuple[Sentence, ...],
    reasons: Reasons,
    *,
    newest: View,
    message: Sentence | None = None,
    key: Sentence | None = None,
) -> Line:
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=newest.share,
        unit="part of respondents",
        evidence=shown_cells(*sentences),
        method=methods.survey(),
        sentence_about="what people think of the other side",
    )
    return Line(
        ID,
        form,
        finding=finding,
        reasons=reasons,
        headline=message,
        key=() if key is None else (key,),
        gist=message,
        series=ID,
        newest=newest.year,
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=90,
    paragraph="publics",
    say=say,
    condition="a survey of at least 800 people, at most three years old, in a user's own store: "
    "its share differs by over six points from one three to twelve years before, or from the other "
    "side's in the same year",
    topics=(),
)
