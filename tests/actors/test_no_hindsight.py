"""No hindsight: a view cites no document that was published after it, whatever the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import chronology, decisions, joint_bodies
from detente.actors.documents import UNCITED, known_documents
from detente.actors.no_sanctions import none_on, without_sanctions
from detente.actors.powers import in_force
from detente.actors.relation_facts import facts

VIEWS = st.dates(date(1990, 1, 1), date(2026, 6, 30))


def cited(view: date) -> Iterator[tuple[str, str]]:
    """Give every row of the hand-made tables that a view knows, with what it cites."""
    for fact in facts():
        known = fact.known_by(view)
        if known is not None:
            yield fact.id, known.source
    for tie in in_force(view):
        yield f"{tie.kind}:{tie.power}-{tie.other}", tie.source
    for keys in chronology.relations():
        yield from ((one.row, one.source) for one in chronology.chronology(*keys, view))
    for keys in decisions.relations():
        known_rows = decisions.decisions(*keys, view)
        yield from () if known_rows is None else ((one.row, one.source) for one in known_rows.rows)
    for keys in joint_bodies.relations():
        for body in joint_bodies.bodies(*keys, view):
            yield from ((one.row, one.source) for one in body.event)
    for target in {one.other for one in without_sanctions()}:
        yield from ((one.id, one.source) for one in none_on(target, view).values())


@given(VIEWS)
def test_no_row_cites_a_document_of_after_the_view(view: date) -> None:
    late = [
        (row, source)
        for row, source in cited(view)
        if source != UNCITED and known_documents(source, view) != source
    ]
    assert late == []


@pytest.mark.parametrize(
    ("view", "knows"), [(date(2022, 10, 11), False), (date(2022, 10, 12), True)]
)
def test_that_a_state_has_no_sanctions_is_known_when_a_document_says_so(
    view: date, knows: bool
) -> None:
    assert ("SRB" in none_on("RUS", view)) == knows


def test_a_meeting_that_was_reported_later_is_known_and_cites_nothing() -> None:
    rows = [
        (body, event)
        for keys in joint_bodies.relations()
        for body in joint_bodies.bodies(*keys, date(2026, 6, 30))
        for event in body.event
    ]
    late = [(body, event) for body, event in rows if not known_documents(event.source, event.date)]
    assert late, "some meeting is cited from a later page"
    for body, event in late[:20]:
        if event.precision != "day" or body.founded > event.date:
            continue
        then = body.known_by(event.date)
        assert then is not None
        (same,) = [one for one in then.event if one.row == event.row]
        assert same.source == UNCITED and not same.checked
