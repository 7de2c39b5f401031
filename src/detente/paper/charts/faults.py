"""Faults of a specification that the renderer passes over in silence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from detente.errors import EvidenceError

PANELS = ("layer", "hconcat", "vconcat")
"""Parts of a specification that hold others."""
BROKEN = ("NaN", "undefined", "Infinity")
"""What a picture has where a value was none."""


def check(spec: dict[str, Any]) -> None:
    """Refuse a specification with a fault.

    Parameters
    ----------
    spec : dict
        Vega-Lite, data inside.

    Raises
    ------
    EvidenceError
        Where a mark has no rows, reads a field that a row lacks, or a row has no finite number.

    Examples
    --------
    >>> check({"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}})
    """
    fault = next(faults(spec), "")
    if fault:
        raise EvidenceError(f"a picture cannot be drawn: {fault}")


def check_drawn(svg: str) -> None:
    """Refuse a picture in which a place is no number.

    Parameters
    ----------
    svg : str
        As the renderer gives it.

    Raises
    ------
    EvidenceError
        Where it has one.
    """
    found = [word for word in BROKEN if word in svg]
    if found:
        raise EvidenceError(f"a picture has a place that is no number ({found[0]})")


def faults(spec: dict[str, Any], rows: list[dict[str, Any]] | None = None) -> Iterator[str]:
    """Give every fault of a specification.

    Parameters
    ----------
    spec : dict
        The whole, or one of its parts.
    rows : list of dict or None
        Data of the part around it.

    Yields
    ------
    str
        What is wrong.
    """
    own = spec["data"]["values"] if "data" in spec else rows
    for name in PANELS:
        for part in spec.get(name, ()):
            yield from faults(part, own)
    if "mark" not in spec:
        return
    if own is None:
        yield f"the mark {_kind(spec)} has no data"
        return
    for channel, encoding in spec.get("encoding", {}).items():
        field = encoding.get("field") if isinstance(encoding, dict) else None
        if field is None:
            continue
        if any(field not in row for row in own):
            yield f"{channel} of the mark {_kind(spec)} reads '{field}', which a row lacks"
        if any(_is_no_number(row.get(field)) for row in own):
            yield f"'{field}' of the mark {_kind(spec)} has a value that is no number"


def _kind(spec: dict[str, Any]) -> str:
    mark = spec["mark"]
    return str(mark["type"] if isinstance(mark, dict) else mark)


def _is_no_number(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)
