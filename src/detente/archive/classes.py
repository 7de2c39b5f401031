"""Classes of events: the twenty of CAMEO, the sixteen of PLOVER, and the four kinds of both."""

from __future__ import annotations

import polars as pl

KINDS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The four kinds, in the order of their numbers from 1."""
FIRST_ROOT, LAST_ROOT = 1, 20
"""First and last class of CAMEO."""
CONFLICT, MATERIAL_CONFLICT = 10, 15
"""First classes of CAMEO that are conflict, and material conflict."""
PLOVER = {
    "AGREE": 21,
    "CONSULT": 22,
    "SUPPORT": 23,
    "CONCEDE": 24,
    "COOPERATE": 25,
    "AID": 26,
    "RETREAT": 27,
    "REQUEST": 28,
    "ACCUSE": 29,
    "REJECT": 30,
    "THREATEN": 31,
    "PROTEST": 32,
    "SANCTION": 33,
    "MOBILIZE": 34,
    "COERCE": 35,
    "ASSAULT": 36,
}
"""Types of PLOVER, in which POLECAT is coded, and the class that each is."""
CLASSES_OF_KIND = (
    ((1, 5), (21, 24)),
    ((6, 9), (25, 27)),
    ((10, 14), (28, 31)),
    ((15, 20), (32, 36)),
)
"""First and last classes of each kind: of CAMEO, as GDELT groups them, then of PLOVER."""


def root_of(code: str = "code") -> pl.Expr:
    """Give the class of a CAMEO code, 1 to 20; null where it has none.

    Parameters
    ----------
    code : str
        Column of codes, as text.

    Examples
    --------
    >>> pl.DataFrame({"code": ["020", "20", "2041", "99"]}).select(root_of())["code"].to_list()
    [2, 20, 20, None]
    """
    root = pl.col(code).str.slice(0, 2).cast(pl.Int64, strict=False)
    return pl.when(root.is_between(FIRST_ROOT, LAST_ROOT)).then(root)


def plover_class(column: str) -> pl.Expr:
    """Give the class of a type of PLOVER, 21 to 36; null where it is none.

    Parameters
    ----------
    column : str
        Column of types, in letters of any case.

    Examples
    --------
    >>> types = pl.DataFrame({"type": ["ASSAULT", "Agree", "other"]})
    >>> types.select(plover_class("type"))["type"].to_list()
    [36, 21, None]
    """
    written = pl.col(column).str.strip_chars().str.to_uppercase()
    return written.replace_strict(PLOVER, default=None, return_dtype=pl.Int64)


def lost_zeros(codes: pl.Series) -> bool:
    """Tell whether a program took codes for numbers, so that those of classes 1 to 9 lost a zero.

    In a column of numbers, one that would be of a class above 20 shows that zeros are gone: 40 is
    040, and then 20 is 020. Without such a one 20 is the class of mass violence.

    Parameters
    ----------
    codes : polars.Series
        CAMEO codes as they are written.

    Examples
    --------
    >>> lost_zeros(pl.Series(["20", "40"])), lost_zeros(pl.Series(["20", "040"]))
    (True, False)
    """
    number = _number(pl.col("code"))
    too_high = number.str.head(2).cast(pl.Int64) > LAST_ROOT
    written = codes.to_frame("code").select(
        number.str.starts_with("0").any().alias("zeros"), too_high.any().alias("too_high")
    )
    zeros, is_too_high = written.row(0)
    return bool(is_too_high and not zeros)


def with_zeros(code: str = "code") -> pl.Expr:
    """Give codes that lost a zero their zero back.

    Parameters
    ----------
    code : str
        Column of codes in a file of which `lost_zeros` is true.

    Examples
    --------
    >>> pl.DataFrame({"code": ["20", "40", "190"]}).select(with_zeros())["code"].to_list()
    ['020', '040', '190']
    """
    number = _number(pl.col(code))
    lacks = (number.str.len_chars() == 2) | (number.str.head(2).cast(pl.Int64) > LAST_ROOT)
    return pl.when(lacks).then(pl.lit("0") + number).otherwise(plain_code(code)).alias(code)


def plain_code(code: str = "code") -> pl.Expr:
    """Give codes without blanks around them and without a fraction of zero.

    Parameters
    ----------
    code : str
        Column of codes, as text.
    """
    return pl.col(code).str.strip_chars().str.replace(r"\.0*$", "")


def code_of_class(column: str = "class") -> pl.Expr:
    """Write classes of CAMEO, 1 to 20 with or without zeros before them, as codes.

    Parameters
    ----------
    column : str
        Column of classes, as text.

    Examples
    --------
    >>> classes = pl.DataFrame({"class": ["2", "020", "20.0"]})
    >>> classes.select(code_of_class())["class"].to_list()
    ['02', '20', '20']
    """
    number = pl.col(column).str.strip_chars().str.extract(r"^0*(\d+)(?:\.0*)?$")
    return number.str.pad_start(2, "0")


def _number(code: pl.Expr) -> pl.Expr:
    """Give codes that are numbers; null where one is none."""
    return code.str.strip_chars().str.replace(r"\.0*$", "").str.extract(r"^(\d+)$")
