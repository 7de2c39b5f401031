"""Who joined or was associated when, and whom they are compared with."""

from __future__ import annotations

import pytest

from detente.actors.names import bloc
from detente.models.membership.design import design, rungs_of
from detente.store.catalog import Catalog

EVERYBODY = ("AUT", "CHE", "RUS", "UKR", "SRB", "FIN", "SWE", "POL", "AUS", "JOR", "IND", "BRA")


def test_the_joiners_of_nato(catalog: Catalog) -> None:
    laid = design(catalog, bloc("NATO"), "accession", 2013, units=EVERYBODY)
    events = dict(laid.events)
    assert (
        events["POL"] == 1999
        and events["EST"] == 2004
        and events["HRV"] == 2009
        and "MNE" not in events
        and "ESP" not in events
    )
    assert len(laid.core) == 16 and "ESP" in laid.core, "the club on the eve of 1999"
    assert laid.controls["associates"] == {"AUT", "CHE", "RUS", "UKR", "SRB", "FIN", "SWE"}, (
        "who holds another kind of tie is not like them"
    )
    assert "POL" not in laid.controls["all"] and {"IND", "BRA"} <= laid.controls["all"]
    later = design(catalog, bloc("NATO"), "accession", 2024, units=EVERYBODY)
    assert dict(later.events)["FIN"] == 2023 and "FIN" not in later.controls["associates"]


def test_the_associates_of_nato_by_form(catalog: Catalog) -> None:
    laid = design(
        catalog, bloc("NATO"), "association", 2013, form="Partnership for Peace", units=EVERYBODY
    )
    assert (
        dict(laid.events)["RUS"] == 1994
        and dict(laid.events)["CHE"] == 1996
        and "associates" not in laid.controls
    )


@pytest.mark.parametrize(("name", "year"), [("AUKUS", 2024), ("GCC", 2020)])
def test_a_bloc_that_nobody_joined_has_no_events(catalog: Catalog, name: str, year: int) -> None:
    laid = design(catalog, bloc(name, year), "accession", year, units=EVERYBODY)
    assert laid.events == () and laid.core


def test_rungs_know_no_later_step() -> None:
    assert (
        max(rungs_of(bloc("NATO"), 2000)["SWE"].values()) < 5
        and max(rungs_of(bloc("NATO"), 2024)["SWE"].values()) == 5
    )
