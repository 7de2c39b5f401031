"""Values that no function of the face expects, and the calls that they are put into."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import detente as dt

VALUES: dict[str, Any] = {
    "none": None,
    "yes": True,
    "zero": 0,
    "minus": -1,
    "fraction": 1.5,
    "nan": float("nan"),
    "infinite": float("inf"),
    "large float": 1e300,
    "5,000 digits": 10**5_000,
    "70 bits": 2**70,
    "empty": "",
    "word": "x",
    "raised": "²",
    "null byte": "\x00",
    "escape": "\x1b[31m",
    "half a letter": "\ud800",
    "long": "9" * 5_000,
    "bytes": b"x",
    "list": [],
    "list of none": [None],
    "names and none": ["USA", None],
    "list of lists": [[]],
    "table": {"a": 1},
    "three": (1, 2, 3),
    "words": ("a", "b"),
    "object": object(),
    "first day": date(1, 1, 1),
    "moment": datetime(2013, 1, 1),
    "no frame": pl.DataFrame(),
    "frame": pl.DataFrame({"year": [1990]}),
    "series": pl.Series("a", [1]),
    "array": np.array([1.0, 2.0]),
    "numpy": np.float64(2),
    "function": len,
    "class": int,
    "module": dt,
    "path": Path("/nonexistent/a.csv"),
    "complex": complex(1, 2),
    "used up": iter(()),
    "set": {1, 2},
    "backwards": "1990-1980",
    "not whole": (1990, 1.5),
    "far": (-5, 10**30),
    "expression": pl.col("year") / 0,
}
"""By what they are."""
VOTES = pl.DataFrame(
    {
        "call": [1, 1, 1],
        "actor": ["a", "b", "c"],
        "choice": [1, 2, 3],
        "session": [1, 1, 1],
        "item": [1, 1, 1],
    }
)
STUDIED = pl.DataFrame(
    {
        "unit": [1, 1, 2, 2, 3, 3],
        "year": [1, 2] * 3,
        "outcome": [1.0, 2, 3, 5, 1, 1],
        "begun": [2, 2, None, None, 2, 2],
    }
)


@dataclass(frozen=True)
class Call:
    """A function of the face, and arguments that are sound but for the one that is not."""

    name: str
    function: Callable[..., Any]
    sound: dict[str, Any] = field(default_factory=dict)

    def arguments(self) -> tuple[str, ...]:
        kept = inspect.signature(self.function).parameters.values()
        return tuple(one.name for one in kept if one.kind is not inspect.Parameter.VAR_KEYWORD)

    def make(self, given: dict[str, Any]) -> Any:
        """Call it with some arguments; what it needs beside is sound, or the first of them."""
        parameters = inspect.signature(self.function).parameters
        first = next(iter(given.values()))
        several = [name for name, one in parameters.items() if one.kind is one.VAR_POSITIONAL]
        if several:
            rest = {name: value for name, value in given.items() if name not in several}
            return self.function(given.get(several[0], first), **rest)
        needed = [one.name for one in parameters.values() if one.default is one.empty]
        other = {name: first for name in needed if parameters[name].kind.name != "VAR_KEYWORD"}
        return self.function(**{**other, **self.sound, **given})


def calls() -> Iterator[Call]:
    """Give every function of the face, and every method of a panel and a relation."""
    sound: dict[str, dict[str, Any]] = {
        "event_study": {
            "frame": STUDIED,
            "unit": "unit",
            "time": "year",
            "outcome": "outcome",
            "treated_from": "begun",
        },
        "events_by_month": {"first": "USA", "second": "Russia"},
        # all vote alike, so that nothing is estimated once the arguments are accepted
        "ideal_points": {"calls": dt.roll_calls(VOTES.with_columns(choice=pl.lit(1)))},
        "relation": {"first": "NATO", "second": "Russia", "as_of": 2013},
        "state_days": {"years": 1990, "states": ["USA"]},
        "state_years": {"years": 1990},
        "dyad_years": {"years": 1990, "states": ["USA", "Canada"]},
        "k_adic_years": {"years": 1990, "states": ["USA", "Canada", "Russia"]},
    }
    for name in dt.__all__:
        found = getattr(dt, name)
        if not inspect.isclass(found):
            yield Call(name, found, sound.get(name, {}))
    yield Call("Options", dt.Options)
    for kind, held in (("Panel", panel()), ("Relation", dt.relation("Serbia", "EU", 2013))):
        for name, method in inspect.getmembers(held, inspect.ismethod):
            # a paper, and a simulation of all that fits, take seconds each
            if not name.startswith("_") and (kind, name) not in SLOW:
                yield Call(f"{kind}.{name}", method, SCENARIO if name == "scenario" else {})


SLOW = {("Relation", "brief")}
SCENARIO = {"verb": "accession", "year": 2014, "draws": 100, "horizon": 1}


@cache
def panel() -> dt.Panel:
    """Give a small panel."""
    return dt.dyad_years(years=(1990, 1991), states=["USA", "Canada", "Russia"])
