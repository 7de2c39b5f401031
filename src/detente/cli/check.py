"""``detente check``: anybody's claims, tested with every source that measures them."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, Facts, own_facts, require_folder, view
from detente.files import write_text
from detente.span import view_fields

if TYPE_CHECKING:
    from detente.claims.check import Asked, Verdict
    from detente.claims.document import Document

EXAMPLE = "Example: detente check examples/claims/karasek-2013.toml"
WIDTH = 98
WORD, GAP = 12, "  "
"""Letters of the longest verdict, and what is between two columns."""
MARKS = {True: "+", False: "-", None: "~"}
LEGEND = (
    "+ as the claim expects, - not, ~ undecided; mixed: sources or tests disagree, or do not decide"
)


def run(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CLAIMS.TOML", help="A file of claims; docs/claims.md describes the language."
        ),
    ],
    *,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YEAR|YYYY-MM-DD",
            help="The claims' day, instead of that in the file.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="YEAR|YYYY-MM-DD",
            help="To which day to look at what came after; a year means its 31 December.",
        ),
    ] = None,
    facts: Facts = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Also write the result as JSON into this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Test claims: supported by the data, contradicted, mixed or untestable, with the numbers."""
    from detente.claims.check import check
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    require_folder(folder)
    document = _document(file, as_of)
    last, own = view(until), own_facts(facts)
    with progress(quiet=as_json):
        verdicts = check(default_catalog(default_store()), document, last, own=own)
    head = {"title": document.title, "author": document.author, **view_fields(document.day)}
    record: dict[str, Any] = {
        "document": head,
        "claims": [verdict.plain() for verdict in verdicts],
    }
    if own:
        record["own_facts"] = {"author": own.author, "file": own.file, "digest": own.digest}
    if folder is not None:
        text = json.dumps(record, indent=1, ensure_ascii=False)
        write_text(folder / f"{file.stem}.json", text + "\n")
    if as_json:
        out_json(record)
    else:
        _print(document, verdicts)


def _document(file: Path, as_of: str | None) -> Document:
    """Read the file; its day is replaced where another is asked for."""
    from dataclasses import replace

    from detente.claims.document import document_day, read

    document = read(file)
    return document if as_of is None else replace(document, day=document_day(as_of))


def _print(document: Document, verdicts: tuple[Verdict, ...]) -> None:
    """Print the scoreboard, every verdict, and the legend."""
    from detente.claims.scoreboard import counted_verdicts
    from detente.span import view_words

    out(counted_verdicts([one.verdict for one in verdicts]))
    since = counted_verdicts([one.later for one in verdicts])
    if since:
        out(f"since: {since}")
    out(f"{document.title}, as of {view_words(document.day)}")
    out()
    for line in board_lines(verdicts):
        out(line)
    for verdict in verdicts:
        out()
        for line in _lines(verdict):
            out(line)
    out()
    out(LEGEND)


def board_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Write the scoreboard: one line a claim, none wider than a terminal.

    Parameters
    ----------
    verdicts : sequence of Verdict
        The claims.
    """
    from detente.claims.scoreboard import scoreboard

    wide = max(len(one.claim.id) for one in verdicts)
    room = WIDTH - wide - 2 * WORD - 3 * len(GAP)
    yield GAP.join(("".ljust(wide), "then".ljust(WORD), "since".ljust(WORD), "claim"))
    for one in scoreboard(verdicts, room):
        cells = (one.number.rjust(wide), one.then.ljust(WORD), (one.since or "-").ljust(WORD))
        yield GAP.join((*cells, one.statement))


def _lines(verdict: Verdict) -> list[str]:
    """Write one claim: verdict, statement, what each source says."""
    changed = verdict.later and verdict.later != verdict.verdict
    since = f"; since, to {_to(verdict.later_to)}: {verdict.later}" if changed else ""
    part = f" ({verdict.unanswered})" if verdict.unanswered else ""
    claim = verdict.claim
    head = f"{claim.id}. {verdict.verdict.upper()}{part}{since}: {claim.text}"
    lines = _wrapped(head, first="", rest="   ")
    if claim.note:
        lines += _wrapped(f"note: {' '.join(claim.note.split())}", first="   ", rest="   ")
    if verdict.reason:
        lines += _wrapped(f"mixed: {verdict.reason}", first="   ", rest="   ")
    if verdict.why:
        lines += _wrapped(verdict.why, first="   ", rest="   ")
    for test in () if verdict.why else verdict.then:
        lines += _test("then", test)
    for test in verdict.since:
        if test.answers:
            lines += _test("since", test)
    return lines


def _to(years: tuple[int, ...]) -> str:
    """Name the year to which series reach, or the first and the last of several."""
    return "-".join(map(str, dict.fromkeys(years)))


def _test(when: str, test: Asked) -> list[str]:
    """Write one test of a claim, and how each source answers it."""
    silent = "" if test.answers else ": no source here answers"
    lines = _wrapped(f"{when}, {test.about}{silent}", first="   ", rest="     ")
    for answer in test.answers:
        left_out = "" if answer in test.joined else "; ends too early to be joined with the others"
        text = f"{MARKS[answer.met]} {answer.label}: {answer.text}{left_out}"
        lines += _wrapped(text, first="     ", rest="       ")
    return lines


def _wrapped(text: str, *, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)
