"""Page 1: the question, the answer, the key findings, what to do, one picture."""

from __future__ import annotations

from dataclasses import replace

from detente.actors.checked import checked_long_ago
from detente.advice.option import Option
from detente.analysis.reach import reach, reach_words
from detente.evidence.sentence import PlainSentence, Statement, length, render
from detente.paper.blocks import Advice, KeyFinding, Missing, Passage, Watchlist
from detente.paper.brief import Brief, software
from detente.paper.document import Title
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails
from detente.paper.sections.to_do import watchlist
from detente.paper.signature import Signature
from detente.phrasing import cap, date_of
from detente.rules.line import Line
from detente.settings import Settings
from detente.span import month_words

AUTHOR = "Computed with {software} from public data; every figure leads to its cell"
UNEXPECTED = "unexpected"
MOST_WORDS = 420
"""Words of the answer, the key findings and the recommendations."""
LABELS = "Reason: Cost: What would change our mind: Confidence:"
UNSIGNED = Signature()
NO_QUESTION = "What is on record between {pair}?"


def title(brief: Brief, settings: Settings, signed: Signature = UNSIGNED) -> Title:
    """Lay out page 1."""
    head = Title(
        title=signed.title or question(brief),
        subtitle=_subtitle(brief),
        author=_author(signed),
        made=date_of(settings.made),
        data_to=reach_words(reach(brief.relation)),
        version=software(),
        warning=checked_long_ago(settings.made, brief.pair.day),
    )
    return _signed(_argued(head, brief), signed)


def _argued(page: Title, brief: Brief) -> Title:
    """Put the argument on page 1."""
    shown = over_time(brief) or rails(brief)
    return replace(
        page,
        answer=answer(brief),
        findings=_findings(brief),
        advice=_advice(brief),
        picture=next(iter(shown), None),
    )


def _subtitle(brief: Brief) -> str:
    """Say who is looked at, as of when."""
    return f"{brief.pair.label}, {month_words(brief.pair.day)}"


def _signed(page: Title, signed: Signature) -> Title:
    """Put on page 1 what is of whoever signed it."""
    return replace(
        page,
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
    lines = _pushes(brief)
    gists = [line.gist for line in lines if line.gist is not None]
    sentences: list[Statement] = [*_verdict(brief), *gists]
    notes = tuple(number for line in lines for number in brief.note_of(line))
    return Passage(tuple(sentences), notes) if sentences else None


def _pushes(brief: Brief) -> list[Line]:
    """Give the line that pushes most, and one of another section that bars the other reading."""
    findings = [one for one in brief.argument.key_findings if one.line.gist is not None]
    # a message that the reader meets again as a key finding comes last
    fresh = sorted(findings, key=lambda one: one.line.gist == one.line.headline)
    if not fresh:
        return []
    first = fresh[0]
    others = [one for one in fresh[1:] if one.rule.section != first.rule.section]
    # what one would not expect bars what one would have read
    others.sort(key=lambda one: one.line.reasons.leading != UNEXPECTED)
    return [first.line, *(one.line for one in others[:1])]


def _verdict(brief: Brief) -> list[Statement]:
    """Give the first sentence of the answer; without a question it is the state."""
    argument = brief.argument
    if argument.angle is not None:
        return [argument.angle.verdict(brief.relation, argument.lines)]
    state = brief.relation.state
    return [PlainSentence(cap(state.sentence))] if state.checked else []


def _findings(brief: Brief) -> tuple[KeyFinding, ...]:
    """Print the key findings: each message, and what follows it with its note."""
    lines = (one.line for one in brief.argument.key_findings)
    return tuple(
        KeyFinding(line.headline, Passage(line.key, brief.note_of(line)))
        for line in lines
        if line.headline is not None
    )


def _advice(brief: Brief) -> tuple[Advice | Missing | Watchlist, ...]:
    """Print the recommendations; where there is none, say so and what is to be watched."""
    if brief.recommendations:
        first, *more = (_recommended(brief, one) for one in brief.recommendations)
        return (first, *_with_room(brief, first, more))
    nothing = Missing(render(brief.advised.nothing))
    watched = watchlist(brief)
    return (nothing,) if watched is None else (nothing, watched)


def _with_room(brief: Brief, first: Advice, more: list[Advice]) -> list[Advice]:
    """Give the further recommendations for which page 1 has words left."""
    said = answer(brief)
    sentences = [*(() if said is None else said.sentences), *first.sentences]
    sentences += [sentence for one in _findings(brief) for sentence in one.sentences]
    words = sum(map(length, sentences)) + _others(first)
    kept = []
    for one in more:
        words += sum(map(length, one.sentences)) + _others(one)
        if words > MOST_WORDS:
            break
        kept.append(one)
    return kept


def _others(advice: Advice) -> int:
    """Count the words of a recommendation outside its sentences, those of its labels included."""
    return len(f"{advice.cost} {advice.confidence} {LABELS}".split())


def _recommended(brief: Brief, option: Option) -> Advice:
    return Advice(
        option.says,
        option.reason,
        changes=option.changes,
        cost=f"{cap(option.bearer)} {option.cost}.",
        confidence=f"{cap(option.confidence.words)}.",
        notes=brief.note_of(option.line),
    )
