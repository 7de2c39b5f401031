"""The forecast of shares: where the blend of the view leads, with the band of past errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.relation_key import short
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import need
from detente.findings.concept import Concept
from detente.findings.power.names import WHOLES
from detente.institutions.ladder import LABELS
from detente.models import track_records as methods
from detente.models.shares.forecast import Forecast, as_series
from detente.phrasing import band, share
from detente.power.yardsticks import yardstick

ASSOCIATE = LABELS.index("associate")
TINY = 0.005
"""Shares below this are not forecast in words: the yardstick has no such resolution."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose share is forecast.

    Attributes
    ----------
    key : str
        Its name among the fans.
    label : str
        Its name in a sentence.
    """

    key: str
    label: str


def findings(relation: Relation) -> Iterator[Finding]:
    """Say where the share of the first party goes, or of both where one is tied to the other."""
    for name in ("cinc", "gdp"):
        subject = _joint(relation) or Subject(
            relation.power.shares[name][0].of, relation.pair.first.label
        )
        fan = relation.shares.fans.get((name, subject.key))
        if fan is not None and fan.median[-1] >= TINY:
            yield _finding(relation, name, subject, fan)


def _joint(relation: Relation) -> Subject | None:
    """Take a bloc together with a state that is at least its associate and not its member."""
    if relation.pair.bloc_and_state is None:
        return None
    bloc, state = relation.pair.bloc_and_state
    day = relation.pair.day
    if set(state.members(day)) & set(bloc.members(day)):
        return None
    rungs = relation.institutions.ladder.values if relation.institutions.ladder else ()
    if max(rungs, default=0) < ASSOCIATE:
        return None
    return Subject(f"{short(bloc)} with {state.name}", f"{bloc.label} together with {state.label}")


def _finding(relation: Relation, name: str, subject: Subject, fan: Forecast) -> Finding:
    by = yardstick(name)
    horizon = len(fan.years) - 1
    third = _third(relation, name)
    fans = [fan, *([third] if third and len(third.years) > horizon else [])]
    cells = [need(as_series(one, by), one.years[horizon]) for one in fans]
    begin = Cell(
        "forecast",
        by.column,
        keys=(("actor", fan.of), ("origin", fan.origin), ("year", fan.origin)),
        value=fan.start,
        unit="share",
        sources=by.sources,
        rule="members of the view",
    )
    low, high = fan.low80[horizon], fan.high80[horizon]
    rest = f"{_rival(relation, cells)}; {_then(relation, fan, subject)}"
    when = f"{fan.years[horizon]}{band(low, high, write=share)}"
    text = (
        f"If {_goes_on(fan)}, {subject.label} would hold {share(fan.median[horizon])} of "
        f"{WHOLES[name]} in {when}{rest}."
    )
    return Finding(
        id=f"power.forecast_{name}",
        sentences=(PlainSentence(text),),
        value=fan.median[horizon],
        unit="share",
        low=low,
        high=high,
        evidence=(*cells, begin),
        method=methods.share_forecast(relation.shares, name),
        verdict="forecast",
        sentence_about="where the trend leads",
    )


def _third(relation: Relation, name: str) -> Forecast | None:
    """Give the fan of the third power."""
    third = relation.power.third
    return relation.shares.fans.get((name, short(third))) if third else None


def _rival(relation: Relation, cells: list[Cell]) -> str:
    """Say what the third power would hold."""
    third = relation.power.third
    if len(cells) < 2 or third is None:
        return ""
    its = cells[1]
    return f", against {share(its.value)}{band(its.low, its.high, write=share)} for {third.label}"


def _goes_on(fan: Forecast) -> str:
    """Say in words what the blend of a fan assumes."""
    drift = fan.record.goes_on
    return f"{drift} goes on" if drift else "things stay as they are"


def _then(relation: Relation, fan: Forecast, subject: Subject) -> str:
    """Say what the share was at the origin, with whose members it is counted."""
    pair = relation.pair
    parties = (pair.first, pair.second)
    has_bloc = any(isinstance(party, Bloc) and party.label in subject.label for party in parties)
    at_origin = f"in {fan.origin} it was {share(fan.start)}"
    if not has_bloc or fan.origin == pair.as_of:
        return at_origin
    return f"{at_origin}, counted with the members of {pair.at}"


CONCEPT = Concept(
    id="power.forecast",
    say=findings,
    section="power",
    block="shares",
    methods=("share_forecast",),
    summary=(("power.forecast_cinc", 3),),
    topics=("capability", "forecast"),
)
