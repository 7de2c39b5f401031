"""Page 1: the question, the answer, the key findings, what to do, one picture."""

from __future__ import annotations

from detente.actors.checked import checked_long_ago
from detente.analysis.reach import reach, reach_words
from detente.evidence.sentence import PlainSentence, Statement
from detente.paper.brief import Brief, software
from detente.paper.document import Advice, KeyFinding, Missing, Passage, Title
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails
from detente.paper.signature import Signature
from detente.phrasing import cap
from detente.rules.line import Line
from detente.settings import Settings
from detente.span import month_words

AUTHOR = "Computed with {software} from public data; every figure leads to its cell"
UNSIGNED = Signature()
NO_QUESTION = "What is on record between {pair}?"


def title(brief: Brief, settings: Settings, signed: Signature = UNSIGNED) -> Title:
    """Lay out page 1."""
    pair, made = brief.pair, settings.made
    month = month_words(pair.day)
    pictures = over_time(brief) or rails(brief)
    return Title(
        title=signed.title or question(brief),
        subtitle=f"{pair.label}, {month}",
        author=_author(signed),
        made=f"{made.day} {made:%B %Y}",
        data_to=reach_words(reach(brief.relation)),
        version=software(),
        cite="",
        answer=answer(brief),
        findings=tuple(_finding(brief, place) for place in range(len(brief.argument.key_findings))),
        advice=_advice(brief),
        picture=pictures[0] if pictures else None,
        warning=checked_long_ago(made, pair.day),
        series=signed.series,
        foreword=tuple(signed.paragraphs("foreword")),
        disclaimer=tuple(signed.paragraphs("disclaimer")),
        logo=signed.logo_name,
    )


def _author(signed: Signature) -> str:
    """Say who answers for the paper: whoever signed it, or nobody but the software."""
    computed = AUTHOR.format(software=software())
    return f"{signed.by}. {computed}" if signed.signed else computed


def question(brief: Brief) -> str:
    """Give the question of the paper.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    angle = brief.argument.angle
    if angle is None:
        return NO_QUESTION.format(pair=brief.pair.words)
    return angle.title(brief.relation)


def answer(brief: Brief) -> Passage | None:
    """Answer in three sentences: the verdict, the strongest push, what bars the other reading.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    sentences = answer_sentences(brief)
    notes = tuple(number for line in _answering(brief) for number in brief.note_of(line))
    return Passage(sentences, notes) if sentences else None


def answer_sentences(brief: Brief) -> tuple[Statement, ...]:
    """Give the sentences of the answer alone; unlike their notes they need no whole paper.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    gists = (line.gist for line in _answering(brief))
    return (*_verdict(brief), *(gist for gist in gists if gist is not None))


def _answering(brief: Brief) -> list[Line]:
    """Give the strongest key finding and the next from another section, of those with a gist."""
    leading = [one for one in brief.argument.key_findings if one.line.gist is not None]
    other = [one for one in leading[1:] if one.rule.section != leading[0].rule.section]
    return [one.line for one in (*leading[:1], *other[:1])]


def _verdict(brief: Brief) -> list[Statement]:
    """Give the first sentence of the answer; without a question it is the state."""
    argument = brief.argument
    if argument.angle is not None:
        return [argument.angle.verdict(brief.relation, argument.lines)]
    state = brief.relation.state
    return [PlainSentence(cap(state.sentence))] if state.checked else []


def _finding(brief: Brief, place: int) -> KeyFinding:
    line = brief.argument.key_findings[place].line
    assert line.headline is not None
    return KeyFinding(line.headline, Passage(line.key, brief.note_of(line)))


def _advice(brief: Brief) -> tuple[Advice | Missing, ...]:
    """Print the recommendations, or say that there is none."""
    barred = brief.silence("patience", "steps")
    if not brief.recommendations:
        reason = f": {barred}" if barred else ""
        return (Missing(f"The evidence favours no course between {brief.pair.words}{reason}."),)
    return tuple(
        Advice(
            one.text,
            brief.note(*one.rests_on),
            loses=one.loses,
            changes=one.changes,
            confidence=one.confidence,
        )
        for one in brief.recommendations
    )
