"""The paper in Python takes what the command takes: claims, who signs, how it is set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.errors import ClaimError, RequestError
from detente.panel.create import state_years
from detente.relations import Relation, relation
from detente.store.catalog import Catalog

CLAIMS = """
[document]
as_of = 2013
[[claim]]
id = "1"
text = "Switzerland is a member of the European Union."
kind = "rung"
of = "Switzerland"
bloc = "EU"
expect = "member"
"""


@pytest.fixture
def two(catalog: Catalog) -> Relation:
    return relation("Liechtenstein", "Switzerland", 2013, catalog)


@pytest.mark.slow
def test_claims_signature_and_pages_as_on_the_command_line(two: Relation, tmp_path: Path) -> None:
    file = tmp_path / "claims.toml"
    file.write_text(CLAIMS, encoding="utf-8")
    signed = {"author": "An Author", "series": "Paper 5"}
    brief = two.brief(tmp_path / "paper", claims=file, signed=signed, paper="letter", pages=2)
    assert [verdict.verdict for verdict in brief.claims] == ["contradicted"]
    assert "An Author" in (tmp_path / "paper" / "CITATION.cff").read_text(encoding="utf-8")
    record = json.loads((tmp_path / "paper" / "brief.json").read_text(encoding="utf-8"))
    assert len(record["claims"]) == 1
    assert two.brief().claims == (), "what was asked for once is not kept"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"signed": {"auhor": "A"}}, "near: author"),
        ({"signed": 3}, "signed='3'"),
        ({"claims": 3}, "claims='3'"),
        ({"paper": "a5"}, "no paper that is known"),
        ({"pages": 3}, "not 3"),
        ({"formats": ["pdfx"]}, "no format"),
    ],
)
def test_what_the_paper_does_not_take_is_one_line(
    two: Relation, tmp_path: Path, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(RequestError, match=said) as caught:
        two.brief(tmp_path / "paper", **asked)
    assert "\n" not in str(caught.value) and not (tmp_path / "paper").exists()


def test_a_file_of_claims_that_is_not_there_is_named(two: Relation, tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="there is no file"):
        two.brief(claims=tmp_path / "none.toml")


def test_a_region_is_named_in_any_case() -> None:
    small = state_years(years=2010, region="europe").rows.keys.height
    assert state_years(years=2010, region=" Europe ").rows.keys.height == small > 40
