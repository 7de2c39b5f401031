"""Releases: bill of materials, digests, provenance, and archives that come out the same twice."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[2]


def tool(name: str) -> ModuleType:
    """Load a tool, which is no part of the package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bill, release, changelog = tool("bill"), tool("release"), tool("changelog")
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The bill of materials of a few packages that are installed here."""
    names = ("jinja2", "markupsafe", "numpy", "polars", "typer")
    found: dict[str, Any] = bill.bill([distribution(name) for name in names], LOCK)
    return found


def test_a_bill_names_version_licence_digest_and_what_is_needed(made: dict[str, Any]) -> None:
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    parts = {one["name"].lower(): one for one in made["components"]}
    jinja = parts["jinja2"]
    assert jinja["purl"] == f"pkg:pypi/jinja2@{distribution('jinja2').version}"
    assert jinja["licenses"] and all(one["licenses"] for one in parts.values())
    depends = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert depends[jinja["bom-ref"]] == [parts["markupsafe"]["bom-ref"]]


def test_a_bill_comes_out_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    one, other = (json.dumps(bill.bill(bill.installed(), LOCK)) for _ in range(2))
    assert one == other and '"1970-01-02T00:00:00Z"' in one


def test_digests_are_those_of_the_lock(made: dict[str, Any]) -> None:
    known = bill.digests(LOCK)
    assert len(known) >= 20 and all(known.values()), "every pinned package has digests"
    assert bill.digests("a==1\nb.c==2 ; x \\\n    --hash=sha256:" + "0" * 64) == {
        "a==1": (),
        "b-c==2": ("0" * 64,),
    }
    pinned = [one for one in made["components"] if one.get("hashes")]
    assert pinned and all(len(one["hashes"][0]["content"]) == 64 for one in pinned)


def test_every_package_of_the_base_states_a_licence() -> None:
    present = {bill.key(one.name): one for one in bill.installed()}
    base = {name.partition("==")[0] for name in bill.digests(LOCK)} & present.keys()
    assert len(base) >= 15
    assert not [name for name in base if not bill.licences(present[name])]


def test_sizes_are_sorted_and_add_up() -> None:
    lines = list(bill.sizes([distribution("jinja2"), distribution("numpy")]))
    assert "numpy" in lines[0] and lines[-1].endswith("together")
    first, second, both = (float(line.split()[0]) for line in lines)
    assert first > second and both == pytest.approx(first + second, abs=0.11)


def test_archives_of_a_folder_come_out_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "in").mkdir(parents=True)
    (folder / "b.md").write_text("b")
    (folder / "in" / "a.md").write_text("a")
    release.packed(folder, tmp_path / "one.tar.gz", "86400")
    (folder / "b.md").touch()
    release.packed(folder, tmp_path / "two.tar.gz", "86400")
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.gz") as archive:
        assert archive.getnames() == ["docs/b.md", "docs/in/a.md"]


def test_two_builds_that_differ_are_refused(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("1")
    release.require_same({"a.whl": one}, {"a.whl": other})
    other.write_text("2")
    with pytest.raises(release.NotReleased, match=r"'a\.whl' differ"):
        release.require_same({"a.whl": one}, {"a.whl": other})
    with pytest.raises(release.NotReleased, match="other files"):
        release.require_same({"a.whl": one}, {})


def test_provenance_names_every_file_and_the_commit(tmp_path: Path) -> None:
    path = tmp_path / "a.whl"
    path.write_text("a")
    said = release.provenance([path], "0" * 40, "86400", "build==1")
    digest = hashlib.sha256(b"a").hexdigest()
    assert said["subject"] == [{"name": "a.whl", "digest": {"sha256": digest}}]
    built = said["predicate"]["buildDefinition"]
    assert built["resolvedDependencies"][0]["digest"] == {"gitCommit": "0" * 40}
    assert release.sums([path]) == f"{digest}  a.whl\n"


def test_a_release_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    command = [sys.executable, str(ROOT / "tools" / "release.py"), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("release: ")
    assert done.stderr.count("\n") == 1 and "is not empty" in done.stderr


def test_fragments_are_gathered_by_kind_above_the_last_version(tmp_path: Path) -> None:
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    (folder / "README.md").write_text("how")
    (folder / "b.added.md").write_text("A new\ncommand.\n")
    (folder / "a.removed.md").write_text("An option is gone.\n")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.0\n\n- First.\n")
    assert changelog.gather(tmp_path, "0.2.0", "2026-11-28") == 2
    lines = (tmp_path / "CHANGELOG.md").read_text().split("\n")
    assert lines[:4] == ["# Changelog", "", "## 0.2.0 (2026-11-28)", ""]
    assert lines[4:6] == ["- Removed: An option is gone.", "- Added: A new command."]
    assert lines[6:8] == ["", "## 0.1.0"]
    assert [one.name for one in folder.iterdir()] == ["README.md"]


def test_what_the_changelog_has_begun_follows_the_fragments(tmp_path: Path) -> None:
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    (folder / "b.fixed.md").write_text("A fault.\n")
    begun = "# Changelog\n\n## 0.2.0 (unreleased)\n\nFutures.\n\n## 0.1.0\n\n- First.\n"
    (tmp_path / "CHANGELOG.md").write_text(begun)
    changelog.gather(tmp_path, "0.2.0", "2026-11-28")
    text = (tmp_path / "CHANGELOG.md").read_text()
    dated = "# Changelog\n\n## 0.2.0 (2026-11-28)\n\n- Fixed: A fault.\n\nFutures.\n\n## 0.1.0"
    assert text == f"{dated}\n\n- First.\n"


def test_what_comes_after_the_day_is_added_at_the_end_of_the_version(tmp_path: Path) -> None:
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    text = "# Changelog\n\n## 0.2.0 (2026-11-28)\n\nFutures.\n\n## 0.1.0\n\n- First.\n"
    (tmp_path / "CHANGELOG.md").write_text(text)
    assert changelog.gather(tmp_path, "0.2.0", "2026-11-28") == 0
    assert (tmp_path / "CHANGELOG.md").read_text() == text
    for name, words in (("b.fixed.md", "A fault."), ("c.added.md", "A command.")):
        (folder / name).write_text(f"{words}\n")
        changelog.gather(tmp_path, "0.2.0", "2026-11-29")
    added = "### Further changes\n\n- Fixed: A fault.\n- Added: A command.\n"
    dated = f"# Changelog\n\n## 0.2.0 (2026-11-29)\n\nFutures.\n\n{added}\n## 0.1.0"
    assert (tmp_path / "CHANGELOG.md").read_text() == f"{dated}\n\n- First.\n"


def test_the_day_is_cited_once() -> None:
    text = "cff-version: 1.2.0\nversion: 0.1.0\nlicense: Apache-2.0\n"
    for day in ("2026-11-28", "2026-11-29"):
        text = changelog.cited(text, "0.2.0", day)
    said = "version: 0.2.0\ndate-released: 2026-11-29\n"
    assert text == f"cff-version: 1.2.0\n{said}license: Apache-2.0\n"


def test_every_place_names_one_version_and_one_day() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    newest = re.search(r"^## (\S+) \((\S+)\)$", read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None and newest[1] == version == distribution("detente").version
    day = newest[2]
    assert f"\nversion: {version}\n" in read("CITATION.cff")
    assert day == "unreleased" or f"\ndate-released: {day}\n" in read("CITATION.cff")
    # a name alone would take every file of that name, in whatever folder
    packed = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert packed and all(one.startswith("/") for one in packed)


def read(name: str) -> str:
    """Read a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a version, a changelog and the tools."""
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "changelog.py", tmp_path / "tools")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.3.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.3.0 (unreleased)\n\n- One.\n")
    return tmp_path


def test_a_commit_whose_changelog_has_no_day_is_refused(clone: Path) -> None:
    with pytest.raises(release.NotReleased, match=r"no day for 0\.3\.0, or 0 fragments"):
        release.require_dated(clone)
    changelog.gather(clone, "0.3.0", "2026-12-01")
    release.require_dated(clone)
    (clone / "changelog.d" / "a.added.md").write_text("More.\n")
    with pytest.raises(release.NotReleased, match=r"1 fragments wait"):
        release.require_dated(clone)


def test_a_rehearsal_dates_the_changelog_in_the_clone_and_comes_out_the_same(clone: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(clone), *words], check=True, capture_output=True)

    git("init", "--quiet")
    git("add", "--all")
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "One")
    first = release.rehearse(clone, "86400")
    assert "## 0.3.0 (1970-01-02)" in (clone / "CHANGELOG.md").read_text()
    git("reset", "--hard", "--quiet", "HEAD~1")
    assert release.rehearse(clone, "86400") == first
    release.require_dated(clone)


def test_a_bill_keeps_the_schema_of_cyclonedx() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    text = json.dumps(bill.bill(bill.installed(), LOCK))
    assert validator.validate_str(text) is None
    assert validator.validate_str(text.replace('"library"', '"book"')) is not None
