"""SAME-VOTE: windows at one membership, net of all states."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence, length
from detente.rules.line import LONGEST_HEADLINE, Reasons
from detente.rules.positions.same_vote import RULE
from detente.rules.positions.same_vote_ranks import ranks
from detente.rules.vote_lines import Said, first_fit, vote_line
from detente.rules.vote_windows import SHAPES, is_outsider, spans, two_windows
from detente.store.catalog import Catalog
from tests.rules.positions.reading import message, said, values


def test_windows_are_whole_years_that_end_before_the_newest_session() -> None:
    assert spans(2025, SHAPES[0]) == ((2015, 2019), (2022, 2024))
    assert spans(2013, SHAPES[0]) == ((2004, 2008), (2011, 2013))


def test_india_and_china_parted_as_counted(catalog: Catalog) -> None:
    line = said(catalog, RULE, "India", "China")["moved.apart-above-half"]
    shown = values(line)
    assert (shown["before.2019"], shown["now.2024"]) == (0.799, 0.672)
    assert line.reasons.moved > 0.5
    assert "India and China" in message(line)


def test_the_change_of_a_bloc_is_read_at_one_membership(catalog: Catalog) -> None:
    view = pair("EU", "Turkey", 2005)
    found = two_windows(catalog.as_of(2005), view)
    assert found is not None
    # 25 members in both windows, and not fifteen in the first
    assert len(found.sides[0]) == 25


def test_a_rise_that_is_the_worlds_never_leads(catalog: Catalog) -> None:
    (line,) = said(catalog, RULE, "ASEAN", "USA").values()
    assert line.variant == "moved.nearer-with-all"
    assert line.headline is None
    # ASEAN is between two powers: the world's change is said beside its own, and not here
    assert "usual.the-united-states" not in values(line)


def test_an_ordinary_pair_has_its_level_alone(catalog: Catalog) -> None:
    lines = said(catalog, RULE, "Liechtenstein", "Switzerland")
    assert set(lines) == {"level"}
    assert lines["level"].headline is None
    assert values(lines["level"])["now.2024"] == 0.86


def test_two_that_fall_below_half(catalog: Catalog) -> None:
    line = said(catalog, RULE, "Ukraine", "Russia")["moved.apart-below-half-far"]
    shown = values(line)
    assert shown["before.2019"] > 0.5 > shown["now.2024"]


def test_a_rise_that_undoes_a_fall_is_a_return(catalog: Catalog) -> None:
    """By hand from the yearly shares: 90 per cent to 2014, 85 to 2019, 92 in 2022."""
    line = said(catalog, RULE, "Sweden", "NATO")["moved.nearer-back"]
    text = line.finding.text
    assert "In 2010 to 2014 it had been 90 per cent: the rise undid a fall." in text
    # the move came two years before the state was a member
    assert text.endswith("membership of 2024: the share was 93 per cent in 2022 already.")
    # a fall with none before it, and a fall from a level that was never lower, are none
    assert not any("back" in name for name in said(catalog, RULE, "India", "China"))
    assert not any("back" in name for name in said(catalog, RULE, "Ukraine", "Russia"))


@pytest.mark.parametrize(("first", "second"), [("Kosovo", "Chad"), ("Taiwan", "Japan")])
def test_a_state_without_a_vote_is_met_with_silence(
    catalog: Catalog, first: str, second: str
) -> None:
    assert said(catalog, RULE, first, second) == {}


def test_a_successor_is_not_compared_with_its_predecessor(catalog: Catalog) -> None:
    found = two_windows(catalog.as_of(1995), pair("Russia", "Germany", 1995))
    assert found is None or not found.comparable
    assert not any(
        name.startswith("moved") for name in said(catalog, RULE, "Russia", "Germany", year=1995)
    )


def test_a_side_is_ranked_among_its_own_pairs(catalog: Catalog) -> None:
    view = pair("Brazil", "Argentina", 2025)
    found = two_windows(catalog.as_of(2025), view)
    assert found is not None
    of_brazil, of_argentina = ranks(view, found)
    # no state left Brazil farther; Argentina left nearly everybody
    assert not of_brazil.farther
    assert len(of_argentina.farther) > 20
    assert of_argentina.usual < -0.1 < of_brazil.usual


def test_america_is_an_outsider_of_the_assembly(catalog: Catalog) -> None:
    found = two_windows(catalog.as_of(2025), pair("USA", "France", 2025))
    assert found is not None
    assert is_outsider(found, found.sides[0])
    assert not is_outsider(found, found.sides[1])


def test_a_message_that_is_too_long_gives_way() -> None:
    long = Sentence("A message " + "of many words " * 6 + "ends.", {})
    short = Sentence("A message ends.", {})
    assert first_fit(LONGEST_HEADLINE, long, short) is short
    assert first_fit(LONGEST_HEADLINE, long) is long
    cell = Cell("t", "c", (("year", 2024),), value=0.5, unit="part", sources=("x",), rule="r")
    whole = Said(section=(short,), headline=long, key=(short,), gist=short)
    line = vote_line("x", "unusual.x", whole, main=cell, reasons=Reasons(unusual=1.0), about="x")
    assert length(long) > LONGEST_HEADLINE
    assert line.headline is None
    assert line.key == ()


def test_a_line_that_says_nothing_is_refused() -> None:
    cell = Cell("t", "c", (("year", 2024),), value=0.5, unit="part", sources=("x",), rule="r")
    with pytest.raises(EvidenceError, match="says nothing"):
        vote_line("x", "level", Said(section=()), main=cell, reasons=Reasons(), about="x")
