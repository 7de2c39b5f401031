"""The conclusion, data and methods, the report card."""

from __future__ import annotations

from detente.analysis.explanation import APART
from detente.evidence.method import descriptions
from detente.paper.brief import OWN, Brief, source_entry
from detente.paper.document import Block, Grid, Paragraph, Section
from detente.phrasing import cap, listed
from detente.sources.shelf import source

GREAT = 0.02
"""Share of capability from which a party is a power that others reckon with."""


def conclusion(brief: Brief) -> Section:
    """Close without a new number: what pulls which way, what is not known."""
    pair, found = brief.pair, brief.explanation
    who = f"{pair.a.label} and {pair.b.label}"
    sentences = []
    if found and "identity" in found.closeness and "institutions" in found.closeness:
        near, dense = found.closeness["identity"], found.closeness["institutions"]
        if dense - near > APART and not found.tied and dense >= 50:
            sentences.append(
                f"{who} meet in the world's organisations and in little else: nothing that they built between "
                f"themselves stands against the distance."
            )
        elif dense - near > APART and dense >= 50:
            sentences.append(
                f"What binds {who} is older and denser than what they have in mind in common. Bodies and treaties "
                f"were built faster than preferences drew together, and they did not pull the {found.by} after them."
            )
        elif near - dense > APART and near >= 50 and found.by == "votes" and not found.tied:
            sentences.append(
                f"{who} vote alike more than they have built together: there is room for institutions that would "
                f"follow preferences rather than lead them."
            )
        elif abs(near - dense) > APART:
            sentences.append(
                f"Between {who} preferences and common organisations tell different stories, and neither alone tells "
                f"how they stand."
            )
        elif max(near, dense) < 50:
            sentences.append(
                f"Neither what they want nor what they have built holds {who} together."
            )
        else:
            sentences.append(
                f"For {who} preferences and institutions stand at about the same distance; neither runs ahead of the "
                f"other."
            )
    group = [s for s in brief.relation.power.shares["cinc"]]
    third = brief.relation.power.third
    if third and len(group) > 2 and all(group):
        weights = [s.values[-1] for s in group]
        if weights[2] > max(weights[:2]) >= GREAT:
            sentences.append(
                f"Neither of them is the strongest power they face: {third.label} is, and each has to reckon with it "
                f"before it reckons with the other."
            )
        elif weights[2] > min(weights[:2]) >= GREAT:
            sentences.append(
                f"{cap(third.label)} outweighs one of the two and not the other, so the same balance looks different "
                f"from each side."
            )
    if brief.scenario and brief.scenario.kind == "accession":
        gained = (
            f", and new neighbours ({listed(brief.scenario.gained[:3])})"
            if brief.scenario.gained
            else ""
        )
        sentences.append(
            f"Membership of {brief.scenario.state.label} in {brief.scenario.bloc.label} would change what can be "
            f"counted{gained}; whether it would change conduct is the question that counting cannot answer."
        )
    mark = [m.name[0].lower() + m.name[1:] for m in brief.report_card if m.mark == "untested"]
    if mark:
        word = (
            "they describe, and nothing here tests them as forecasts"
            if len(mark) > 1
            else ("it describes, and nothing here tests it as a forecast")
        )
        sentences.append(f"Least is known of how far to trust {listed(mark)}: {word}.")
    text = " ".join(cap(s) for s in sentences)
    fallback = (
        f"On {pair.words} in {pair.as_of} the data say little, and this paper leaves it at that."
    )
    return Section("conclusion", "Conclusion", (Paragraph(text or fallback),))


def data(brief: Brief) -> Section:
    """Tell how each number was made, and from which edition of which source."""
    used = {method.id for method in brief.report_card}
    entries = [entry for id, entry in descriptions().items() if id in used and entry.prose]
    blocks: list[Block] = [Paragraph(entry.prose) for entry in entries]
    blocks.append(
        Paragraph(
            f"The view. Nothing observed after {brief.pair.as_of} enters a finding, a forecast or its errors; where the paper shows "
            f"what came after, it is drawn in a second ink. The data are today's editions of past years: revised, not vintage."
        )
    )
    rows = tuple(
        (
            "Blocs and their ladder" if name == OWN else source(name).title,
            str(entry["version"]),
            str(entry["licence"]),
        )
        for name in brief.sources()
        for entry in [source_entry(brief.relation.catalog, name)]
    )
    blocks.append(
        Grid(
            "sources",
            "Sources",
            ("data set", "version", "licence"),
            rows,
            "The ladder of each bloc is a table of the project's own, made by hand, each row with its public source.",
            wide=True,
            widths=(1.4, 1, 1.3),
        )
    )
    return Section("methods", "Data and methods", tuple(blocks))


def report_card(brief: Brief) -> Section:
    """Print every method's record beside its baseline, and where it fails."""
    rows = tuple((m.name, m.mark, m.record, m.fails) for m in brief.report_card)
    return Section(
        "report-card",
        "Report card",
        (
            Grid(
                "report",
                "How far each method has been tested, and where it fails",
                ("method", "standing", "record", "fails at"),
                rows,
                "",
                wide=True,
                widths=(2.2, 1.7, 7, 5),
            ),
        ),
    )
