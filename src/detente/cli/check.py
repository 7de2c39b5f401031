"""``detente check``: anybody's claims, held against every source that measures them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = "Example: detente check examples/claims/karasek-2013.toml"
WIDTH = 98


def run(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CLAIMS.TOML", help="A file of claims; docs/claims.md describes the language."
        ),
    ],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="The claims' day, instead of that in the file.")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--until", help="To which year to look at what came after.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Also write the result as JSON into this folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say of every claim whether the data support or contradict it, are mixed, or cannot test it, with the numbers."""
    from dataclasses import replace

    from detente.actors.names import NEWEST
    from detente.claims.check import VERDICTS, check
    from detente.claims.document import read
    from detente.errors import DateError
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    document = read(file, newest=NEWEST)
    for given in (as_of, until):
        if given is not None and not 1946 <= given <= NEWEST:
            raise DateError(
                f"{given} lies outside 1946 to {NEWEST}", next_step="choose another year"
            )
    document = document if as_of is None else replace(document, as_of=as_of)
    found = check(
        default_catalog(default_store()),
        document,
        NEWEST if until is None else until,
        Progress(quiet=as_json),
    )
    record = {
        "document": {"title": document.title, "author": document.author, "as_of": document.as_of},
        "claims": [v.plain() for v in found],
    }
    if folder is not None:
        _write(folder / f"{file.stem}.json", record)
    if as_json:
        out_json(record)
        return
    out(f"{document.title}, as of {document.as_of}")
    for verdict in found:
        out("\n".join(_lines(verdict)))
    count = {v: sum(f.verdict == v for f in found) for v in VERDICTS}
    out(
        "\n+ as the claim expects, - not, ~ undecided; mixed: sources or tests disagree, or do not decide"
    )
    out("; ".join(f"{n} {v}" for v, n in count.items() if n))


def _lines(verdict: Any) -> list[str]:
    """Write one claim: verdict, statement, what each source says."""
    after = (
        f"; since: {verdict.later}" if verdict.later and verdict.later != verdict.verdict else ""
    )
    part = f" ({verdict.unanswered})" if verdict.unanswered else ""
    lines = [
        "",
        *textwrap.wrap(
            f"{verdict.claim.id}. {verdict.verdict.upper()}{part}{after}: {verdict.claim.text}",
            WIDTH,
            subsequent_indent="   ",
        ),
    ]
    if verdict.claim.note:
        lines += textwrap.wrap(
            f"note: {' '.join(verdict.claim.note.split())}",
            WIDTH,
            initial_indent="   ",
            subsequent_indent="   ",
        )
    if verdict.why:
        return [
            *lines,
            *textwrap.wrap(verdict.why, WIDTH, initial_indent="   ", subsequent_indent="   "),
        ]
    for when, asked in (("then", verdict.then), ("since", verdict.since)):
        for question in asked:
            if question.answers or when == "then":
                lines += textwrap.wrap(
                    f"{when}, {question.about}"
                    + ("" if question.answers else ": no source here answers"),
                    WIDTH,
                    initial_indent="   ",
                    subsequent_indent="     ",
                )
            lines += _answers(question)
    return lines


def _answers(question: Any) -> list[str]:
    lines: list[str] = []
    for answer in question.answers:
        mark = {True: "+", False: "-", None: "~"}[answer.met]
        lines += textwrap.wrap(
            f"{mark} {answer.way}: {answer.text}",
            WIDTH,
            initial_indent="     ",
            subsequent_indent="       ",
        )
    return lines


def _write(target: Path, record: dict[str, Any]) -> None:
    import json

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(target)
