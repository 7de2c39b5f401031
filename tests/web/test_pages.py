"""Pages: what a reader finds, that an address shows the same again, files, frames, citations."""

from __future__ import annotations

import hashlib
import io
import json
import re
from base64 import b64encode
from html import unescape

import polars as pl
import pytest
from starlette.testclient import TestClient

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.evidence.sentence import render
from detente.paper.brief import make
from detente.paper.sections.first_page import answer
from detente.store.catalog import default_catalog

HTML = {"accept": "text/html"}
PAIR = "/relation/FRA/DEU?as_of=2013"
QUICK = (
    ("/", "How are two states or alliances related?"),
    ("/actors", "Former states"),
    ("/compare", "Compare relations"),
    ("/scan", "What changed"),
    ("/scenario", "What would a membership change?"),
    ("/claims", "Test a claim"),
    ("/panels", "Panels for research"),
    ("/map?bloc=NATO&as_of=2004", "North Atlantic Treaty Organization"),
    ("/sources", "Sources and terms"),
    ("/sources/vdem", "V-Dem"),
    ("/ledger", "Ledger of forecasts"),
    ("/docs", "/api/v1/relation"),
)


def edition_of(client: TestClient) -> str:
    return str(client.get("/healthz").json()["edition"])


@pytest.mark.parametrize(("address", "said"), QUICK)
def test_a_page_says_what_it_is_for(client: TestClient, address: str, said: str) -> None:
    found = client.get(address, headers=HTML)
    assert found.status_code == 200 and said in found.text
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in found.headers


def test_months_of_the_users_archive_are_on_the_page_with_their_trust(client: TestClient) -> None:
    text = unescape(re.sub(r"<[^>]+>", "", client.get(PAIR, headers=HTML).text))
    assert "Cooperation and hostility between the two, as reported by month" in text
    assert "4 events between the two from March 2012 to May 2012" in text
    assert "Of its 5 rows 20 per cent repeat an event and are merged" in text
    table = client.get("/relation/FRA/DEU/tables/events?as_of=2013", headers=HTML).text
    assert "2012-03" in table and "2012-05" in table and "2012-04" not in table
    # the archive has no event of these two
    others = client.get("/relation/NATO/RUS?as_of=2013", headers=HTML).text
    assert "as reported by month" not in others and "repeat an event" not in others


def test_nothing_is_loaded_from_elsewhere_and_the_one_style_is_named_in_the_policy(
    client: TestClient,
) -> None:
    for address in (PAIR, *(one for one, _ in QUICK)):
        answer = client.get(address, headers=HTML)
        whole = answer.text
        # a frame to be copied is text
        text = re.sub(r"<textarea.*?</textarea>", "", whole, flags=re.DOTALL)
        loaded = re.findall(r'(?:src|srcset)="([^"]+)"', text)
        loaded += re.findall(r'<link[^>]* href="([^"]+)"', text)
        assert loaded and all(one.startswith("/") for one in loaded), address
        (style,) = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = answer.headers["content-security-policy"]
        assert f"style-src 'sha256-{digest}';" in policy, address
        assert " style=" not in text and " onclick" not in text, address
        assert not re.search(r"<script(?![^>]* src=)", text), address


def test_the_answer_comes_first_in_the_words_of_the_paper(client: TestClient) -> None:
    brief = make(default_catalog(), pair("FRA", "DEU", 2013), Options(scenario="none"))
    said = answer(brief)
    assert said is not None
    text = client.get(PAIR, headers=HTML).text
    first = render(said.sentences[0], "html")
    assert first in text
    assert text.index(first) < text.index('class="findings"')


@pytest.mark.parametrize("part", ["Seen from", "Cite this view", "Sources of this page", "Risk of"])
def test_a_relation_has_its_parts(client: TestClient, part: str) -> None:
    assert part in client.get(PAIR, headers=HTML).text


def test_an_address_shows_the_same_again(client: TestClient) -> None:
    one, other = (client.get(PAIR, headers=HTML) for _ in range(2))
    assert one.content == other.content and one.headers["etag"] == other.headers["etag"]
    same = client.get(PAIR, headers={**HTML, "if-none-match": one.headers["etag"]})
    assert same.status_code == 304 and not same.content


@pytest.mark.parametrize(
    "typed", ["/relation/Francie/Německo?as_of=2013", "/relation?a=france&b=DEU&as_of=2013"]
)
def test_what_is_typed_leads_to_the_address_that_is_kept(client: TestClient, typed: str) -> None:
    found = client.get(typed, headers=HTML, follow_redirects=False)
    assert found.status_code in (303, 307) and found.headers["location"] == PAIR


def test_without_a_day_the_address_names_the_newest(client: TestClient) -> None:
    found = client.get("/relation/FRA/DEU", headers=HTML, follow_redirects=False)
    assert re.search(r"as_of=20\d\d-\d\d-\d\d$", found.headers["location"])


def test_an_older_edition_is_named(client: TestClient) -> None:
    text = client.get(f"{PAIR}&edition=0123456789ab", headers=HTML).text
    assert "This address names edition" in text
    own = client.get(f"{PAIR}&edition={edition_of(client)}", headers=HTML).text
    assert "This address names edition" not in own


def test_a_picture_is_offered_as_it_is_shown(client: TestClient) -> None:
    base = "/relation/FRA/DEU/figures/votes"
    svg = client.get(f"{base}.svg?as_of=2013")
    assert svg.text.startswith("<svg") and "@font-face" in svg.text
    assert "'sha256-" in svg.headers["content-security-policy"]
    narrow = client.get(f"{base}.narrow.svg?as_of=2013")
    assert narrow.text != svg.text
    png = client.get(f"{base}.png?as_of=2013")
    assert png.content.startswith(b"\x89PNG")
    rows = client.get(f"{base}.csv?as_of=2013").text.splitlines()
    table = pl.read_parquet(io.BytesIO(client.get(f"{base}.parquet?as_of=2013").content))
    assert len(rows) - 1 == table.height
    # a row has a year, or a day of an event
    years = table["year"].cast(pl.String).str.extract(r"(\d{4})").drop_nulls().cast(pl.Int64)
    assert len(years) > 20 and years.to_list() == [one for one in years if one <= 2013]
    whole = client.get("/relation/FRA/DEU/tables/votes?as_of=2013", headers=HTML).text
    assert whole.count("<tr>") == table.height + 1


def test_a_view_is_cited_with_its_address_and_edition(client: TestClient) -> None:
    text = client.get("/relation/FRA/DEU/cite.txt?as_of=2013").text
    assert "/relation/FRA/DEU?as_of=2013&edition=" in text and "Identifier" in text
    assert client.get("/relation/FRA/DEU/cite.bib?as_of=2013").text.startswith("@techreport")
    assert client.get("/relation/FRA/DEU/cite.json?as_of=2013").json()[0]["type"] == "report"


def test_a_frame_stays_with_its_edition_and_runs_no_script(client: TestClient) -> None:
    address = f"/embed/FRA/DEU/votes?as_of=2013&edition={edition_of(client)}"
    found = client.get(address, headers=HTML)
    policy = found.headers["content-security-policy"]
    assert found.status_code == 200 and "frame-ancestors *" in policy
    assert "script-src 'none'" in policy and "<script" not in found.text
    assert "immutable" in found.headers["cache-control"]
    old = client.get("/embed/FRA/DEU/votes?as_of=2013&edition=0123456789ab", headers=HTML)
    assert old.status_code == 410 and "copy the frame again" in old.text
    page = client.get(PAIR, headers=HTML).headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page


def test_every_measure_has_a_page(client: TestClient) -> None:
    listed = client.get("/relation/FRA/DEU/measures?as_of=2013", headers=HTML).text
    names = re.findall(r'/measures/([\w.]+)\?as_of=2013"', listed)
    assert len(names) > 40
    one = client.get(f"/relation/FRA/DEU/measures/{names[-1]}?as_of=2013", headers=HTML).text
    assert "after the view" in one and "data-live" in one
    picture = client.get(f"/relation/FRA/DEU/measures/{names[-1]}.svg?as_of=2013")
    assert picture.text.startswith("<svg")
    values = client.get("/relation/FRA/DEU/measures.parquet?as_of=2013")
    frame = pl.read_parquet(io.BytesIO(values.content))
    assert frame.filter(pl.col("known"))["year"].max() <= 2013


def test_relations_are_compared_on_one_scale(client: TestClient) -> None:
    query = "r=FRA,DEU&r=IND,CHN&as_of=2013&measure=distance"
    text = client.get(f"/compare?{query}", headers=HTML).text
    assert "France and Germany" in text and "India and China" in text
    assert client.get(f"/compare/figure.svg?{query}").text.startswith("<svg")
    head = client.get(f"/compare/figure.csv?{query}").text.splitlines()[0]
    assert head == 'year,"France, Germany","India, China"'


def test_a_claim_gets_a_verdict_with_numbers(client: TestClient) -> None:
    query = "kind=trend&f.measure=capability&f.of=China&f.years=1993,2013&f.expect=rises"
    text = client.get(f"/claims?{query}&statement=China+rises", headers=HTML).text
    assert 'data-verdict="supported"' in text and "CINC" in text
    bad = client.post("/claims", data={"text": "not toml ["}, headers=HTML)
    assert bad.status_code == 422 and "cannot be read" in bad.text


def test_a_panel_shows_why_cells_are_empty(client: TestClient) -> None:
    query = "grain=state-years&since=2000&until=2001&add=democracy"
    text = client.get(f"/panels?{query}", headers=HTML).text
    assert "v2x_polyarchy" in text and re.search(r"(missing-in-source|not-covered): \d", text)
    frame = pl.read_csv(io.BytesIO(client.get(f"/panels/file.csv?{query}").content))
    assert frame.height > 300 and set(frame["year"]) == {2000, 2001}
    stata = client.get(f"/panels/file.dta?{query}")
    assert stata.status_code == 200 and len(stata.content) > 1000


def test_the_map_names_what_it_shows(client: TestClient) -> None:
    text = client.get("/map?bloc=EU&as_of=2004", headers=HTML).text
    assert "member (25)" in text and "borders as held in 2022" in text


def test_static_files_carry_the_digest_of_their_content(client: TestClient) -> None:
    text = client.get("/", headers=HTML).text
    for address in re.findall(r'"(/static/[^"]+)"', text):
        found = client.get(address)
        assert found.status_code == 200 and "immutable" in found.headers["cache-control"]
    assert client.get("/static/fonts/SourceSansPro-Regular.woff").content[:4] == b"wOFF"
    assert client.get("/static/workbench.0000000000.js").status_code == 404


def test_health_names_workers_and_edition(client: TestClient) -> None:
    found = client.get("/healthz").json()
    assert found["status"] == "ok" and found["workers"]["measure"]["alive"] >= 1
    assert found["workers"]["measure"]["ready"] == 1
    assert json.dumps(found).count("127.0.0.1") == 0


CITED = (
    "/relation/FRA/DEU/measures?as_of=2013",
    "/relation/FRA/DEU/measures/identity.same_votes?as_of=2013",
    "/compare?r=FRA,DEU&as_of=2013",
    "/panels?grain=state-years&since=2000&until=2001&add=democracy",
    "/map?bloc=NATO&as_of=2004",
)


@pytest.mark.parametrize("address", CITED)
def test_every_view_is_cited_by_an_address_that_shows_it(client: TestClient, address: str) -> None:
    page = client.get(address, headers=HTML)
    assert page.status_code == 200
    text = unescape(page.text)
    cited = re.search(r"<p>détente [^<]*?http://127.0.0.1:8000(/\S+edition=[0-9a-f]{12})\.", text)
    assert cited is not None, "the line names address and edition"
    assert "@techreport{detente-view-" in text and '"type": "report"' in text
    again = client.get(cited[1], headers=HTML)
    assert again.status_code == 200
    assert title_of(again.text) == title_of(page.text)
    older = cited[1].replace(cited[1][-12:], "0" * 12)
    assert "This address names edition" in client.get(older, headers=HTML).text


def title_of(text: str) -> str:
    found = re.search(r"<title>(.*?)</title>", text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize(
    "address",
    [
        "/compare/places.{}?r=FRA,DEU&as_of=2013",
        "/compare/figure.{}?r=FRA,DEU&as_of=2013",
        "/map/figure.{}?bloc=NATO&as_of=2004",
        "/relation/FRA/DEU/measures/identity.same_votes.{}?as_of=2013",
        "/panels/file.{}?grain=state-years&since=2000&until=2001&add=democracy",
    ],
)
def test_what_is_shown_is_fetched_as_a_file(client: TestClient, address: str, form: str) -> None:
    found = client.get(address.format(form))
    assert found.status_code == 200 and len(found.content) > 50
    name = found.headers["content-disposition"]
    assert name.startswith("attachment") and name.endswith(f'.{form}"')
    begins = {"csv": b"", "xlsx": b"PK", "parquet": b"PAR1"}[form]
    assert found.content.startswith(begins)
    if form == "csv" and "/map/" in address:
        assert found.content.count(b"\r\n") > 26 and b"Estonia,member,2004" in found.content


def test_a_form_that_the_map_has_not_is_refused(client: TestClient) -> None:
    found = client.get("/map/figure.exe?bloc=NATO&as_of=2004")
    assert found.status_code == 404 and "csv" in found.json()["near"]
    unnamed = client.get("/compare/places.csv")
    assert unnamed.status_code == 422 and unnamed.json()["next_step"]
    never = client.get("/scenario/table.csv?a=Serbia&b=EU&as_of=2013&seed=99")
    assert never.status_code == 422 and "run it first" in never.json()["next_step"]
