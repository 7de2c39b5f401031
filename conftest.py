"""What holds for every test and every example in a docstring: a fresh install of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how long an example takes depends on what else the machine does
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any_machine")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's store, mirror and network."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_OFFLINE", "1")
    monkeypatch.delenv("DETENTE_MIRROR", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1385856000")


def pytest_collect_file(file_path: Path) -> None:
    """Set the framework of the register up before a module that needs it is imported."""
    if "register" in file_path.parts and file_path.suffix == ".py":
        from tests.register.scratch import set_up

        set_up()
