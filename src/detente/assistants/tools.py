"""Tools: what an assistant may ask, with the limits of each argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from detente.assistants import answers


def year_as_text(given: object) -> object:
    """Read a year that is given as a number, as assistants do, like one that is given as text.

    Parameters
    ----------
    given : object
        What a caller sends as a day.

    Examples
    --------
    >>> year_as_text(2013), year_as_text("2014-03-17"), year_as_text(True)
    ('2013', '2014-03-17', True)
    """
    is_year = type(given) is int and 0 <= given < YEARS
    return str(given) if is_year else given


YEARS = 10_000
"""Years are numbers below."""
Party = Annotated[
    str,
    Field(max_length=120, description="A state, former state or alliance: name, letters or code"),
]
Day = Annotated[
    str,
    BeforeValidator(year_as_text),
    Field(
        max_length=20,
        description="A year from 1816, or a day such as 2014-03-17; the newest by default",
    ),
]
Year = Annotated[int, Field(ge=1816, le=2100)]
Additions = Annotated[
    tuple[Annotated[str, Field(max_length=60)], ...],
    Field(max_length=12, description="Columns to add, of panel_additions"),
]
Claims = Annotated[
    str, Field(max_length=200_000, description="Claims in TOML, as claim_tests shows them")
]
Id = Annotated[str, Field(max_length=60, description="Id of one source; all by default")]
Grain = Literal["state-years", "dyad-years", "leader-years"]


def actors(
    name: Annotated[str, Field(max_length=120, description="A name or its begin, in 44 languages")],
    as_of: Day = "",
) -> dict[str, Any]:
    """Find states, former states and alliances; with a day, who the name means and its members."""
    return answers.find_actors(name, as_of)


def relation(
    first: Party,
    second: Party,
    as_of: Day = "",
    *,
    whole: Annotated[bool, Field(description="Every section, not page 1 alone")] = False,
) -> dict[str, Any]:
    """Give what is known of a relation as of a day: answer, key findings, state, risk of a dispute,
    open windows; notes with cells, track records of methods, sources with citations."""
    return answers.relation(first, second, as_of, whole=whole)


def measures(first: Party, second: Party, as_of: Day = "") -> dict[str, Any]:
    """List every measure of a relation with unit, years, last value and sources."""
    return answers.list_measures(first, second, as_of)


def measure(
    first: Party,
    second: Party,
    name: Annotated[str, Field(max_length=80, description="Of the tool measures")],
    as_of: Day = "",
) -> dict[str, Any]:
    """Give one measure: each year with value, interval and whether the view could see it; rule,
    table and column, track record of the method, sources with citations."""
    return answers.measure(first, second, name, as_of=as_of)


def check_claims(text: Claims) -> dict[str, Any]:
    """Test claims with every source that measures them: supported, contradicted, mixed or
    untestable, with the numbers and cells of each source."""
    return answers.check_claims(text)


def claim_tests() -> dict[str, Any]:
    """List the kinds of tests of a claim with their fields, and a claim as it is written."""
    return answers.kinds_of_claims()


def panel(
    grain: Annotated[Grain, Field(description="What a row is")],
    since: Year,
    until: Year,
    add: Additions = (),
    system: Annotated[Literal["cow", "gw"], Field(description="Whose states")] = "cow",
) -> dict[str, Any]:
    """Build a panel from the tables that are held: number of rows, the first of them, columns with
    labels and units, why cells are empty, versions of the sources."""
    return answers.panel(grain, (since, until), add, system=system)


def panel_additions() -> dict[str, Any]:
    """List what can be added to a panel."""
    return answers.additions()


def sources(id: Id = "") -> dict[str, Any]:
    """List the sources: where each is held, its version, years, terms, licence and citation."""
    return answers.list_sources(id)


TOOLS: tuple[Callable[..., dict[str, Any]], ...] = (
    actors,
    relation,
    measures,
    measure,
    check_claims,
    claim_tests,
    panel,
    panel_additions,
    sources,
)
"""Every tool; none of them writes."""
