"""The message of the picture of shares follows the sentences on power."""

from __future__ import annotations

import pytest

from detente.evidence.sentence import render
from detente.paper.exhibits.fan_title import MOST_WORDS, fan_title
from detente.store.catalog import Catalog
from tests.paper.test_to_do import brief_of


def test_in_a_war_the_picture_is_about_what_leads_the_section(catalog: Catalog) -> None:
    brief = brief_of(catalog, "Ukraine", "Russia")
    title, lead = render(fan_title(brief)), brief.argument.section("power")[0][0].line
    # the section leads with the products of the two, and the years are those since the war began
    assert any(cell.column.startswith("gdp") for cell in lead.finding.evidence)
    assert "weight in product" in title and title.endswith("2021 to 2024")
    # no sentence on power counts the United States against the two
    assert "United States" not in title


@pytest.mark.parametrize("names", [("NATO", "Russia"), ("ASEAN", "USA")])
def test_the_message_names_what_the_sentences_count(
    catalog: Catalog, names: tuple[str, str]
) -> None:
    brief = brief_of(catalog, *names)
    title = render(fan_title(brief))
    lines = [one.line for part in brief.argument.section("power") for one in part]
    counted = {cell.column for line in lines for cell in line.finding.evidence}
    begins = "cinc" if "capability" in title else "gdp"
    assert any(column.startswith(begins) for column in counted)
    assert len(title.split()) <= MOST_WORDS
    third = brief.relation.power.third
    assert third is not None and third.label.removeprefix("the ") in title
