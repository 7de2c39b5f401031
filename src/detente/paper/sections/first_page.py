"""Page 1: the question, the answer, the key findings, what to do, one picture."""

from __future__ import annotations

from dataclasses import replace

from detente.actors.checked import checked_long_ago
from detente.advice.answered import answer as answered
from detente.advice.answered import supporting
from detente.advice.option import Option
from detente.advice.sure import sentence_of, sure
from detente.analysis.reach import reach_words
from detente.evidence.sentence import length, render
from detente.paper.blocks import Advice, KeyFinding, Missing, Passage, Watchlist
from detente.paper.brief import Brief
from detente.paper.document import Title
from detente.paper.exhibits.opening import opening
from detente.paper.origin import software
from detente.paper.sections.reached import reached
from detente.paper.sections.to_do import on_first_page, watchlist
from detente.paper.signature import Signature
from detente.phrasing import cap, date_of
from detente.rules.answer import question as asked
from detente.rules.briefly import after_first, briefly
from detente.rules.line import Line
from detente.settings import Settings
from detente.span import month_words

AUTHOR = "Computed with {software} from public data; every figure leads to its cell"
MOST_WORDS = 420
"""Words of the answer, the key findings and the recommendations."""
LABELS = "Reason: Cost: What would change our mind:"
UNSIGNED = Signature()


def title(brief: Brief, settings: Settings, signed: Signature = UNSIGNED) -> Title:
    """Lay out page 1."""
    warning = checked_long_ago(settings.made, brief.pair.day)
    head = Title(
        title=signed.title or question(brief),
        subtitle=_subtitle(brief),
        author=_author(signed),
        made=date_of(settings.made),
        data_to=reach_words(reached(brief)),
        version=software(),
        warning=warning,
    )
    return _signed(_argued(head, brief), signed)


def _argued(page: Title, brief: Brief) -> Title:
    """Put the argument on page 1."""
    return replace(
        page,
        answer=whole_answer(brief),
        findings=_findings(brief),
        advice=_advice(brief),
        picture=opening(brief),
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
    return asked(brief.argument)


def answer(brief: Brief) -> Passage | None:
    """Answer in three sentences, with the notes of what they rest on.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    sentences = answered(brief.advised)
    findings = brief.argument.key_findings
    thesis = (findings[0].line,) if brief.argument.has_thesis else ()
    lines = (*thesis, *supporting(brief.advised))
    notes = tuple(number for line in lines for number in brief.note_of(line))
    named = tuple(after_first(sentences, brief.pair))
    return Passage(named, notes) if named else None


def whole_answer(brief: Brief) -> Passage | None:
    """Give the answer, and how sure it is.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    said, known = answer(brief), sure(brief.advised)
    if said is None or known is None:
        return said
    return replace(said, sentences=(*said.sentences, sentence_of(known)))


def _findings(brief: Brief) -> tuple[KeyFinding, ...]:
    """Print the key findings: each message, and what follows it with its note."""
    lines = (one.line for one in brief.argument.key_findings)
    return tuple(_finding(brief, line) for line in lines if line.headline is not None)


def _finding(brief: Brief, line: Line) -> KeyFinding:
    """Print a message and what follows it; the answer above has named the two."""
    message, *detail = (briefly(one, brief.pair) for one in line.messages)
    return KeyFinding(message, Passage(tuple(detail), brief.note_of(line)))


def _advice(brief: Brief) -> tuple[Advice | Missing | Watchlist, ...]:
    """Print the recommendations, or why there is none, and in that case or a war what to watch."""
    watched = watchlist(brief) if on_first_page(brief) else None
    watches = () if watched is None else (watched,)
    if brief.recommendations:
        first, *more = (_recommended(brief, one) for one in brief.recommendations)
        return (first, *_with_room(brief, first, more), *watches)
    return (Missing(render(brief.advised.nothing)), *watches)


def _with_room(brief: Brief, first: Advice, more: list[Advice]) -> list[Advice]:
    """Give the further recommendations for which page 1 has words left."""
    said = whole_answer(brief)
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
    return len(f"{advice.cost} {LABELS}".split())


def _recommended(brief: Brief, option: Option) -> Advice:
    return Advice(
        option.says,
        option.reason,
        changes=option.changes,
        cost=f"{cap(option.bearer)} {option.cost}.",
        notes=brief.note_of(option.line),
    )
