"""Make a release from a clean clone: packages built twice, bill of materials, sites, digests.

python tools/release.py --out FOLDER [--commit NAME] [--rehearse] [--without-install]

The commit is cloned into an empty folder, so that nothing of a working copy comes along. Wheel and
source archive are built twice, in two folders; where their bytes differ, nothing is released. The
wheel is installed with the pinned versions of requirements.txt into an environment of its own, from
which the bill of materials and the sizes are read. The documents are built as a site, and the
demonstration of the register is written as files. Written are

    detente-VERSION-py3-none-any.whl, detente-VERSION.tar.gz
    docs.tar.gz         the documents as a site, to be served or opened from a folder
    demo.tar.gz         six papers of an institute that does not exist, published as files
    sbom.json           what an installation holds (CycloneDX 1.6)
    sizes.txt           megabytes by package
    provenance.json     from which commit, with which tools and commands (in-toto, SLSA 1.0)
    SHA256SUMS          digest of each of these

The changelog has to name the version with its day, and `changelog.d` has to be empty. With
``--rehearse`` the changelog is gathered and dated in the clone alone, so that one can try a release
before. A tag is signed by hand afterwards; docs/stability.md says how.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import io
import json
import os
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SUMS = "SHA256SUMS"
PACKED = ("docs.tar.gz", "demo.tar.gz")
"""The sites: of the documents, and of the demonstration."""
BUILD_TYPE = "https://slsa.dev/provenance/v1"
STATEMENT = "https://in-toto.io/Statement/v1"


DATED = r"^## {version} \(\d{{4}}-\d{{2}}-\d{{2}}\)$"
"""Heading of a version that is released, in the changelog."""


class NotReleased(Exception):
    """Why there is no release, in one line."""


def run(*words: str | Path, cwd: Path, **variables: str) -> str:
    """Run a command and give what it prints; a failure is one line."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise NotReleased(f"'{' '.join(map(str, words))[:120]}' failed: {''.join(last)[:300]}")
    return done.stdout.strip()


def sha256(path: Path) -> str:
    """Give the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sums(files: Iterable[Path]) -> str:
    """Write a line for each file, as ``sha256sum -c`` reads it."""
    return "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(files))


def clone(commit: str, folder: Path) -> tuple[str, str]:
    """Clone a commit; give its digest and the second at which it was made."""
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, folder, cwd=ROOT)
    run("git", "checkout", "--quiet", "--detach", commit, cwd=folder)
    digest = run("git", "rev-parse", "HEAD", cwd=folder)
    return digest, run("git", "show", "-s", "--format=%ct", "HEAD", cwd=folder)


def tool(source: Path, name: str) -> ModuleType:
    """Load another tool of a clone."""
    spec = importlib.util.spec_from_file_location(name, source / "tools" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise NotReleased(f"the commit has no tools/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def version_of(source: Path) -> str:
    """Read the version that a clone declares."""
    declared = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    return str(declared["project"]["version"])


def require_dated(source: Path) -> None:
    """Refuse a commit whose changelog does not name its version with a day, or is not gathered."""
    version, left = version_of(source), tool(source, "changelog").fragments(source / "changelog.d")
    text = (source / "CHANGELOG.md").read_text(encoding="utf-8")
    if left or not re.search(DATED.format(version=re.escape(version)), text, re.MULTILINE):
        raise NotReleased(
            f"the changelog has no day for {version}, or {len(left)} fragments wait: "
            f"python tools/changelog.py {version}, commit, and try again (or add --rehearse)"
        )


def rehearse(source: Path, moment: str) -> str:
    """Gather and date the changelog in the clone; give the digest of the commit that is made."""
    day = datetime.fromtimestamp(int(moment), UTC).date().isoformat()
    tool(source, "changelog").gather(source, version_of(source), day)
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"@{moment} +0000")
    who = ("-c", "user.name=release", "-c", "user.email=release@localhost")
    words = ("git", *who, "commit", "--quiet", "--all", "--message", "Rehearsal of a release")
    run(*words, cwd=source, **when)
    return run("git", "rev-parse", "HEAD", cwd=source)


def builder(folder: Path, source: Path) -> Path:
    """Make an environment with the pinned build backend; give its interpreter."""
    declared = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    wanted = ["build", *declared["build-system"]["requires"]]
    run(python, "-m", "pip", "install", "--quiet", *wanted, cwd=folder)
    return python


def built_twice(python: Path, source: Path, folder: Path, moment: str) -> dict[str, Path]:
    """Build wheel and source archive twice; refuse them where their bytes differ."""
    made = []
    for name in ("first", "second"):
        out = folder / name
        words = ("-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", out)
        run(python, *words, source, cwd=folder, SOURCE_DATE_EPOCH=moment, PYTHONPATH="")
        made.append({path.name: path for path in out.iterdir()})
    first, second = made
    require_same(first, second)
    return first


def require_same(first: Mapping[str, Path], second: Mapping[str, Path]) -> None:
    """Refuse two builds that are not equal to the byte."""
    if first.keys() != second.keys():
        raise NotReleased(f"two builds give other files: {sorted(first.keys() ^ second.keys())}")
    for name, path in first.items():
        if sha256(path) != sha256(second[name]):
            raise NotReleased(f"two builds of '{name}' differ")


def packed(folder: Path, target: Path, moment: str) -> None:
    """Pack a folder: sorted, without owners, every file of one moment."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = tarfile.TarInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            entry.size, entry.mtime, entry.mode = path.stat().st_size, int(moment), 0o644
            archive.addfile(entry, io.BytesIO(path.read_bytes()))
    target.write_bytes(gzip.compress(data.getvalue(), mtime=int(moment)))


def described(python: Path, source: Path, wheel: Path, out: Path, moment: str) -> None:
    """Install the wheel with its pinned versions elsewhere, and describe what is there then."""
    lock = source / "requirements.txt"
    with tempfile.TemporaryDirectory() as made:
        target = Path(made)
        pip = (python, "-m", "pip", "install", "--quiet", "--target", target)
        run(*pip, "--require-hashes", "--no-deps", "-r", lock, cwd=target)
        run(*pip, "--no-deps", wheel, cwd=target)
        bill = (sys.executable, source / "tools" / "bill.py", "--path", target)
        said = run(*bill, "--lock", lock, cwd=target, SOURCE_DATE_EPOCH=moment)
        weighed = run(*bill, "--sizes", cwd=target)
    (out / "sbom.json").write_text(said + "\n", encoding="utf-8")
    (out / "sizes.txt").write_text(weighed + "\n", encoding="utf-8")


def published(python: Path, source: Path, wheel: Path, out: Path, moment: str) -> None:
    """Write both sites with the wheel and pinned packages, and pack them."""
    sites = tool(source, "sites")
    made = sites.environment(run, python, source, wheel, source.parent / "sites")
    for folder, name in zip(sites.write(run, made, source, moment=moment), PACKED, strict=True):
        packed(folder, out / name, moment)


def provenance(files: Iterable[Path], digest: str, moment: str, tools: str) -> dict[str, Any]:
    """State which files were made from which commit, with which tools."""
    made = datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    source = {"uri": "git+file:detente", "digest": {"gitCommit": digest}}
    pinned = {"name": "tools", "annotations": {"pip list": tools.splitlines()}}
    return {
        "_type": STATEMENT,
        "subject": [{"name": one.name, "digest": {"sha256": sha256(one)}} for one in sorted(files)],
        "predicateType": BUILD_TYPE,
        "predicate": {
            "buildDefinition": {
                "buildType": "tools/release.py",
                "externalParameters": {"commit": digest},
                "internalParameters": {"SOURCE_DATE_EPOCH": moment},
                "resolvedDependencies": [source, pinned],
            },
            "runDetails": {
                "builder": {"id": f"python {platform.python_version()} {platform.system()}"},
                "metadata": {"invocationId": digest, "startedOn": made},
            },
        },
    }


def release(commit: str, out: Path, *, install: bool, trial: bool) -> None:
    """Make the release of a commit in a folder."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise NotReleased(f"'{out}' is not empty")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        source = work / "detente"
        digest, moment = clone(commit, source)
        digest = rehearse(source, moment) if trial else digest
        require_dated(source)
        python = builder(work / "environment", source)
        files = built_twice(python, source, work, moment)
        for name, path in files.items():
            (out / name).write_bytes(path.read_bytes())
        wheel = next(path for path in out.iterdir() if path.suffix == ".whl")
        if install:
            described(python, source, wheel, out, moment)
            published(python, source, wheel, out, moment)
        tools = run(python, "-m", "pip", "list", "--format=freeze", cwd=work)
    said = provenance(out.iterdir(), digest, moment, tools)
    (out / "provenance.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    (out / SUMS).write_text(sums(out.iterdir()), encoding="utf-8")


def main() -> None:
    """Make a release, or say in one line why there is none."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--out", type=Path, required=True, help="an empty folder")
    given.add_argument("--commit", default="HEAD")
    given.add_argument("--rehearse", action="store_true", help="date the changelog in the clone")
    given.add_argument(
        "--without-install", action="store_true", help="no bill of materials and no sites"
    )
    asked = given.parse_args()
    try:
        install = not asked.without_install
        release(asked.commit, asked.out.absolute(), install=install, trial=asked.rehearse)
    except NotReleased as error:
        sys.stderr.write(f"release: {error}\n")
        sys.exit(1)
    sys.stdout.write((asked.out / SUMS).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
