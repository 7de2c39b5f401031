"""Addresses that follow from the name of a document: resolutions, acts of the Union, orders."""

from __future__ import annotations

import re

UN = re.compile(
    r"^(?P<symbol>[AS]/(?:RES/(?:ES-)?\d+(?:/\d+)?(?: ?\((?:\d{4}|[IVXLC]+)\))?|PRST/\d+/\d+"
    r"|PV\.\d+"
    r"|\d+/\d+|\d{4}/\d+|\d{4,5}))(?![\w/])"
)
"""Symbol of a document of the United Nations at the beginning of a name."""
DECISION = re.compile(
    r"Decision (?:\((?:CFSP|EU)\) (?P<new>\d{4}/\d+)|(?P<old>\d{4}/\d+)/(?:CFSP|EU)\b)"
)
REGULATION = re.compile(r"Regulation \((?:EU|EC)\) (?:No )?(?P<one>\d+)/(?P<other>\d+)")
ORDER = re.compile(r"^Executive Order (?P<number>\d{5})\b")
FIRST_ORDER = 12890
"""The first order that the Federal Register has under its number, of 1994."""
FIRST_NEW = 2015
"""Year from which acts of the Union are numbered by year and number."""
SYMBOLS = "https://docs.un.org/"
CELEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:3{year}{kind}{number:0>4}"
REGISTER = "https://www.federalregister.gov/executive-order/"


def address_of(document: str) -> str:
    """Give the address of a document whose name fixes it; empty where it does not.

    Parameters
    ----------
    document : str
        As a row names it.

    Examples
    --------
    >>> address_of("A/RES/68/262, 27 March 2014"), address_of("S/RES/2202 (2015), 17 February 2015")
    ('https://docs.un.org/A/RES/68/262', 'https://docs.un.org/S/RES/2202(2015)')
    >>> address_of("Council Decision 2014/145/CFSP, 17 March 2014")[-10:]
    '32014D0145'
    """
    symbol = UN.match(document)
    if symbol:
        return SYMBOLS + symbol["symbol"].replace(" ", "")
    decided = DECISION.search(document)
    if decided:
        year, number = (decided["new"] or decided["old"]).split("/")
        return CELEX.format(year=year, kind="D", number=number)
    ruled = REGULATION.search(document)
    if ruled:
        return _regulation(ruled["one"], ruled["other"])
    order = ORDER.match(document)
    if order and int(order["number"]) >= FIRST_ORDER:
        return REGISTER + order["number"]
    return ""


def _regulation(one: str, other: str) -> str:
    """Give the address of a regulation: year and number, or number and year before 2015."""
    is_new = len(one) == len("2015") and int(one) >= FIRST_NEW
    year, number = (one, other) if is_new else (other, one)
    return CELEX.format(year=year, kind="R", number=number) if len(year) == len("2015") else ""
