"""Sections that the argument fills: its lines as paragraphs, under a heading that claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.guards.age import is_stale
from detente.evidence.sentence import Sentence, Statement, length
from detente.paper.blocks import Block, Passage, Prose
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.rules.briefly import after_first, briefly
from detente.rules.line import Line
from detente.rules.readings import is_calm
from detente.rules.selection import Scored
from detente.rules.shelf import rule_of
from detente.rules.windows import past_window, window

TITLES = {
    "now": "Where it stands now",
    "power": "Power",
    "positions": "Positions and images",
    "institutions": "Institutions",
    "why": "Why",
    "windows": "Windows",
    "membership": "What membership would change",
    "trust": "How far to trust this",
}
"""Plain headings."""
WITH_WINDOWS = frozenset((window.ID, past_window.ID))
OF_PAST_CASES = "What like cases became"
"""Heading of a section on windows in which none is named."""
MEMBER, OF_A_MEMBER = "member", "What membership changed"
"""The rung of a state whose membership changed what it would change for others, and its heading."""
AT_WAR = {"windows": "How such wars ended"}
"""Headings of two at war, where they differ."""
NO_HEADING = ("peculiar_economy",)
"""Rules whose message is never the news of a section."""
LONGEST_HEADING = 12
"""Words of a heading that claims."""


def prose(brief: Brief, name: str) -> list[Block]:
    """Print the lines of a section, paragraph by paragraph.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    name : str
        One of `detente.rules.rule.SECTIONS`.
    """
    paragraphs = brief.argument.section(name)
    first = next((one.line for lines in paragraphs for one in lines), None)
    return [
        Prose(tuple(_passage(brief, one.line, is_first=one.line is first) for one in lines))
        for lines in paragraphs
    ]


def _passage(brief: Brief, line: Line, *, is_first: bool) -> Passage:
    """Print a line; after the first sentence of a section the two are not named in full."""
    sentences = line.finding.sentences
    written = after_first(sentences, brief.pair) if is_first else _all(sentences, brief)
    return Passage(tuple(written), brief.note_of(line))


def _all(sentences: Sequence[Statement], brief: Brief) -> Iterator[Statement]:
    return (briefly(sentence, brief.pair) for sentence in sentences)


def section(brief: Brief, name: str, *more: Block) -> Section:
    """Lay out a section of the argument.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    name : str
        One of `detente.rules.rule.SECTIONS`.
    *more : Block
        Pictures and tables that follow the text.
    """
    blocks = (*prose(brief, name), *more)
    return Section(name, _title(brief, name), blocks=blocks, claim=_claim(brief, name))


def _title(brief: Brief, name: str) -> str:
    """Give the plain heading, by what there is to say."""
    if brief.relation.state.at_war and name in AT_WAR:
        return AT_WAR[name]
    if name == "membership" and _is_member(brief):
        return OF_A_MEMBER
    rules = {one.line.rule for part in brief.argument.section(name) for one in part}
    return OF_PAST_CASES if name == "windows" and not rules & WITH_WINDOWS else TITLES[name]


def _is_member(brief: Brief) -> bool:
    """Tell whether the state is a member, and nobody asked for another course."""
    return brief.relation.state.rung == MEMBER and brief.options.scenario is None


def _claim(brief: Brief, name: str) -> Sentence | None:
    """Give the message of the line that leads a section, unless page 1 has it."""
    # beside a war, a break or a suspension no lesser thing heads the section
    if name == "now" and not is_calm(brief.relation):
        return None
    # a heading says what is read below it: what stands further down is no news of the section
    lines = next(iter(brief.argument.section(name)), ())
    on_page_one = {one.line.id for one in brief.argument.key_findings}
    free = [one for one in lines if _fits(one) and one.line.id not in on_page_one]
    # a heading is in the present tense: it needs data that reach the view
    fitting = [one for one in free if not _is_stale(brief, one)]
    return max(fitting, key=lambda one: one.score).line.headline if fitting else None


def _is_stale(brief: Brief, one: Scored) -> bool:
    subject = rule_of(one.line.rule).subject(one.line)
    return is_stale(subject, brief.relation.situation)


def _fits(one: Scored) -> bool:
    headline = one.line.headline
    if one.rule.id in NO_HEADING:
        return False
    # above one sentence alone its message says the same twice
    is_short = headline is not None and length(headline) <= LONGEST_HEADING
    return is_short and len(one.line.finding.sentences) > 1


def filled(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Leave out the sections that have nothing to say.

    Parameters
    ----------
    sections : sequence of Section
        All sections.
    """
    return tuple(one for one in sections if one.blocks)
