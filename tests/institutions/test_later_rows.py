"""Later rows of a hand-made table change no earlier view: a bloc, a body, a chronology."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.actors import chronology
from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.joint_bodies import Body, Happening
from detente.actors.names import bloc, state
from detente.actors.relation_key import RelationKey
from detente.identity.distance import distance
from detente.identity.turning_points import turning
from detente.institutions import ladder, networks
from detente.span import Span, year_end
from detente.store.catalog import Catalog

VIEW = 2013
DAY = year_end(VIEW)


def with_later_rows(known: Bloc) -> Bloc:
    """Add a step of the year after the view, and end every open step and the bloc itself then."""
    later = date(VIEW + 1, 3, 1)
    ended = [
        replace(step, span=Span(step.span.start, later)) if step.span.end > later else step
        for step in known.steps
    ]
    joined = Step(
        rung="member",
        form="member",
        letters="RUS",
        span=Span(later),
        url="https://example.org",
    )
    suspended = replace(joined, rung="suspended", form="Partnership for Peace")
    steps = (*ended, joined, suspended)
    return replace(known, steps=steps, span=Span(known.span.start, later))


def test_a_later_step_of_a_bloc_changes_no_earlier_view(monkeypatch: pytest.MonkeyPatch) -> None:
    nato, russia = bloc("NATO", VIEW), state("Russia", VIEW)
    later = with_later_rows(nato)
    views = []
    for version in (nato, later):
        monkeypatch.setitem(blocs(), "NATO", version)
        pair = RelationKey(version, russia, DAY)
        views.append(
            (
                ladder.rails(pair),
                ladder.rung(version, russia, DAY),
                ladder.series(version, russia, VIEW),
                ladder.memberships(russia, DAY),
                networks.gains(pair),
                networks.gains(RelationKey(bloc("EU", VIEW), russia, DAY)),
                version.member_letters(year_end(VIEW)),
                version.core(VIEW),
            )
        )
    assert views[0] == views[1]
    assert ladder.rung(later, russia, VIEW + 1) == "member", "the later row is there"


def test_a_step_that_ended_later_goes_on_in_an_earlier_view() -> None:
    nato, russia = bloc("NATO", VIEW), state("Russia", VIEW)
    (rail,) = ladder.rails(RelationKey(with_later_rows(nato), russia, DAY))
    assert all(
        step.span.end.year <= VIEW or step.span == Span(step.span.start) for step in rail.steps
    )


def test_a_later_event_of_a_body_changes_no_earlier_view() -> None:
    met = Happening(date=date(2012, 5, 1), kind="meeting", what="met", source="s")
    later = Happening(date=date(2014, 4, 1), kind="suspended", what="stopped", source="s")
    body = Body(
        id="B", name="B", kind="council", founded=date(2002, 5, 1), founding_act="b", event=(met,)
    )
    grown = replace(body, event=(met, later), ended=date(2015, 1, 1), replaced_by="C")
    day = DAY
    assert grown.known_by(day) == body.known_by(day) and grown.known_by(year_end(2014)) != body


def test_a_later_event_of_a_chronology_changes_no_earlier_view(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = RelationKey(bloc("NATO", VIEW), state("Russia", VIEW), DAY)
    curve = distance(catalog.as_of(VIEW), pair)
    before = turning(curve, pair, draws=50)
    read = chronology._read
    invented = chronology.Event(date=date(VIEW + 1, 3, 1), what="invented", turn=-1, source="s")
    monkeypatch.setattr(chronology, "_read", lambda keys: (*read(keys), invented))
    assert turning(curve, pair, draws=50) == before
    assert chronology.chronology("NATO", "RUS", VIEW + 1)[-1] == invented
