"""REC-TERMS: settle what follows a breach of a ceasefire, before it is signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from detente.actors.relation_facts import Fact, facts_between, own_keys
from detente.actors.treaties import IN_FORCE, Treaty, treaties
from detente.actors.war_aid import GROUPS, war_aid
from detente.advice.course import Course, said
from detente.advice.deadlines import Since, deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_cell, on_fact
from detente.advice.since import newest_step, of_fact
from detente.analysis.state.words import label_of
from detente.phrasing import listed
from detente.rules.argument import Argument
from detente.rules.institutions.promises import treaty_cell
from detente.rules.line import Line
from detente.rules.windows.truces import never_held
from detente.span import years_before

ID = "truce_terms"
RULES = ("truce", "guarantee", "state", "relapse")
ASSURANCE = "assurance"
"""Kind of the texts in which others say what they are ready to do for a side."""
FIGHTS = ("war", "armed conflict", "truce")
MOST_NAMED = 2
"""Supporters that a sentence names."""
WORDING = Wording(
    says="By {due} {who} should put in writing what each of them does when a ceasefire is broken.",
    reason="Their ceasefire of {start} was watched by {monitors}, and failed in {end} all "
    "the same.",
    changes="A ceasefire without such a text has held for a year.",
    instead="later",
    what="sign a ceasefire first, and settle its guarantees later",
    against="The ceasefire of {start} failed in {end}.",
    answers="So a text has to name what follows a breach.",
)
ON_TRIAL = Wording(
    says="By {due} {pair} should name who reports a breach of their ceasefire of {now}, and what "
    "follows.",
    reason="The ceasefire before it, of {start}, failed in {end}.",
    changes="Twelve months without a death along the line.",
    instead="trust",
    what="let each side judge breaches for itself",
    against="The ceasefire of {start} failed in {end}.",
    answers="So this one needs somebody who reports a breach.",
)
DECLARED = replace(
    WORDING,
    says="By {due} {who} should turn the {text} of {declared} into law that binds them.",
    reason="The text declares readiness and binds nobody; the ceasefire of {start} was watched, "
    "and failed in {end}.",
    answers="So those who guarantee a ceasefire have to be bound by law before it is signed, not "
    "afterwards.",
)
"""Where supporters of a side have declared what they are ready for."""
ANNEX = "an annex to the text of any ceasefire"
IN_WRITING = "put in writing what each does when a ceasefire is broken"
LATELY = 2
"""Years for which such a text is the newest word."""
UNWATCHED = "Their ceasefire of {start} named nobody to watch it, and failed in {end}."
"""The reason where nobody watched."""
FAILED = (", and failed in {end} all the same.", ", and failed in {end}.", " failed in {end}.")
DIED = ", and people died in battle in every year of it."
NOT_STOPPED = " did not stop the fighting."
"""What is said of a ceasefire under which people died in every year, in place of its end."""


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to those who support a side, while two fight after a ceasefire that failed."""
    relation = argument.relation
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    if not lines or not relation.situation.holds(*FIGHTS):
        return
    pair = relation.pair
    rows = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    truces = [one.fact for one in rows if one.fact.kind == "truce"]
    failed = [one for one in truces if one.end is not None]
    held = [one for one in truces if one.end is None]
    if failed and held:
        yield _on_trial(argument, lines, (failed[-1], held[-1]))
    elif failed and relation.state.headline in FIGHTS[:2]:
        yield _option(argument, lines, failed[-1])


def _on_trial(argument: Argument, lines: tuple[Line, ...], truces: tuple[Fact, Fact]) -> Option:
    """Say who watches the ceasefire in force, by what became of the one before."""
    pair = argument.relation.pair
    due = deadline(pair.day, of_fact(truces[1], "the ceasefire"))
    before, now = truces
    parts: Parts = {"pair": pair.words, "now": on_fact(ID, "now", now)}
    parts |= {"start": on_fact(ID, "start", before), "end": on_fact(ID, "end", before, end=True)}
    terms = Terms(
        actor=pair.words,
        verb="name who reports a breach of their ceasefire and what follows",
        instrument="a protocol to the ceasefire",
        due=due,
        cost="give up the freedom to call any shot an answer",
        bearer="both armies",
        payer="people near the line",
    )
    return option_of(ID, terms, ON_TRIAL, parts=parts, lines=lines, year=pair.as_of)


def _supporters(argument: Argument) -> list[str]:
    """Name who committed aid most often to a side of the war; nobody where none is on record."""
    pair = argument.relation.pair
    given = Counter(
        one.donor
        for one in war_aid()
        if one.recipient in (pair.first.key, pair.second.key) and one.on <= pair.day
    )
    # sums in several currencies are never compared: who decided most often is named first
    named = [donor for donor, _ in given.most_common() if donor not in GROUPS][:MOST_NAMED]
    return [label_of(key) for key in named]


def _declared(argument: Argument) -> list[Treaty]:
    """Give the assurances of others to a side of the last two years that were read."""
    pair = argument.relation.pair
    keys = {*own_keys(pair.first), *own_keys(pair.second)}
    known = (one.known_by(pair.day) for one in treaties())
    since = years_before(pair.day, LATELY)
    given = [one for one in known if one is not None and one.kind == ASSURANCE and one.checked]
    recent = [one for one in given if one.span.start >= since]
    to_side = [one for one in recent if one.other in keys and one.one not in keys]
    return [one for one in to_side if one.state_on(pair.day) == IN_FORCE]


def _newest_aid(argument: Argument) -> tuple[Since, ...]:
    """Count from the newest aid that was decided for a side; empty where none is on record."""
    pair = argument.relation.pair
    keys = (pair.first.key, pair.second.key)
    known = [one for one in war_aid() if one.recipient in keys and one.on <= pair.day]
    exact = [one for one in known if one.precision != "year" and one.donor not in GROUPS]
    newest = max(exact, key=lambda one: one.on, default=None)
    if newest is None:
        return ()
    row = f"war_aid:{newest.donor}-{newest.recipient}:{newest.on}"
    return (Since(newest.on, "their newest aid", row=row),)


def _option(argument: Argument, lines: tuple[Line, ...], truce: Fact) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, *newest_step(argument), *_newest_aid(argument))
    given = _declared(argument)
    newest = [one for one in given if one.name == given[-1].name] if given else []
    named = [label_of(one.one) for one in newest] or _supporters(argument)
    who = listed(named) if named else pair.words
    watched = bool(truce.monitors) and not any(sign.isdigit() for sign in truce.monitors)
    parts: Parts = {
        "who": who,
        "monitors": f"the {truce.monitors}",
        "start": on_fact(ID, "start", truce),
        "end": on_fact(ID, "end", truce, end=True),
    }
    terms = Terms(
        actor=who,
        verb=f"turn the {newest[0].name} into law" if newest else IN_WRITING,
        instrument="an act of each parliament" if newest else ANNEX,
        due=due,
        cost="bind themselves to act at a time that others choose",
        bearer=who,
        payer="the side that is attacked next",
    )
    wording = WORDING if watched else replace(WORDING, reason=UNWATCHED)
    if newest:
        wording = DECLARED
        cell = treaty_cell(newest[0], pair.day)
        parts["text"] = newest[0].name
        parts["declared"] = on_cell(ID, "declared", newest[0].span.start, cell, "month")
    if never_held(argument.relation, truce):
        wording = _never_held(wording)
    return option_of(ID, terms, wording, parts=parts, lines=lines, year=pair.as_of)


def _never_held(wording: Wording) -> Wording:
    """Say of a ceasefire that it never held, where its last day is only that of the text."""
    reason, against = wording.reason, wording.against
    for failed in FAILED:
        if reason.endswith(failed):
            reason = reason.removesuffix(failed) + DIED
        if against.endswith(failed):
            against = against.removesuffix(failed) + NOT_STOPPED
    return replace(wording, reason=reason, against=against)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="two fight, or fought within three years, and an earlier ceasefire of theirs failed",
    propose=propose,
)
