"""From a bundle to an edition: what is verified, what is frozen, what follows from a state."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.editions.bundle.pack import bundle_of
from detente.editions.bundle.verify import unpack
from detente.editions.zipped import pack
from detente.errors import BrokenWrite, EditionError, RequestError, StoreError
from detente.paper.edition import Edition, paper_of
from detente.register.frozen import digest, freeze, frozen, place
from detente.register.log import first_broken, record
from detente.register.models import Comment, Entry, FrozenFile, Paper
from detente.register.models import Edition as Row
from detente.register.publishing import Filing, add_edition, move, publish, show_all
from detente.register.site import Site
from detente.register.states import STATES, STEPS, next_states
from detente.register.taken import take
from tests.register.conftest import corrected, taken

pytestmark = pytest.mark.xdist_group("register")
SLUG = Filing(slug="nato-russia")


@pytest.mark.slow
def test_a_bundle_is_verified_and_its_bytes_are_frozen(
    site: Site, edition: Edition, bundle: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "brief.bundle.zip"
    path.write_bytes(bundle)
    row = publish(take(path), Filing(slug="liechtenstein"), who="test")
    files = paper_of(edition).files
    kept = dict(row.files.values_list("name", "sha256"))
    assert {name: kept[name] for name in files} == {n: digest(data) for n, data in files.items()}
    shown = site.files / "liechtenstein" / "1"
    assert (shown / "brief.html").read_bytes() == files["brief.html"]
    assert (shown / "brief.bundle.zip").read_bytes() == bundle
    assert row.abstract and row.abstract in edition.document.title.plain("text")["answer"]["text"]
    assert row.about["figures"] > 3 and 1 <= row.about["minutes"] <= 20

    path.write_bytes(_bundle_of(corrected(edition)))
    second = publish(take(path), Filing(slug="liechtenstein", note="A figure."), who="test")
    assert second.number == 2 and second.changes["since"] == 1
    assert second.changes["summary"].startswith("1 of ")
    row.refresh_from_db()
    assert row.state == "corrected" and (shown / "brief.pdf").exists()

    with pytest.raises(EditionError, match="is edition 2 of 'liechtenstein' already"):
        publish(take(path), Filing(slug="liechtenstein"), who="test")


def _bundle_of(edition: Edition) -> bytes:
    return bundle_of(edition, paper_of(edition).files)


@pytest.mark.slow
def test_a_folder_counts_only_with_the_files_of_its_bundle(
    edition: Edition, bundle: bytes, tmp_path: Path
) -> None:
    with pytest.raises(EditionError, match="has no brief.bundle.zip"):
        take(tmp_path)
    (tmp_path / "brief.bundle.zip").write_bytes(bundle)
    for name, data in paper_of(edition).files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert take(tmp_path).identifier == edition.identifier
    (tmp_path / "brief.html").write_text("another page")
    with pytest.raises(EditionError, match="'brief.html' was changed"):
        take(tmp_path)
    (tmp_path / "brief.html").unlink()
    with pytest.raises(EditionError, match="'brief.html' of the paper cannot be read"):
        take(tmp_path)


@pytest.mark.parametrize("what", ["text", "changed", "outside", "bomb"])
def test_what_is_no_bundle_is_refused_by_name(bundle: bytes, tmp_path: Path, what: str) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(bundle)
    if what == "text":
        path.write_text("no zip")
    elif what == "changed":
        members = unpack(path)
        path.write_bytes(pack(members | {"brief.json": members["brief.json"] + b" "}))
    elif what == "outside":
        path.write_bytes(pack({"../../etc/cron.d/x": b"x"}))
    else:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", b"0" * 40_000_000)
        path.write_bytes(buffer.getvalue())
    messages = {"text": "is no zip archive", "changed": "was changed", "outside": "leads out of it"}
    with pytest.raises(EditionError, match=messages.get(what, "unpacks to 40 MB")):
        take(path)


def test_an_edition_goes_from_draft_to_corrected_to_withdrawn(site: Site) -> None:
    first = add_edition(taken(), SLUG, who="test")
    folder = site.files / "nato-russia" / "1"
    assert first.state == "draft" and not folder.exists()
    first = move(move(first, "review", who="test"), "published", who="test")
    assert folder.joinpath("brief.pdf").read_bytes() == b"%PDF-1.7 One"
    second = publish(taken("Two", "detente-000000000002"), SLUG, who="test")
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("corrected", "published", 2)
    assert folder.exists()
    move(second, "withdrawn", who="test", reason="The source was withdrawn.")
    assert not (site.files / "nato-russia" / "2").exists()
    assert frozen(site, second.files.get(name="brief.pdf").sha256) == b"%PDF-1.7 Two"
    says = [entry.what for entry in Entry.objects.order_by("id")]
    once = ["froze", "sent to review", "published"]
    assert says == [*once, *once, "withdrew"]
    assert first_broken() is None


def test_an_older_edition_does_not_take_the_place_of_a_newer_one(site: Site) -> None:
    older = publish(taken(), SLUG, who="test", to="review")
    newer = publish(taken("Two", "detente-000000000002"), SLUG, who="test")
    with pytest.raises(RequestError, match="edition 2 was published already, and is newer"):
        move(older, "published", who="test")
    assert older.paper.newest == newer and Row.objects.get(pk=newer.pk).state == "published"


@pytest.mark.parametrize("since", STATES)
@pytest.mark.parametrize("to", STATES)
def test_there_are_no_other_steps(site: Site, since: str, to: str) -> None:
    edition = add_edition(taken(), SLUG, who="test")
    Row.objects.filter(pk=edition.pk).update(state=since)
    edition.refresh_from_db()
    if (since, to) in STEPS:
        assert move(edition, to, who="test", reason="why").state == to
    else:
        with pytest.raises(RequestError, match=f"that is {since} cannot become {to}"):
            move(edition, to, who="test", reason="why")


def test_roles_take_their_steps_and_no_others() -> None:
    assert next_states("draft", "author") == ("review",)
    assert next_states("review", "author") == ("draft",)
    assert next_states("published", "author") == ()
    assert next_states("published", "editor") == ("withdrawn",)
    assert next_states("draft", "") == ()


def test_of_two_editors_the_second_learns_of_the_first(site: Site) -> None:
    edition = add_edition(taken(), SLUG, who="test")
    same = Row.objects.get(pk=edition.pk)
    move(edition, "review", who="one", version=1)
    with pytest.raises(RequestError, match="was changed by somebody else meanwhile"):
        move(same, "review", who="two", version=1)


def test_an_edition_is_withdrawn_with_a_reason_only(site: Site) -> None:
    edition = publish(taken(), SLUG, who="test")
    with pytest.raises(RequestError, match="with a reason"):
        move(edition, "withdrawn", who="test", reason="  ")


@pytest.mark.parametrize("slug", ["../x", "A", "a--b", "-a", "a/b", "a" * 101, "a b", "é"])
def test_a_name_that_no_address_can_hold_is_refused(site: Site, slug: str) -> None:
    with pytest.raises(RequestError, match="cannot be part of an address"):
        add_edition(taken(), Filing(slug=slug), who="test")
    assert not Paper.objects.exists()


def test_authors_project_and_tags_are_made_once(site: Site) -> None:
    filing = Filing(
        slug="one",
        project="Alliances",
        authors=("Research desk, Head of research", "Europe desk"),
        tags=("region:Europe", "NATO"),
    )
    paper = publish(taken(), filing, who="test").paper
    more = Filing(slug="two", project="Alliances", authors=("Europe desk",), tags=("NATO",))
    other = publish(taken("Two", "detente-000000000002"), more, who="test").paper
    assert [one.name for one in paper.people] == ["Research desk", "Europe desk"]
    assert paper.people[0].role == "Head of research" and paper.project == other.project
    assert {(tag.kind, tag.name) for tag in paper.tags.all()} == {
        ("region", "Europe"),
        ("topic", "NATO"),
    }
    assert list(other.tags.all()) == [paper.tags.get(name="NATO")]


def test_files_are_put_back_where_the_server_sends_them_from(site: Site) -> None:
    publish(taken(), SLUG, who="test")
    shown = site.files / "nato-russia" / "1" / "brief.pdf"
    shown.unlink()
    assert show_all() == 1 and shown.exists()


@given(st.binary(max_size=300))
def test_frozen_bytes_come_back_and_are_kept_once(data: bytes) -> None:
    from tests.register.scratch import set_up

    site = set_up()
    names = freeze(site, {"a": data, "b": data})
    assert frozen(site, names["a"]) == data and names["a"] == names["b"]


def test_frozen_bytes_that_the_disk_changed_are_named(site: Site) -> None:
    sha256 = freeze(site, {"a": b"as it was"})["a"]
    place(site, sha256).write_bytes(b"as it is")
    with pytest.raises(BrokenWrite, match="has other bytes"):
        frozen(site, sha256)
    place(site, sha256).unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        frozen(site, sha256)


def test_the_log_is_only_added_to(site: Site) -> None:
    from django.db import DatabaseError, transaction

    record("one", "did", "this")
    entry = record("two", "did", "that", more=1)
    assert first_broken() is None
    with pytest.raises(RequestError, match="is not changed"):
        entry.save()
    with pytest.raises(RequestError, match="is not removed"):
        entry.delete()
    for forbidden in (Entry.objects.all().delete, lambda: Entry.objects.update(who="three")):
        with pytest.raises(DatabaseError, match="of the log is not"), transaction.atomic():
            forbidden()


def test_a_line_of_the_log_that_was_changed_is_found(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    record("one", "did", "this")
    monkeypatch.setattr(Entry, "computed", lambda entry: "0" * 64)
    assert first_broken() is not None


def test_a_paper_with_editions_is_not_removed(site: Site) -> None:
    from django.db.models import ProtectedError

    paper: Any = publish(taken(), SLUG, who="test").paper
    for one in (paper, paper.editions.get()):
        with pytest.raises(ProtectedError):
            one.delete()
    assert FrozenFile.objects.count() == 4 and not Comment.objects.exists()
