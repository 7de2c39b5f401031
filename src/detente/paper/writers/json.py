"""The record: a brief as JSON, the same bytes for the same input, version and seed."""

from __future__ import annotations

import json
from typing import Any

from detente.actors.names import Actor
from detente.citations import references
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.series import Series
from detente.models.analogues.measures import GROUPS, MEASURES
from detente.models.analogues.search import Share
from detente.models.dispute_risk.read import known_to
from detente.models.windows.read import plain, why_none
from detente.paper.brief import STRUCTURES, Brief, software, source_entry
from detente.scenarios.accounting import DOMESTIC, Difference, Scenario

SCHEMA = "1.1"
"""Version of the layout of ``brief.json``, described in docs/brief-json.md."""
NOT_ASKED = {
    "claims": "no file of claims was given",
}


def record(brief: Brief) -> dict[str, Any]:
    """Write a brief as plain data, numbers rounded to six significant digits.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    dict
        As docs/brief-json.md describes it.
    """
    structures = {
        name: {
            "headline": brief.of(name)[0].text if brief.of(name) else "",
            "measures": _measures(brief, name),
            "findings": [_finding(f, brief) for f in brief.of(name)],
        }
        for name in STRUCTURES
    }
    dated = plain(brief.relation.windows)
    whole = {
        "schema": SCHEMA,
        "software": software(),
        "seed": brief.options.seed,
        "relation": {
            "a": _actor(brief.pair.a),
            "b": _actor(brief.pair.b),
            "label": brief.pair.label,
        },
        "as_of": brief.pair.as_of,
        "structures": structures,
        "synthesis": {
            "explanation": brief.explanation.text if brief.explanation else "",
            "rests_on": list(brief.rests_on),
            "closeness": brief.explanation.closeness if brief.explanation else {},
            "comparison": [_standing(s) for s in brief.standings],
            "findings": [_finding(f, brief) for f in brief.of("synthesis")],
        },
        "risk": _risk(brief),
        "windows": dated["windows"],
        "window_records": dated["records"],
        "analogues": _analogues(brief),
        "claims": [v.plain() for v in brief.claims],
        "empty": _empty(brief),
        "scenario": _scenario(brief.scenario),
        "courses": [
            {
                "id": c.id,
                "for": [{"finding": r.finding, "words": r.words} for r in c.pro],
                "against": [{"finding": r.finding, "words": r.words} for r in c.contra],
                "favoured": c.favoured,
            }
            for c in brief.policy_options
        ],
        "recommendations": [
            {
                "id": r.id,
                "text": r.text,
                "findings": list(r.rests_on),
                "who_loses": r.loses,
                "what_would_change_it": r.changes,
                "confidence": r.confidence,
            }
            for r in brief.recommendations
        ],
        "sources": [_source(brief, name) for name in brief.sources()],
        "report_card": [_method(m) for m in brief.report_card],
    }
    rounded: dict[str, Any] = _round(whole)
    return rounded


def dumps(brief: Brief) -> str:
    """Write a brief as JSON text."""
    return (
        json.dumps(record(brief), indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
        + "\n"
    )


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {k: _round(v) for k, v in value.items()}
    return [_round(v) for v in value] if isinstance(value, list | tuple) else value


def _empty(brief: Brief) -> dict[str, str]:
    found = {} if brief.claims else dict(NOT_ASKED)
    if not brief.relation.windows.now:
        found["windows"] = why_none(brief.relation.windows)
    if brief.relation.risk is None:
        found["risk"] = (
            "no pair of states across the two sides has a border or a major power, or the years lie outside 1961 to "
            "2023"
        )
    if brief.scenario is None:
        found["scenario"] = "the pair is no bloc and state, or no change was asked for"
    if not brief.recommendations:
        found["recommendations"] = "no rule found enough evidence"
    return found


def _actor(party: Actor) -> dict[str, Any]:
    return {"kind": party.kind, "key": party.key, "name": party.name, "label": party.label}


def _cell(cell: Cell, brief: Brief | None = None) -> dict[str, Any]:
    versions = (
        {s: str(source_entry(brief.relation.catalog, s)["version"]) for s in cell.sources}
        if brief
        else {}
    )
    return {
        "table": cell.table,
        "keys": dict(cell.keys),
        "column": cell.column,
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "unit": cell.unit,
        "source": list(cell.sources),
        "version": versions,
        "rule": cell.rule,
    }


def _measures(brief: Brief, structure: str) -> list[dict[str, Any]]:
    """Give every measure of a structure, and what was observed of it after the view."""
    relation = brief.relation
    measured = {
        "power": relation.power.measures,
        "identity": relation.identity.measures,
        "institutions": relation.institutions.measures,
    }
    known = [_series(series, relation.later(series)) for series in measured[structure]()]
    return known + [
        _series(later.split(brief.pair.as_of)[0], later)
        for later in relation.only_later()
        if later.id.partition(".")[0] == structure
    ]


def _series(known: Series, later: Series | None = None) -> dict[str, Any]:
    return {
        "id": known.id,
        "label": known.label,
        "of": known.of,
        "unit": known.unit,
        "table": known.table,
        "column": known.column,
        "sources": list(known.sources),
        "rule": known.rule,
        "method": known.method,
        "last_year": known.years[-1] if known else None,
        "years": list(known.years),
        "values": list(known.values),
        "low": list(known.low),
        "high": list(known.high),
        "later": {
            "years": list(later.years) if later else [],
            "values": list(later.values) if later else [],
        },
    }


def _finding(finding: Finding, brief: Brief) -> dict[str, Any]:
    return {
        "id": finding.id,
        "text": finding.text,
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "unit": finding.unit,
        "years": list(finding.years),
        "evidence": [_cell(c, brief) for c in finding.evidence],
        "method": finding.method.id,
        "track_record": finding.method.record,
        "mark": finding.method.mark,
        "verdict": finding.verdict,
        "about": finding.sentence_about,
    }


def _risk(brief: Brief) -> dict[str, Any]:
    found = brief.relation.risk
    if found is None:
        return {}
    return {
        "year": found.year,
        "risk": found.risk,
        "low": found.low,
        "high": found.high,
        "history": found.history,
        "expected": found.expected,
        "pairs_not_held": found.missing,
        "disputes_known": known_to(found.year),
        "full": _series(found.full),
        "history_alone": _series(found.alone),
        "pairs": [
            {
                "names": list(p.names),
                "codes": list(p.codes),
                "risk": p.risk,
                "low": p.low,
                "high": p.high,
                "history": p.history,
                "base": p.base,
                "parts": {
                    q.block: {"value": q.value, "low": q.low, "high": q.high} for q in p.parts
                },
            }
            for p in found.pairs
        ],
    }


def _analogues(brief: Brief) -> dict[str, Any]:
    found = brief.relation.analogues
    if found is None:
        return {}
    names = [m.column for m in MEASURES]

    def share(one: Share | None) -> dict[str, Any] | None:
        return (
            None
            if one is None
            else {"share": one.share, "all": one.all, "count": one.count, "known": one.known}
        )

    return {
        "of": list(found.names),
        "year": found.year,
        "values": dict(zip(names, found.values, strict=True)),
        "after": {
            "no_dispute": share(found.quiet),
            "nearer": share(found.nearer),
            "farther": share(found.farther),
            "first_pact": share(found.pact),
        },
        "nearest": [
            {
                "names": list(a.names),
                "codes": list(a.codes),
                "year": a.year,
                "steps": {
                    g: None if s != s else s
                    for g, s in zip((*GROUPS, "mean"), a.steps, strict=True)
                },
                "values": dict(zip(names, a.values, strict=True)),
                "disputes": a.disputes,
                "moved": a.moved,
                "pact": a.pact,
            }
            for a in found.nearest
        ],
    }


def _standing(item: Any) -> dict[str, Any]:
    return {
        "name": item.name,
        "kind": item.kind,
        "values": {k: c.value for k, c in item.cells.items()},
        "years": {k: c.year for k, c in item.cells.items()},
        "percentiles": dict(item.percentiles),
    }


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "before": item.before,
        "after": item.after,
        "difference": item.difference,
        "low": None,
        "high": None,
        "unit": item.unit,
        "note": item.note,
        "evidence": [_cell(c) for c in item.evidence],
    }


def _scenario(scenario: Scenario | None) -> dict[str, Any]:
    if scenario is None:
        return {
            "kind": "none",
            "bloc": None,
            "state": None,
            "year": None,
            "method": None,
            "difference": [],
            "spinoffs": {
                "domestic": [],
                "neighbourhood": [],
                "prominence": [],
                "conflict_zones": [],
            },
            "empty": {},
            "new_neighbours": [],
            "lost_neighbours": [],
        }
    rows = [_difference(d) for d in scenario.differences]
    by = {
        name: [r for r, d in zip(rows, scenario.differences, strict=True) if d.spinoff == name]
        for name in ("neighbourhood", "prominence", "conflict_zones")
    }
    return {
        "kind": scenario.kind,
        "bloc": scenario.bloc.id,
        "state": scenario.state.key,
        "year": scenario.year,
        "method": "accounting",
        "difference": rows,
        "spinoffs": {"domestic": [], **by},
        "empty": {"domestic": DOMESTIC},
        "new_neighbours": list(scenario.gained),
        "lost_neighbours": list(scenario.lost),
    }


def _source(brief: Brief, name: str) -> dict[str, Any]:
    entry = source_entry(brief.relation.catalog, name)
    keys = entry["citations"] if isinstance(entry["citations"], list) else []
    return {
        "id": name,
        "version": entry["version"],
        "licence": entry["licence"],
        "terms": entry["terms"],
        "last_year": brief.reach()[name],
        "citation": [references()[str(k)].line() for k in keys],
    }


def _method(method: Method) -> dict[str, Any]:
    return {
        "id": method.id,
        "name": method.name,
        "mark": method.mark,
        "record": method.record,
        "fails": method.fails,
    }
