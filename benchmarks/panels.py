"""Time the panels against R's peacesciencer: answers first, then seconds, memory and the ratio.

python benchmarks/panels.py [--short]

Needs the mirror of public data (DETENTE_MIRROR or ../shared/sources): a store is built from it first. R's seconds are those of
``WITH_R``, measured once on two cores; where Rscript and the package are there, they are measured again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

WITH_R = {"kitchen sink": (41.1, 4992), "manuscript pipe": (12.4, 1805), "directed dyad-years": (6.2, 1402), "leader-years": (15.0, 2325),
          "capital distance, dyads": (6.8, 1581), "capital distance, states": (8.7, 0), "whittling, GML": (3.8, 402),
          "whittling, COW": (4.1, 0), "peace years": (3.7, 819), "spells": (5.7, 819), "state-years": (6.9, 597)}
"""Seconds and megabytes of peacesciencer on two cores (July 2026; median of three, unloaded)."""
IN_R = {
    "directed dyad-years": "create_dyadyears()", "leader-years": "create_leaderyears(standardize = 'cow')",
    "capital distance, states": "add_capital_distance(create_stateyears())",
    "whittling, GML": "gml_dirdisp |> wc_onsets() |> wc_fatality() |> wc_hostility() |> wc_duration() |> wc_recip() |> wc_stmon()",
    "peace years": "create_dyadyears(directed = FALSE, subset_years = 1816:2010) |> add_gml_mids(keep = NULL) |> add_peace_years()",
}
SINK = ("nmc", "majors", "contiguity", "gml_mids", ("cow_mids", {"suffix": "_cow"}), ("cow_wars", {"suffix": "_war"}), "igos", "democracy",
        "rivalries", "gdp_pop", "trade", "atop", "minimum_distance", "archigos", "terrain", "fractionalization")
REST = ("capital_distance", ("ucdp_acd", {"suffix": "_ucdp"}), "ucdp_onsets", "peace_years", "territorial_threat", "sanctions",
        "arms_transfers", "nuclear", "codes", "similarity", ("similarity", {"of": "atop"}))
BARS = {"kitchen sink": 4.0, "every adder": 8.0, "manuscript pipe": 1.0, "leader-years": 0.5, "capital distance, dyads": 0.5,
        "capital distance, states": 0.5, "whittling, GML": 0.3, "whittling, COW": 0.3, "spells": 0.3, "peace years": 0.3,
        "to Parquet": 4.0, "to Stata, 500,000 rows": 15.0}


def measured(code: str, home: Path) -> dict[str, float]:
    """Run code in a process of its own; it prints seconds, rows and columns, and its memory is read at the end."""
    wrapped = (
        "import json, resource, time\nimport detente as dt\nfrom benchmarks.panels import SINK, REST, added\n"
        "import detente.panel.begin, detente.panel.panel\n" + code +
        "\nprint(json.dumps({**found, 'mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))")
    env = {**os.environ, "DETENTE_HOME": str(home), "DETENTE_OFFLINE": "1", "PYTHONPATH": os.pathsep.join(
        [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", wrapped], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def added(panel: object, names: tuple[object, ...]) -> object:
    """Add names in turn, some with options."""
    for name in names:
        word, options = name if isinstance(name, tuple) else (name, {})
        panel = panel.add(word, **options)  # type: ignore[attr-defined]
    return panel


def timed(work: str, check: str, before: str = "") -> str:
    """Write code that prepares, times a piece of work and asserts its answer."""
    return (f"{before}\nstart = time.perf_counter()\nmade = {work}\nseconds = time.perf_counter() - start\n"
            f"frame = made if hasattr(made, 'height') else made.to_polars()\nassert {check}, frame.shape\n"
            "found = {'s': seconds, 'rows': frame.height, 'columns': frame.width}")


def plans(short: bool) -> dict[str, str]:
    """Give the code of each benchmark."""
    sink = timed("added(dt.dyad_years(directed=True), SINK).to_polars()", "frame.height == 2252760 and frame.width >= 90")
    everything = timed("added(dt.dyad_years(directed=True), SINK + REST).to_polars()", "frame.height == 2252760")
    prd = "dt.dyad_years(years=(1816, 2010)).add('contiguity', edition='reference').relevant()"
    nd = "before = dt.dyad_years(years=(1816, 2010)).add('gml_mids', keep=[])"
    chain = "'onsets', 'fatality', 'hostility', 'duration', 'reciprocation', 'startmonth'"
    first = {"kitchen sink": sink, "manuscript pipe": timed(
        f"{prd}.add('nmc', 'atop', 'democracy', 'gdp_pop', 'gml_mids', 'peace_years').to_polars()", "frame.height == 111991")}
    small = {
        "leader-years": timed("dt.leader_years('cow')", "frame.height == 16242"),
        "whittling, GML": timed(f"before.whittle({chain})", "frame.height == 9284", "before = dt.dyadic_dispute_years('gml')"),
        "whittling, COW": timed(f"before.whittle({chain})", "frame.height == 10234", "before = dt.dyadic_dispute_years('cow')"),
        "capital distance, states": timed("dt.state_years().add('capital_distance')", "frame['mincapdist'].count() == 17511"),
        "spells": timed("before.add('spells')", "frame.height == 842655 and frame['gmlmidspell'].null_count() == 0", nd),
        "peace years": timed("before.add('peace_years')", "frame.height == 842655", nd),
    }
    if short:
        return {**first, **small}
    prepare = "panel = added(dt.dyad_years(directed=True), SINK)\nimport tempfile, pathlib, polars as pl\nfolder = pathlib.Path(tempfile.mkdtemp())"
    return {
        "directed dyad-years": timed("dt.dyad_years(directed=True)", "frame.height == 2252760"), **first, "every adder": everything, **small,
        "state-years": timed("dt.state_years().add('nmc', 'majors', 'contiguity', 'gml_mids', 'igos', 'democracy', 'rivalries', 'gdp_pop', "
                             "'trade', 'archigos', 'terrain', 'fractionalization')", "frame.height == 17706"),
        "capital distance, dyads": timed("before.add('capital_distance')", "frame.height == 2252760",
                                         "before = dt.dyad_years(directed=True)"),
        "to Parquet": timed("pl.scan_parquet(panel.write(folder / 'x.parquet')).collect()", "frame.height == 2252760", prepare).replace(
            "made = pl.scan_parquet(panel.write(folder / 'x.parquet')).collect()\nseconds = time.perf_counter() - start",
            "path = panel.write(folder / 'x.parquet')\nseconds = time.perf_counter() - start\nmade = pl.scan_parquet(path).collect()"),
        "to Stata, 500,000 rows": timed("half.write(folder / 'x.dta')", "True", prepare + (
            "\nhalf = panel.only(where=pl.int_range(pl.len()) < 500000)")).replace("frame = made if hasattr(made, 'height') else made.to_polars()",
                                                                                  "frame = half.frame"),
    }


def in_r(name: str) -> float | None:
    """Measure peacesciencer again where it is there."""
    if name not in IN_R or not shutil.which("Rscript"):
        return None
    code = (f"suppressMessages(library(peacesciencer)); t <- proc.time()[['elapsed']]; x <- {IN_R[name]}; "
            "cat(proc.time()[['elapsed']] - t)")
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
        if source.id not in ("un_votes_undl", "wpp", "gapminder", "sipri_milex"):
            ingest(source, Store(home), config=Settings(home, str(mirror), True, date(2026, 1, 1)))


def main(short: bool, say: Callable[[str], None] = print) -> None:
    mirror = Path(os.environ.get("DETENTE_MIRROR") or Path(__file__).resolve().parents[2] / "shared" / "sources")
    if not (mirror / "peacesciencer").is_dir():
        say("panels       the mirror is not here: not run")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subprocess.run([sys.executable, __file__, "--store", str(mirror), str(home)], check=True)  # a child's memory counts its parent's
        say(f"{'panel':<26}{'rows x columns':>20}{'seconds':>9}{'bar':>6}{'MB':>7}{'R: s':>7}{'MB':>6}{'times as fast':>15}")
        for name, code in plans(short).items():
            found = min((measured(code, home) for _ in range(1 if short else 3)), key=lambda f: f["s"])
            seconds, memory = WITH_R.get(name, (0.0, 0))
            again = in_r(name)
            seconds = again if again is not None else seconds
            bar = BARS.get(name)
            say(f"{name:<26}{found['rows']:>13,.0f} x {found['columns']:>4.0f}{found['s']:>9.2f}{bar or '':>6}{found['mb']:>7.0f}"
                + (f"{seconds:>7.1f}{memory or '':>6}{seconds / found['s']:>15.0f}" if seconds else ""))
            assert bar is None or found["s"] < bar * (2 if short else 1), (name, found)
            assert name != "kitchen sink" or found["mb"] < 2560, found


if __name__ == "__main__":
    if "--store" in sys.argv:
        store_from(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main("--short" in sys.argv)
