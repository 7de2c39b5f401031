"""What must not be lost: backups between both databases, and writes when the process is killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import RequestError, StoreError
from detente.register.backup import backup, restore
from detente.register.publishing import Filing, publish
from detente.register.site import Site
from tests.register.conftest import taken
from tests.register.programs import BACKUP, COUNT, FILL, LOOK, RESTORE, WRITE, command, run

pytestmark = pytest.mark.xdist_group("register")
KILLS = 3
"""How often the process is killed here; benchmarks/register_kills.py does it a hundred times."""


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of its own on a free port of this machine."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    program = shutil.which("postgres") or (str(tools[-1] / "postgres") if tools else "")
    if not program:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
    tools_in = Path(program).resolve().parent
    folder = Path("/tmp") / f"detente-postgres-{os.getpid()}"
    folder.mkdir(mode=0o755)
    user = {"user": "postgres"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    make = [str(tools_in / "initdb"), "-D", str(data), "-U", "site", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*make, "--no-sync"], check=True, capture_output=True, cwd=folder, **user)
    serve = [program, "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
    with (tmp_path_factory.mktemp("postgres") / "log").open("w") as log:
        server = subprocess.Popen(serve, stdout=log, stderr=log, cwd=folder, **user)
        try:
            _wait(port)
            yield f"postgresql://site@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(0.5)
                return
        time.sleep(0.1)
    raise TimeoutError("the database server does not answer")


@pytest.mark.slow
def test_a_backup_goes_into_the_other_database_and_back(postgres: str, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("sqlite", "postgres", "again"))
    run(FILL, first)
    before = run(LOOK, first)
    run(BACKUP, first, "", tmp_path / "one.zip")
    run(RESTORE, second, postgres, tmp_path / "one.zip")
    there = run(LOOK, second, postgres)
    assert there == before
    other = FILL.replace('slug="one"', 'slug="more"').replace('slug="two"', 'slug="three"')
    run(other.replace('_user("editor"', '_user("other"'), second, postgres)
    more = run(LOOK, second, postgres)
    assert more["rows"] != before["rows"] and not more["broken"]
    run(BACKUP, second, postgres, tmp_path / "two.zip")
    run(RESTORE, third, "", tmp_path / "two.zip")
    assert run(LOOK, third) == more
    assert before["comments"] == [1, 1, 0, 0, 0]
    assert before["password"] and before["found"]["cesko"] == 0 and before["found"]["oland"] == 1
    assert before["found"]["three"] == 0 and before["files"][0].startswith("one/1/")


@pytest.mark.slow
def test_a_killed_process_loses_no_write_that_was_answered(tmp_path: Path) -> None:
    run(FILL, tmp_path)
    answered: set[int] = set()
    for number in range(KILLS):
        with subprocess.Popen(command(WRITE, tmp_path), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            wanted = 3 + 7 * number
            lines = [process.stdout.readline() for _ in range(wanted)]
            process.kill()
            rest = process.stdout.read()
        # the last line may be cut; what was written whole was answered
        whole = (b"".join(lines) + rest).rpartition(b"\n")[0].split(b"\n")
        answered |= {int(line) for line in whole if line}
    assert len(answered) >= 3 * KILLS
    assert answered <= set(run(COUNT, tmp_path))


def test_a_backup_that_was_changed_is_refused(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "site.zip"
    publish(taken(), Filing(slug="one"), who="test")
    counts = backup(site, target)
    assert counts["register.Edition"] == 1 and counts["register.FrozenFile"] == 4
    with pytest.raises(StoreError, match="has papers or accounts already"):
        restore(site, target)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("member", "was changed"),
        ("more", "other members than its manifest names"),
        ("cut", "no backup of a site, or was damaged"),
        ("text", "no backup of a site, or was damaged"),
        ("empty", "no backup of a site, or was damaged"),
    ],
)
def test_a_damaged_backup_changes_nothing(
    site: Site, tmp_path: Path, change: str, said: str
) -> None:
    from detente.register.models import Paper

    target = tmp_path / "site.zip"
    backup(site, target)
    data = target.read_bytes()
    if change == "cut":
        target.write_bytes(data[: len(data) // 2])
    elif change == "text":
        target.write_text("no zip")
    elif change == "empty":
        with zipfile.ZipFile(target, "w"):
            pass
    else:
        with zipfile.ZipFile(target) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = "rows/register.Tag.jsonl" if change == "member" else "../outside"
        members[name] = b"{}\n"
        with zipfile.ZipFile(target, "w") as archive:
            for inner, content in members.items():
                archive.writestr(inner, content)
    with pytest.raises(StoreError, match=said):
        restore(site, target)
    assert not Paper.objects.exists() and not (tmp_path / "outside").exists()


@pytest.mark.parametrize("address", ["mysql://a/b", "nowhere", "file:///etc/passwd", "http://a"])
def test_a_database_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(RequestError, match="is not the address of a PostgreSQL database"):
        Site(folder=tmp_path, database=address)


def test_the_key_of_a_site_is_its_owners_alone(tmp_path: Path) -> None:
    site = Site(folder=tmp_path / "a")
    assert len(site.secret) > 50 and site.secret == Site(folder=tmp_path / "a").secret
    assert (tmp_path / "a" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert site.secret != Site(folder=tmp_path / "b").secret
