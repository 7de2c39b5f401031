"""How far to trust this: what was counted, where data end, what is missing or barred."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.reach import FACTS, missing, missing_words
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.sentence import PlainSentence, Sentence
from detente.paper.blocks import Block, Missing, Passage, Prose
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.origin import OWN
from detente.paper.sections.argued import TITLES, prose
from detente.paper.sections.reached import reached
from detente.paper.sections.weighed import weighed
from detente.phrasing import cap, listed
from detente.rules.rule import SECTIONS
from detente.rules.shelf import SHELF
from detente.rules.windows.without import why_none

ID = "trust"
WINDOWS = "windows"
COUNTED = "accounting"
COUNTS = "Votes, dates and memberships are counted; {estimated}."
ESTIMATED = {
    "product": ("gdp", "net"),
    "spending": ("spending", "milex"),
    "capability": ("cinc",),
}
"""Kinds of data that are estimates, by how their columns begin: each is named where it is shown."""
SUBJECTS = {
    "share_forecast": "Forecasts of shares",
    "event_study": "The study of past joiners",
    "synthetic_control": "The comparison of a joiner with its likes",
    "outcomes": "The forecast of how a dispute ends",
    "ideal_points": "Positions read from votes",
    "level": "The drift of a distance",
    "expectation": "The expectation from comparable openings",
    "risk": "The risk of a dispute",
    "risk_bloc": "The risk of a dispute with a bloc",
    "windows": "The record of windows",
    "analogues": "The comparison with past pairs",
}
"""What a sentence calls each method that says what comes next."""
DESCRIBED = {
    "cinc": "The index of capability counts steel, energy and people, and says little of quality.",
    "threat": "Weight after distance leaves out missiles, bases abroad and intentions.",
    "conduct": "Pairs inside and outside a bloc differ in more than the bloc.",
    "vdem": "Democracy scores are judgements of experts, each with a margin.",
    "agreement": "Agreement in votes follows the agenda: what is not put to a vote is not seen.",
    "survey": "Surveys ask few countries in few years, and ask for favour, not for policy.",
    "events": "Reported events follow the interest of those who report.",
}
"""What limits each method that describes."""
PLURAL = tuple(SUBJECTS[id] for id in ("share_forecast", "ideal_points"))
RECORDS = {
    "tested and good": (
        "has been right more often than its simplest rival",
        "have been right more often than their simplest rivals",
    ),
    "tested and weak": (
        "has done no better than its simplest rival",
        "have done no better than their simplest rivals",
    ),
    "untested": (
        "has not been tested against what came after",
        "have not been tested against what came after",
    ),
}
"""How each kind of method did before, of one and of several."""
CHRONOLOGY = "chronology of the pair"
ONE = ("capability", "product", "military spending", f"the {CHRONOLOGY}")
"""Kinds of data whose name is singular."""
OLDEST = 3
"""Kinds of data whose last year is said, the oldest first."""


def section(brief: Brief) -> Section:
    """Lay out how far to trust the paper."""
    parts = (tuple(_methods(brief)), tuple(_ends(brief)))
    passages = tuple(Passage(one) for one in parts if one)
    said = [Prose(passages)] if passages else []
    later = weighed(brief)
    held = [Prose((Passage(later),))] if later else []
    blocks: list[Block] = [*said, *prose(brief, ID), *held, *_missing(brief), *_barred(brief)]
    return Section(ID, TITLES[ID], blocks=tuple(blocks))


def _methods(brief: Brief) -> Iterator[PlainSentence]:
    """Say of each method that the argument uses how it did before."""
    used = {method.id: method for method in brief.printed_methods}
    if COUNTED in used:
        yield from _counts(brief)
    for mark, (alone, together) in RECORDS.items():
        named = [SUBJECTS[id] for id, one in used.items() if one.mark == mark and id in SUBJECTS]
        if named:
            one_only = len(named) == 1 and named[0] not in PLURAL
            first, *others = named
            subject = listed([first, *(uncapped(other) for other in others)])
            yield PlainSentence(f"{subject} {alone if one_only else together}.")
    yield from (PlainSentence(limit) for id, limit in DESCRIBED.items() if id in used)


def _counts(brief: Brief) -> Iterator[PlainSentence]:
    """Say what is counted and which of the data that the paper prints are estimates."""
    columns = {cell.column for line in brief.printed_lines for cell in line.finding.evidence}
    estimated = [
        name
        for name, begins in ESTIMATED.items()
        if any(column.startswith(begins) for column in columns)
    ]
    if estimated:
        are = "is an estimate" if len(estimated) == 1 else "are estimates"
        yield PlainSentence(COUNTS.format(estimated=f"{listed(estimated)} {are}"))


def uncapped(name: str) -> str:
    """Write a name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]


def _ends(brief: Brief) -> Iterator[Sentence]:
    """Say where the data end that end first."""
    years: dict[int, list[str]] = {}
    for known in reached(brief):
        if known.kind != FACTS and known.to[:4].isdigit():
            name = f"the {known.kind}" if known.kind == CHRONOLOGY else known.kind
            years.setdefault(int(known.to[:4]), []).append(name)
    for year in sorted(years)[:OLDEST]:
        kinds = listed(years[year])
        keys = (("kinds", kinds), ("year", year))
        cell = Cell(
            "reach",
            "to",
            keys=keys,
            value=float(year),
            unit="year",
            sources=(OWN,),
            rule="newest year of each kind of data at the view",
        )
        shown = dated(figure_id(ID, "reach", year), year, cell)
        verb = "ends" if len(years[year]) == 1 and kinds in ONE else "end"
        yield Sentence("{kinds} {verb} in {year}.", {"kinds": kinds, "verb": verb, "year": shown})


def _missing(brief: Brief) -> list[Block]:
    """Give everything that is missing at the view in one list; nothing where nothing is."""
    absent = missing(brief.relation)
    return [Missing(f"Missing at this view: {missing_words(absent)}.")] if absent else []


def _barred(brief: Brief) -> Iterator[Block]:
    """Give one line for each section that guards emptied, with the guard's reason."""
    argument = brief.argument
    shown = argument.sections
    left_out = argument.left_out
    for name in SECTIONS:
        rules = [f"rule.{rule.id}" for rule in SHELF if rule.section == name]
        barred = [left_out[id] for id in rules if id in left_out]
        if name not in shown and barred:
            yield Missing(f"{cap(TITLES[name])}: left out, because {barred[0].reason}.")
        elif name == WINDOWS and name not in shown:
            reason = why_none(brief.relation)
            if reason is not None:
                yield Missing(f"{TITLES[name]}: left out, because {reason}.")
