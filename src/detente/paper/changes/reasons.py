"""Why a figure moved: a new edition or method, a corrected row, new facts, a view, other draws."""

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
YEAR, SEED, ROW = "year", "seed", "row"
"""Keys that name the year, the draws, and the row of a hand-made table."""
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
        return (_other_draws(old, new),)
    return (Reason(METHOD, "computed from the same cells in another way"),)


def reasons_alone(one: Printed, old: EditionRecord, new: EditionRecord) -> tuple[Reason, ...]:
    """Say why one edition alone prints a figure, where its cells were drawn and the seeds differ.

    Parameters
    ----------
    one : Printed
        The figure.
    old, new : EditionRecord
        The editions.

    Returns
    -------
    tuple of Reason
        Empty where the cells do not say why.
    """
    is_drawn = old.seed != new.seed and any(SEED in dict(cell.keys) for cell in one.cells)
    return (_other_draws(old, new),) if is_drawn else ()


def _other_draws(old: EditionRecord, new: EditionRecord) -> Reason:
    return Reason(DRAWS, f"seed {old.seed}, now {new.seed}")


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
    """Say why a cell holds something else: source, rule, program, draws, or a correction."""
    keys = dict(now.keys)
    editions = list(_editions(was, now))
    is_same_program = old.software == new.software
    if editions:
        yield from editions
    elif was.rule != now.rule:
        yield Reason(METHOD, now.rule)
    elif is_same_program and ROW not in keys and old.seed != new.seed:
        # a row of a table of facts is the same whatever the seed; what is computed may be drawn
        yield _other_draws(old, new)
    elif is_same_program and SEED in keys:
        yield Reason(DRAWS, _named(now))
    elif is_same_program or (SEED not in keys and any(hand_made([now]))):
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
    again = _drawn_again(fresh, lost)
    yield from reasons_alone(after, old, new) if fresh else ()
    for was, now in again:
        yield from _of_drawn(was, now, old, new)
    # what was only drawn again rests on no other facts and is no other view
    fresh = [cell for cell in fresh if all(cell is not now for _, now in again)]
    lost = [cell for cell in lost if all(cell is not was for was, _ in again)]
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


def _drawn_again(fresh: list[Source], lost: list[Source]) -> list[tuple[Source, Source]]:
    """Pair the cells that differ in the seed of their draws and in nothing else that names them."""
    earlier = {_seedless(cell): cell for cell in lost if SEED in dict(cell.keys)}
    drawn = (cell for cell in fresh if SEED in dict(cell.keys))
    return [(earlier[_seedless(cell)], cell) for cell in drawn if _seedless(cell) in earlier]


def _of_drawn(was: Source, now: Source, old: EditionRecord, new: EditionRecord) -> Iterator[Reason]:
    """Say what may have moved a cell that was drawn again, beside its draws."""
    yield from _editions(was, now)
    if was.rule != now.rule:
        yield Reason(METHOD, now.rule)
    elif old.software != new.software:
        yield Reason(METHOD, f"{old.software}, now {new.software}")


def _seedless(cell: Source) -> tuple[Any, ...]:
    """Name a cell without its seed."""
    keys = tuple((name, value) for name, value in cell.keys if name != SEED)
    return (cell.table, cell.column, keys)


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
    """Name a cell without its times and its seed."""
    keys = tuple((name, value) for name, value in cell.keys if name not in {*TIMES, SEED})
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
