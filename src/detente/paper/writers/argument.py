"""The argument as plain data: question, answer, key findings, and the lines of each section."""

from __future__ import annotations

from typing import Any

from detente.advice.sure import sure
from detente.evidence.sentence import Sentence, Statement, pattern, render
from detente.paper.brief import Brief
from detente.paper.sections.first_page import answer, question
from detente.rules.angle import Angle
from detente.rules.line import REASONS
from detente.rules.selection import Scored


def argument_record(brief: Brief) -> dict[str, Any]:
    """Write what a paper argues.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    dict
        As docs/brief-json.md describes it.
    """
    argument = brief.argument
    said, known = answer(brief), sure(brief.advised)
    sentences = [render(sentence) for sentence in said.sentences] if said else []
    findings = [_key(one, brief) for one in argument.key_findings]
    sections = {name: _section(brief, name) for name in argument.sections}
    return {
        "question": question(brief),
        "angle": _angle(argument.angle),
        "counter": _angle(argument.counter),
        "answer": sentences,
        "confidence": None if known is None else known.plain(),
        "key_findings": findings,
        "sections": sections,
    }


def _angle(angle: Angle | None) -> str:
    return "" if angle is None else angle.id


def _section(brief: Brief, name: str) -> list[dict[str, Any]]:
    return [_line(one, brief) for part in brief.argument.section(name) for one in part]


def _line(one: Scored, brief: Brief) -> dict[str, Any]:
    """Write a line with its score and the reason that chose it."""
    line, why = one.line, one.line.reasons
    reasons = {name: getattr(why, name) for name in REASONS}
    patterns = [pattern(sentence) for sentence in line.finding.sentences]
    said = {"text": line.finding.text, "pattern": patterns, "notes": list(brief.note_of(line))}
    chosen = {"reason": why.leading, "score": one.score, "newest": line.newest}
    return {"rule": line.rule, "variant": line.variant, **chosen, **reasons, **said}


def _key(one: Scored, brief: Brief) -> dict[str, Any]:
    """Write a key finding: its message and the sentences below it, beside the line."""
    headline: Sentence | None = one.line.headline
    sentences: tuple[Statement, ...] = one.line.key
    message = "" if headline is None else render(headline)
    text = " ".join(render(sentence) for sentence in sentences)
    return {**_line(one, brief), "message": message, "text": text}
