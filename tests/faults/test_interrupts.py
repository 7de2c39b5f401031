"""Interrupts: exit code 130 and one line, whenever they come and whoever swallows them."""

from __future__ import annotations

import builtins
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import polars as pl
import pytest

from detente.cli.main import INTERRUPTED, INTERRUPTED_LINE, UNREADABLE_LINE, Interrupts, main


@pytest.fixture(autouse=True)
def usual_handler(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin as a process does, and leave the handler of the run as it was."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr("atexit.register", lambda *given: None)
    monkeypatch.setattr(sys, "argv", ["detente", "relation"])
    yield
    signal.signal(signal.SIGINT, before)


def ended(monkeypatch: pytest.MonkeyPatch, command: Callable[[], object]) -> object:
    """Run the command line with a command in place of every other, and give its exit code."""
    monkeypatch.setattr("detente.cli.app.application", lambda asked: command)
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, interrupt) == INTERRUPTED
    assert capsys.readouterr().err == INTERRUPTED_LINE


def test_an_interrupt_that_a_library_swallows_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def swallowing() -> None:
        with suppress(KeyboardInterrupt):
            interrupt()

    assert ended(monkeypatch, swallowing) == INTERRUPTED
    assert capsys.readouterr().err == INTERRUPTED_LINE


def test_an_interrupt_before_a_failure_is_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        with suppress(KeyboardInterrupt):
            interrupt()
        sys.exit(1)

    assert ended(monkeypatch, failing) == INTERRUPTED


def test_a_second_interrupt_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def twice() -> None:
        try:
            interrupt()
        finally:
            interrupt()

    assert ended(monkeypatch, twice) == INTERRUPTED
    interrupt()
    assert capsys.readouterr().err == INTERRUPTED_LINE


def test_an_interrupt_while_modules_are_loaded_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load = builtins.__import__

    def interrupted(name: str, *given: Any, **named: Any) -> Any:
        if name == "detente.cli.console":
            interrupt()
        return load(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", interrupted)
    assert ended(monkeypatch, lambda: None) == INTERRUPTED
    assert capsys.readouterr().err == INTERRUPTED_LINE


def test_who_ignores_interrupts_goes_on_doing_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Interrupts().listen()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_table_that_breaks_while_it_is_read_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaking() -> None:
        raise pl.exceptions.ComputeError("parquet: File out of specification\nsecond line")

    def panicking() -> None:
        raise pl.exceptions.PanicException("assertion failed\nsecond line")

    for command in (breaking, panicking):
        assert ended(monkeypatch, command) == 1
        assert capsys.readouterr().err == UNREADABLE_LINE
