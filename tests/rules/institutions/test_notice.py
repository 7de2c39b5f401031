"""Notice of a treaty: given, withdrawn, and unknown before its day."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.treaties import treaties_of
from detente.errors import DateError
from detente.rules.institutions import notice
from detente.store.catalog import Catalog
from tests.rules.spoken import spoken

ROW = {
    "a": "ITA",
    "b": "LBY",
    "name": "Agreement on x",
    "kind": "military cooperation",
    "duty": "to share x",
    "from": date(2009, 3, 2),
    "source": "Agreement on x, 2 March 2009",
    "where": "here",
}


def test_a_notice_that_was_withdrawn_is_told_with_both_days(catalog: Catalog) -> None:
    """By hand: notice on 22 August 2019 and 11 February 2020, back in March 2023 and July 2021."""
    line = spoken(notice.RULE, catalog, "Japan", "South Korea")["unexpected.withdrawn"]
    assert line.finding.text == (
        "South Korea gave notice in August 2019 to end the agreement on military information, and "
        "withdrew it in March 2023. The text of November 2016 obliges the two to protect the "
        "secret military information that they give each other."
    )
    line = spoken(notice.RULE, catalog, "Philippines", "United States")["unexpected.withdrawn"]
    assert "in February 2020 to end the Visiting Forces Agreement" in line.finding.text


def test_no_view_sees_a_notice_or_its_end_before_its_day(catalog: Catalog) -> None:
    assert spoken(notice.RULE, catalog, "Japan", "South Korea", 2018) == {}
    (then,) = spoken(notice.RULE, catalog, "Japan", "South Korea", 2020).values()
    assert then.variant == "unexpected.open" and "withdrew" not in then.finding.text
    assert spoken(notice.RULE, catalog, "France", "Germany") == {}


@pytest.mark.parametrize(
    "change",
    [
        {"notice": date(2010, 1, 1)},
        {"notice": date(2000, 1, 1), "notice_by": "ITA"},
        {"withdrawn": date(2010, 1, 1)},
        {"notice": date(2010, 1, 1), "notice_by": "ITA", "withdrawn": date(2009, 6, 1)},
    ],
)
def test_a_notice_has_a_giver_a_day_within_the_life_and_an_end_after_it(
    change: dict[str, object],
) -> None:
    with pytest.raises(DateError):
        treaties_of({**ROW, **change})
