"""The conclusion: what pulls which way, and what is not known, without a new number."""

from __future__ import annotations

from detente.analysis.explanation import APART, Explanation
from detente.paper.brief import Brief
from detente.paper.document import Paragraph, Section
from detente.phrasing import cap, listed
from detente.span import in_words

GREAT = 0.02
"""Share of capability from which a party is a power that others reckon with."""
HALF = 50
"""Percentile from which two are closer than most pairs."""


def section(brief: Brief) -> Section:
    """Close without a new number: what pulls which way, what is not known."""
    sentences = (_pull(brief), _third(brief), _membership(brief), _untested(brief))
    text = " ".join(cap(sentence) for sentence in sentences if sentence)
    pair = brief.pair
    nothing = (
        f"On {pair.words} {in_words(pair.day)} the data say little, "
        "and this paper leaves it at that."
    )
    return Section("conclusion", "Conclusion", blocks=(Paragraph(text or nothing),))


def _pull(brief: Brief) -> str:
    """Say whether preferences or institutions run ahead; nothing where one of them has no data."""
    found = brief.explanation
    if found is None or not {"identity", "institutions"} <= set(found.closeness):
        return ""
    who = f"{brief.pair.first.label} and {brief.pair.second.label}"
    near, dense = found.closeness["identity"], found.closeness["institutions"]
    if abs(near - dense) > APART:
        return _apart(who, found, near=near, dense=dense)
    if max(near, dense) < HALF:
        return f"Neither what they want nor what they have built holds {who} together."
    return (
        f"For {who} preferences and institutions stand at about the same distance; neither runs "
        "ahead of the other."
    )


def _apart(who: str, found: Explanation, *, near: float, dense: float) -> str:
    """Say which of the two runs ahead, where they are far apart."""
    if dense > near and dense >= HALF:
        if not found.tied:
            return (
                f"{who} meet in the world's organisations and in little else: nothing that they "
                "built between themselves stands against the distance."
            )
        return (
            f"What binds {who} is older and denser than what they have in mind in common. Bodies "
            "and treaties were built faster than preferences drew together, and they did not pull "
            f"the {found.by} after them."
        )
    if near > dense and near >= HALF and found.by == "votes" and not found.tied:
        return (
            f"{who} vote alike more than they have built together: there is room for institutions "
            "that would follow preferences rather than lead them."
        )
    return (
        f"Between {who} preferences and common organisations tell different stories, and neither "
        "alone tells how they stand."
    )


def _third(brief: Brief) -> str:
    """Say whether a third power outweighs one of the two or both."""
    power = brief.relation.power
    shares, third = power.shares["cinc"], power.third
    if third is None or not all(shares):
        return ""
    first, second, outside = (series.values[-1] for series in shares)
    if outside > max(first, second) >= GREAT:
        return (
            f"Neither of them is the strongest power they face: {third.label} is, and each has to "
            "reckon with it before it reckons with the other."
        )
    if outside > min(first, second) >= GREAT:
        return (
            f"{cap(third.label)} outweighs one of the two and not the other, so the same balance "
            "looks different from each side."
        )
    return ""


def _membership(brief: Brief) -> str:
    """Say what an accession changes, and what counting cannot answer."""
    scenario = brief.scenario
    if scenario is None or scenario.kind != "accession":
        return ""
    gained = f", and new neighbours ({listed(scenario.gained[:3])})" if scenario.gained else ""
    return (
        f"Membership of {scenario.state.label} in {scenario.bloc.label} would change what can be "
        f"counted{gained}; whether it would change conduct is the question that counting cannot "
        "answer."
    )


def _untested(brief: Brief) -> str:
    """Name the methods of which least is known."""
    names = [one.name for one in brief.report_card if one.mark == "untested"]
    if not names:
        return ""
    word = (
        "they describe, and nothing here tests them as forecasts"
        if len(names) > 1
        else "it describes, and nothing here tests it as a forecast"
    )
    written = listed([name[0].lower() + name[1:] for name in names])
    return f"Least is known of how far to trust {written}: {word}."
