"""The two sites of a release: the documents, and the demonstration of the register as files."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., str]
ADDRESS = "https://papers.example.org"
"""Address that the demonstration names in its citations and feeds."""


def demonstration(folder: Path) -> None:
    """Fill a site below `DETENTE_HOME` with the example papers, and write it as files."""
    from detente.register.opening import open_site
    from detente.register.site import own_site

    site = own_site(database="", base_url=ADDRESS)
    open_site(site)
    # its tables are known to the framework once the site is open
    from detente.register.demo import fill
    from detente.register.export import write_site

    fill(site, say=lambda line: print(line, flush=True))
    print(write_site(site, folder), "files")


def environment(run: Run, python: Path, source: Path, wheel: Path, folder: Path) -> Path:
    """Make an environment with what the sites need, pinned, and the wheel; give its interpreter."""
    run(python, "-m", "venv", folder, cwd=source)
    made = folder / "bin" / "python"
    pip = (made, "-m", "pip", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", source / "requirements-docs.txt", cwd=source)
    run(*pip, "--no-deps", wheel, cwd=source)
    return made


def write(run: Run, python: Path, source: Path, *, moment: str) -> tuple[Path, Path]:
    """Write both sites beside the clone; give their folders."""
    docs, demo = (source.parent / name for name in ("docs-site", "demo-site"))
    own = {
        "SOURCE_DATE_EPOCH": moment,
        "DETENTE_HOME": str(source.parent / "home"),
        "DETENTE_MIRROR": "",
        "DETENTE_OFFLINE": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": "",
    }
    run(python, "-m", "mkdocs", "build", "--strict", "-d", docs, cwd=source, **own)
    run(python, source / "tools" / "sites.py", demo, cwd=source.parent, **own)
    return docs, demo


if __name__ == "__main__":
    demonstration(Path(sys.argv[1]))
