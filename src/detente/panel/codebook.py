"""The codebook of a panel: from the data dictionary, or from what a user said of her columns."""

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
    origins = {origin.column: origin for origin in lineage}
    return tuple(_described(name, origins.get(name)) for name in names)


def _described(name: str, origin: Origin | None) -> Column:
    """Describe one column."""
    if origin is None:
        return replace(describe(name), name=name, source="")
    source = f"{origin.source} {origin.version}".strip()
    side = origin.sides[0] if len(origin.sides) == 1 else ""
    party = f", {which(side)}" if side else ""
    behind = f"{party}, {origin.made}" if origin.made else party
    if origin.label:
        return Column(name, f"{origin.label}{behind}", unit="as given", source=source)
    known = describe(origin.base)
    # a change or a mean of codes is no code any more
    values = known.values if len(origin.offsets) <= 1 else ()
    return replace(known, name=name, label=f"{known.label}{behind}", values=values, source=source)
