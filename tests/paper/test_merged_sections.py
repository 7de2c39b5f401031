"""Sections too short for a heading, and what came later beside the key findings."""

from __future__ import annotations

import pytest

from detente.evidence.sentence import PlainSentence, render
from detente.paper.blocks import Block, Exhibit, Passage, Prose
from detente.paper.document import Section
from detente.paper.sections.body import merged
from detente.paper.sections.weighed import weighed
from tests.paper.test_votes_picture import brief_of

PICTURE = Exhibit("map", PlainSentence("A map"), spec={})


def section(name: str, words: int, *more: Block) -> Section:
    """Give a section of so many words."""
    said = Prose((Passage((PlainSentence(" ".join([name] * words)),)),))
    return Section(name, name.capitalize(), blocks=(said, *more))


def test_a_short_section_goes_to_where_it_stands_now() -> None:
    given = (section("now", 30), section("positions", 30), section("why", 5))
    now, positions = merged(given)
    assert [one.id for one in (now, positions)] == ["now", "positions"]
    assert len(now.blocks) == 2 and len(positions.blocks) == 1


def test_a_picture_beside_a_line_has_a_heading_that_names_it() -> None:
    given = (section("now", 30), section("positions", 30), section("institutions", 5, PICTURE))
    both = merged(given)[1]
    assert both.title == "Positions and institutions" and both.claim is None


def test_without_a_first_section_a_short_one_joins_the_one_before() -> None:
    (both,) = merged((section("power", 30), section("why", 5)))
    assert both.title == "Power and why" and len(both.blocks) == 2


@pytest.mark.slow
def test_what_came_later_owns_what_the_paper_did_not_see() -> None:
    said = " ".join(render(one) for one in weighed(brief_of("Sweden", "NATO", "2021")))
    assert "Sweden asked to join in May 2022, and no finding above gave a sign of it." in said
    assert "nearer in UN votes on nuclear weapons" in said
    assert weighed(brief_of("Sweden", "NATO")) == ()
    said = " ".join(render(one) for one in weighed(brief_of("NATO", "Russia", "2013")))
    assert "The first finding failed: the break of April 2014 has not ended." in said
