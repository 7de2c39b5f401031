"""The tutorial does what it says: its code runs as it stands and gives the numbers it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.store.home import Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dangerous-dyads.md"


@pytest.mark.mirror
@pytest.mark.filterwarnings("default")
def test_the_page_runs(mirrored: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("statsmodels")
    monkeypatch.setenv("DETENTE_HOME", str(mirrored.home))
    text = PAGE.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec(re.search(r"```python\n(.*?)```", text, re.S).group(1), names)
    model = names["model"]
    assert (model.nobs, round(model.llf, 3)) == (106031, -9801.392)
    printed = [float(v) for v in re.findall(r"^\| [A-Za-z][^|]* \| (-?\.?[\d.]+) \|$", text, re.M)]
    assert len(printed) == 10 and [
        round(float(v), 3) for v in model.params.iloc[1:]
    ] == pytest.approx(printed)
    assert names["panel"].frame.height == 111991
