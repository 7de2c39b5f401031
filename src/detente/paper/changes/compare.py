"""Two editions compared: which figures moved, from what to what, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.paper.changes.printed import UNNAMED, EditionRecord, Printed, rounded
from detente.paper.changes.reasons import Reason, reasons, reasons_alone
from detente.phrasing import listed

YEAR = re.compile(r"\.\d{4}$")
"""The year at the end of an id: the same figure a year on."""
MOVED, NEW, GONE = "moved", "new", "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moved, is new, or is gone.

    Attributes
    ----------
    kind : str
        ``"moved"``, ``"new"`` or ``"gone"``.
    id : str
        The figure; of one that moved the id in the newer edition.
    was, now : str
        As it is printed; empty where it is not.
    said : str
        The sentence in which it stands, in the newer edition where it is there.
    reasons : tuple of Reason
        Why, the first that holds first.
    """

    kind: str
    id: str
    was: str
    now: str
    said: str
    reasons: tuple[Reason, ...] = ()

    @property
    def why(self) -> str:
        """The reasons in words."""
        return "; ".join(one.words for one in self.reasons)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "change": self.kind,
            "id": self.id,
            "was": self.was or None,
            "now": self.now or None,
            "said": self.said,
            "why": [one.plain() for one in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one edition to the next.

    Attributes
    ----------
    old, new : EditionRecord
        The editions.
    changes : tuple of Change
        What moved, then what is new, then what is gone.
    same : int
        Figures that are printed as before.
    below : int
        Those among them whose value changed by less than is printed.
    """

    old: EditionRecord
    new: EditionRecord
    changes: tuple[Change, ...]
    same: int
    below: int

    def of(self, kind: str) -> tuple[Change, ...]:
        """Give the changes of a kind.

        Parameters
        ----------
        kind : {"moved", "new", "gone"}
            Which.
        """
        return tuple(one for one in self.changes if one.kind == kind)

    @property
    def summary(self) -> str:
        """Say in a sentence how many figures moved, are new and are gone."""
        moved, new, gone = (len(self.of(kind)) for kind in (MOVED, NEW, GONE))
        total = self.same + moved
        if not self.changes:
            said = f"{total} of {total} figures are printed as before"
        else:
            said = f"{moved} of {total} figures moved, {new} new, {gone} gone"
        less = f"; {self.below} changed by less than is printed" if self.below else ""
        return f"{said}{less}."

    @property
    def by_reason(self) -> str:
        """Count the leading reasons; empty where none is known."""
        leading = Counter(one.reasons[0].kind for one in self.changes if one.reasons)
        counts = [f"{name} ({count})" for name, count in leading.most_common()]
        return listed(counts) if counts else ""

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "from": _head(self.old),
            "to": _head(self.new),
            "summary": self.summary,
            "same": self.same,
            "below_what_is_printed": self.below,
            "changes": [one.plain() for one in self.changes],
        }


def _head(edition: EditionRecord) -> dict[str, str]:
    return {
        "relation": edition.relation,
        "day": edition.day,
        "software": edition.software,
        "identifier": edition.identifier,
    }


def compare(old: EditionRecord, new: EditionRecord) -> Changes:
    """Compare two editions figure by figure.

    Parameters
    ----------
    old, new : EditionRecord
        The editions, which may be of different days.

    Returns
    -------
    Changes
        A figure that is printed as before did not move, whatever its further digits.
    """
    pairs = _pairs(old.figures, new.figures)
    moved, same, below = [], 0, 0
    for before, after in pairs:
        was, now = _texts(before, after)
        if was == now:
            same += 1
            below += rounded(before.value) != rounded(after.value)
            continue
        why = reasons(before, after, old, new)
        moved.append(Change(MOVED, after.id, was=was, now=now, said=after.said, reasons=why))
    known, kept = {one.id for one, _ in pairs}, {one.id for _, one in pairs}
    fresh = (one for one in new.figures.values() if one.id not in kept)
    lost = (one for one in old.figures.values() if one.id not in known)
    appeared, gone = [], []
    for one in fresh:
        why = reasons_alone(one, old, new)
        appeared.append(Change(NEW, one.id, was="", now=one.text, said=one.said, reasons=why))
    for one in lost:
        why = reasons_alone(one, old, new)
        gone.append(Change(GONE, one.id, was=one.text, now="", said=one.said, reasons=why))
    changes = (*moved, *appeared, *gone)
    return Changes(old, new, changes=changes, same=same, below=below)


def _pairs(old: Mapping[str, Printed], new: Mapping[str, Printed]) -> list[tuple[Printed, Printed]]:
    """Pair figures by id, then those that are alone by their id without its year."""
    alone = {_stem(name): one for name, one in _lone(old, new).items()}
    pairs = []
    for name, one in new.items():
        before = old.get(name)
        if before is None and name in _lone(new, old):
            before = alone.get(_stem(name))
        if before is not None:
            pairs.append((before, one))
    return pairs


def _lone(these: Mapping[str, Printed], those: Mapping[str, Printed]) -> dict[str, Printed]:
    """Give the figures with a year that one edition alone has, once for each id without it."""
    lone = [name for name in these if name not in those and YEAR.search(name)]
    times = Counter(map(_stem, lone))
    return {name: these[name] for name in lone if times[_stem(name)] == 1}


def _stem(name: str) -> str:
    return YEAR.sub("", name)


def _texts(before: Printed, after: Printed) -> tuple[str, str]:
    """Give what is printed before and now, in a way of writing that differs or is in both."""
    was, now = dict(before.texts), dict(after.texts)
    if any(way.startswith(UNNAMED) for way in (*was, *now)):
        both = [text for text in now.values() if text in was.values()]
        return (both[0], both[0]) if both else _by_value(before, after)
    shared = [way for way in now if way in was]
    differing = [way for way in shared if was[way] != now[way]]
    if differing:
        return was[differing[0]], now[differing[0]]
    return (after.text, after.text) if shared else _by_value(before, after)


def _by_value(before: Printed, after: Printed) -> tuple[str, str]:
    """Give what is printed, the same where the value is: it may be written in another way."""
    is_same = rounded(before.value) == rounded(after.value)
    return (after.text if is_same else before.text), after.text
