"""Grains: what one row of a table stands for, declared and never guessed."""

from __future__ import annotations

from enum import Enum

import polars as pl

from detente.errors import PanelError


class Grain(Enum):
    """What one row is, with the keys that name it.

    Examples
    --------
    >>> Grain.DYAD_YEAR.keys
    ('ccode1', 'ccode2', 'year')
    """

    STATE_YEAR = ("ccode", "year")
    GW_STATE_YEAR = ("gwcode", "year")
    STATE_SPELL = ("ccode", "start")
    GW_STATE_SPELL = ("gwcode", "start")
    STATE_DAY = ("ccode", "date")
    LEADER = ("obsid",)
    LEADER_YEAR = ("obsid", "year")
    LEADER_DYAD_YEAR = ("obsid1", "obsid2", "year")
    DYAD_YEAR_ISSUE = ("ccode1", "ccode2", "year", "issue")
    DYAD_YEAR_TOPIC = ("ccode1", "ccode2", "year", "topic")
    BLOC_STATE_YEAR = ("bloc", "ccode", "year")
    DYAD_YEAR = ("ccode1", "ccode2", "year")
    DIRECTED_DYAD_YEAR = ("ccode1", "ccode2", "year", "directed")
    GW_DYAD_YEAR = ("gwcode1", "gwcode2", "year")
    K_ADIC_YEAR = ("ccode1", "ccode2", "ccode3", "year")
    DYAD_SPELL = ("ccode1", "ccode2", "start")
    DISPUTE = ("dispnum",)
    DISPUTE_DYAD_YEAR = ("dispnum", "ccode1", "ccode2", "year")
    CONFLICT_DYAD_YEAR = ("conflict_id", "gwcode1", "gwcode2", "year")
    PAIR_CONFLICT_YEAR = ("conflict_id", "ccode1", "ccode2", "year")
    UCDP_DYAD_YEAR = ("dyad_id", "year")
    CRISIS = ("crisno",)
    CRISIS_ACTOR = ("cracno",)
    CRISIS_DYAD_YEAR = ("crdynum", "year")
    RIVALRY = ("rivnumb",)
    WAR_SIDE = ("warnum", "ccode", "side")
    WAR_DYAD_YEAR = ("warnum", "ccode1", "ccode2", "year")
    CONFRONTATION_EVENT = ("micnum", "eventnum")
    ROW = ("row",)
    FORECAST = ("question", "asked")
    MEMBERSHIP = ("ccode", "year", "igo")
    ROLL_CALL = ("rcid",)
    VOTE = ("rcid", "ccode")
    ROLL_CALL_ISSUE = ("rcid", "issue")
    YEAR = ("year", "measure")
    SPEECH = ("speech",)
    MENTION = ("speech", "sentence", "object")
    SURVEY_YEAR = ("ccode", "target", "year")
    SPEECH_YEAR = ("ccode1", "target", "year")
    SHAPE = ("shape",)
    SHAPE_VIEW = ("shape", "view")
    SHAPE_PARTY = ("shape", "role", "party")
    SHAPE_POINT = ("shape", "ring", "position")
    PLACE = ("place",)
    NAME_YEAR = ("name", "year")
    AREA_YEAR = ("area", "year")

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key columns."""
        return tuple(k for k in self.value if k != "directed")


def require_unique(frame: pl.DataFrame, keys: tuple[str, ...], *, where: str) -> None:
    """Refuse a table in which two rows share a key.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    keys : tuple of str
        Its key columns.
    where : str
        What the message calls the table.

    Raises
    ------
    PanelError
        Naming the first key found twice, or a key column that is missing.

    Examples
    --------
    >>> require_unique(
    ...     pl.DataFrame({"ccode": [2, 20], "year": [1990, 1990]}), ("ccode", "year"), where="x"
    ... )
    """
    missing = [k for k in keys if k not in frame.columns]
    if missing:
        raise PanelError(
            f"key column '{missing[0]}' is missing", where=where, near=frame.columns[:8]
        )
    twice = frame.select(keys).filter(frame.select(keys).is_duplicated())
    if twice.height:
        row = ", ".join(f"{k}={v}" for k, v in twice.row(0, named=True).items())
        raise PanelError(
            f"{twice.height} rows share a key, the first {row}",
            where=where,
            next_step=f"one row for each {' x '.join(keys)} is wanted",
        )
