"""A year means that year, whatever came before and after it."""

from __future__ import annotations

import pytest

from detente.claims.check import check
from detente.claims.document import parse
from detente.store.catalog import Catalog

CLAIM = """
[document]
as_of = {day}
[[claim]]
id = "1"
text = "The United Kingdom was a member of the European Union."
kind = "rung"
of = "United Kingdom"
bloc = "{bloc}"
expect = "member"
{years}
"""


@pytest.mark.parametrize(
    ("day", "years", "then", "since"),
    [
        (2019, "year = 2019", "supported", "supported"),
        (2021, "year = 2019", "supported", "supported"),
        (2019, "", "supported", "contradicted"),
        (2021, "", "contradicted", "contradicted"),
        (2019, "year = 1972", "contradicted", ""),
        (2021, "years = [1973, 2019]", "supported", "contradicted"),  # since: each year after
        (2021, "years = [1972, 2019]", "contradicted", "contradicted"),
    ],
)
def test_a_claim_on_a_year_is_answered_for_that_year(
    catalog: Catalog, day: int, years: str, then: str, since: str
) -> None:
    given = CLAIM.format(day=day, years=years, bloc="EU").encode()
    (found,) = check(catalog, parse(given, where="claims", title="Claims"))
    assert (found.verdict, found.later) == (then, since)


def test_a_number_of_members_that_does_not_hold_is_named(catalog: Catalog) -> None:
    given = CLAIM.format(day=2021, years="year = 2019", bloc="EU28").encode()
    (found,) = check(catalog, parse(given, where="claims", title="Claims"))
    assert found.verdict == "untestable" and "at the end of 2021 it had 27" in found.why
