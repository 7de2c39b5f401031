"""An edited Markdown file: what an editor may do, and what is refused with its line."""

from __future__ import annotations

import re

import pytest

from detente.editions.markdown.read import read_markdown
from detente.editions.refusals import Fault
from detente.editions.render import own_figures
from detente.errors import RequestError
from detente.evidence.sentence import render
from detente.paper.blocks import Grid, Prose
from detente.paper.document import Document
from tests.editions.edition import edition, faults_in, line_of, printed

SAID = "NATO held [31 per cent](fig:power.joint.2013) in [2013](fig:power.year)."


def edited(before: str, after: str) -> str:
    text = edition()[1]
    assert before in text
    return text.replace(before, after, 1)


def only(faults: tuple[Fault, ...]) -> Fault:
    assert len(faults) == 1, [one.line for one in faults]
    return faults[0]


def text_of(document: Document) -> str:
    return str(document.plain("text"))


def test_an_unedited_file_prints_the_same_paper() -> None:
    sidecar, text, _ = edition()
    for medium in ("text", "html"):
        before, after = (one.plain(medium) for one in (sidecar.document, printed(text)))
        merged = re.compile(r"'notes': \[\d\]|[{}\[\]]|'passages'")
        assert merged.sub("", str(after)) == merged.sub("", str(before))


@pytest.mark.parametrize(
    "form", ["three tenths", "Three tenths", "0.31", "31%", "31\u00a0per cent", ".31"]
)
def test_another_form_of_the_same_figure_is_printed(form: str) -> None:
    said = printed(edited("NATO held [31 per cent]", f"NATO held [{form}]"))
    assert form.replace("\u00a0", " ") in render(said.title.answer.sentences[0])  # type: ignore[union-attr]
    assert 'data-fig="power.joint.2013"' in said.plain("html")["answer"]["text"]


def test_words_order_and_headings_are_the_editors() -> None:
    text = edited("NATO held [31", "In short: the Alliance held [31")
    text = text.replace("NATO held [31 per cent](fig:power.joint.2013) of it.", "It is much.")
    text = text.replace("[Power.](part:power)", "[Means.](part:power)")
    said = printed(text)
    assert said.sections[0].title == "Means"
    assert render(said.sections[0].claim or said.title.findings[0].message) == "It is much."
    assert said.plain()["answer"]["text"] == "In short: the Alliance held 31 per cent in 2013."


def test_a_moved_paragraph_keeps_figures_and_notes() -> None:
    text = edition()[1]
    paragraph = next(one for one in text.split("\n\n") if "the share was" in one and "May" in one)
    moved = text.replace(f"{paragraph}\n\n", "").replace(
        "## [References]", f"{paragraph}\n\n## [References]"
    )
    (methods,) = (one for one in printed(moved).sections if one.id == "methods")
    block = methods.blocks[-1]
    assert isinstance(block, Prose)
    assert [one.notes for one in block.passages] == [(1,), (2,)]


def test_a_copied_figure_is_printed_twice() -> None:
    text = edited("The two talk.", "The two talk, [three](fig:now.wars) wars behind them.")
    assert "three wars behind" in text_of(printed(text))


def test_a_deleted_figure_is_gone() -> None:
    text = edited(SAID, "NATO held much.")
    assert "31 per cent in 2013" not in text_of(printed(text))


def test_bold_italics_and_links_are_printed() -> None:
    text = edited(SAID, "**NATO** held *[31 per cent](fig:power.joint.2013)* <https://nato.int>.")
    # a paragraph that begins in bold is a finding on page 1: here the bold is inside
    said = printed(text.replace("**NATO** held", "So **NATO** held")).plain("html")["answer"]
    assert said["text"].startswith("So <b>NATO</b> held <i><span data-fig=")
    assert '<a href="https://nato.int">' in said["text"]


def test_a_figure_in_bold_and_half_in_bold_is_bound() -> None:
    whole = edited(
        "[31 per cent](fig:power.joint.2013) in", "**[31 per cent](fig:power.joint.2013)** in"
    )
    assert faults_in(whole) == ()
    half = edited(
        "[31 per cent](fig:power.joint.2013) in", "[31 **per cent**](fig:power.joint.2013) in"
    )
    assert faults_in(half) == ()


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ("NATO held 31 per cent in [2013](fig:power.year).", "'31 per cent' is bound to no figure"),
        (SAID.replace("31 per", "32 per"), "'32 per cent' is not what the evidence says"),
        (SAID.replace("power.joint.2013)", "power.joint.2014)"), "which is no figure of the paper"),
        (SAID.replace(".2013) in", ".2013 in"), "'31 per cent' is bound to no figure"),
        (
            SAID.replace("[31 per cent]", "31 [per cent]"),
            "'per cent' is not what the evidence says",
        ),
        (SAID.replace("[31 per cent]", "[31]"), "'31' is not what the evidence says"),
        (SAID.replace("[31 per", "1[31 per"), "'1' is bound to no figure"),
        (SAID.replace(" in [", "% in ["), "'%' is bound to no figure"),
        (SAID.replace("held [", "held twice as much, ["), "'twice' is bound to no figure"),
        (SAID + " As of 2024.", "'2024' is bound to no figure"),
        (SAID + " A `29` more.", "'29' is bound to no figure"),
        (SAID + " &#50;9 more.", "'29' is bound to no figure"),
        (SAID + " [May 1956](said:1).", "'May 1956' was changed"),
        (SAID + " [1](said:99).", "which the paper does not say"),
        (SAID + " [2024](<own: >).", "is an own figure without a source"),
        (SAID + " [2024](own:).", "is an own figure without a source"),
        (SAID + "[4](note:1)", "leads to note 1"),
        (SAID + "[9](note:9)", "leads to note 9"),
        (SAID + " see [here](secret:place)", "which no reader can open"),
        (SAID + " see [here](javascript:x)", "is half a binding"),
    ],
)
def test_what_is_typed_changed_or_cut_is_refused_with_its_line(after: str, says: str) -> None:
    text = edited(SAID, after)
    faults = faults_in(text)
    assert any(says in one.what for one in faults), [one.line for one in faults]
    assert {one.place for one in faults} == {line_of(text, "NATO held")}


def test_a_changed_figure_is_offered_its_forms() -> None:
    fault = only(faults_in(edited("NATO held [31 per", "NATO held [32 per")))
    assert "'three tenths'" in fault.next_step and "'31 per cent'" in fault.next_step


def test_an_unknown_figure_has_near_names() -> None:
    fault = only(faults_in(edited("fig:power.joint.2013)", "fig:power.joint.2012)")))
    assert "near: power.joint.2013" in fault.next_step


def test_every_fault_is_told_with_its_own_line() -> None:
    text = (
        edited("The two talk.", "The 2 talk.").replace("It is", "It is").replace("No chance", "9")
    )
    assert [one.place for one in faults_in(text)] == [line_of(text, "The 2"), line_of(text, "*9")]


def test_an_own_figure_is_printed_with_its_source() -> None:
    text = edited(
        "The two talk.",
        "Since [2024](<own: Ministry of Defence, 2024>) [two](own: UN (press)) talk, "
        'and [2024](own "Ministry of Defence, 2024") too.',
    ).replace("(own: UN (press))", "(own: UN press)")
    said = printed(text)
    (section,) = (one for one in said.sections if one.id == "own-figures")
    lines = [item["text"] for item in section.plain()["blocks"][1]["items"]]
    assert lines == ["a: Ministry of Defence, 2024 (2024).", "b: UN press (two)."]
    first = said.plain("html")["findings"][0]["text"]
    assert '2024<sup><a href="#own-figures">a</a></sup>' in first
    read = read_markdown(text.encode(), "paper.md")
    assert own_figures(read)[0] == ("2024", "Ministry of Defence, 2024")


def test_a_foreword_is_the_editors() -> None:
    text = edited(
        "## [Power.]",
        "## [Foreword](part:foreword)\n\nWe publish this in [May](own:us).\n\n## [Power.]",
    )
    said = printed(text)
    assert said.sections[0].title == "Foreword"
    plain = printed(text.replace("[May](own:us)", "May"))
    assert plain.title.foreword == ("We publish this in May.",)


def test_a_section_list_and_table_of_the_editors_own() -> None:
    table = "**Ours**\n\n| a | b |\n|---|---|\n| c | d |\n\n"
    own = f"## What we add\n\nText.\n\n- one\n- more\n\n{table}"
    said = printed(edited("## [Power.]", f"{own}## [Power.]"))
    section = said.sections[0]
    assert (section.title, section.part) == ("What we add", "body")
    grid = section.blocks[-1]
    assert isinstance(grid, Grid) and grid.title == "Ours" and grid.columns == ("a", "b")


def test_a_reference_of_the_editors_own_may_have_its_year() -> None:
    said = printed(edited("## [Notes]", "Ministry (2025). Report, 12 pages.\n\n## [Notes]"))
    assert said.references[-1] == "Ministry (2025). Report, 12 pages."


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("# Can the two agree?", "Can the two agree?", "no title"),
        ("## [Power.]", "# Another title\n\n## [Power.]", "two titles"),
        ("](pictures/votes.svg)", "](pictures/mine.png)", "none of the paper"),
        ("**The share was", "The share was", "no title in bold"),
        ("**[Who holds what](table:options)**", "Words.", "no title in bold above it"),
        ("[1. Invented", "Our note.\n\n[1. Invented", "notes are written from the evidence"),
        ("| NATO |", "| NATO | x | y | z |", "more cells than its head"),
        ("- **Wars.**", "- Wars.\n- **Wars.**", "page 1 has a table, a list"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(before: str, after: str, says: str) -> None:
    faults = faults_in(edited(before, after).replace("Line chart: 31% in 2013.", "A line."))
    assert any(says in one.what for one in faults), [one.line for one in faults]


@pytest.mark.parametrize(
    "before",
    ["of it.\n", "agree?\n", "2013](fig:power.year)**\n", "is known.*\n", "Pride.\n", "**Wars.**"],
)
def test_the_mark_of_a_note_is_no_numeral_of_a_title(before: str) -> None:
    mark = "[1](note:1), [2](note:2)"
    after = before.replace("\n", f"{mark}\n") if "\n" in before else f"{before}{mark}"
    said = printed(edited(before, after)).plain()
    heads = [said["title"], said["picture"]["title"], said["sections"][0]["claim"]]
    heads += [said["advice"][0]["cost"], said["sections"][0]["blocks"][-1]["text"]]
    assert not any("1, 2" in one or "12" in one or one.endswith("2") for one in heads)


def test_a_picture_twice_is_refused() -> None:
    text = edition()[1]
    picture = text[text.index("**The share was") : text.index("[Prepared by")]
    fault = only(faults_in(text.replace("## [References]", f"{picture}## [References]")))
    assert "the picture 'votes' is in the text twice" in fault.what


def test_the_description_of_a_picture_may_be_better_words() -> None:
    said = printed(edited("Line chart: 31% in 2013.", "A line that rises."))
    assert said.title.picture is not None and said.title.picture.alt == "A line that rises."
    faults = faults_in(edited("Line chart: 31% in 2013.", "A line to 32%."))
    assert any("description of a picture" in one.what for one in faults)


@pytest.mark.parametrize("html", ["<b>29</b> is", "<span>x</span>", "\n\n<div>\n29\n</div>\n\n"])
def test_html_is_refused(html: str) -> None:
    with pytest.raises(
        RequestError, match="is HTML, which a paper does not print; in paper.md, line"
    ):
        faults_in(edited("The two talk.", html))


def test_a_comment_is_no_text() -> None:
    assert faults_in(edited("## [Power.]", "<!-- 29 is better -->\n\n## [Power.]")) == ()


def test_line_ends_and_marks_of_other_systems_are_read() -> None:
    text = "\ufeff" + edition()[1].replace("\n", "\r\n")
    read = read_markdown(text.encode(), "paper.md")
    assert read.digest == edition()[0].digest
    assert faults_in(edition()[1].replace("\n", "\r\n")) == ()


def test_a_paragraph_over_several_lines_names_the_right_one() -> None:
    text = edited("The two talk.", "The two\ntalk of 29\nthings.")
    assert only(faults_in(text)).place == line_of(text, "talk of 29")


def test_a_text_in_other_letters_is_refused_in_one_line() -> None:
    with pytest.raises(RequestError, match="is no text in UTF-8"):
        read_markdown("é".encode("latin-1"), "paper.md")
    with pytest.raises(RequestError, match="a paper has at most"):
        read_markdown(b"a" * 8_000_001, "paper.md")
