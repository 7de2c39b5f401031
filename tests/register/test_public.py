"""What readers see: pages, addresses, feeds, citations, search, and the site as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from detente.errors import EditionError, RequestError
from detente.register.export import write_site
from detente.register.models import Paper, Person
from detente.register.pictures import require_plain, with_fonts
from detente.register.publishing import Filing, move, publish
from detente.register.site import Site
from detente.register.themes import read_theme
from detente.register.words import folded, search, words_of
from tests.editions.edition import document
from tests.register.conftest import taken

pytestmark = pytest.mark.xdist_group("register")
FILING = Filing(
    slug="nato-russia",
    project="Alliances",
    authors=("Research desk, Head of research",),
    tags=("region:Europe", "NATO"),
    series="Policy Paper 5",
)
PAGES = (
    "/",
    "/papers/",
    "/papers/page/1/",
    "/papers/nato-russia/",
    "/papers/nato-russia/editions/1/",
    "/papers/nato-russia/editions/2/",
    "/projects/",
    "/projects/alliances/",
    "/tags/",
    "/tags/europe/",
    "/tags/nato/",
    "/authors/",
    "/authors/research-desk/",
    "/search/?q=nato",
    "/about/",
    "/privacy/",
    "/feeds/papers.atom",
    "/feeds/projects/alliances.atom",
    "/feeds/tags/europe.atom",
    "/sitemap.xml",
    "/robots.txt",
)


def two_editions() -> Any:
    publish(taken("One"), FILING, who="test")
    second = taken("Two", "detente-000000000002")
    return publish(second, Filing(slug="nato-russia", note="A value was corrected."), who="test")


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_every_page_is_there_and_sets_no_cookie(reader: Any) -> None:
    two_editions()
    for path in PAGES:
        response = reader.get(path)
        assert response.status_code == 200 and not response.cookies, path
        assert "Set-Cookie" not in response.headers, path
        page = text_of(response)
        loaded = [part for part in page.split('src="')[1:] if not part.startswith("/")]
        assert not loaded and "{{" not in page and "{%" not in page, path


def test_the_stable_address_has_the_newest_edition_and_each_its_own(reader: Any) -> None:
    two_editions()
    newest = text_of(reader.get("/papers/nato-russia/"))
    assert ">Two</h1>" in newest and "What changed in this edition" in newest
    assert "A value was corrected." in newest and "corrected since" in newest
    first = text_of(reader.get("/papers/nato-russia/editions/1/"))
    assert ">One</h1>" in first and "It was corrected." in first
    assert '<meta name="robots" content="noindex">' in first
    assert 'rel="canonical" href="http://127.0.0.1:8000/papers/nato-russia/"' in first
    response = reader.get("/papers/nato-russia/files/brief.pdf")
    assert response.status_code == 302 and response["Location"].endswith("/2/brief.pdf")


def test_a_withdrawn_edition_keeps_its_address_and_gives_the_reason(reader: Any) -> None:
    edition = two_editions()
    move(edition, "withdrawn", who="test", reason="Its <b>source</b> was withdrawn.")
    page = text_of(reader.get("/papers/nato-russia/"))
    assert "was withdrawn on" in page and "Its &lt;b&gt;source&lt;/b&gt;" in page
    assert "they stay near" not in page.partition("<main")[2] and "brief.pdf" not in page
    assert reader.get("/papers/nato-russia/files/brief.pdf").status_code == 404
    assert search("they stay near") == ([], 0)
    assert "Two" not in text_of(reader.get("/papers/"))


def test_drafts_are_not_reached(reader: Any) -> None:
    publish(taken(), FILING, who="test", to="review")
    for path in ("/papers/nato-russia/", "/papers/nato-russia/editions/1/"):
        assert reader.get(path).status_code == 404
    assert "One" not in text_of(reader.get("/")) and search("near") == ([], 0)


def test_tags_have_counts_and_projects_their_papers(reader: Any) -> None:
    two_editions()
    more = Filing(slug="serbia-eu", tags=("region:Europe",))
    publish(taken("Three", "detente-000000000003"), more, who="test")
    page = text_of(reader.get("/"))
    assert 'Europe <span class="count">2</span>' in page
    assert 'NATO <span class="count">1</span>' in page
    assert 'Alliances</a> <span class="count">1</span>' in page
    assert "Three" not in text_of(reader.get("/projects/alliances/")).partition("<main")[2]


def test_a_paper_is_cited_by_edition(reader: Any) -> None:
    two_editions()
    at = "/papers/nato-russia/editions/2/cite."
    bib = text_of(reader.get(f"{at}bib"))
    assert "Research desk, Papers on relations" in bib and "/editions/2/" in bib
    csl = json.loads(reader.get(f"{at}csl.json").content)[0]
    assert csl["collection-title"] == "Policy Paper 5, edition 2"
    data = json.loads(reader.get(f"{at}datacite.json").content)
    relations = {
        one["relationType"]: one["relatedIdentifier"] for one in data["relatedIdentifiers"]
    }
    assert relations["IsVersionOf"].endswith("/papers/nato-russia/")
    assert relations["IsNewVersionOf"].endswith("/editions/1/")
    assert data["creators"] == [{"name": "Research desk", "nameType": "Organizational"}]
    assert data["version"] == "2" and data["types"]["resourceTypeGeneral"] == "Report"
    Person.objects.update(is_person=True)
    Paper.objects.update(doi="10.5555/12345678")
    data = json.loads(reader.get(f"{at}datacite.json").content)
    assert data["doi"] == "10.5555/12345678" and data["creators"][0]["nameType"] == "Personal"
    assert 'href="https://doi.org/10.5555/12345678"' in text_of(reader.get("/papers/nato-russia/"))
    assert reader.get(f"{at}exe").status_code == 404


def test_search_engines_and_other_sites_read_the_page(reader: Any) -> None:
    evil = taken('</script><script>alert("x")</script>')
    publish(evil, FILING, who="test")
    page = text_of(reader.get("/papers/nato-russia/"))
    assert "<script>alert" not in page and page.count("<script") == 1
    said = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    found = json.loads(said)
    assert found["headline"].startswith("</script>") and found["version"] == 1
    assert 'property="og:title"' in page and 'name="citation_author"' in page


def test_feeds_name_editions_and_the_site_map_lists_them(reader: Any) -> None:
    two_editions()
    atom = ElementTree.fromstring(reader.get("/feeds/papers.atom").content)
    space = "{http://www.w3.org/2005/Atom}"
    (entry,) = atom.findall(f"{space}entry")
    assert entry.findtext(f"{space}id") == "http://127.0.0.1:8000/papers/nato-russia/editions/2/"
    assert {one.attrib["term"] for one in entry.findall(f"{space}category")} == {"Europe", "NATO"}
    site_map = reader.get("/sitemap.xml").content.decode()
    ElementTree.fromstring(site_map)
    assert "/papers/nato-russia/editions/1/" in site_map and "/tags/europe/" in site_map


@pytest.mark.parametrize(
    "path",
    [
        "/papers/none/",
        "/papers/page/99/",
        "/papers/nato-russia/editions/9999/",
        "/papers/nato-russia/editions/99999/",
        "/tags/none/",
        "/authors/none/",
        "/projects/none/",
        "/feeds/tags/none.atom",
        "/papers/nato-russia/files/../../site.db",
        "/papers/nato-russia/files/none.pdf",
    ],
)
def test_what_is_not_there_is_said_to_be_so(reader: Any, path: str) -> None:
    two_editions()
    response = reader.get(path)
    assert response.status_code == 404 and "no such page" in text_of(response)


def test_search_folds_accents_and_completes_words(site: Site) -> None:
    publish(taken("Česko a Türkiye"), Filing(slug="one", tags=("region:Øresund",)), who="test")
    publish(taken("Serbia", "detente-000000000002"), Filing(slug="two"), who="test")
    keys = {paper.slug: paper.pk for paper in Paper.objects.all()}
    assert search("ceske") == ([], 0)
    for question in ("cesko", "ČES", "turkiye", "türk ces", "oresund"):
        assert search(question) == ([keys["one"]], 1), question
    assert search("near")[1] == 2 and search("near serbia") == ([keys["two"]], 1)


@pytest.mark.parametrize(
    "question",
    ['"', "'; DROP TABLE register_paper; --", "NEAR(", "a* OR b*", "\0", "text:near", "((((", "-"],
)
def test_signs_in_a_question_are_no_commands(reader: Any, question: str) -> None:
    two_editions()
    response = reader.get("/search/", {"q": question, "page": "x"})
    assert response.status_code == 200 and Paper.objects.count() == 1


def test_words_of_a_question_are_few_and_plain() -> None:
    assert words_of("a " * 50) == ["a"] * 8 and words_of("--") == []
    assert folded("Łódź, Straße") == "lodz, strasse"


def test_the_site_is_written_as_files(reader: Any, tmp_path: Path, site: Site) -> None:
    two_editions()
    target = tmp_path / "out"
    count = write_site(site, target)
    names = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert count == len(names) - 1
    assert {"index.html", "papers/nato-russia/index.html", "404.html", "sitemap.xml"} <= names
    assert "papers/nato-russia/editions/1/index.html" in names
    assert "files/nato-russia/2/brief.pdf" in names and "feeds/tags/europe.atom" in names
    page = (target / "papers" / "nato-russia" / "index.html").read_text()
    assert "<form" not in page and "workbench" not in page and "live view" not in page
    broken = {
        link
        for path in target.rglob("*.html")
        if "files" not in path.parts
        for part in path.read_text().split('href="/')[1:]
        if (link := part.partition('"')[0])
        and not ((target / link) / "index.html").exists()
        and not (target / link).is_file()
    }
    # a paper of the tests has no picture and no logo
    assert broken - {""} == set()


def test_what_was_withdrawn_leaves_the_files(tmp_path: Path, site: Site) -> None:
    edition = two_editions()
    target = tmp_path / "out"
    write_site(site, target)
    move(edition, "withdrawn", who="test", reason="why")
    write_site(site, target)
    assert not (target / "files" / "nato-russia" / "2").exists()
    assert "why" in (target / "papers" / "nato-russia" / "index.html").read_text()


def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, site: Site) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RequestError, match="holds something else than a site"):
        write_site(site, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://example.org"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect onload="x"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="https://example.org/x"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill:url(https://x)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "<svg",
    ],
)
def test_a_drawing_holds_shapes_and_texts_only(svg: str) -> None:
    from dataclasses import replace

    exhibit = replace(document().exhibits()[0], svg=svg)
    with pytest.raises(EditionError, match="the picture '"):
        require_plain([exhibit])


def test_a_drawing_gets_the_fonts_of_its_texts() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9"><text>A</text></svg>'
    assert "@font-face" in with_fonts(svg) and "<text>A</text>" in with_fonts(svg)


def test_a_theme_is_one_folder(reader: Any, site: Site, theme: Callable[[str], None]) -> None:
    theme('name = "Institute"\naccent = "#005500"\nabout = "First.\\n\\nSecond."\n')
    page = text_of(reader.get("/about/"))
    assert "About Institute" in page and "<p>Second.</p>" in page
    assert "--accent:#005500" in read_theme(site).css()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('nmae = "x"', "'nmae' is nothing of a theme.*near: name"),
        ('accent = "red;}body{"', "is no colour such as"),
        ('logo = "../../secret.key"', "is no picture in the folder"),
        ('logo = "none.svg"', "is no picture in the folder"),
        ("name = 3", "is no text"),
        ("name = ", "cannot be read"),
    ],
)
def test_a_theme_that_is_wrong_is_refused(
    site: Site, theme: Callable[[str], None], text: str, said: str
) -> None:
    theme(text)
    with pytest.raises(RequestError, match=said):
        read_theme(site)
