"""What the rung of a state means by treaty on a day, and what another rung would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.rung_tables import rung_terms
from detente.actors.rung_terms import TOPICS, RungTerms, Term
from detente.actors.states import State
from detente.institutions import ladder

NONE = "none"
"""The rung of a state that holds none."""


@dataclass(frozen=True, slots=True)
class HeldTerms:
    """The terms of every form that a state holds in a bloc.

    Attributes
    ----------
    rung : str
        The highest rung held; ``"none"`` where none is.
    state : str
        The state of that rung (``"active"``, ``"suspended in part"``); empty without a rung.
    forms : tuple of str
        Every form held, the highest rung first.
    terms : tuple of Term
        By topic; of a topic those of the highest rung that speaks of it.
    """

    rung: str
    state: str
    forms: tuple[str, ...]
    terms: tuple[Term, ...]

    def of(self, topic: str) -> tuple[Term, ...]:
        """Give the terms of one topic.

        Parameters
        ----------
        topic : str
            One of the topics.
        """
        return tuple(one for one in self.terms if one.topic == topic)


NOTHING = HeldTerms(rung=NONE, state="", forms=(), terms=())
"""No rung, and no term."""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """What changes on one topic.

    Attributes
    ----------
    topic : str
        One of the topics.
    before, after : tuple of Term
        The terms without and with the change.
    """

    topic: str
    before: tuple[Term, ...]
    after: tuple[Term, ...]

    def gained(self) -> tuple[Term, ...]:
        """Give what the new rung gives and the old one did not."""
        return self._new("gives")

    def owed(self) -> tuple[Term, ...]:
        """Give what the new rung demands and the old one did not."""
        return self._new("demands")

    def lost(self) -> tuple[Term, ...]:
        """Give what the old rung gave, where the new one gives nothing on the topic."""
        return self._ended("gives")

    def freed(self) -> tuple[Term, ...]:
        """Give what the old rung demanded, where the new one demands nothing on the topic."""
        return self._ended("demands")

    def _ended(self, effect: str) -> tuple[Term, ...]:
        if any(one.effect == effect for one in self.after):
            return ()
        return tuple(one for one in self.before if one.effect == effect)

    def _new(self, effect: str) -> tuple[Term, ...]:
        added = (one for one in self.after if one.effect == effect)
        return tuple(one for one in added if one not in self.before)


def terms_on(bloc: Bloc, day: date) -> RungTerms | None:
    """Give what a bloc's rungs mean on a day; None where no file has been made of it.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    day : datetime.date
        The day; terms that begin later are not known then.
    """
    known = rung_terms(bloc.id)
    return None if known is None else known.held(day)


def held_terms(bloc: Bloc, state: State, day: date) -> HeldTerms | None:
    """Give the terms that a state has in a bloc on a day; None where no file has been made of it.

    A form that is suspended is among those held: its treaty is in force until it is ended.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        The state.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import bloc, state
    >>> serbia = held_terms(bloc("EU"), state("Serbia", 2024), date(2024, 12, 31))
    >>> serbia.rung, [one.effect for one in serbia.of("votes")]
    ('candidate', ['withholds'])
    """
    known = terms_on(bloc, day)
    if known is None:
        return None
    held = ladder.held(bloc, state, day)
    if held is None:
        return NOTHING
    steps = [step for step in bloc.steps_of(state.letters) if step.span.covers(day)]
    forms = {
        rung: tuple(dict.fromkeys(step.form for step in steps if step.rung == rung))
        for rung in reversed(RUNGS)
    }
    terms = tuple(term for topic in TOPICS for term in _highest(known, forms, topic))
    every_form = tuple(form for rung in forms for form in forms[rung])
    return HeldTerms(rung=held.rung, state=held.in_words, forms=every_form, terms=terms)


def _highest(known: RungTerms, forms: dict[str, tuple[str, ...]], topic: str) -> tuple[Term, ...]:
    """Give the terms of a topic: of each effect those of the highest rung that has one.

    A candidate keeps the free trade of its association, and who is a member no longer lacks what
    an associate lacks.
    """
    found: dict[str, tuple[Term, ...]] = {}
    for rung, held in forms.items():
        of_topic = [one for one in known.terms_of(rung, held) if one.topic == topic]
        for effect in dict.fromkeys(one.effect for one in of_topic):
            if effect not in found and not _is_lacking(effect, found):
                found[effect] = tuple(one for one in of_topic if one.effect == effect)
    return tuple(term for terms in found.values() for term in terms)


def _is_lacking(effect: str, found: dict[str, tuple[Term, ...]]) -> bool:
    """Tell whether a lower rung withholds what a higher one already speaks of."""
    return effect == "withholds" and bool(found)


def terms_of_form(bloc: Bloc, rung: str, form: str, day: date) -> HeldTerms | None:
    """Give the terms of one form of a rung on a day; None where no file has been made of it.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    rung, form : str
        The rung, and what the bloc calls it.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> member = terms_of_form(bloc("NATO"), "member", "member", date(2013, 12, 31))
    >>> [one.article for one in member.of("guarantee")]
    ['Article 5', 'Article 3']
    """
    known = terms_on(bloc, day)
    if known is None:
        return None
    terms = known.terms_of(rung, (form,))
    return HeldTerms(rung=rung, state="", forms=(form,), terms=terms)


def compare(before: HeldTerms, after: HeldTerms) -> tuple[TopicChange, ...]:
    """Set two sets of terms side by side, a row for each topic of which either speaks.

    Parameters
    ----------
    before, after : HeldTerms
        Without and with the change.
    """
    rows = (TopicChange(topic, before.of(topic), after=after.of(topic)) for topic in TOPICS)
    return tuple(row for row in rows if row.before or row.after)
