"""The nearest past pairs, as plain data for the JSON."""

from __future__ import annotations

import math
from typing import Any

from detente.models.analogues.measures import GROUPS, MEASURES
from detente.models.analogues.search import Analogue, Share
from detente.paper.brief import Brief


def analogues_record(brief: Brief) -> dict[str, Any]:
    """Give the analogues of a relation; empty where there is none.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    found = brief.relation.analogues
    if found is None:
        return {}
    after = {
        "no_dispute": found.quiet,
        "nearer": found.nearer,
        "farther": found.farther,
        "first_pact": found.pact,
    }
    return {
        "of": found.names,
        "year": found.year,
        "values": _by_measure(found.values),
        "after": {name: _share(share) for name, share in after.items()},
        "nearest": [_analogue(case) for case in found.nearest],
    }


def _by_measure(values: tuple[Any, ...]) -> dict[str, Any]:
    return {measure.column: value for measure, value in zip(MEASURES, values, strict=True)}


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "share": share.share,
        "all": share.all,
        "count": share.count,
        "known": share.known,
    }


def _analogue(case: Analogue) -> dict[str, Any]:
    groups = zip((*GROUPS, "mean"), case.steps, strict=True)
    steps = {group: None if math.isnan(step) else step for group, step in groups}
    values = _by_measure(case.values)
    return {
        "names": case.names,
        "codes": case.codes,
        "year": case.year,
        "steps": steps,
        "values": values,
        "disputes": case.disputes,
        "moved": case.moved,
        "pact": case.pact,
    }
