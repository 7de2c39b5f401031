"""The console: what the library logs becomes progress, on a terminal and elsewhere."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli.console import out_json, progress
from detente.cli.main import INTERRUPTED, INTERRUPTED_LINE, main
from detente.sources.shelf import source

logger = logging.getLogger("detente.invented")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_library_is_silent_by_default() -> None:
    code = (
        "import logging, detente\n"
        "logging.getLogger('detente.invented').warning('nobody hears this')\n"
        "assert not logging.getLogger('detente').isEnabledFor(logging.INFO)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not done.stdout and not done.stderr


def test_a_program_may_listen(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="detente"):
        logger.info("measuring %s", "NATO and Russia")
    assert caplog.messages == ["measuring NATO and Russia"]


def test_plain_lines_bear_the_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with progress():
        logger.info("claims: %d of %d", 1, 9, extra={"done": 1, "total": 9})
        logger.warning("a warning is shown too")
        logger.debug("a detail is not")
    logger.info("nothing is shown afterwards")
    shown = capsys.readouterr()
    assert shown.err.splitlines() == [
        "[  0.0 s] claims: 1 of 9",
        "[  0.0 s] a warning is shown too",
    ]
    assert not shown.out and not logging.getLogger("detente").isEnabledFor(logging.INFO)


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=True):
        logger.info("unheard")
    assert capsys.readouterr().err == ""


def test_a_terminal_has_a_bar_that_disappears(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress():
        logger.info("pulling [cow_nmc]")
        logger.info("half of it", extra={"done": 1, "total": 2})
    text = terminal.getvalue()
    assert "pulling [cow_nmc]" in text, "brackets are no markup"
    assert text.count("half of it") < 5, "what moves the bar adds no line"


def test_progress_ends_when_the_work_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), progress():
        raise KeyboardInterrupt
    assert not [h for h in logging.getLogger("detente").handlers if h.level == logging.INFO]
    out_json({"a": "é"})
    assert capsys.readouterr().out == '{\n "a": "é"\n}\n'


def test_an_interrupt_before_a_command_has_begun_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.cli.app.application", lambda asked: interrupt)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == INTERRUPTED
    assert capsys.readouterr().err == INTERRUPTED_LINE


def test_a_lack_of_memory_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def starved(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("detente.actors.names.actor", starved)
    monkeypatch.setattr(sys, "argv", ["detente", "actors", "Germany"])
    with pytest.raises(SystemExit) as caught:
        main()
    said = capsys.readouterr().err
    assert caught.value.code == 1 and said.startswith("detente: there is not enough memory")
    assert said.count("\n") == 1


def test_a_smaller_edition_is_taken_only_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half of a file, in the true layout, replaces the whole only with a word of its own."""
    declared = source("cow_majors")
    path = tmp_path / "mirror" / declared.mirror / declared.files[0].name
    path.parent.mkdir(parents=True)
    header = "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version"
    rows = [
        f"XXX,{code},{year},1,1,{year + 5},12,31,2016"
        for code in (2, 200, 220, 255, 300, 325, 365, 710, 740)
        for year in (1900, 2019)
    ]
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_MIRROR", str(tmp_path / "mirror"))
    monkeypatch.setenv("DETENTE_OFFLINE", "1")

    def pull(*options: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["detente", "sources", "pull", "cow_majors", *options])
        with pytest.raises(SystemExit) as caught:
            main()
        captured = capsys.readouterr()
        return int(caught.value.code or 0), captured.out + captured.err

    path.write_text("\n".join([header, *rows]) + "\n")
    assert pull("--accept-new")[0] == 0
    path.write_text("\n".join([header, *rows[:9]]) + "\n")
    code, said = pull("--accept-new")
    assert code == 1 and "9 fewer" in said, "what changes is printed"
    assert "cow_majors has 9 rows, before 18" in said and "--accept-smaller" in said
    code, said = pull("--accept-new", "--accept-smaller")
    assert code == 0 and "9 rows" in said
