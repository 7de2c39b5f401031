"""Names that say how many members they mean: true on their days, refused on others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.blocs import blocs
from detente.actors.counted_names import in_parts, spans_with
from detente.actors.names import actor, is_bloc_name
from detente.actors.relation_key import pair
from detente.errors import DateError, UnknownActor
from detente.span import OPEN_END


@pytest.mark.parametrize(
    ("name", "year", "label"),
    [
        ("EU28", 2015, "the European Union"),
        ("EU27", 2010, "the European Union"),
        ("EU-27", 2021, "the European Union"),
        ("EU 15", 2000, "the European Union"),
        ("EC12", 1990, "the European Communities"),
        ("NATO-16", 1990, "NATO"),
        ("G8", 2010, "the G8"),
        ("G7", 2010, "the G8"),
        ("Visegrád Four", 2020, "the Visegrad Group"),
        ("Quad 2.0", 2022, "the Quad"),
    ],
)
def test_a_number_that_holds_resolves(name: str, year: int, label: str) -> None:
    assert actor(name, year).label == label and is_bloc_name(name)


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("EU28", 2021, "28 members.*from 2013-07-01 to 2020-01-31; at the end of 2021 it had 27"),
        ("EU28", 2012, "at the end of 2012 it had 27"),
        ("EU27", 2015, "from 2007-01-01 to 2013-06-30 and since 2020-02-01"),
        ("EU15", 2021, "it had 27; ask for EU"),
        ("NATO30", 2025, "it had 32"),
        ("G8", 2020, "to 2014-03-23; at the end of 2020 it had 7; ask for G7"),
        ("Group of Eight", 2020, "it had 7"),
    ],
)
def test_a_number_that_does_not_hold_is_said(name: str, year: int, said: str) -> None:
    with pytest.raises(DateError, match=said):
        pair(name, "China", year)


@pytest.mark.parametrize("name", ["EU99", "EU2", "NATO 8", "Germany 1", "28"])
def test_a_number_that_no_bloc_ever_had_is_no_name(name: str) -> None:
    with pytest.raises(UnknownActor):
        actor(name, 2020)


@given(st.sampled_from(sorted(blocs())), st.dates(date(1950, 1, 1), date(2026, 6, 30)))
def test_a_day_is_in_the_spans_of_its_own_number_alone(name: str, day: date) -> None:
    bloc = blocs()[name]
    held = len(bloc.member_letters(day))
    for count in range(1, 61):
        spans = spans_with(bloc, count)
        assert all(last < first for (_, last), (first, _) in zip(spans, spans[1:], strict=False))
        assert any(first <= day <= last for first, last in spans) == (count == held)


def test_the_last_day_before_a_change_still_counts() -> None:
    (first, last), (again, end) = spans_with(blocs()["EU"], 27)
    assert (first, last + timedelta(days=1)) == (date(2007, 1, 1), date(2013, 7, 1))
    assert (again, end) == (date(2020, 2, 1), OPEN_END)


@given(st.text(max_size=20))
def test_any_text_is_split_or_left(text: str) -> None:
    parts = in_parts(text)
    assert parts is None or text.startswith(parts[0])
