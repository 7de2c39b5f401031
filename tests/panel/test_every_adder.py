"""Every adder of the shelf: on its page, with a label, a citation and a version for each column."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.columns import describe
from detente.errors import PanelError
from detente.panel.adders.base import Adder
from detente.panel.adders.shelf import SHELF, adder
from detente.panel.create import dyad_years, leader_years, state_years
from detente.sources.shelf import source_of_table
from detente.store.home import Store

FROM_THE_PANEL = {"peace_years", "spells", "lag", "difference", "moving_mean"}
"""Adders that read no source, but other columns of the panel."""


def test_every_adder_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "panels.md").read_text(encoding="utf-8")
    for member in SHELF:
        assert f"`{member.id}`" in page, member.id
        for option in member.options:
            assert f"`{option}" in page, (member.id, option)
    with pytest.raises(PanelError, match="dictionary"):
        describe("nothing")
    assert adder("nmc").label


def untried(member: Adder) -> bool:
    """Tell whether an adder rests on a source alone of which the mirror has no file."""
    sourced = [form for form in member.forms if not form.starter]
    tables = {table for form in sourced for table in form.tables}
    return bool(tables) and all(source_of_table(table).layout_seen for table in tables)


@pytest.mark.mirror
def test_every_column_of_every_adder_is_in_the_dictionary(mirrored: Store) -> None:
    grains = [
        state_years(years=(1999, 2000), store=mirrored),
        dyad_years(years=(1999, 2000), directed=True, store=mirrored),
        leader_years("cow", years=(1999, 2000), store=mirrored),
    ]
    seen = set()
    for member in SHELF:
        if member.id in FROM_THE_PANEL:
            continue
        for panel in grains:
            try:
                found = panel.add(member.id)
            except PanelError:
                continue
            seen.add(member.id)
            assert all("rows left out" in note for note in found.notes), member.id
            assert all(c.label for c in found.codebook()), member.id
            assert found.lineage and all(o.citations and o.version for o in found.lineage), (
                member.id
            )
            assert found.frame.height == panel.frame.height
    assert seen == {m.id for m in SHELF if not untried(m)} - FROM_THE_PANEL
