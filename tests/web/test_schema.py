"""The API as its schema says it is: what schemathesis sends is answered as described."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 10
"""Requests of each route."""
LEAST_ROUTES = 17
NOT_ASKED = positive_data_acceptance
"""A request of a sound form may still ask for what cannot be: an alliance before its day."""
pytestmark = pytest.mark.slow


def test_every_route_answers_as_the_schema_says(reading_server: str) -> None:
    described = schemathesis.openapi.from_url(f"{reading_server}/api/v1/openapi.json")
    tried = 0
    for result in described.get_all_operations():
        strategy = result.ok().as_strategy()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=reading_server, excluded_checks=[NOT_ASKED])

        answered()
        tried += 1
    assert tried >= LEAST_ROUTES
