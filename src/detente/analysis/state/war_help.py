"""Who only helps somebody in a war that is not its own."""

from __future__ import annotations

from detente.actors.relation_facts import Fact, facts

ALLY = "ally"


def helper_in(fact: Fact) -> tuple[str, str]:
    """Give who joined somebody else's war, and whom it joined; nothing for a war of its own.

    No state may have declared war on a helper: a sentence says what it does, not that it is at war.

    Parameters
    ----------
    fact : Fact
        Fighting.

    Examples
    --------
    >>> from detente.actors.relation_facts import facts_between_keys
    >>> [helper_in(fact) for fact in facts_between_keys("PRK", "UKR", "fighting")]
    [('PRK', 'RUS')]
    """
    if fact.part != ALLY:
        return "", ""
    origin = next((one for one in facts() if one.id == fact.origin), None)
    joined = sorted(fact.keys - origin.keys) if origin is not None else []
    if origin is None or len(joined) != 1:
        return "", ""
    return joined[0], origin.one if fact.one == joined[0] else origin.other
