"""What to do, what to watch, and how far to trust it: sections that the argument does not fill."""

from __future__ import annotations

from datetime import date

from detente.actors.relation_key import pair
from detente.evidence.sentence import render
from detente.paper.blocks import Advice, Grid, Missing, Prose, Watchlist
from detente.paper.brief import Brief, make
from detente.paper.sections import first_page, to_do, trust
from detente.settings import settings
from detente.store.catalog import Catalog

TODAY = date(2026, 6, 30)


def brief_of(catalog: Catalog, first: str, second: str, day: date | int = TODAY) -> Brief:
    return make(catalog, pair(first, second, day))


def test_serbia_is_advised_and_the_options_are_beside_each_other(catalog: Catalog) -> None:
    brief = brief_of(catalog, "Serbia", "EU")
    advised = first_page.title(brief, settings()).advice
    assert advised and all(isinstance(one, Advice) and one.notes for one in advised)
    table, watched = to_do.section(brief).blocks
    assert isinstance(table, Grid) and isinstance(watched, Watchlist)
    rows = table.plain()["rows"]
    assert any(row[0].startswith("The Council: set a day") for row in rows)
    assert all("Against it:" in row[4] and all(row) for row in rows)
    assert not any("Not recommended" in row[0] for row in rows)
    assert len(watched.items) == 3 and all(item.passage.notes for item in watched.items)


def test_a_pair_at_war_gets_courses_that_prepare_its_end(catalog: Catalog) -> None:
    brief = brief_of(catalog, "Ukraine", "Russia")
    advised = first_page.title(brief, settings()).advice
    texts = [str(one.plain()) for one in advised if isinstance(one, Advice)]
    assert any("ceasefire" in text for text in texts), "in what is advised, or in its reason"
    watched = advised[-1]
    assert isinstance(watched, Watchlist), "in a war page 1 says what to watch"
    (table,) = to_do.section(brief).blocks
    assert isinstance(table, Grid)
    headings = [render(item.message) for item in watched.items]
    # a war is watched by its dead, not by votes or regimes
    assert headings[0] == "The intensity of the war." and len(headings) >= 2
    assert not any("vote" in one or "democracy" in one for one in headings)


def test_what_page_one_watches_is_not_said_again(catalog: Catalog) -> None:
    brief = brief_of(catalog, "Finland", "NATO")
    page = first_page.title(brief, settings())
    nothing, watched = page.advice
    assert page.answer is not None
    assert render(page.answer.sentences[-1]).startswith("Confidence in this answer is ")
    assert isinstance(nothing, Missing) and isinstance(watched, Watchlist)
    assert "they are allies" in nothing.text
    assert to_do.section(brief).blocks == ()


def test_trust_says_where_data_end_the_oldest_first_and_what_came_later(catalog: Catalog) -> None:
    blocks = trust.section(brief_of(catalog, "NATO", "Russia", 2013)).blocks
    prose = [block for block in blocks if isinstance(block, Prose)]
    text = " ".join(render(sentence) for block in prose for sentence in block.sentences)
    assert text.startswith("Votes, dates and memberships are counted; product, spending")
    # what the paper does not show is not called an estimate
    assert not list(trust._counts(brief_of(catalog, "Liechtenstein", "Switzerland")))
    assert text.index("Disputes end in 2010.") < text.index("What came later is used nowhere")


def test_a_pair_without_data_says_what_is_missing(catalog: Catalog) -> None:
    brief = brief_of(catalog, "Prussia", "Austria-Hungary", 1850)
    assert to_do.section(brief).blocks == ()
    blocks = trust.section(brief).blocks
    missing = [block.text for block in blocks if isinstance(block, Missing)]
    assert missing[0].startswith("Missing at this view: votes")
