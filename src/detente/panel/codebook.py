"""Describing the columns of a panel: from the data dictionary, or from what a user said of her own."""

from __future__ import annotations

from dataclasses import replace

from detente.columns import Column, describe, which
from detente.panel.provenance import Origin


def describe_all(names: list[str], lineage: tuple[Origin, ...]) -> tuple[Column, ...]:
    """Describe columns in order.

    Parameters
    ----------
    names : list of str
        Columns of the panel.
    lineage : tuple of Origin
        Where they came from.

    Raises
    ------
    PanelError
        For a column that nobody described.
    """
    origins = {o.column: o for o in lineage}
    found = []
    for name in names:
        origin = origins.get(name)
        if origin is not None and origin.label:
            side = (
                f", {which(origin.sides[0])}" if len(origin.sides) == 1 and origin.sides[0] else ""
            )
            found.append(
                Column(
                    name,
                    f"{origin.label}{side}",
                    unit="as given",
                    source=f"{origin.source} {origin.version}".strip(),
                )
            )
        else:
            known = describe(origin.base if origin else name)
            side = origin.sides[0] if origin and len(origin.sides) == 1 else ""
            found.append(
                replace(
                    known,
                    name=name,
                    label=f"{known.label}, {which(side)}" if side else known.label,
                    source=f"{origin.source} {origin.version}".strip() if origin else "",
                )
            )
    return tuple(found)
