"""Why a figure moved: a new edition, a new method, a corrected row, new facts, another view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.paper.changes.printed import (
    OWN,
    EditionRecord,
    Printed,
    Source,
    by_place,
    hand_made,
    rounded,
)

EDITION, METHOD, CORRECTED = "new edition of a source", "new method", "corrected row"
FACTS, VIEW, CELLS, DRAWS = "new facts", "another view", "other cells", "other draws"
KINDS = (EDITION, METHOD, CORRECTED, FACTS, VIEW, CELLS, DRAWS)
"""Every reason, in no order."""
TIMES = frozenset(("year", "first", "last", "since", "as_of", "day", "from"))
"""Keys that say when: a cell that differs in them alone is the same measure at another time."""
YEAR = "year"
MOST = 3
"""Rows that a reason names."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    detail : str
        Which source, row or method.
    """

    kind: str
    detail: str

    @property
    def words(self) -> str:
        """The reason in words."""
        return f"{self.kind}: {self.detail}" if self.detail else self.kind

    def plain(self) -> dict[str, str]:
        """Give it as plain data."""
        return {"reason": self.kind, "detail": self.detail}


def reasons(
    before: Printed, after: Printed, old: EditionRecord, new: EditionRecord
) -> tuple[Reason, ...]:
    """Say why a figure moved.

    Parameters
    ----------
    before, after : Printed
        The figure in both editions.
    old, new : EditionRecord
        The editions.

    Returns
    -------
    tuple of Reason
        At least one, each once.
    """
    found = dict.fromkeys(
        (
            *_of_method(before, after),
            *_of_shared_cells(before, after, old, new),
            *_of_other_cells(before, after, old, new),
        )
    )
    if found:
        return tuple(found)
    if old.day != new.day:
        return (Reason(VIEW, f"{new.day}, was {old.day}"),)
    if old.software != new.software:
        return (Reason(METHOD, f"{old.software}, now {new.software}"),)
    if old.seed != new.seed:
        return (Reason(DRAWS, f"seed {old.seed}, now {new.seed}"),)
    return (Reason(METHOD, "computed from the same cells in another way"),)


def _of_method(before: Printed, after: Printed) -> Iterator[Reason]:
    if before.method and after.method and before.method != after.method:
        yield Reason(METHOD, f"{before.method}, now {after.method}")


def _of_shared_cells(
    before: Printed, after: Printed, old: EditionRecord, new: EditionRecord
) -> Iterator[Reason]:
    """Say why cells that both editions have hold something else."""
    were, are = by_place(before), by_place(after)
    for place, cell in are.items():
        if place in were and rounded(were[place].value) != rounded(cell.value):
            yield from _of_cell(were[place], cell, old, new)


def _of_cell(was: Source, now: Source, old: EditionRecord, new: EditionRecord) -> Iterator[Reason]:
    """Say why a cell holds something else: its source, its rule, the program, or a correction."""
    editions = list(_editions(was, now))
    if editions:
        yield from editions
    elif was.rule != now.rule:
        yield Reason(METHOD, now.rule)
    elif any(hand_made([now])) or old.software == new.software:
        yield Reason(CORRECTED, _named(now))
    else:
        yield Reason(METHOD, f"{old.software}, now {new.software}")


def _editions(was: Source, now: Source) -> Iterator[Reason]:
    """Name the sources whose edition differs; tables of facts have rows instead."""
    known = dict(was.sources)
    for name, edition in now.sources:
        before = known.get(name)
        if name != OWN and before is not None and before != edition:
            yield Reason(EDITION, f"{name} {before}, now {edition}")


def _of_other_cells(
    before: Printed, after: Printed, old: EditionRecord, new: EditionRecord
) -> Iterator[Reason]:
    """Say why a figure rests on other cells."""
    were, are = by_place(before), by_place(after)
    fresh = [cell for place, cell in are.items() if place not in were]
    lost = [cell for place, cell in were.items() if place not in are]
    # a row that both editions know, read or drawn on another day, is no new fact
    aged = _shared_but_for_times(fresh, lost) if old.day != new.day else set()
    facts = [cell for cell in hand_made(fresh) if _timeless(cell) not in aged]
    withdrawn = [cell for cell in hand_made(lost) if _timeless(cell) not in aged]
    if facts:
        yield Reason(FACTS, _listed(facts))
    elif withdrawn:
        yield Reason(CORRECTED, f"withdrawn: {_listed(withdrawn)}")
    measured = [cell for cell in fresh if cell not in facts]
    if not measured:
        return
    earlier = {_timeless(cell): cell for cell in lost}
    later = [
        (earlier[_timeless(cell)], cell)
        for cell in measured
        if _timeless(cell) in earlier and not any(hand_made([cell]))
    ]
    editions = [one for was, now in later for one in _editions(was, now)]
    if old.day != new.day:
        yield Reason(VIEW, _later_times(later) or f"{new.day}, was {old.day}")
    elif editions:
        yield from editions
    else:
        yield Reason(CELLS, _listed(measured))


def _shared_but_for_times(fresh: list[Source], lost: list[Source]) -> set[tuple[Any, ...]]:
    """Name the cells that both have, at different times."""
    return {_timeless(cell) for cell in fresh} & {_timeless(cell) for cell in lost}


def _later_times(pairs: list[tuple[Source, Source]]) -> str:
    """Name the newest year of the cells and of those that they follow; empty where they have none.

    Examples
    --------
    >>> _later_times([])
    ''
    """
    was = [key for before, _ in pairs for name, key in before.keys if name == YEAR]
    now = [key for _, after in pairs for name, key in after.keys if name == YEAR]
    return f"{max(now)}, was {max(was)}" if was and now and max(was) != max(now) else ""


def _timeless(cell: Source) -> tuple[Any, ...]:
    """Name a cell without its times."""
    keys = tuple((name, value) for name, value in cell.keys if name not in TIMES)
    return (cell.table, cell.column, keys)


def _listed(cells: list[Source]) -> str:
    """Name some rows, and how many more there are."""
    names = list(dict.fromkeys(map(_named, cells)))
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"


def _named(cell: Source) -> str:
    """Name a row: the id of a hand-made one, else table and keys."""
    keys = dict(cell.keys)
    if "row" in keys:
        return str(keys["row"])
    return f"{cell.table} ({', '.join(f'{name} {value}' for name, value in cell.keys)})"
