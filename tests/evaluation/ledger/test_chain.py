"""The chain: digests by hand, any changed byte, lines that are missing, added or cut off."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import LedgerError
from detente.evaluation.ledger.chain import FIRST, canonical, digest, link, read, sound, written
from tests.evaluation.ledger.made import chance

THREE = written(link([chance(f"q{number}", number / 10).plain() for number in (1, 2, 3)]))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_a_digest_by_hand() -> None:
    body = {"chance": 0.2, "number": 1, "previous": FIRST}
    text = '{"chance":0.2,"number":1,"previous":"' + FIRST + '"}'
    by_hand = hashlib.sha256((FIRST + text).encode()).hexdigest()
    [only] = link([{"chance": 0.2}])
    assert digest(FIRST, body) == by_hand == only["hash"]
    assert only["number"] == 1 and only["previous"] == FIRST


def test_each_line_holds_the_digest_of_the_one_before() -> None:
    first, second, third = read(THREE)
    assert second["previous"] == first["hash"] and third["previous"] == second["hash"]
    more = link([{"a": 1}], after=(first, second, third))
    assert len(read(THREE + written(more))) == 4


@given(st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=4))
def test_what_is_written_is_read(bodies: list[dict[str, object]]) -> None:
    lines = link(bodies)
    assert read(written(lines)) == lines


@given(st.integers(0, len(THREE) - 1), st.integers(0, 255))
def test_any_changed_byte_breaks_the_chain(place: int, byte: int) -> None:
    changed = THREE[:place] + bytes([byte]) + THREE[place + 1 :]
    if changed == THREE:
        assert len(read(changed)) == 3
        return
    entry = THREE[:place].count(b"\n") + 1
    with pytest.raises(LedgerError, match=rf"entry {entry}\b"):
        read(changed)
    assert written(sound(changed)) == b"".join(THREE.splitlines(keepends=True)[: entry - 1])


@given(st.integers(0, len(THREE)), st.binary(min_size=1, max_size=3))
def test_any_added_byte_breaks_the_chain(place: int, added: bytes) -> None:
    with pytest.raises(LedgerError):
        read(THREE[:place] + added + THREE[place:])


@given(st.integers(0, len(THREE) - 1))
def test_a_file_that_is_cut_within_a_line_is_broken(end: int) -> None:
    cut = THREE[:end]
    if cut and not cut.endswith(b"\n"):
        with pytest.raises(LedgerError, match="is cut off"):
            read(cut)
    else:  # whole lines are missing at the end: only a published digest shows it
        assert len(read(cut)) == cut.count(b"\n")


def test_a_line_too_few_or_in_another_order() -> None:
    lines = THREE.splitlines(keepends=True)
    for changed in (lines[0] + lines[2], lines[1] + lines[0] + lines[2], lines[0] + THREE):
        with pytest.raises(LedgerError, match="missing, added or out of order"):
            read(changed)


def test_the_same_said_in_another_form_is_a_change() -> None:
    spaced = json.dumps(json.loads(THREE.splitlines()[0]), sort_keys=True).encode() + b"\n"
    with pytest.raises(LedgerError, match="entry 1 cannot be read"):
        read(spaced)


def test_the_error_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(LedgerError) as error:
        read(THREE.replace(b"0.2", b"0.9"), where="forecasts.jsonl")
    said = str(error.value)
    assert "\n" not in said and "entry 2 was changed" in said and "forecasts.jsonl" in said
    assert "put a copy of the file back" in said and "export --sound" in said


def test_what_is_no_json_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"chance": float("nan")})
