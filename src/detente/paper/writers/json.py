"""The record: a brief as JSON, the same bytes for the same input, version and seed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from detente.actors.names import Actor
from detente.actors.naming import names_of, texts_of
from detente.analysis.comparison import Placement
from detente.analysis.reach import missing, reach
from detente.citations import references
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import (
    AnyFigure,
    Sentence,
    Statement,
    figures,
    pattern,
    render,
)
from detente.evidence.series import Series
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import COVERED, PairRisk, known_to
from detente.models.windows.read import plain, why_none
from detente.paper.brief import Brief
from detente.paper.origin import software, source_entry
from detente.paper.writers.analogues import analogues_record
from detente.paper.writers.argument import argument_record
from detente.paper.writers.ladders import bodies, ladders
from detente.paper.writers.own_facts import own_record
from detente.paper.writers.simulation import with_simulation
from detente.paper.writers.state import state_record
from detente.paper.writers.treaty import treaty_record
from detente.scenarios.accounting import DOMESTIC, Difference, Scenario
from detente.span import view_fields

SCHEMA = "3.2"
"""Version of the layout of ``brief.json``, described in docs/brief-json.md."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
DIGITS = 6
"""Significant digits of numbers."""
NOT_ASKED = {"claims": "no file of claims was given"}
NO_RISK = (
    "no pair of states across the two sides has a border or a major power, or the years lie "
    f"outside {COVERED}"
)
SPINOFFS = ("neighbourhood", "prominence", "conflict_zones")
"""Groups of differences that can be counted; domestic politics cannot."""


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
    whole = {**_frame(brief), **_measured(brief), **_outlook(brief), **_advice(brief)}
    rounded: dict[str, Any] = _round(whole)
    return {**rounded, "designations": _designations(brief, rounded)}


def _designations(brief: Brief, whole: dict[str, Any]) -> list[dict[str, str]]:
    """Give the footnotes of names that the record prints; names of sources are left as they are."""
    printed = [value for part, value in whole.items() if part not in ("sources", "report_card")]
    return [note.plain() for note in names_of(brief.pair, texts_of(printed)).footnotes]


def dumps(brief: Brief, more: Mapping[str, Any] = NOTHING) -> str:
    """Write a brief as JSON text.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    more : mapping of str to Any
        What is known once the paper is laid out: ``printed`` and ``since``.
    """
    whole = record(brief) | _round(dict(more))
    text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return f"{text}\n"


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {key: _round(inner) for key, inner in value.items()}
    return [_round(inner) for inner in value] if isinstance(value, list | tuple) else value


def _frame(brief: Brief) -> dict[str, Any]:
    """Say what was asked, with what, and on which sources and methods the answer rests."""
    sources = [_source(brief, name) for name in brief.sources()]
    methods = [_method(method) for method in brief.report_card]
    return {
        "schema": SCHEMA,
        "software": software(),
        "seed": brief.options.seed,
        **_view(brief),
        **_data_to(brief),
        "state": state_record(brief.relation.state),
        "argument": argument_record(brief),
        "empty": _empty(brief),
        "sources": sources,
        "report_card": methods,
    }


def _view(brief: Brief) -> dict[str, Any]:
    """Give the parties, the day of the view, and the file of own facts, if there is one."""
    day = view_fields(brief.pair.day)
    return {"relation": _relation(brief), **day, "own_facts": own_record(brief.pair)}


def _data_to(brief: Brief) -> dict[str, Any]:
    """Say to when the data of each kind go, and why a kind is missing."""
    return {
        "data_to": {one.kind: one.to for one in reach(brief.relation)},
        "missing": {one.kind: one.why for one in missing(brief.relation)},
    }


def _measured(brief: Brief) -> dict[str, Any]:
    """Give measures and findings, structure by structure and together."""
    return {
        "structures": {name: _structure(brief, name) for name in STRUCTURES},
        "synthesis": _synthesis(brief),
    }


def _outlook(brief: Brief) -> dict[str, Any]:
    """Give risk, windows, analogues and what a membership changes."""
    without_risk, without_windows = brief.reason("synthesis.risk"), brief.silence("window")
    dated = {"windows": [], "records": []} if without_windows else plain(brief.relation.windows)
    return {
        "risk": {} if without_risk else _risk(brief),
        "windows": dated["windows"],
        "window_records": dated["records"],
        "analogues": {} if brief.silence("risk") else analogues_record(brief),
        "scenario": with_simulation(_scenario(brief.scenario), brief, _cell),
    }


def _advice(brief: Brief) -> dict[str, Any]:
    """Give tested claims, options and recommendations."""
    return {
        "claims": [verdict.plain() for verdict in brief.claims],
        **brief.advised.plain(),
        "left_out": [one.plain() for one in brief.left_out],
    }


def _relation(brief: Brief) -> dict[str, Any]:
    pair = brief.pair
    return {"a": _actor(pair.first), "b": _actor(pair.second), "label": pair.label}


def _actor(party: Actor) -> dict[str, Any]:
    return {"kind": party.kind, "key": party.key, "name": party.name, "label": party.label}


def _structure(brief: Brief, name: str) -> dict[str, Any]:
    found = brief.of(name)
    dated = {"ladders": ladders(brief), "bodies": bodies(brief)} if name == "institutions" else {}
    return {
        "headline": found[0].text if found else "",
        "measures": _measures(brief, name),
        "findings": [_finding(finding, brief) for finding in found],
        **dated,
    }


def _synthesis(brief: Brief) -> dict[str, Any]:
    explanation = brief.explanation
    return {
        "explanation": explanation.text if explanation else "",
        "rests_on": brief.rests_on,
        "closeness": explanation.closeness if explanation else {},
        "comparison": [_placement(placement) for placement in brief.placements],
        "findings": [_finding(finding, brief) for finding in brief.of("synthesis")],
    }


def _empty(brief: Brief) -> dict[str, str]:
    """Say of each part that is empty why it is."""
    empty = {} if brief.claims else dict(NOT_ASKED)
    without_risk, without_windows = brief.reason("synthesis.risk"), brief.silence("window")
    if without_windows:
        empty["windows"] = without_windows
    elif not brief.relation.windows.now:
        empty["windows"] = why_none(brief.relation.windows)
    if without_risk:
        empty["risk"] = without_risk
    elif brief.relation.risk is None:
        empty["risk"] = NO_RISK
    if brief.scenario is None and brief.simulation is None:
        no_change = "the pair is no bloc and state, or no change was asked for"
        empty["scenario"] = brief.why_not_offered or no_change
    if not brief.recommendations:
        empty["recommendations"] = render(brief.advised.nothing)
    return empty


def _cell(cell: Cell, brief: Brief | None = None) -> dict[str, Any]:
    versions = {}
    if brief is not None:
        catalog = brief.relation.catalog
        versions = {name: str(source_entry(catalog, name)["version"]) for name in cell.sources}
    keys = dict(cell.keys)
    return {
        "table": cell.table,
        "keys": keys,
        "column": cell.column,
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "unit": cell.unit,
        "source": cell.sources,
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
    last_year = known.years[-1] if known else None
    after: dict[str, Any] = {"years": (), "values": ()}
    if later:
        after = {"years": later.years, "values": later.values}
    return {
        "id": known.id,
        "label": known.label,
        "of": known.of,
        "unit": known.unit,
        "table": known.table,
        "column": known.column,
        "sources": known.sources,
        "rule": known.rule,
        "method": known.method,
        "last_year": last_year,
        "years": known.years,
        "values": known.values,
        "low": known.low,
        "high": known.high,
        "later": after,
    }


def _finding(finding: Finding, brief: Brief) -> dict[str, Any]:
    sentences = [_sentence(sentence, finding) for sentence in finding.sentences]
    evidence = [_cell(cell, brief) for cell in finding.evidence]
    return {
        "id": finding.id,
        "text": finding.text,
        "sentences": sentences,
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "unit": finding.unit,
        "years": finding.years,
        "evidence": evidence,
        "method": finding.method.id,
        "track_record": finding.method.record,
        "mark": finding.method.mark,
        "verdict": finding.verdict,
        "about": finding.sentence_about,
    }


def _sentence(sentence: Statement, finding: Finding) -> dict[str, Any]:
    return {
        "template": pattern(sentence),
        "text": render(sentence),
        "bound": isinstance(sentence, Sentence),
        "figures": [_figure(figure, finding) for figure in figures(sentence)],
    }


def _figure(figure: AnyFigure, finding: Finding) -> dict[str, Any]:
    """Give a figure; its cells are places in the evidence of its finding, from 0."""
    text = figure.write()
    cells = sorted({finding.evidence.index(cell) for cell in figure.cells})
    plain_figure = {
        "id": figure.id,
        "kind": figure.kind,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "level": figure.level,
        "unit": figure.unit,
        "plural": figure.plural,
        "text": text,
        "cells": cells,
    }
    if isinstance(figure, Chance):
        plain_figure["chance"] = {
            "event": figure.event,
            "horizon": figure.horizon,
            "base_rate": figure.base_rate,
            "method": figure.method,
        }
    return plain_figure


def _risk(brief: Brief) -> dict[str, Any]:
    risk = brief.relation.risk
    if risk is None:
        return {}
    known, full, alone = known_to(risk.year), _series(risk.full), _series(risk.alone)
    pairs = [_pair_risk(pair) for pair in risk.pairs]
    return {
        "year": risk.year,
        "risk": risk.risk,
        "low": risk.low,
        "high": risk.high,
        "history": risk.history,
        "expected": risk.expected,
        "pairs_not_held": risk.missing,
        "disputes_known": known,
        "full": full,
        "history_alone": alone,
        "pairs": pairs,
    }


def _pair_risk(pair: PairRisk) -> dict[str, Any]:
    parts = {
        part.block: {"value": part.value, "low": part.low, "high": part.high} for part in pair.parts
    }
    return {
        "names": pair.names,
        "codes": pair.codes,
        "risk": pair.risk,
        "low": pair.low,
        "high": pair.high,
        "history": pair.history,
        "base": pair.base,
        "parts": parts,
    }


def _placement(placement: Placement) -> dict[str, Any]:
    return {
        "name": placement.name,
        "kind": placement.kind,
        "values": {scale: cell.value for scale, cell in placement.cells.items()},
        "years": {scale: cell.year for scale, cell in placement.cells.items()},
        "percentiles": dict(placement.percentiles),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "id": difference.id,
        "label": difference.label,
        "before": difference.before,
        "after": difference.after,
        "difference": difference.difference,
        "low": None,
        "high": None,
        "unit": difference.unit,
        "note": difference.note,
        "evidence": [_cell(cell) for cell in difference.evidence],
    }


def _scenario(scenario: Scenario | None) -> dict[str, Any]:
    if scenario is None:
        spinoffs: dict[str, list[Any]] = {name: [] for name in ("domestic", *SPINOFFS)}
        return {
            "kind": "none",
            "bloc": None,
            "state": None,
            "year": None,
            "method": None,
            "difference": [],
            "spinoffs": spinoffs,
            "empty": {},
            "new_neighbours": [],
            "lost_neighbours": [],
            "treaty": None,
        }
    rows = {difference.id: _difference(difference) for difference in scenario.differences}
    by_spinoff = {
        name: [rows[one.id] for one in scenario.differences if one.spinoff == name]
        for name in SPINOFFS
    }
    spinoffs_counted = {"domestic": [], **by_spinoff}
    treaty = treaty_record(scenario.treaty, _cell)
    return {
        "kind": scenario.kind,
        "bloc": scenario.bloc.id,
        "state": scenario.state.key,
        "year": scenario.year,
        "method": "accounting",
        "difference": list(rows.values()),
        "spinoffs": spinoffs_counted,
        "empty": {"domestic": DOMESTIC},
        "new_neighbours": scenario.gained,
        "lost_neighbours": scenario.lost,
        "treaty": treaty,
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
        "citation": [references()[str(key)].line() for key in keys],
    }


def _method(method: Method) -> dict[str, Any]:
    return {
        "id": method.id,
        "name": method.name,
        "mark": method.mark,
        "record": method.record,
        "fails": method.fails,
    }
