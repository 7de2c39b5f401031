"""Every error that détente raises on purpose, one tree, one line each.

::

    DetenteError
    ├── ActorError            a name, a code or a pair of actors
    │   ├── UnknownActor      no such state or bloc (near names follow)
    │   ├── AmbiguousActor    the name fits several actors at that date
    │   └── SameActor         a relation needs two different actors
    ├── DateError             a year outside what is known, or before an actor existed
    ├── SourceError           a public data set
    │   ├── UnknownSource     no such source on the shelf
    │   ├── PullError         it could not be fetched (no network, no mirror, offline)
    │   │   ├── NeedsRegistration   the producer gives it to registered users only
    │   │   └── OnlyByHand    no address gives it
    │   ├── HashMismatch      the file is not the declared one
    │   ├── ParseError        the file is broken or its layout changed
    │   ├── CheckError        the parsed table breaks a declared rule
    │   └── TermsError        the source's terms forbid what was asked
    ├── StoreError            the tables on disk, and any file that is written
    │   ├── MissingTable      the table is not there
    │   ├── LockedStore       another process writes the same table
    │   ├── FullDisk          no room; the old file is unchanged
    │   └── BrokenWrite       a file did not read back as written; the old one is unchanged
    ├── PanelError            a grain, a key or a join
    ├── EstimateError         votes or speeches from which nothing can be estimated as asked
    ├── EvidenceError         a finding without a cell it rests on
    ├── ClaimError            a claim, or a file of claims, that cannot be read or answered
    ├── EditionError          a bundle or an edited paper that cannot be read or does not hold
    ├── LedgerError           a ledger whose chain is broken, or an entry that cannot be registered
    ├── ServiceError          the workbench cannot answer now, though the request is sound
    │   ├── Busy              too much is asked for at the same time
    │   ├── LostWorker        the process that computed the answer ended
    │   └── TooSlow           the answer took longer than is allowed
    └── RequestError          a request that cannot be met as worded

``OutsideWarning`` is not an error: it warns of a panel that is empty because its years lie outside
everything.

A message names what is wrong, where, what stands near, and the next step; it never spans two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.letters import visible
from detente.limits import LONGEST_QUOTE, LONGEST_WHAT, LONGEST_WORD

LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


class DetenteError(Exception):
    """Root of the tree; catch it to catch everything that détente raises on purpose.

    Parameters
    ----------
    what : str
        What is wrong, naming the value.
    where : str
        The file, table, option or argument; empty when `what` says it.
    near : iterable of str
        Near names a user may have meant.
    next_step : str
        What to do now.

    Attributes
    ----------
    what, where, next_step : str
        The parts of the message, each on one line.
    near : tuple of str
        Near names.

    Examples
    --------
    >>> str(
    ...     DetenteError(
    ...         "no state is called 'Atlantis'", near=["Atlanta"], next_step="try 'detente actors'"
    ...     )
    ... )
    "no state is called 'Atlantis'; near: Atlanta; try 'detente actors'"
    """

    def __init__(
        self, what: str, *, where: str = "", near: Iterable[str] = (), next_step: str = ""
    ) -> None:
        near = tuple(near)
        self.what, self.where, self.next_step = map(_one_line, (what, where, next_step))
        self.near = tuple(map(_one_line, near))
        parts = [self.what]
        if where:
            parts.append(f"in {self.where}")
        if near:
            parts.append("near: " + ", ".join(self.near))
        if next_step:
            parts.append(self.next_step)
        super().__init__("; ".join(parts))


def quoted(value: object) -> str:
    """Quote a value of any kind for an error, in marks and of bounded length.

    Parameters
    ----------
    value : object
        What was given.

    Examples
    --------
    >>> quoted("Atlantis"), quoted(1.5), quoted(10**9999)
    ("'Atlantis'", "'1.5'", "'a value of type int'")
    """
    try:
        text = str(value)
    except Exception:  # a number of 5,000 digits, or an object whose text cannot be made
        text = f"a value of type {type(value).__name__}"
    return f"'{text}'" if len(text) <= LONGEST_QUOTE else f"'{text[: LONGEST_QUOTE // 2]}...'"


def _one_line(text: str) -> str:
    """Write a text on one line of bounded length: what users typed is quoted in it."""
    line = LONG_WORD.sub(_shortened, " ".join(visible(text).split()))
    return line if len(line) <= LONGEST_WHAT else f"{line[:LONGEST_WHAT]} ..."


def _shortened(found: re.Match[str]) -> str:
    """Keep the begin and the end of a word that is too long to be read."""
    half = LONGEST_QUOTE // 2
    return f"{found[0][:half]}...{found[0][-half:]}"


class ActorError(DetenteError):
    """A name, a code or a pair of actors that cannot be used."""


class UnknownActor(ActorError):
    """No state or bloc has this name or code."""


class AmbiguousActor(ActorError):
    """The name fits several actors at the date asked for.

    Parameters
    ----------
    what, next_step : str
        As every error has them.
    codes : iterable of int
        COW codes of the states that the name fits.

    Examples
    --------
    >>> AmbiguousActor("'Germany' fits several states", codes=(260, 265)).codes
    (260, 265)
    """

    def __init__(self, what: str, *, codes: Iterable[int] = (), next_step: str = "") -> None:
        super().__init__(what, next_step=next_step)
        self.codes = tuple(codes)


class SameActor(ActorError):
    """A relation was asked for between an actor and itself."""


class DateError(DetenteError):
    """A year outside what is known, or at which an actor did not exist."""


class SourceError(DetenteError):
    """Something is wrong with a public data set."""


class UnknownSource(SourceError):
    """No source of that name stands on the shelf."""


class PullError(SourceError):
    """The source's file could not be fetched."""


class NeedsRegistration(PullError):
    """The producer gives the file to registered users only; the message holds the steps."""


class OnlyByHand(PullError):
    """No address gives the file; the message says how it is fetched by hand."""


class HashMismatch(SourceError):
    """The fetched file is not the one that was declared."""


class ParseError(SourceError):
    """The file is broken, or its layout is not the declared one."""


class CheckError(SourceError):
    """The parsed table breaks a rule of its declaration."""


class TermsError(SourceError):
    """The source's terms forbid what was asked."""


class StoreError(DetenteError):
    """Something is wrong with the tables on disk, or with a file that is written."""


class MissingTable(StoreError):
    """The table asked for is not in the store."""


class LockedStore(StoreError):
    """Another process is writing the same table."""


class FullDisk(StoreError):
    """The disk is full; the old file is unchanged."""


class BrokenWrite(StoreError):
    """A file did not read back as it was written; the old one is unchanged."""


class PanelError(DetenteError):
    """A grain, a key or a join that does not fit."""


class EstimateError(DetenteError):
    """Data from which nothing can be estimated as asked."""


class EvidenceError(DetenteError):
    """A finding was built without the cells it rests on."""


class ClaimError(DetenteError):
    """A claim or a file of claims that cannot be read or answered."""


class EditionError(DetenteError):
    """A bundle, a record or an edited paper that cannot be read, or does not hold."""


class LedgerError(DetenteError):
    """A ledger whose chain is broken, or an entry that cannot be registered."""


class RequestError(DetenteError):
    """A request that cannot be met as it is worded."""


class ServiceError(DetenteError):
    """The workbench cannot answer now; the request itself is sound."""


class Busy(ServiceError):
    """More is asked for at the same time than the workbench takes on."""


class LostWorker(ServiceError):
    """The process that computed the answer ended before it was done."""


class TooSlow(ServiceError):
    """The answer took longer than the workbench allows."""


class OutsideWarning(UserWarning):
    """The years that were asked for lie outside everything that is known, so the panel is empty."""
