"""Run the benchmarks: correctness first, then seconds, memory and a ratio against a baseline.

python benchmarks/run.py [--short]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def line(name: str, seconds: float, note: str) -> None:
    print(f"{name:<12}{seconds:8.3f} s  {note}", flush=True)


def cold(code: str, env: dict[str, str]) -> tuple[float, str]:
    """Run code in a fresh process; give wall seconds and what it printed."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        check=True,
    )
    return time.perf_counter() - start, done.stdout


def children_cpu() -> float:
    """Give the CPU-seconds that finished child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def brief() -> None:
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "DETENTE_HOME": f"{folder}/home",
            "DETENTE_OFFLINE": "1",
            "PYTHONPYCACHEPREFIX": f"{folder}/cache",
        }
        code = (
            "import resource, sys\n"
            "sys.argv = ['detente', 'brief', 'NATO', 'Russia', '--out', sys.argv[1], '--quiet']\n"
            "from detente.cli.app import app\n"
            "app(standalone_mode=False)\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command, own = [sys.executable, "-c", code, f"{folder}/paper"], {**os.environ, **env}
        own.pop("PYTHONDONTWRITEBYTECODE", None)
        # an installed package has its modules compiled: the first run does that
        first, _ = timed(lambda: subprocess.run(command, capture_output=True, env=own, check=True))
        used, start = children_cpu(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, env=own, check=True)
        seconds, cpu = time.perf_counter() - start, children_cpu() - used
        memory = int(done.stdout.split()[-1]) / 1024
        found = json.loads(Path(folder, "paper", "brief.json").read_text(encoding="utf-8"))
        assert (
            found["structures"]["identity"]["findings"]
            and Path(folder, "paper", "brief.pdf").stat().st_size > 1e5
        )
    # processor time, so that other work on the machine does not decide
    assert cpu < 9 and memory < 600, (cpu, memory)
    note = f"fresh process, {cpu:.2f} CPU-s, {memory:.0f} MB at most"
    line("brief", seconds, f"{note}; the first, which compiles the modules, {first:.2f} s")


def imports() -> None:
    bare, _ = cold("pass", {})
    seconds, _ = cold("import detente; assert detente.DetenteError", {})
    assert seconds < 0.3 + bare, seconds
    line("import", seconds - bare, f"{seconds / bare:.2f} times starting Python")


def agreement(short: bool) -> None:
    from detente.estimators.agreement import scott_pi

    votes = np.random.default_rng(1).integers(0, 4, (80 if short else 190, 90)).astype(np.int8)

    def one_pair(a: np.ndarray, b: np.ndarray) -> float:
        both = (a > 0) & (b > 0)
        x, y = a[both].astype(float), b[both].astype(float)
        pooled = np.array([((x == k).sum() + (y == k).sum()) / (2 * x.size) for k in (1, 2, 3)])
        expected = sum(abs(i - j) * pooled[i] * pooled[j] for i in range(3) for j in range(3))
        return float(1 - np.abs(x - y).mean() / expected)

    fast, found = timed(lambda: scott_pi(votes))
    slow, plain = timed(
        lambda: [one_pair(votes[i], votes[j]) for i in range(len(votes)) for j in range(i)]
    )
    ours = [found.pi[i, j] for i in range(len(votes)) for j in range(i)]
    assert np.allclose(ours, plain, atol=1e-6)
    line(
        "agreement",
        fast,
        f"all pairs at once, {slow / fast:.0f} times as fast as one pair at a time",
    )


def cinc() -> None:
    mirror = Path(
        os.environ.get("DETENTE_MIRROR")
        or Path(__file__).resolve().parents[2] / "shared" / "sources"
    )
    path = mirror / "cow_nmc" / "NMC-70-abridged.csv"
    if not path.is_file():
        print("cinc        the mirror is not here: not run")
        return
    from detente.power.capability import COMPONENTS, INDEXED, _cinc
    from detente.sources.ingest import read
    from detente.sources.shelf import source

    frame = read(source("cow_nmc"), {path.name: path})[INDEXED].frame.sort("year", "ccode")
    fast, found = timed(lambda: _cinc(frame))
    gap = float((found - frame["cinc"]).abs().to_numpy().max())
    assert gap < 1e-6, gap

    def loops() -> list[float]:
        rows = frame.select("year", *COMPONENTS).rows()
        totals: dict[tuple[int, int], float] = {}
        for row in rows:
            for k in range(1, 7):
                if row[k] is not None:
                    totals[row[0], k] = totals.get((row[0], k), 0.0) + row[k]
        out = []
        for row in rows:
            parts = [
                row[k] / totals[row[0], k]
                for k in range(1, 7)
                if row[k] is not None and totals[row[0], k] > 0
            ]
            out.append(sum(parts) / len(parts))
        return out

    slow, plain = timed(loops)
    assert np.allclose(np.array(plain), found.to_numpy())
    line(
        "cinc",
        fast,
        f"{frame.height:,} rows, within {gap:.1e} of NMC 7; {slow / fast:.1f} times as fast as "
        "plain loops",
    )


def dyads(short: bool) -> None:
    import pandas as pd

    from detente.panel.create import dyad_years

    os.environ |= {"DETENTE_OFFLINE": "1", "DETENTE_MIRROR": ""}  # what the starter gives
    years = (1990, 2010) if short else None
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DETENTE_HOME"] = folder
        names = ("nmc", "atop", "igos", "contiguity", "gml_mids", "democracy")
        seconds, frame = timed(
            lambda: dyad_years(directed=True, years=years).add(*names).to_polars()
        )
    assert isinstance(frame, pl.DataFrame) and (short or frame.height == 2252760)
    from detente.store.catalog import default_catalog

    spine, small = (
        frame.select("ccode1", "ccode2", "year").to_pandas(),
        default_catalog().frame("capability").select("ccode", "year", "cinc").to_pandas(),
    )

    def merged() -> pd.DataFrame:
        found = spine
        for side in ("1", "2"):
            found = found.merge(
                small.rename(columns={"ccode": f"ccode{side}", "cinc": f"cinc{side}"}),
                on=[f"ccode{side}", "year"],
                how="left",
            )
        return found

    slow, plain = timed(merged)
    assert len(plain) == frame.height
    line(
        "dyads",
        seconds,
        f"{frame.height:,} rows x {frame.width} columns, six sources; one by pandas alone takes "
        f"{slow / seconds:.2f} of that",
    )


def main() -> None:
    short = "--short" in sys.argv
    imports()
    brief()
    agreement(short)
    cinc()
    dyads(short)
    print(
        f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
