"""The outlook of a relation: the risk of a dispute, windows of opportunity, analogues; read once, for findings and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.pairs import Pair
from detente.store.world import World
from detente.synthesis.analogues import Analogues, analogues
from detente.synthesis.risk import Risk, assess
from detente.synthesis.windows import Windows, windows


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may come of a relation, as far as tested rules tell.

    Attributes
    ----------
    risk : Risk or None
        None where no pair of states across the two sides has a border or a major power, nor a risk above .2 %.
    windows : Windows
        Dated windows and the record of their kind.
    analogues : Analogues or None
        Of the pair that carries most of the risk; None where it has none.
    """

    risk: Risk | None
    windows: Windows
    analogues: Analogues | None


def look(world: World, pair: Pair, *, records: bool = True) -> Outlook:
    """Read the outlook of a relation.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The relation and the view.
    records : bool
        Whether to look for analogues, and how windows did.
    """
    risk = assess(world, pair)
    return Outlook(
        risk,
        windows(world, pair, records=records),
        analogues(world, risk.leading.codes, pair.as_of) if risk is not None and records else None,
    )
