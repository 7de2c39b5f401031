"""A change of membership: who is a member without it and with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.states import State, identity_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """Who is a member without and with a change.

    Attributes
    ----------
    kind : str
        ``"accession"``, ``"association"`` or ``"exit"``.
    bloc, state : Bloc, State
        The institution, and who joins or leaves.
    code : int
        COW code of the state on the day.
    day : datetime.date
        The day of the view.
    before, after : frozenset of int
        Codes of the members without and with the change.
    """

    kind: str
    bloc: Bloc
    state: State
    code: int
    day: date
    before: frozenset[int]
    after: frozenset[int]

    def name(self, code: int) -> str:
        """Name a state on the day.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        return identity_on(code, self.day).name

    def letters(self, code: int) -> str:
        """Give the letters under which tables name a state.

        Parameters
        ----------
        code : int
            Its COW code.
        """
        identity = identity_on(code, self.day)
        return identity.iso3 or identity.key
