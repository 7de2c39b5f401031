"""Rich display in notebooks: tables and small pictures as HTML, without styles from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

WIDTH, HEIGHT = 160.0, 16.0
"""Pixels of the picture of an interval."""
INK, BAND, ZERO = "#4a2377", "#b9a3d0", "#6b7280"
EDGE = 4.0


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def card(title: str, *parts: str, note: str = "") -> str:
    """Put parts under a title, as a notebook shows an object.

    Parameters
    ----------
    title : str
        What the object is.
    *parts : str
        HTML.
    note : str
        What a reader has to know; may be empty.

    Examples
    --------
    >>> card("A & B", "<p>x</p>")
    '<div><p><strong>A &amp; B</strong></p><p>x</p></div>'
    """
    below = f"<p><small>{escape(note)}</small></p>" if note else ""
    return f"<div><p><strong>{escape(title)}</strong></p>{''.join(parts)}{below}</div>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; a cell is text unless it is `Markup`.

    Parameters
    ----------
    columns : sequence of str
        Heads.
    rows : iterable of sequence of str
        Cells.

    Examples
    --------
    >>> table(["a"], [["<1"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;1</td></tr></tbody></table>'
    """
    # a cell without a word heads nothing
    heads = "".join(f"<th>{escape(head)}</th>" if head else "<td></td>" for head in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: str) -> str:
    return f"<td>{cell if isinstance(cell, Markup) else escape(cell)}</td>"


def interval(value: float, low: float, high: float, reach: float) -> Markup:
    """Draw a value and its interval on a line with zero in the middle.

    Parameters
    ----------
    value, low, high : float
        What is drawn.
    reach : float
        Distance from zero to either end of the line.

    Examples
    --------
    >>> interval(0.1, -0.1, 0.3, 0.5).startswith("<svg")
    True
    """
    # The share of the reach comes first: pixels for one unit of a tiny reach overflow.
    shares = (
        max(-reach, min(reach, one)) / reach if reach > 0 else 0.0 for one in (value, low, high)
    )
    at, left, right = (WIDTH / 2 + share * (WIDTH / 2 - EDGE) for share in shares)
    middle = HEIGHT / 2
    said = f"{value:+.3g}, interval {low:+.3g} to {high:+.3g}"
    zero = f'<path d="M{WIDTH / 2},0V{HEIGHT}" stroke="{ZERO}" stroke-dasharray="2 2"/>'
    band = f'<path d="M{left:.1f},{middle}H{right:.1f}" stroke="{BAND}" stroke-width="6"/>'
    dot = f'<circle cx="{at:.1f}" cy="{middle}" r="3.5" fill="{INK}"/>'
    size = f'width="{WIDTH:g}" height="{HEIGHT:g}" viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" {size}>'
    return Markup(f"{head}<title>{said}</title>{zero}{band}{dot}</svg>")


def filled(part: float) -> Markup:
    """Draw how much of a column is filled.

    Parameters
    ----------
    part : float
        From 0 to 1.

    Examples
    --------
    >>> filled(0.25).count("rect")
    2
    """
    said = f"{part:.0%} filled"
    size = f'width="{WIDTH / 2:g}" height="10" viewBox="0 0 {WIDTH / 2:g} 10"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" {size}>'
    back = f'<rect width="{WIDTH / 2:g}" height="10" fill="{BAND}" opacity="0.4"/>'
    bar = f'<rect width="{part * WIDTH / 2:.1f}" height="10" fill="{INK}"/>'
    return Markup(f"{head}<title>{said}</title>{back}{bar}</svg>")
