"""Anchors: the two actors that orient an estimate, as a user names them."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral

from detente.actors.names import near_names
from detente.actors.states import codes_of
from detente.errors import ActorError, DateError, RequestError
from detente.identity.roll_calls import RollCalls
from detente.panel.subsets import codes_of as codes_of_names

MOST_NAMED = 5
"""Actors that a refusal names as near."""


def anchor_codes(given: Iterable[int | str], calls: RollCalls) -> tuple[int, int]:
    """Find the two actors that are named, high and low, among those who vote.

    Parameters
    ----------
    given : pair of int or str
        Codes of the frame, labels of one's own actors, or a state's ISO letters, name or COW code.
    calls : RollCalls
        The votes.

    Returns
    -------
    tuple of int
        Their codes in `calls`.

    Raises
    ------
    RequestError
        Where they are not two, or one of them casts no vote.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"actor": [2, 365], "session": 1, "call": 1, "item": 1, "choice": 1})
    >>> votes = RollCalls(frame, "own", {})
    >>> anchor_codes(("USA", "RUS"), votes), anchor_codes((2, "Russia"), votes)
    ((2, 365), (2, 365))
    """
    names = [given] if isinstance(given, str | int) else list(given)
    if len(names) != 2 or names[0] == names[1]:
        shown = ",".join(map(str, names))
        raise RequestError(
            f"'{shown}' is not a pair of anchors",
            next_step="name two actors, the high one first: USA and RUS",
        )
    high, low = (_code_of(name, calls) for name in names)
    if high == low:
        raise RequestError(f"'{names[0]}' and '{names[1]}' are one actor", where="anchors")
    return high, low


def _code_of(name: int | str, calls: RollCalls) -> int:
    """Find the code of one anchor."""
    code_of_label = {label: code for code, label in calls.labels.items()}
    voting = set(calls.frame["actor"].unique().to_list())
    for code in _candidates(name, code_of_label):
        if code in voting:
            return code
    near = tuple(code_of_label)[:MOST_NAMED] if code_of_label else near_names(str(name))
    raise RequestError(f"anchor '{name}' casts no vote here", near=near)


def _candidates(name: int | str, code_of_label: dict[str, int]) -> tuple[int, ...]:
    """Give the codes that a name may mean: of one's own actors, or of states over time."""
    if isinstance(name, Integral):
        return (int(name),)
    text = str(name).strip()
    if text in code_of_label:
        return (code_of_label[text],)
    if text.isascii() and text.isdigit():
        return (int(text),)
    if code_of_label:
        return ()
    return codes_of(text.upper()) or _codes_of_name(text)


def _codes_of_name(text: str) -> tuple[int, ...]:
    """Give the codes that the state of a name had over time; none where nobody is called so."""
    try:
        return tuple(codes_of_names([text], "cow"))
    except (ActorError, DateError):
        return ()
