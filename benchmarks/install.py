"""Time what somebody waits for who has nothing yet, and weigh what is installed.

python benchmarks/install.py [--strict] [--part base|docs]

``base``: the commit that is checked out is cloned into an empty folder, and the README's first
command is run there as it stands, without a cache of packages and from an empty home; that the
paper is there is asserted. Then the packages are weighed. ``docs``: the documents are built as a
site, strictly, from an empty home, with their pictures drawn and their notebook run; that nothing
was warned of is asserted. Whether a bar is met is printed; with --strict it is asserted, on a quiet
machine.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("base", "docs")
INSTALL_BAR, SIZE_BAR, DOCS_BAR = 90.0, 800.0, 60.0
"""Seconds of the first command, megabytes of the base, seconds of the documents."""
FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def first_command() -> list[str]:
    """Read the first command of the README, step by step."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return FENCE.findall(text)[0].strip().split(" && ")


def environment(folder: str) -> dict[str, str]:
    """Give the environment of somebody who has an empty home and no cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DETENTE_")}
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"):
        kept.pop(name, None)
    own = {"HOME": folder, "DETENTE_HOME": f"{folder}/data", "DETENTE_MIRROR": ""}
    return {**kept, **own, "PIP_NO_CACHE_DIR": "1", "NO_MKDOCS_2_WARNING": "1"}


def timed(command: list[str], folder: str, cwd: Path, **variables: str) -> tuple[float, float, str]:
    """Run a command: seconds, CPU-seconds and what it printed."""
    own = {**environment(folder), **variables}
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, (command, done.stderr[-2000:])
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used, done.stdout + done.stderr


def judged(name: str, value: float, unit: str, *, bar: float, note: str) -> None:
    """Print a figure beside its bar."""
    word = "under" if value < bar else "OVER"
    print(f"{name:<32}{value:8.1f} {unit:<2}  {word} {bar:g}; {note}", flush=True)
    assert value < bar or (unit == "s" and "--strict" not in sys.argv), (name, value, bar)


def base(folder: str) -> None:
    """Install, write the first paper, and weigh what is there."""
    clone = Path(folder) / "detente"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone], check=True)
    spent = [timed(["sh", "-c", step], folder, clone)[:2] for step in first_command()]
    written = clone / "paper"
    assert (written / "brief.html").is_file() and (written / "brief.pdf").stat().st_size > 1e5
    seconds = sum(wall for wall, _ in spent)
    cpu = sum(used for _, used in spent)
    note = f"{cpu:.1f} CPU-s; of them the paper {spent[-1][0]:.1f} s, {spent[-1][1]:.1f} CPU-s"
    judged("cold install and first brief", seconds, "s", bar=INSTALL_BAR, note=note)
    packages = next((clone / ".venv" / "lib").glob("python*/site-packages"))
    weigh = [sys.executable, str(ROOT / "tools" / "bill.py"), "--sizes", "--path", str(packages)]
    lines = timed(weigh, folder, clone)[2].splitlines()
    note = f"{len(lines) - 1} packages, the largest {' '.join(lines[0].split())}"
    judged("base install", float(lines[-1].split()[0]), "MB", bar=SIZE_BAR, note=note)


def docs(folder: str) -> None:
    """Build the documents as a site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", f"{folder}/site"]
    seconds, cpu, said = timed(command, folder, ROOT, PYTHONPATH=str(ROOT / "src"))
    warned, pages = said.count("WARNING"), len(list(Path(folder, "site").rglob("*.html")))
    assert warned == 0 and pages > 50, said[-2000:]
    note = f"{cpu:.1f} CPU-s, {pages} pages, {warned} warnings"
    judged("documents, strict", seconds, "s", bar=DOCS_BAR, note=note)


def main() -> None:
    asked = sys.argv[sys.argv.index("--part") + 1 :][:1] if "--part" in sys.argv else PARTS
    for name in asked:
        with tempfile.TemporaryDirectory() as folder:
            {"base": base, "docs": docs}[name](folder)


if __name__ == "__main__":
    main()
