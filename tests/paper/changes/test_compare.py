"""Two editions compared: what moved is named with its reason, and rounding moves nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.errors import EditionError
from detente.paper.brief import make
from detente.paper.changes.compare import Changes, compare
from detente.paper.changes.printed import (
    EditionRecord,
    Printed,
    Source,
    plain,
    read_record,
)
from detente.paper.write import edition_of
from detente.phrasing import per_cent
from detente.store.catalog import Catalog


def cell(value: float, **given: Any) -> Source:
    keys = given.pop("keys", (("state", "RUS"), ("year", 2013)))
    found = Source(
        "capability",
        "cinc",
        keys=keys,
        value=value,
        sources=(("cow_nmc", "6.0"),),
        rule="mean of six shares",
    )
    return replace(found, **given)


def figure(value: float, *cells: Source, **given: Any) -> Printed:
    found = Printed(
        "power.share",
        "measured",
        unit="share",
        value=value,
        low=None,
        high=None,
        texts=(("per_cent", per_cent(value)),),
        said="Russia held a share.",
        method="shares",
        cells=cells or (cell(value),),
    )
    return replace(found, **given)


def edition(*figures: Printed, **given: Any) -> EditionRecord:
    found = EditionRecord(
        "NATO and Russia",
        "2013-12-31",
        software="détente 1",
        identifier="detente-1",
        seed="1",
        figures={one.id: one for one in figures},
    )
    return replace(found, **given)


def why(old: EditionRecord, new: EditionRecord) -> list[tuple[str, str]]:
    (change,) = compare(old, new).of("moved")
    return [(one.kind, one.detail) for one in change.reasons]


def test_nothing_moved() -> None:
    found = compare(edition(figure(0.04)), edition(figure(0.04)))
    assert found.changes == () and found.same == 1 and found.below == 0
    assert found.summary == "1 of 1 figures are printed as before."
    assert found.by_reason == ""


def test_what_is_printed_as_before_did_not_move() -> None:
    found = compare(edition(figure(0.2901)), edition(figure(0.2949)))
    assert found.changes == () and found.below == 1
    assert found.summary.endswith("; 1 changed by less than is printed.")


def test_a_figure_that_moved_says_from_what_to_what() -> None:
    found = compare(edition(figure(0.04)), edition(figure(0.06)))
    (change,) = found.changes
    assert (change.was, change.now) == ("4 per cent", "6 per cent")
    assert found.summary == "1 of 1 figures moved, 0 new, 0 gone."
    assert change.plain()["change"] == "moved"


def test_the_same_value_written_otherwise_did_not_move() -> None:
    other = figure(0.04, texts=(("share", ".04"),))
    assert compare(edition(figure(0.04)), edition(other)).changes == ()


def test_a_new_edition_of_a_source() -> None:
    newer = cell(0.06, sources=(("cow_nmc", "7.0"),))
    found = why(edition(figure(0.04)), edition(figure(0.06, newer)))
    assert found == [("new edition of a source", "cow_nmc 6.0, now 7.0")]


def test_a_new_method_by_its_name_and_by_its_rule() -> None:
    other = figure(0.06, cell(0.06, rule="median of six shares"), method="other shares")
    assert why(edition(figure(0.04)), edition(other)) == [
        ("new method", "shares, now other shares"),
        ("new method", "median of six shares"),
    ]


def test_a_new_method_by_the_program() -> None:
    new = edition(figure(0.06), software="détente 2")
    assert why(edition(figure(0.04)), new) == [("new method", "détente 1, now détente 2")]


HAND_MADE = (("row", "step:NATO:SWE:2024-03-07"), ("day", "2024-03-07"))


def test_a_corrected_row_of_a_hand_made_table() -> None:
    was = cell(1.0, keys=HAND_MADE, sources=(("blocs", "1"),))
    now = replace(was, value=2.0, sources=(("blocs", "2"),))
    new = edition(figure(2.0, now), software="détente 2")
    assert why(edition(figure(1.0, was)), new) == [("corrected row", "step:NATO:SWE:2024-03-07")]


def test_a_withdrawn_row_is_a_correction() -> None:
    kept = cell(1.0, keys=HAND_MADE, sources=(("blocs", "1"),))
    gone = replace(kept, keys=(("row", "step:2"), ("day", "2024-03-08")))
    old, new = edition(figure(2.0, kept, gone)), edition(figure(1.0, kept))
    assert why(old, new) == [("corrected row", "withdrawn: step:2")]


def test_new_facts_are_named() -> None:
    kept = cell(1.0, keys=HAND_MADE, sources=(("blocs", "1"),))
    more = [replace(kept, keys=(("row", f"step:{place}"),)) for place in range(5)]
    old, new = edition(figure(1.0, kept)), edition(figure(6.0, kept, *more))
    assert why(old, new) == [("new facts", "step:0, step:1, step:2 and 2 more")]


def test_a_row_that_is_read_on_another_day_is_no_new_fact() -> None:
    row = (("row", "step:1"), ("day", "2013-12-31"))
    was = cell(10.4, keys=row, sources=(("blocs", "1"),))
    now = replace(was, value=12.4, keys=(("row", "step:1"), ("day", "2015-12-31")))
    new = edition(figure(12.4, now), day="2015-12-31")
    assert why(edition(figure(10.4, was)), new) == [("another view", "2015-12-31, was 2013-12-31")]
    # on the same day a row of another day is another row
    same_day = edition(figure(12.4, now))
    assert why(edition(figure(10.4, was)), same_day)[0][0] == "new facts"


def test_another_view_is_no_new_edition() -> None:
    later = cell(0.06, keys=(("state", "RUS"), ("year", 2014)))
    old, new = edition(figure(0.04)), edition(figure(0.06, later), day="2014-12-31")
    assert why(old, new) == [("another view", "2014, was 2013")]


def test_a_newer_year_on_the_same_day_is_a_new_edition() -> None:
    later = cell(0.06, keys=(("state", "RUS"), ("year", 2014)), sources=(("cow_nmc", "7.0"),))
    found = why(edition(figure(0.04)), edition(figure(0.06, later)))
    assert found == [("new edition of a source", "cow_nmc 6.0, now 7.0")]


def test_other_cells_and_other_draws() -> None:
    other = cell(0.06, keys=(("state", "CHN"), ("year", 2013)))
    assert why(edition(figure(0.04)), edition(figure(0.06, other))) == [
        ("other cells", "capability (state CHN, year 2013)")
    ]
    kept = cell(0.04)
    drawn = edition(figure(0.06, kept), seed="2")
    assert why(edition(figure(0.04, kept)), drawn) == [("other draws", "seed 1, now 2")]
    again = edition(figure(0.06, kept))
    assert why(edition(figure(0.04, kept)), again)[0][0] == "new method"


def drawn(value: float, seed: int, **given: Any) -> Source:
    """A cell of futures, which rest on the tables of facts and on draws."""
    keys = given.pop("keys", (("bloc", "NATO"), ("seed", seed), ("year", 2033)))
    made = replace(cell(value), table="paired_futures", column="mean", rule="mean of futures")
    return replace(made, keys=keys, sources=(("blocs", "1"),), **given)


def test_futures_with_another_seed_are_other_draws_and_no_new_facts() -> None:
    old = edition(figure(0.04, drawn(0.04, 1)))
    new = edition(figure(0.06, drawn(0.06, 2)), seed="2")
    assert why(old, new) == [("other draws", "seed 1, now 2")]
    # a day later they are another view too
    keys = (("bloc", "NATO"), ("seed", 2), ("year", 2034))
    later = edition(figure(0.06, drawn(0.06, 2, keys=keys)), seed="2", day="2014-12-31")
    assert [kind for kind, _ in why(old, later)] == ["other draws", "another view"]
    # and where the program changed, that may be the reason as well
    both = edition(figure(0.06, drawn(0.06, 2, rule="median")), seed="2", software="détente 2")
    assert why(old, both) == [("other draws", "seed 1, now 2"), ("new method", "median")]


def test_more_draws_and_what_is_computed_from_draws_are_no_corrected_rows() -> None:
    old, more = edition(figure(0.04, drawn(0.04, 1))), edition(figure(0.06, drawn(0.06, 1)))
    found = why(old, more)
    assert found == [("other draws", "paired_futures (bloc NATO, seed 1, year 2033)")]
    again = edition(figure(0.06), seed="2")
    assert why(edition(figure(0.04)), again) == [("other draws", "seed 1, now 2")]
    program = edition(figure(0.06, drawn(0.06, 1)), software="détente 2")
    assert why(old, program) == [("new method", "détente 1, now détente 2")]


def test_a_corrected_row_is_one_whatever_the_seed() -> None:
    was = cell(1.0, keys=HAND_MADE, sources=(("blocs", "1"),))
    new = edition(figure(2.0, replace(was, value=2.0)), seed="2")
    assert why(edition(figure(1.0, was)), new)[0][0] == "corrected row"


def test_a_figure_that_other_draws_brought_in_says_so() -> None:
    one = figure(0.04, drawn(0.04, 1), id="futures.military")
    other = figure(0.06, drawn(0.06, 2, column="other"), id="futures.output")
    changes = compare(edition(one), edition(other, seed="2")).changes
    assert [change.why for change in changes] == ["other draws: seed 1, now 2"] * 2
    alone = compare(edition(figure(0.04)), edition(figure(0.06, id="power.other"), seed="2"))
    assert [change.why for change in alone.changes] == ["", ""]


def test_new_and_gone_figures() -> None:
    one, other = figure(0.04), figure(0.06, id="power.other")
    found = compare(edition(one), edition(other))
    assert [(change.kind, change.id) for change in found.changes] == [
        ("new", "power.other"),
        ("gone", "power.share"),
    ]
    assert [change.plain()["was"] for change in found.changes] == [None, "4 per cent"]


def test_an_id_a_year_on_is_the_same_figure() -> None:
    one = figure(0.04, id="power.share.2013")
    later = cell(0.06, keys=(("state", "RUS"), ("year", 2014)))
    other = figure(0.06, later, id="power.share.2014")
    found = compare(edition(one), edition(other, day="2014-12-31"))
    assert [(change.kind, change.id) for change in found.changes] == [("moved", "power.share.2014")]
    # two years of one figure are two figures
    both = edition(other, figure(0.07, id="power.share.2015"))
    kinds = [change.kind for change in compare(edition(one), both).changes]
    assert kinds == ["new", "new", "gone"]


def test_a_sidecar_names_no_ways_and_one_text_in_common_is_enough() -> None:
    old = figure(0.29, texts=(("", ".29"), ("per_cent", "29 per cent")))
    sidecar = figure(0.29, texts=(("?0", "29 per cent"), ("?1", "29%")))
    assert compare(edition(old), edition(sidecar)).changes == ()
    moved = figure(0.31, texts=(("?0", "31 per cent"),))
    (change,) = compare(edition(old), edition(moved)).changes
    assert (change.was, change.now) == (".29", "31 per cent")


VALUES = st.dictionaries(
    st.sampled_from("abcdef"), st.floats(0, 1).map(lambda value: round(value, 3)), max_size=6
)


@given(before=VALUES, after=VALUES)
def test_every_figure_is_the_same_moved_new_or_gone(
    before: dict[str, float], after: dict[str, float]
) -> None:
    old = edition(*(figure(value, id=name) for name, value in before.items()))
    new = edition(*(figure(value, id=name) for name, value in after.items()))
    found = compare(old, new)
    assert found.same + len(found.of("moved")) + len(found.of("new")) == len(after)
    assert found.same + len(found.of("moved")) + len(found.of("gone")) == len(before)
    assert all(change.was != change.now for change in found.of("moved"))
    assert all(change.reasons for change in found.of("moved"))
    back = compare(new, old)
    assert len(back.of("gone")) == len(found.of("new")) and back.same == found.same
    json.dumps(found.plain(), allow_nan=False)


def test_the_record_keeps_what_was_printed() -> None:
    one = figure(0.04, cell(0.04), cell(0.05, keys=(("state", "USA"), ("year", 2013))))
    other = figure(0.05, cell(0.04), id="power.other")
    figures = {one.id: one, other.id: other}
    kept = plain(figures)
    assert len(kept["cells"]) == 2
    record = {"schema": "3.2", "relation": {"label": "a"}, "day": "b", "software": "c", "seed": 1}
    again = read_record(json.loads(json.dumps({**record, "printed": kept})), where="x")
    assert again.figures == figures


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ([], "no record of a paper"),
        ({}, "no record of a paper"),
        ({"schema": "3.1"}, r"has the layout 3\.1, which does not keep what was printed"),
        ({"schema": "3.2", "printed": {}}, "cannot be read"),
        ({"schema": "3.2", "printed": {"cells": [], "figures": [{"id": "a"}]}}, "cannot be read"),
    ],
)
def test_what_is_no_record_is_refused(record: Any, said: str) -> None:
    with pytest.raises(EditionError, match=said) as caught:
        read_record(record, where="old/brief.json")
    assert "\n" not in str(caught.value) and "old/brief.json" in str(caught.value)


@pytest.fixture(scope="module")
def between(catalog: Catalog) -> Changes:
    """Compare two views of one relation, the later one written since the earlier."""
    key = ("Liechtenstein", "Switzerland")
    earlier = edition_of(make(catalog, pair(*key, 2019), Options(draws=100)))
    old = read_record(json.loads(earlier.record), where="old")
    later = edition_of(make(catalog, pair(*key, 2020), Options(draws=100)), since=old)
    sections = {section.id: section for section in later.document.sections}
    assert sections["changes"].part == "annex"
    said = json.loads(later.record)["since"]
    new = read_record(json.loads(later.record), where="new")
    found = compare(old, new)
    assert said["changes"] == found.plain()["changes"]
    assert found.summary in json.dumps(sections["changes"].plain(), ensure_ascii=False)
    return found


def test_two_views_of_a_relation_differ_by_the_view(between: Changes) -> None:
    assert between.of("moved")
    allowed = {"another view", "new facts", "corrected row"}
    assert {one.reasons[0].kind for one in between.of("moved")} <= allowed


def test_every_printed_figure_is_in_the_record(between: Changes) -> None:
    assert len(between.new.figures) > 3
    for one in between.new.figures.values():
        assert one.cells and one.text and one.said
