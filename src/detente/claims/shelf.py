"""The shelf of kinds of test: what a claim may ask, one line a kind."""

from __future__ import annotations

import difflib

from detente.claims.answer import Kind
from detente.claims.kinds import (
    conduct,
    effect,
    forecast,
    joined,
    level,
    meetings,
    nearer,
    neighbours,
    rank,
    ratio,
    rung,
    share,
    simulated,
    structures,
    threat,
    trend,
    turns,
)
from detente.claims.question import Field
from detente.errors import ClaimError

SHELF: tuple[Kind, ...] = (
    level.KIND,
    ratio.KIND,
    share.KIND,
    rank.KIND,
    trend.KIND,
    nearer.KIND,
    forecast.KIND,
    threat.KIND,
    rung.KIND,
    effect.KIND,
    conduct.KIND,
    neighbours.KIND,
    joined.KIND,
    meetings.KIND,
    turns.KIND,
    structures.KIND,
    simulated.KIND,
)
"""Every kind, in the order in which the documentation lists them."""
FIELDS = frozenset(field.name for kind in SHELF for field in kind.fields) | {"kind"}
"""Every field that a test of any kind may have."""


def kind_of(name: object) -> Kind:
    """Find a kind of test by its name.

    Parameters
    ----------
    name : object
        As a claim writes it.

    Raises
    ------
    ClaimError
        Naming the near ones.

    Examples
    --------
    >>> sorted(kind_of("ratio").required)
    ['expect', 'measure', 'of', 'to']
    """
    names = [kind.name for kind in SHELF]
    if name not in names:
        raise ClaimError(
            f"no kind of test is called {name!r}",
            near=difflib.get_close_matches(str(name), names) or names,
            next_step="what none of them can express, name as untestable, with the reason",
        )
    return SHELF[names.index(str(name))]


def table() -> str:
    """Write the kinds as a Markdown table, for docs/claims.md."""
    lines = ["| kind | asks | fields | optional |", "|---|---|---|---|"]
    for kind in SHELF:
        needed = ", ".join(_described(field) for field in kind.fields if field.required)
        further = ", ".join(_described(field) for field in kind.fields if not field.required)
        lines.append(f"| `{kind.name}` | {kind.asks} | {needed} | {further} |")
    return "\n".join(lines)


def _described(field: Field) -> str:
    return f"`{field.name}`" + (f" ({field.note})" if field.note else "")
