"""``detente windows``: which windows of opportunity stand open between two actors, and what such windows were worth."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from detente.cli.console import out, out_json

EXAMPLE = "Example: detente windows NATO Russia --as-of 2013"
SHADES = "·░▒▓"
NOT = {
    "quiet": "no pair is hostile",
    "pact": "a treaty obligation stands already, or the data have ended",
    "trade": "no trade is known",
    "rivalry": "there is none",
    "rung": "neither has a bloc in which the other could climb",
}


def run(
    first: Annotated[
        str, typer.Argument(metavar="A", help="State or bloc: a name, ISO letters or a COW code.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; nothing later enters.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Date the windows of a relation by rule, with the record of such windows: base rate, hits and misses by decade."""
    from detente.actors.names import NEWEST
    from detente.actors.relation_key import pair
    from detente.models.windows.read import plain, windows
    from detente.store.catalog import default_catalog

    view = pair(first, second, NEWEST if as_of is None else as_of)
    found = windows(default_catalog(), view)
    if as_json:
        out_json({"a": view.a.key, "b": view.b.key, "as_of": view.as_of, **plain(found)})
        return
    out(f"{view.label}: windows of opportunity, as of {view.as_of}")
    for line in _lines(found):
        out(line)


def _lines(found: Any) -> list[str]:
    from detente.models.dispute_risk.read import known_to
    from detente.models.terms import AHEAD, KNOWN, STRUCTURES, WORDS
    from detente.models.windows.read import why_none
    from detente.phrasing import signed

    if not found.now:
        dated = sorted({w.year for w in found.line})
        return [
            f"none is dated in {found.year}: {why_none(found)}{f'; the last were dated in {dated[-1]}' if dated else ''}"
        ]
    who = (
        "the two are hostile"
        if found.across == 1
        else (f"{found.hostile} of {found.across} pairs of states across the two sides are hostile")
    )
    lines = [
        f"{who} in {found.year}; {known_to(found.year + 1)}",
        f"what each structure adds to the chance, within {AHEAD} years, that the past alone gives [80 % interval]",
    ]
    now = {(w.outcome, w.structure): w for w in found.now}
    for outcome in KNOWN:
        if not any(k[0] == outcome for k in now):
            lines.append(f"\n{WORDS[outcome]}: does not apply, {NOT[outcome]}")
            continue
        first = next(w for k, w in now.items() if k[0] == outcome)
        whom = (
            f" to the average of {first.pairs} pairs to which it applies" if first.pairs > 1 else ""
        )
        lines.append(f"\n{WORDS[outcome]}: the past alone gives {first.history:.0%}{whom}")
        for structure in STRUCTURES:
            w = now[outcome, structure]
            state = "OPEN" if w.open else ("open in some" if w.opened else "closed")
            many = f"{w.opened} of {w.pairs}   " if w.pairs > 1 else ""
            lines.append(
                f"  {structure:<13}{signed(w.gain):>6} [{signed(w.low)}, {signed(w.high)}]  "
                f"{state:<13}{many}{_track(found.records[outcome, structure])}"
            )
            lines.append(f"  {'':<13}{_strip(found, outcome, structure)}")
    return [
        *lines,
        "",
        "a square a year: ▓ open, ▒ open in some pairs, ░ closed, · not dated",
        "open: top fifth of the hostile pairs of its year, and the interval above zero",
        "trust: how much more often than the past told it came in the top fifth than in the bottom fifth of past windows;",
        "earned where that is above zero whether pairs or states are drawn, not earned where only when pairs are",
    ]


def _track(record: Any) -> str:
    from detente.models.windows.read import TRUST
    from detente.phrasing import signed

    if record.excess is None:
        return "untested"
    word = TRUST[record.trust]
    total = record.total
    kept = (
        f"; {total.hits} of {total.open} kept, alike but not open {total.alike:.0%}"
        if total
        else ""
    )
    return f"{word}: {signed(record.excess.value)} [{signed(record.excess.low)}, {signed(record.excess.high)}]{kept}"


def _strip(found: Any, outcome: str, structure: str) -> str:
    mine = {w.year: w for w in found.line if (w.outcome, w.structure) == (outcome, structure)}
    years = range(min(mine), found.year + 1)
    marks = "".join(
        SHADES[0]
        if y not in mine
        else (SHADES[3] if mine[y].open else (SHADES[2] if mine[y].opened else SHADES[1]))
        for y in years
    )
    return f"{years[0]} {marks} {years[-1]}"
