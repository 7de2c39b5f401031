"""What a method is stands once, and everybody who needs it takes it from there."""

from __future__ import annotations

import pytest

from detente.citations import references
from detente.errors import EvidenceError
from detente.evidence.method import MARKS, Method, described, descriptions


def test_every_description_is_whole() -> None:
    for id, entry in descriptions().items():
        assert entry.name and entry.fails and entry.id == id
        assert set(entry.references) <= set(references()), id
        assert "  " not in entry.prose + entry.fails


def test_a_method_takes_name_and_failures_from_its_description() -> None:
    made = described("accounting", mark="exact", record="sums")
    entry = descriptions()["accounting"]
    assert (made.name, made.fails, made.record) == (entry.name, entry.fails, "sums")


def test_caveats_are_added_and_filled_in() -> None:
    made = described(
        "risk",
        mark="untested",
        record="none",
        caveats=("known_failure",),
        last=2010,
        failure="10%",
        failed_in=2014,
    )
    assert made.fails.endswith("it gave the United States and Russia 10% for 2014")
    bare = described("turns", mark="untested", record="none", instead="untested")
    assert bare.fails.startswith("dates are read into curves")


def test_unknown_methods_caveats_and_marks_are_refused() -> None:
    with pytest.raises(EvidenceError, match="no method is called 'guess'"):
        described("guess", mark="exact", record="r")
    with pytest.raises(EvidenceError, match="has no caveat 'weather'"):
        described("risk", mark="untested", record="r", caveats=("weather",))
    with pytest.raises(EvidenceError, match="near: tested and good"):
        Method("m", "M", mark="excellent", record="r", fails="f")
    assert "exact" in MARKS
