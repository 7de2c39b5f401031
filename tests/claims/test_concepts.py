"""Names of what can be measured: near ones are offered, former ones still mean the same."""

from __future__ import annotations

import pytest

from detente.claims.concepts import FORMER_NAMES, concept
from detente.errors import ClaimError
from detente.identity.agreement import ISSUES


@pytest.mark.parametrize(("former", "issue"), FORMER_NAMES.items())
def test_a_name_of_an_earlier_version_is_understood(former: str, issue: str) -> None:
    assert concept(former.upper()).name == f"agreement on {ISSUES[issue]}"


def test_a_name_that_nothing_measures_is_refused() -> None:
    with pytest.raises(ClaimError, match="nothing here measures 'agreement on fish'"):
        concept("agreement on fish")
