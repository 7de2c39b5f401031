"""The bundle: the paper comes out of it byte for byte, and nothing that was changed passes."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.editions.bundle import verify as verifying
from detente.editions.bundle.pack import MANIFEST, bundle_of, edition_in, versions
from detente.editions.bundle.parts import Parts
from detente.editions.bundle.verify import LIMITS, sound_members, unpack, verify
from detente.editions.cells import plain_cells, read_cells
from detente.editions.model import decode, encode
from detente.editions.zipped import pack
from detente.errors import EditionError
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import measured
from detente.evidence.sentence import Sentence, render
from detente.paper.brief import make
from detente.paper.document import Document
from detente.paper.edition import Edition, paper_of
from detente.paper.opened import shown_in
from detente.paper.write import edition_of
from detente.store.catalog import Catalog

CELL = Cell(
    "states", "cinc", (("ccode", (2, 365)), ("year", 2013)), 0.29, "share", ("cow_nmc",), "mean"
)


@pytest.fixture(scope="module")
def edition(catalog: Catalog) -> Edition:
    return edition_of(make(catalog, pair("Liechtenstein", "Switzerland", 2024), Options(draws=100)))


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    return paper_of(edition).files


@pytest.fixture(scope="module")
def bundle(edition: Edition, files: dict[str, bytes]) -> bytes:
    return bundle_of(edition, files)


@pytest.fixture
def kept(bundle: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "brief.bundle.zip"
    path.write_bytes(bundle)
    return path


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_paper_comes_out_byte_for_byte(kept: Path, files: dict[str, bytes]) -> None:
    found = verify(kept)
    assert found.holds and found.files == files and not found.other_versions
    assert found.figures > 3
    plain = found.plain()
    assert plain["same"][:3] == ["brief.html", "brief.pdf", "brief.json"]
    assert plain["made_with"]["seed"] == 1 and len(plain["made_with"]["starter"]) == 64


def test_the_same_paper_gives_the_same_bundle(
    edition: Edition, files: dict[str, bytes], bundle: bytes
) -> None:
    assert bundle_of(edition, files) == bundle


def test_a_bundle_of_a_bundle_is_the_bundle(kept: Path, bundle: bytes) -> None:
    again = edition_in(sound_members(kept))
    assert bundle_of(again, paper_of(again).files) == bundle


def test_the_document_comes_back_equal(kept: Path, edition: Edition) -> None:
    again = edition_in(sound_members(kept)).document
    old, new = edition.document, again
    assert new.notes == old.notes and new.names == old.names and new.opened == old.opened
    parts = (old.title, old.sections), (new.title, new.sections)
    before, after = (shown_in(one) for one in parts)
    assert before == after and old.plain("typst") == new.plain("typst")


def test_a_sentence_comes_back_with_its_cells() -> None:
    chance = Chance(
        "outlook.risk",
        event="a dispute",
        horizon="within five years",
        probability=0.16,
        cells=(CELL,),
        method="risk",
    )
    said = Sentence(
        "{who} held {share:per_cent}; a dispute is {p}.",
        {"who": "NATO", "share": measured("power.share", CELL), "p": chance},
    )
    parts = Parts()
    written = json.loads(json.dumps(encode(said, parts)))
    assert len(parts.cells) == 1
    again = decode(written, Parts(read_cells(json.loads(json.dumps(plain_cells(parts.cells))))))
    assert again == said and render(again) == render(said)


def test_another_process_writes_the_same(kept: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from detente.editions.bundle.verify import verify; "
        "sys.exit(not verify(Path(sys.argv[1])).holds)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(kept)], check=False).returncode == 0


def test_other_versions_are_named_and_are_no_error(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "versions", lambda: {**versions(), "typst": "9.9"})
    found = verify(kept)
    assert found.holds and found.plain()["versions_that_differ"]["typst"]["here"] == "9.9"


def changed(data: bytes, change: Callable[[dict[str, bytes]], None], path: Path) -> Path:
    """Change the members of a bundle and write it as a whole zip again."""
    members = members_of(data)
    change(members)
    path.write_bytes(pack(members))
    return path


def resealed(data: bytes, change: Callable[[dict[str, bytes]], None], path: Path) -> Path:
    """Change members and their digests in the manifest too, as a forger would."""
    import hashlib

    members = members_of(data)
    change(members)
    manifest = json.loads(members[MANIFEST])
    for name in manifest["members"]:
        digest = hashlib.sha256(members[name]).hexdigest()
        manifest["members"][name]["sha256"] = digest
    members[MANIFEST] = json.dumps(manifest).encode()
    path.write_bytes(pack(members))
    return path


def edit(name: str, was: bytes, now: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        assert was in members[name]
        members[name] = members[name].replace(was, now, 1)

    return change


def one_line(caught: pytest.ExceptionInfo[EditionError]) -> str:
    text = str(caught.value)
    assert ("\n" not in text and "brief" in text) or "x.zip" in text
    return text


def test_one_changed_byte_is_named(bundle: bytes, tmp_path: Path) -> None:
    path = changed(bundle, edit("cells.json", b"share", b"shore"), tmp_path / "x.zip")
    with pytest.raises(EditionError, match=r"'cells\.json' was changed") as caught:
        verify(path)
    one_line(caught)


def test_a_missing_and_an_added_member_are_named(bundle: bytes, tmp_path: Path) -> None:
    gone = changed(bundle, lambda members: members.pop("brief.bib") and None, tmp_path / "x.zip")
    with pytest.raises(EditionError, match=r"'brief\.bib' is missing"):
        verify(gone)
    more = changed(bundle, lambda members: members.update(extra=b"1"), tmp_path / "y.zip")
    with pytest.raises(EditionError, match="'extra' was added"):
        verify(more)


def test_a_forged_figure_does_not_come_out(bundle: bytes, tmp_path: Path) -> None:
    path = resealed(bundle, edit("document.json", b'"value": ', b'"value": 1'), tmp_path / "x.zip")
    with pytest.raises(EditionError, match="comes out differently|does not hold|cannot be read"):
        verify(path)


def test_a_forged_record_has_another_identifier(bundle: bytes, tmp_path: Path) -> None:
    path = resealed(bundle, edit("brief.json", b'"seed": 1', b'"seed": 2'), tmp_path / "x.zip")
    with pytest.raises(EditionError, match="is cited as detente-"):
        verify(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("signed.json", b"[1, 2, 3]"),
        ("signed.json", b"5"),
        ("document.json", None),
    ],
)
def test_a_sealed_record_that_is_no_paper_is_one_line(
    bundle: bytes, tmp_path: Path, name: str, content: bytes | None
) -> None:
    def change(members: dict[str, bytes]) -> None:
        (found,) = (one for one in members if one.endswith(name))
        if content is not None:
            members[found] = content
            return
        # a document whose sections are texts is read, and cannot be written
        known = json.loads(members[found])
        members[found] = json.dumps(known | {"sections": ["a", "b"]}).encode()

    with pytest.raises(EditionError) as caught:
        verify(resealed(bundle, change, tmp_path / "brief.zip"))
    assert "is not that of a paper" in one_line(caught)


def manifest_with(**given: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        members[MANIFEST] = json.dumps({**manifest, **given}).encode()

    return change


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"schema": "2.0"}, r"has the layout 2\.0, and this version reads 1\.0"),
        ({"members": []}, "does not say all that it should"),
        ({"files": None}, "does not say all that it should"),
    ],
)
def test_another_manifest_is_refused(
    bundle: bytes, tmp_path: Path, given: dict[str, Any], said: str
) -> None:
    path = changed(bundle, manifest_with(**given), tmp_path / "x.zip")
    with pytest.raises(EditionError, match=said) as caught:
        verify(path)
    one_line(caught)


def test_a_zip_without_a_manifest_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(pack({"a.txt": b"a"}))
    with pytest.raises(EditionError, match=r"has no manifest\.json"):
        verify(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"is": "Popen", "args": "true"}', "'Popen', which is nothing of a paper"),
        (b'{"is": "Layout", "colour": false}', r"has other fields \(colour\)"),
        (b'{"is": "Missing"}', r"has other fields \(text\)"),
        (b'{"is": "Layout", "evidence": false, "paper": "a9", "pages": 2}', "does not hold"),
        (b'{"cell": 99}', "names the cell '99'"),
        (b'{"picture": "../x"}', "names the picture"),
        (b'{"day": "yesterday"}', "names the day"),
        (b'{"other": 1}', "'other', which is nothing of a paper"),
        (b"[1, 2]", "holds no document"),
        (b"[" * 60 + b"]" * 60, "more than 40 levels"),
        (b"[" * 100_000, "is no JSON"),
        (b"{", "is no JSON"),
    ],
)
def test_what_is_no_document_is_refused(
    bundle: bytes, tmp_path: Path, content: bytes, said: str
) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["document.json"] = content

    with pytest.raises(EditionError, match=said) as caught:
        verify(resealed(bundle, change, tmp_path / "x.zip"))
    assert "\n" not in str(caught.value)


def test_a_document_of_another_version_says_which_wrote_it(bundle: bytes, tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["document.json"] = b'{"is": "Layout", "colour": false}'
        manifest = json.loads(members[MANIFEST])
        manifest["versions"]["detente"] = "9.9"
        members[MANIFEST] = json.dumps(manifest).encode()

    with pytest.raises(EditionError, match=r"has other fields.*use détente 9\.9, which wrote it"):
        verify(resealed(bundle, change, tmp_path / "x.zip"))


def test_rows_that_are_no_cells_are_refused() -> None:
    for rows in ([{}], [1], {"a": 1}, [{"keys": {}, "sources": [], "more": 1}]):
        with pytest.raises(EditionError, match="a row that is no cell"):
            read_cells(rows)


def test_what_no_document_holds_is_not_written() -> None:
    path = zipfile.ZipInfo("a")
    assert encode(path, Parts()) is path  # no dataclass: JSON refuses it

    from detente.paper.edition import Paper

    paper = Paper(Document, {}, slim={}, identifier="", logo=b"", files={})  # type: ignore[arg-type]
    with pytest.raises(EditionError, match="'Paper', which no edition keeps"):
        encode(paper, Parts())


def zipped(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


NAMES = ("../escape.json", "/etc/passwd", "a/../../b", "..\\b", "C:evil", "a//..//b")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EditionError, match="leads out of it") as caught:
        unpack(zipped(tmp_path / "x.zip", (name, b"1")))
    one_line(caught)
    assert list(tmp_path.iterdir()) == [tmp_path / "x.zip"]


def test_a_link_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="'a' is a link"):
        unpack(zipped(tmp_path / "x.zip", (link("a"), b"/etc/passwd")))
    with pytest.raises(EditionError, match="'a/' is no plain file"):
        unpack(zipped(tmp_path / "x.zip", ("a/", b"")))


def test_what_unpacks_to_far_more_is_refused_before_it_is_read(tmp_path: Path) -> None:
    zeros = bytes(33_000_000)
    bomb = zipped(tmp_path / "x.zip", ("a", zeros))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(EditionError, match="'a' unpacks to 33 MB"):
        unpack(bomb)
    many = zipped(tmp_path / "y.zip", *((f"{place}", zeros[:25_000_000]) for place in range(4)))
    with pytest.raises(EditionError, match="it unpacks to 100 MB"):
        unpack(many)
    crowd = zipped(tmp_path / "z.zip", *((str(place), b"") for place in range(LIMITS.members + 1)))
    with pytest.raises(EditionError, match="501 members"):
        unpack(crowd)


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("a", bytes(5_000_000)))
    data = bytearray(path.read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(EditionError, match="damaged on its way|another size"):
        unpack(path)


def test_a_member_twice_and_an_encrypted_one_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(tmp_path / "x.zip", ("a", b"1"), ("a", b"2"))
    with pytest.raises(EditionError, match="'a' is in it twice"):
        unpack(twice)
    data = bytearray(zipped(tmp_path / "y.zip", ("a", b"1")).read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 0x1
    (tmp_path / "y.zip").write_bytes(data)
    with pytest.raises(EditionError, match="encrypted or patched"):
        unpack(tmp_path / "y.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + bytes(10)])
def test_what_is_no_zip_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(
        EditionError, match="this is no bundle of a paper: it is no zip archive"
    ) as caught:
        verify(path)
    one_line(caught)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="cannot be read"):
        verify(tmp_path / "x.zip")
    with pytest.raises(EditionError, match="cannot be read"):
        verify(tmp_path)


def sound_or_refused(data: bytes, path: Path, whole: dict[str, bytes]) -> None:
    """Read a bundle that was damaged: it is refused in one line, or no member was touched."""
    path.write_bytes(data)
    try:
        found = sound_members(path)
    except EditionError as error:
        assert "\n" not in str(error)
    else:
        assert found == whole


@settings(max_examples=150)
@given(part=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_changed_bit_passes_and_none_crashes(
    bundle: bytes, tmp_path_factory: pytest.TempPathFactory, part: float, bit: int
) -> None:
    broken = bytearray(bundle)
    broken[int(part * len(bundle))] ^= 1 << bit
    path = tmp_path_factory.mktemp("broken") / "x.zip"
    sound_or_refused(bytes(broken), path, members_of(bundle))


@settings(max_examples=150)
@given(part=st.floats(0, 1, exclude_max=True), more=st.binary(max_size=8))
def test_a_cut_or_lengthened_bundle_is_refused_or_the_same(
    bundle: bytes, tmp_path_factory: pytest.TempPathFactory, part: float, more: bytes
) -> None:
    path = tmp_path_factory.mktemp("cut") / "x.zip"
    sound_or_refused(bundle[: int(part * len(bundle))] + more, path, members_of(bundle))


def test_a_cut_bundle_is_refused(bundle: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(bundle[: len(bundle) // 2])
    with pytest.raises(EditionError, match="this is no bundle of a paper: it is no zip archive"):
        sound_members(path)
