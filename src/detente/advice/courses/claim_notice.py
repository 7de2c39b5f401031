"""REC-NOTICE: tell each other in advance what happens near land that both claim."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_facts import facts_between_keys
from detente.actors.treaties import IN_FORCE, Treaty, treaties_between
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell, on_condition
from detente.advice.since import newest_step
from detente.analysis.state.condition import HOSTILE, Condition
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.now.state_words import land_of
from detente.rules.readings import share_borders, two_states
from detente.rules.rows import row_cell

ID = "claim_notice"
RULES = ("open_claim", "repaired", "state", "thaws")
CLAIM = "disputed line"
LAND, WATERS = "land", ("islands", "sea")
"""What a claim is about where patrols meet, and where ships do."""
BORDER = "border"
"""Kind of the treaties on how to behave along a line."""
AT_SEA = Wording(
    says="By {due} {pair} should tell each other in advance of surveys and drills near {land}, "
    "whatever each calls it.",
    reason="The claim has been open since {since}, and notice asks the same of both.",
    changes="A survey announced in this way still brings ships face to face.",
    instead="protest",
    what="answer each survey with a protest",
    against="Protests have left the claim where it was in {since}.",
    answers="So what both can do about the claim now is notice of surveys and drills.",
)
ON_LAND = Wording(
    says="By {due} {pair} should tell each other of patrols and works near the line in advance.",
    reason="The line has been disputed since {since}, and notice asks the same of both.",
    changes="A patrol announced in this way is still met by force.",
    instead="post",
    what="add posts along the line",
    against="The line has been open since {since} all the same.",
    answers="So what both can do about the line now is notice of patrols and works.",
)
BOUND = Wording(
    says="By {due} {pair} should confirm in writing that their agreement of {signed} binds every "
    "patrol that is taken up again.",
    reason="It asks both sides {duty}, and nobody has ended it.",
    changes="A clash in a place where the agreement was applied.",
    instead="case",
    what="settle each patrol by itself",
    against="The agreement of {signed} was made to spare both that.",
    answers="So what both have signed for the line still has to be applied.",
)


COSTS = {
    AT_SEA.instead: "announce surveys and drills in waters that they call their own, which whoever "
    "holds them reads as a concession",
    ON_LAND.instead: "announce patrols and works on ground that they call their own",
    BOUND.instead: "tie each patrol to a text that the other can quote",
}
BEARERS = {
    AT_SEA.instead: "crews at sea",
    ON_LAND.instead: "soldiers at the line",
    BOUND.instead: "soldiers at the line",
}
"""What it costs both, and who bears the alternative, by the wording."""
DOES = {
    True: "confirm in writing that what they signed binds patrols",
    False: "give notice of what they do",
}
"""What both do, where an agreement binds them and where none does."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose notice to two states with an open claim that are in no crisis."""
    relation = argument.relation
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    known = [one for one in relation.state.conditions if one.headline == CLAIM]
    claims = [one for one in known if _matter(one) in (LAND, *WATERS)]
    if two_states(relation) is None or not lines or not claims:
        return
    if not relation.situation.holds(*HOSTILE):
        yield _option(argument, lines, claims[0])


def _binding(argument: Argument) -> Treaty | None:
    """Give the newest agreement on the line that is in force and was read."""
    pair = argument.relation.pair
    known = treaties_between(pair.first, pair.second, pair.day)
    held = [one for one in known if one.kind == BORDER and one.state_on(pair.day) == IN_FORCE]
    plain = [one for one in held if one.checked and not any(map(str.isdigit, one.duty))]
    return max(plain, key=lambda one: one.span.start, default=None)


def _matter(claim: Condition) -> str:
    """Give what a claim is about, by the row of its day."""
    rows = facts_between_keys(claim.first, claim.second, "claim")
    return next((row.matter for row in rows if row.start == claim.start), "")


def _option(argument: Argument, lines: tuple[Line, ...], claim: Condition) -> Option:
    relation = argument.relation
    pair = relation.pair
    due = deadline(pair.day, *newest_step(argument))
    parts: Parts = {
        "pair": pair.words,
        "since": on_condition(ID, "since", claim),
        "land": land_of(claim),
    }
    treaty = _binding(argument)
    on_land = share_borders(relation) and _matter(claim) not in WATERS
    wording = ON_LAND if on_land else AT_SEA
    if treaty is not None and on_land:
        day = treaty.span.start
        row = f"treaties:{treaty.one}-{treaty.other}:{day}"
        cell = row_cell(row, day, document=treaty.source, checked=treaty.checked)
        parts |= {"signed": on_cell(ID, "signed", day, cell), "duty": treaty.duty}
        wording = BOUND
    terms = Terms(
        actor=pair.words,
        verb=f"{DOES[wording is BOUND]} near what both claim",
        instrument="an exchange of letters, without prejudice to either claim",
        due=due,
        cost=COSTS[wording.instead],
        bearer="both sides",
        payer=BEARERS[wording.instead],
    )
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("steps",),
    condition="two states with an open claim on land or islands, and no crisis, break or fighting",
    propose=propose,
)
