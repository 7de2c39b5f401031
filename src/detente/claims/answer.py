"""Answers: what one source says to a test, and the view from which it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import State
from detente.analysis.guards.age import FRESH
from detente.claims.question import Field, Question
from detente.claims.sides import Sides
from detente.errors import ClaimError
from detente.span import last_full_year
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says.

    Attributes
    ----------
    label : str
        Which source or indicator.
    text : str
        The numbers, in words.
    met : bool or None
        Whether they are as the claim expects; None where they do not decide.
    sources : tuple of str
        Ids.
    years : tuple of int
        Of the numbers.
    chance : float or None
        Part of the draws in which they are as expected; None where nothing is estimated.
    why : str
        Why they do not decide; empty where they do.
    """

    label: str
    text: str
    met: bool | None
    sources: tuple[str, ...]
    years: tuple[int, ...]
    chance: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """From where a test is answered.

    Attributes
    ----------
    catalog : Catalog
        The tables as known on `day`.
    sides : Sides
        Whom names mean.
    day : datetime.date
        Day from which it is looked.
    made : datetime.date
        Day of the claim.
    """

    catalog: Catalog
    sides: Sides
    day: date
    made: date

    @property
    def as_of(self) -> int:
        """Last full year at the day from which it is looked."""
        return last_full_year(self.day)

    @property
    def asked(self) -> int:
        """Last full year at the day of the claim."""
        return last_full_year(self.made)

    @property
    def looks_back(self) -> bool:
        """Whether this looks at what came after the claim."""
        return self.day > self.made

    @property
    def known_then(self) -> Catalog:
        """The tables as known on the claim's day, for forecasts made then and judged later."""
        return self.catalog.as_of(self.made)

    def span(self, question: Question) -> tuple[int, int]:
        """Give the years that are asked for; the first lies after the last where there are none.

        A test of no year asks for the newest. One year means that year, also in a look back, which
        may know more of it. Years from one to another mean every one of them, and in a look back
        every year after the claim: those that were named, where they reach beyond it, and else all
        that have come.

        Parameters
        ----------
        question : Question
            The test.
        """
        if question.years is None:
            return self.as_of, self.as_of
        first, last = question.years
        if not self.looks_back or question.names_one_year:
            return first, min(last, self.as_of)
        until = last if last > self.asked else self.as_of
        return max(first, self.asked + 1), min(until, self.as_of)

    def closed(self, question: Question) -> bool:
        """Whether a look back has nothing new to say: the claim's years were long over.

        Parameters
        ----------
        question : Question
            The test.
        """
        long_over = question.years is not None and question.years[1] < self.asked - FRESH
        return self.looks_back and long_over

    def pair(self, names: object) -> RelationKey:
        """Find two sides that are one state or bloc each.

        Parameters
        ----------
        names : object
            As written: a list of two names.

        Returns
        -------
        RelationKey
            Seen from the claim's day, so that what came later is measured the same way.

        Raises
        ------
        ClaimError
            For anything but two different ones.
        """
        if not isinstance(names, list) or len(names) != 2:
            raise ClaimError(f'{names!r} should be two names, as ["NATO", "Russia"]')
        first, second = (self.sides.side(name).one for name in names)
        if first.key == second.key:
            raise ClaimError(f"'{names[0]}' is compared with itself")
        return RelationKey(first, second, day=self.made, own=self.sides.own)

    def bloc(self, name: object) -> Bloc:
        """Find a bloc.

        Parameters
        ----------
        name : object
            As written.

        Raises
        ------
        ClaimError
            Where it is a state.
        """
        actor = self.sides.side(name).one
        if not isinstance(actor, Bloc):
            raise ClaimError(
                f"'{short(actor)}' is not a bloc", next_step="'detente actors' lists the blocs"
            )
        return actor

    def state(self, name: object) -> State:
        """Find a state.

        Parameters
        ----------
        name : object
            As written.

        Raises
        ------
        ClaimError
            Where it is a bloc.
        """
        actor = self.sides.side(name).one
        if not isinstance(actor, State):
            raise ClaimError(f"'{short(actor)}' is not a state")
        return actor


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of test.

    Attributes
    ----------
    name : str
        As a file of claims writes it.
    asks : str
        What it asks, for the documentation.
    fields : tuple of Field
        Its fields, in the order in which a test is named by them.
    answer : callable
        Asks the data, and gives one answer a source.
    """

    name: str
    asks: str
    fields: tuple[Field, ...]
    answer: Callable[[Question, View], Iterator[Answer]]

    @property
    def required(self) -> set[str]:
        """Names of the fields that every test of the kind needs."""
        return {field.name for field in self.fields if field.required}

    @property
    def allowed(self) -> set[str]:
        """Names of all its fields."""
        return {field.name for field in self.fields}
