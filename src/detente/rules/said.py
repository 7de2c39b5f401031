"""What rules say of one relation, each asked when its lines are first read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from detente.rules.line import Line
from detente.rules.rule import Rule


class Said(Mapping[str, tuple[Line, ...]]):
    """Lines by the id of their rule; a rule that says nothing is absent.

    A rule is asked once, and only if somebody reads it: a page that prints three sections does not
    pay for the others.

    Parameters
    ----------
    rules : dict of str to Rule
        The rules by id, in the order of the paper.
    ask : callable
        Gives the lines of a rule.

    Examples
    --------
    >>> Said({}, lambda rule: ()).get("lead", ())
    ()
    """

    def __init__(self, rules: dict[str, Rule], ask: Callable[[Rule], tuple[Line, ...]]) -> None:
        self._rules = rules
        self._ask = ask
        self._known: dict[str, tuple[Line, ...]] = {}

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the rules that were asked, in the order in which they were."""
        return tuple(self._known)

    def __getitem__(self, id: str) -> tuple[Line, ...]:
        """Give the lines of a rule; a KeyError where it says nothing."""
        if id not in self._known:
            self._known[id] = self._ask(self._rules[id])
        if not self._known[id]:
            raise KeyError(id)
        return self._known[id]

    def __iter__(self) -> Iterator[str]:
        """Name the rules that say something, in the order of the paper; all of them are asked."""
        return (id for id in self._rules if id in self)

    def __len__(self) -> int:
        """Count the rules that say something; all of them are asked."""
        return sum(1 for _ in self)
