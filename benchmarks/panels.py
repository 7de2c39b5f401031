"""Time the panels against R's peacesciencer: answers first, then seconds, memory and the ratio.

python benchmarks/panels.py [--short]

Needs the mirror of public data (DETENTE_MIRROR or ../shared/sources): a store is built from it
first. Each benchmark runs in a process of its own, so that its memory is its own. R's seconds are
those of `WITH_R`; where Rscript and the package are there, they are measured again.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import detente as dt
import detente.panel.create  # R's seconds leave out the loading of the package, too

WITH_R = {
    "directed dyad-years": (6.2, 1402),
    "kitchen sink": (41.1, 4992),
    "manuscript pipe": (12.4, 1805),
    "leader-years": (15.0, 2325),
    "capital distance, dyads": (6.8, 1581),
    "capital distance, states": (8.7, 0),
    "whittling, GML": (3.8, 402),
    "whittling, COW": (4.1, 0),
    "peace years": (3.7, 819),
    "spells": (5.7, 819),
    "state-years": (6.9, 597),
}
"""Seconds and megabytes of peacesciencer on two cores (July 2026; median of three, unloaded)."""
ND = "create_dyadyears(directed = FALSE, subset_years = 1816:2010) |> add_gml_mids(keep = NULL)"
IN_R = {
    "directed dyad-years": "create_dyadyears()",
    "leader-years": "create_leaderyears(standardize = 'cow')",
    "capital distance, states": "add_capital_distance(create_stateyears())",
    "peace years": f"{ND} |> add_peace_years()",
    "spells": f"{ND} |> add_spells()",
}
"""What is measured again where R is there."""
SINK: tuple[Any, ...] = (
    "nmc",
    "majors",
    "contiguity",
    "gml_mids",
    ("cow_mids", {"suffix": "_cow"}),
    ("cow_wars", {"suffix": "_war"}),
    "igos",
    "democracy",
    "rivalries",
    "gdp_pop",
    "trade",
    "atop",
    "minimum_distance",
    "archigos",
    "terrain",
    "fractionalization",
)
REST: tuple[Any, ...] = (
    "capital_distance",
    ("ucdp_acd", {"suffix": "_ucdp"}),
    "ucdp_onsets",
    "peace_years",
    "territorial_threat",
    "sanctions",
    "arms_transfers",
    "nuclear",
    "codes",
    "similarity",
    ("similarity", {"of": "atop"}),
)
CHAIN = ("onsets", "fatality", "hostility", "duration", "reciprocation", "startmonth")


@dataclass(frozen=True)
class Plan:
    """A benchmark: what is prepared and timed, what has to be true, and the seconds it may take."""

    prepare: Callable[[], Any]
    work: Callable[[Any], Any]
    check: Callable[[Any], bool]
    bar: float | None = None
    short: bool = False


def added(panel: Any, names: tuple[Any, ...]) -> Any:
    """Add names in turn, some with options."""
    for name in names:
        word, options = name if isinstance(name, tuple) else (name, {})
        panel = panel.add(word, **options)
    return panel


STATES = (
    "nmc",
    "majors",
    "contiguity",
    "gml_mids",
    "igos",
    "democracy",
    "rivalries",
    "gdp_pop",
    "trade",
    "archigos",
    "terrain",
    "fractionalization",
)
PIPE = ("nmc", "atop", "democracy", "gdp_pop", "gml_mids", "peace_years")


def nothing() -> None:
    """Prepare nothing."""


def dyads() -> Any:
    """Begin the largest panel."""
    return dt.dyad_years(directed=True)


def disputes() -> Any:
    """Begin dyad-years with their disputes."""
    return dt.dyad_years(years=(1816, 2010)).add("gml_mids", keep=[])


def relevant() -> Any:
    """Begin the politically relevant dyad-years."""
    return dt.dyad_years(years=(1816, 2010)).add("contiguity", edition="reference").relevant()


def written(ending: str) -> Callable[[Any], Any]:
    """Write a panel, and give it back."""

    def write(panel: Any) -> Any:
        panel.write(Path(tempfile.mkdtemp()) / f"x.{ending}")
        return panel

    return write


def rows(count: int) -> Callable[[Any], bool]:
    """Ask for a number of rows."""
    return lambda panel: panel.frame.height == count


def known(column: str, count: int) -> Callable[[Any], bool]:
    """Ask for a number of values."""
    return lambda panel: panel.frame[column].count() == count


def whittled(panel: Any) -> Any:
    """Whittle disputes."""
    return panel.whittle(*CHAIN)


def of_dyads() -> dict[str, Plan]:
    """Give the benchmarks of dyad-years by name."""
    return {
        "directed dyad-years": Plan(nothing, lambda _: dyads(), check=rows(2252760)),
        "kitchen sink": Plan(
            nothing,
            lambda _: added(dyads(), SINK),
            check=lambda panel: panel.frame.shape >= (2252760, 90),
            bar=4.0,
            short=True,
        ),
        "every adder": Plan(
            nothing, lambda _: added(dyads(), SINK + REST), check=rows(2252760), bar=8.0
        ),
        "manuscript pipe": Plan(
            nothing, lambda _: relevant().add(*PIPE), check=rows(111991), bar=1.0, short=True
        ),
        "capital distance, dyads": Plan(
            dyads,
            lambda panel: panel.add("capital_distance"),
            check=known("capdist", 2214930),
            bar=0.5,
        ),
    }


def of_units() -> dict[str, Plan]:
    """Give the benchmarks of states, leaders, disputes and spells by name."""
    spells = known("gmlmidspell", 842655)
    return {
        "state-years": Plan(nothing, lambda _: added(dt.state_years(), STATES), check=rows(17706)),
        "leader-years": Plan(
            nothing, lambda _: dt.leader_years("cow"), check=rows(16242), bar=0.5, short=True
        ),
        "capital distance, states": Plan(
            nothing,
            lambda _: dt.state_years().add("capital_distance"),
            check=known("mincapdist", 17511),
            bar=0.5,
            short=True,
        ),
        "whittling, GML": Plan(
            dt.dyadic_dispute_years, whittled, check=rows(9284), bar=0.3, short=True
        ),
        "whittling, COW": Plan(
            lambda: dt.dyadic_dispute_years("cow"), whittled, check=rows(10234), bar=0.3, short=True
        ),
        "spells": Plan(
            disputes, lambda panel: panel.add("spells"), check=spells, bar=0.3, short=True
        ),
        "peace years": Plan(
            disputes, lambda panel: panel.add("peace_years"), check=spells, bar=0.3, short=True
        ),
    }


def of_files() -> dict[str, Plan]:
    """Give the benchmarks of writing by name."""
    return {
        "to Parquet": Plan(
            lambda: added(dyads(), SINK), written("parquet"), check=rows(2252760), bar=4.0
        ),
        "to Stata, 500,000 rows": Plan(
            lambda: added(dt.dyad_years(directed=True, years=(1990, 2006)), SINK),
            written("dta"),
            check=lambda panel: panel.frame.height > 500_000,
            bar=15.0,
        ),
    }


def plans() -> dict[str, Plan]:
    """Give every benchmark by name."""
    return of_dyads() | of_units() | of_files()


def one(name: str) -> None:
    """Run a benchmark in this process and print what it took."""
    assert detente.panel.create
    plan = plans()[name]
    ready = plan.prepare()
    start = time.perf_counter()
    made = plan.work(ready)
    seconds = time.perf_counter() - start
    assert plan.check(made), (name, made.frame.shape)
    print(
        json.dumps(
            {
                "s": seconds,
                "rows": made.frame.height,
                "columns": made.frame.width,
                "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def measured(name: str, home: Path) -> dict[str, float]:
    """Run a benchmark in a process of its own."""
    env = {**os.environ, "DETENTE_HOME": str(home), "DETENTE_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, __file__, "--one", name],
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def in_r(name: str) -> float | None:
    """Measure peacesciencer again where it is there."""
    if name not in IN_R or not shutil.which("Rscript"):
        return None
    code = (
        "suppressMessages(library(peacesciencer)); t <- proc.time()[['elapsed']]; "
        f"x <- {IN_R[name]}; "
        "cat(proc.time()[['elapsed']] - t)"
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    return float(done.stdout.split()[-1]) if done.returncode == 0 and done.stdout.strip() else None


def store_from(mirror: Path, home: Path) -> None:
    """Build the store that the panels read."""
    from datetime import date

    from detente.settings import Settings
    from detente.sources.ingest import ingest
    from detente.sources.shelf import SHELF
    from detente.store.home import Store

    for source in SHELF:
        unused = source.id in ("un_votes_undl", "wpp", "gapminder", "sipri_milex")
        if not unused and not source.layout_seen:
            ingest(source, Store(home), config=Settings(home, str(mirror), True, date(2026, 1, 1)))


HEAD = f"{'panel':<26}{'rows x columns':>20}{'s':>7}{'bar':>6}{'MB':>7}{'R: s':>7}{'MB':>6}"
HEAD += f"{'times as fast':>15}"


def line(name: str, plan: Plan, found: dict[str, float]) -> str:
    """Write what a benchmark took beside R's seconds."""
    shape = f"{found['rows']:>13,.0f} x {found['columns']:>4.0f}"
    ours = f"{name:<26}{shape}{found['s']:>7.2f}{plan.bar or '':>6}{found['mb']:>7.0f}"
    seconds, memory = WITH_R.get(name, (0.0, 0))
    seconds = in_r(name) or seconds
    if not seconds:
        return ours
    return f"{ours}{seconds:>7.1f}{memory or '':>6}{seconds / found['s']:>15.0f}"


def main(short: bool) -> None:
    mirror = Path(
        os.environ.get("DETENTE_MIRROR")
        or Path(__file__).resolve().parents[2] / "shared" / "sources"
    )
    if not (mirror / "peacesciencer").is_dir():
        print("panels: the mirror is not here: not run")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # in a process of its own: a child's memory counts what its parent had
        subprocess.run([sys.executable, __file__, "--store", str(mirror), str(home)], check=True)
        print(HEAD)
        for name, plan in plans().items():
            if short and not plan.short:
                continue
            runs = [measured(name, home) for _ in range(1 if short else 3)]
            found = min(runs, key=lambda run: run["s"])
            print(line(name, plan, found), flush=True)
            assert plan.bar is None or found["s"] < plan.bar * (2 if short else 1), (name, found)
            assert name != "kitchen sink" or found["mb"] < 2560, found


if __name__ == "__main__":
    if "--store" in sys.argv:
        store_from(Path(sys.argv[2]), Path(sys.argv[3]))
    elif "--one" in sys.argv:
        one(sys.argv[2])
    else:
        main("--short" in sys.argv)
