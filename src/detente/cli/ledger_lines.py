"""What ``detente ledger`` prints: entries, what became of them, and scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.evaluation.ledger.entry import Entry, Stated
    from detente.evaluation.ledger.file import Ledger
    from detente.evaluation.ledger.resolve import Resolved
    from detente.evaluation.ledger.score import Chances, KindScore, Quantiles

SHORT = 16
"""Letters of a digest in words."""
MOST_WAITING = 6
"""Reasons for waiting that are printed; a JSON has all."""
FEW = 10
"""Questions below which a score says little."""
MADE = {
    "ahead": "made before their last day",
    "retrospective": "made after it (retrospective)",
}
NO_INTERVAL = "no interval with one relation"


def registered_lines(added: Sequence[Entry], known: int, head: str, path: Path) -> Iterator[str]:
    """Say what was registered.

    Parameters
    ----------
    added : sequence of Entry
        What is new.
    known : int
        Entries that the ledger held already.
    head : str
        Digest of the last line.
    path : pathlib.Path
        The ledger.
    """
    kinds = Counter(one.kind for one in added)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    yield f"{len(added)} entries registered{f' ({listed})' if listed else ''}; {known} known before"
    back = sum(one.is_retrospective for one in added)
    if back:
        yield f"{back} of them after their last day: retrospective, scored apart"
    yield f"head {head[:SHORT]}, in {path}"


def listed_lines(ledger: Ledger, entries: Iterable[Entry]) -> Iterator[str]:
    """Write a line an entry, below the columns that it has.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    entries : iterable of Entry
        What is listed.
    """
    yield f"{'deadline':<11}{'said':>8}{'base':>9}  {'outcome':<9}question"
    count = 0
    for one in entries:
        count += 1
        said, base = (_middle(stated) for stated in (one.forecast, one.baseline))
        yield f"{one.deadline!s:<11}{said:>8}{base:>9}  {_became(ledger, one):<9}{one.question}"
    yield f"{count} entries; the chance of a yes, or the median of a share"


def _middle(stated: Stated | None) -> str:
    if stated is None:
        return "-"
    if stated.probability is not None:
        return f"{stated.probability:.2f}"
    return f"{stated.values[len(stated.values) // 2]:.3g}"


def _became(ledger: Ledger, entry: Entry) -> str:
    outcome = ledger.outcomes.get(entry.id)
    if outcome is None:
        return "open"
    if outcome.value is None:
        return "VOID"
    if entry.decided_by.is_yes_or_no:
        return "yes" if outcome.value else "no"
    return f"{outcome.value:.3g}"


def plain_entry(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    """Give an entry with what became of it as plain data.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    entry : Entry
        Of it.
    """
    outcome = ledger.outcomes.get(entry.id)
    return {**entry.plain(), "outcome": None if outcome is None else outcome.plain()}


def shown_lines(ledger: Ledger, entry: Entry) -> Iterator[str]:
    """Write everything that an entry says.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    entry : Entry
        Of it.
    """
    yield entry.question
    late = "; its last day was over: retrospective" if entry.is_retrospective else ""
    base = f" ({entry.baseline_is})" if entry.baseline_is else ""
    editions = [f"{name} {edition}" for name, edition in entry.editions.items()]
    days = {
        "made on": f"{entry.made_on}, from a view of {entry.view}{late}",
        "deadline": f"{entry.deadline}; void where no data decide it by {entry.void_after}",
    }
    said = {
        "forecast": _stated(entry.forecast),
        "baseline": f"{_stated(entry.baseline)}{base}",
        "method": f"{entry.method}, {entry.software}".rstrip(", "),
        "decided by": _data(entry.decided_by.plain()),
    }
    rest = {"editions": ", ".join(editions), "note": entry.note}
    asked = {"id": entry.id, "rule": entry.rule}
    fields = {**asked, **days, **said, **rest, "outcome": _outcome(ledger, entry)}
    for name, text in fields.items():
        if text:
            yield f"{name + ':':<12}{text}"


def _stated(stated: Stated | None) -> str:
    if stated is None:
        return "none"
    if stated.probability is not None:
        return f"{stated.probability:.3g} that the answer is yes"
    pairs = zip(stated.levels, stated.values, strict=True)
    return ", ".join(f"{level:.0%} below {value:.4g}" for level, value in pairs)


def _data(condition: Mapping[str, Any]) -> str:
    asked = [f"{name} {_values(value)}" for name, value in condition["where"].items()]
    plus = f" plus {condition['plus']}" if "plus" in condition else ""
    column = f"{condition['column']}{plus}"
    what = f"{condition['take']} of {column} in table {condition['table']}"
    test = f", {condition['way']} {condition['threshold']:g}" if "way" in condition else ""
    over = f", over the sum of {condition['over']}" if "over" in condition else ""
    per = ", over that of another state" if "per" in condition else ""
    reach = " to ".join(condition.get("known", ()))
    known = f", once the data of {reach} are there" if reach else ""
    return f"{what} where {'; '.join(asked)}{over}{per}{test}{known}"


def _values(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['from']} to {value['to']}"
    shown = ", ".join(map(str, value[:4]))
    return f"{shown} and {len(value) - 4} more" if len(value) > 4 else shown


def _outcome(ledger: Ledger, entry: Entry) -> str:
    outcome = ledger.outcomes.get(entry.id)
    if outcome is None:
        return "open"
    if outcome.is_void:
        return f"VOID on {outcome.on}: {outcome.void}"
    seen = f" (the data say {outcome.seen:.4g})" if outcome.seen is not None else ""
    return f"{_became(ledger, entry)}{seen}, on {outcome.on} from a view of {outcome.view}"


def resolved_lines(found: Resolved, *, dry: bool) -> Iterator[str]:
    """Say what was decided, what is void, and what waits for which data.

    Parameters
    ----------
    found : Resolved
        What a look at the data gave.
    dry : bool
        Whether nothing was written.
    """
    void = [one for one in found.outcomes if one.is_void]
    decided = len(found.outcomes) - len(void)
    ending = "; nothing was written" if dry else ""
    yield f"{decided} decided, {len(void)} void, {len(found.waiting)} open{ending}"
    for one in found.outcomes:
        became = f"VOID: {one.void}" if one.is_void else f"{one.value:.4g}"
        yield f"  {one.of}  {became}"
    reasons = Counter(one.why for one in found.waiting).most_common()
    for why, count in reasons[:MOST_WAITING]:
        yield f"  {count} wait: {why}"
    if len(reasons) > MOST_WAITING:
        rest = sum(count for _, count in reasons[MOST_WAITING:])
        yield f"  {rest} wait for other reasons; --json has them all"


def verified_line(ledger: Ledger, path: Path, place: int | None) -> str:
    """Say that a chain is sound.

    Parameters
    ----------
    ledger : Ledger
        The ledger.
    path : pathlib.Path
        Its file.
    place : int or None
        Number of the line with the digest that was asked for.
    """
    found = f"; the digest is that of line {place}" if place is not None else ""
    lines = len(ledger.records)
    return f"{lines} lines, each follows from the one before{found}; head {ledger.head}, in {path}"


def score_lines(parts: Sequence[KindScore]) -> Iterator[str]:
    """Write scores: those made ahead first, each kind with its baseline.

    Parameters
    ----------
    parts : sequence of KindScore
        As `detente.evaluation.ledger.score.score` gives them.
    """
    if not parts:
        yield "the ledger holds no entry"
        return
    made = ""
    for part in parts:
        if part.made != made:
            made = part.made
            yield f"Entries {MADE[made]}"
        yield f"  {part.kind}: {_counts(part)}"
        if part.chances is not None:
            yield from _chance_lines(part.chances)
        if part.quantiles is not None:
            yield _quantile_line(part.quantiles)
    yield "lower is better; only questions whose own deadline has passed are scored"


def _counts(part: KindScore) -> str:
    counts = {
        "entries": part.entries,
        "open": part.open,
        "void": part.void,
        "decided before their day": part.early,
        "without a chance": part.unscored,
    }
    shown = {name: count for name, count in counts.items() if count or name in ("entries", "open")}
    return ", ".join(f"{count} {name}" for name, count in shown.items())


def _chance_lines(found: Chances) -> Iterator[str]:
    few = "; too few to tell" if found.count < FEW else ""
    yield f"    {found.count} probabilities scored, {found.came} came{few}"
    interval = f"[{found.gain_low:+.3f}, {found.gain_high:+.3f}]"
    reach = NO_INTERVAL if isnan(found.gain_low) else f"95 % {interval}"
    brier = f"Brier {found.brier:.3f}, baseline {found.brier_base:.3f}"
    yield f"    {brier}: gain {found.gain:+.3f} ({reach})"
    yield f"    log score {found.log:.3f}, baseline {found.log_base:.3f}"
    for one in found.bins:
        came = f"{one.came:.2f} came [{one.came_low:.2f}, {one.came_high:.2f}]"
        said = f"{one.count} times, mean {one.said:.2f}"
        yield f"    said {one.low:.1f} to {one.high:.1f}: {said}; {came}"


def _quantile_line(found: Quantiles) -> str:
    loss = f"loss {found.loss:.4f}, baseline {found.loss_base:.4f}"
    reach = f"[{found.inside_low:.2f}, {found.inside_high:.2f}]"
    few = "; too few to tell" if found.count < FEW else ""
    inside = f"{found.inside:.2f} {reach} in the 80 % band"
    return f"    {found.count} shares scored: {loss}; {inside}{few}"
