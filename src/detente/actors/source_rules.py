"""Rules for the source of a hand-made row: what the project's tables may not say.

`read_source` reads the words; these rules refuse words that contradict each other or the day of the
fact. Rows of a user's file are not subject to them: their author answers for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from detente.errors import DateError
from detente.span import MONTHS

VERIFIED, REPORTED, UNVERIFIED = "verified", "reported", "unverified"
EVIDENCE = (VERIFIED, REPORTED)
"""What a row may say of what was read; a row that says nothing is unverified."""
CLASSES = (*EVIDENCE, UNVERIFIED)
"""The classes of rows, the strongest first."""
FIXES, REPORTS = "fixes", "reports"
BASES = (FIXES, REPORTS)
"""Whether a document makes the fact or sets its day, or only reports it."""
NO_DOCUMENT = "no document at hand"
"""What a row says that knows no document."""
ACTS = re.compile(
    r"treat(?:y|ies)|protocol|decision|\bact\b|\bacts\b|resolution|[SA]/RES/|declaration|conclusions"
    r"|charter|convention|agreement|accord|\bpact\b|statute|\blaw\b|constitution|regulation"
    r"|framework|memorandum|exchange of (?:notes|letters)|decree|order|proclamation|instrument"
    r"|application|letter|\bnote\b|notification|armistice|judgment|award|opinion|referendum"
    r"|understanding|joint (?!press)(?:\w+ )?(?:statement|action)|communiqu|action plan"
    r"|plan of action|basic document"
    r"|statement (?:of|by) (?:the )?(?:\w+ )?(?:heads of state|foreign ministers|ministers)",
    re.IGNORECASE,
)
"""Words of documents that make a fact or set its day."""
KIND = (
    r"(?:press |news |joint |public |official |agreed |chairman's |co-chairs' )*"
    r"(?:release|statement|communiqu[eé]|declaration|conclusion|minute|report|announcement|article"
    r"|notice|fact sheet|readout|summary)s?"
)
OFFICE = r"(?:Department|Ministry|Office|Secretariat) of [\w ]+"
TEMPLATE = re.compile(
    rf"{KIND},? or (?:an? |the |its )?{KIND}|{OFFICE} or (?:[\w.]+ )*{OFFICE}", re.IGNORECASE
)
"""Two kinds of document, or two offices, where the row ought to name one."""
ENCYCLOPEDIA = re.compile(
    r"wikipedia|wikizero|wikimili|wikiwand|wikihandbk|wikisum|wikitia|wiki2|/wiki/|wiki100k"
    r"|britannica|dbpedia|fandom\.|encyclopedia|encyclopaedia|universalis|infogalactic|piglix"
    r"|explained\.today|academic\.ru|dic\.academic|alchetron|everybodywiki|infoplease|larousse",
    re.IGNORECASE,
)
"""Addresses of encyclopedias in whatever form."""
INDEX = re.compile(
    r"(?:en|fr|de|es|ru|it|pt|nl|pl|tr|uk|ar|zh|ja|ko)(?:[-_][a-z]{2})?"
    r"|index\.\w+|default\.\w+|home(?:page)?(?:\.\w+)?|main|news|press"
    r"|(?:tags?|categor(?:y|ies)|topics?|search)/.*",
    re.IGNORECASE,
)
"""Paths that lead to a list that changes, and to no document."""
DATA_SETS = re.compile(
    r"\bATOP\b|Alliance Treaty Obligations|Uppsala Conflict|\bUCDP\b|International Crisis Behavior"
    r"|\bICB\b|EUSANCT|International Sanctions Termination|Natural Earth|Correlates of War|\bCOW\b"
    r"|Militarized Interstate|\bMID\b|\bDESTA\b|data set",
)
"""Names of data sets that state days."""
DATED = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
ADDRESS = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
"""A public address of the web, in one piece."""
DAYS = ("from", "date", "founded", "start", "on", "signed")
"""Fields with the first day of a fact, the first that a row has."""


def check_source(row: Mapping[str, Any], where: str) -> None:
    """Refuse a row of the project's tables whose source breaks a rule.

    Parameters
    ----------
    row : mapping
        The row as the file has it.
    where : str
        File and row, for the error.

    Raises
    ------
    DateError
        Where the row breaks a rule.

    Examples
    --------
    >>> signed = {"from": date(1955, 5, 6), "document": "Protocol of 23 October 1954"}
    >>> check_source(signed | {"basis": "fixes"}, where="x.toml")
    """
    document = document_of(row)
    fault = (
        _template_fault(document) or _reading_fault(row, document) or _basis_fault(row, document)
    )
    if fault:
        raise DateError(fault.what, where=where, near=fault.near, next_step=fault.next_step)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the source of a row.

    Attributes
    ----------
    what, next_step : str
        What is wrong, and what to do.
    near : tuple of str
        Words that may be meant.
    """

    what: str
    next_step: str
    near: tuple[str, ...] = ()


def document_of(row: Mapping[str, Any]) -> str:
    """Give what a row names as its document: in ladders `source` is the key of a list.

    Parameters
    ----------
    row : mapping
        The row as the file has it.

    Examples
    --------
    >>> document_of({"source": "members", "rung": "member"}), document_of({"source": "A/RES/1"})
    ('', 'A/RES/1')
    """
    named = row.get("document") or row.get("founding_act") or row.get("symbol")
    return str(named or ("" if "rung" in row else row.get("source", "")))


def fact_day(row: Mapping[str, Any]) -> date | None:
    """Give the first day of the fact that a row states; None where the row has none.

    Parameters
    ----------
    row : mapping
        The row as the file has it.

    Examples
    --------
    >>> fact_day({"from": 1974}), fact_day({"date": date(2014, 3, 18)})
    (datetime.date(1974, 1, 1), datetime.date(2014, 3, 18))
    """
    for name in DAYS:
        if (found := row.get(name)) is not None:
            return found if isinstance(found, date) else date(int(found), 1, 1)
    return None


def _template_fault(document: str) -> Fault | None:
    """Say that a row names two kinds of document where it ought to name one."""
    found = TEMPLATE.search(document) if " or " in document else None
    if found is None:
        return None
    next_step = f"name the one document, or say '{NO_DOCUMENT}'"
    return Fault(f"'{found[0]}' is a template", next_step)


def _reading_fault(row: Mapping[str, Any], document: str) -> Fault | None:
    """Say what is wrong with the page or data set that a row names as read."""
    evidence, url = row.get("evidence", ""), row.get("url", "")
    if url:
        if not evidence:
            return Fault("'url' without 'evidence'", "say what was read", near=EVIDENCE)
        return _address_fault(url)
    if not evidence:
        return None
    words = " ".join((document, row.get("dataset", ""), row.get("note", "")))
    if evidence == REPORTED or not (row.get("dataset") or DATA_SETS.search(words)):
        next_step = "give the 'url' of the page, or name the data set in 'dataset'"
        return Fault(f"'{evidence}' without what was read", next_step)
    return None


def _address_fault(url: str) -> Fault | None:
    """Say what is wrong with an address."""
    if not ADDRESS.fullmatch(url):
        return Fault(f"'{url}' is no public web address", "write the one address that was read")
    if ENCYCLOPEDIA.search(url):
        return Fault(f"'{url}' is an encyclopedia", "leave 'url' and 'evidence' out")
    parts = urlsplit(url)
    path = parts.path.strip("/")
    if not (parts.query or parts.fragment) and (not path or INDEX.fullmatch(path)):
        return Fault(f"'{url}' is a landing page", "give the page that states the day")
    return None


def _basis_fault(row: Mapping[str, Any], document: str) -> Fault | None:
    """Say what is wrong with what a document is said to do."""
    basis, day = row.get("basis"), fact_day(row)
    if basis == FIXES and not ACTS.search(document):
        next_step = "only a treaty, decision, protocol, act, resolution or declaration fixes a day"
        return Fault(f"basis 'fixes' of '{document[:60]}'", next_step, near=(REPORTS,))
    dated = document_day(row) if basis == REPORTS else None
    if dated is not None and day is not None and dated < day:
        what = f"a report of {dated} is older than the day {day}"
        return Fault(what, "name a text that is younger", near=(FIXES,))
    return None


def document_day(row: Mapping[str, Any]) -> date | None:
    """Give the day of a document: as the row says it, or the last day that its name holds.

    Parameters
    ----------
    row : mapping
        The row as the file has it.

    Examples
    --------
    >>> document_day({"document": "Treaties of 4 April 1949 and of 14 May 1955"})
    datetime.date(1955, 5, 14)
    """
    said: date | None = row.get("document_date")
    if said is not None:
        return said
    found = [
        date(int(year), MONTHS.index(month) + 1, int(number))
        for number, month, year in DATED.findall(document_of(row))
    ]
    return max(found, default=None)
