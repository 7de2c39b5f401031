"""``detente brief``: the paper on a relation."""

from __future__ import annotations

import json
import logging
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsOf, Facts, First, Second, relation_key
from detente.cli.signing import (
    Author,
    Disclaimer,
    Foreword,
    Identifier,
    Institution,
    Logo,
    Pages,
    PaperSize,
    Series,
    SignedBy,
    Title,
    WithEvidence,
    signed_with,
)

if TYPE_CHECKING:
    from detente.analysis.options import Options
    from detente.claims.document import Document
    from detente.evidence.sentence import Written
    from detente.paper.brief import Brief
    from detente.paper.changes.printed import EditionRecord
    from detente.paper.edition import Edition
    from detente.paper.layout import Layout
    from detente.paper.signature import Signature
    from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)
WIDTH = 98
"""Letters of a line."""
EXAMPLE = "Example: detente brief NATO Russia --as-of 2013 --out paper"
ScenarioKind = Annotated[
    str | None,
    typer.Option(
        help="accession, association, suspension, exit, joint-body or none; chosen by the pair."
    ),
]
ChangeYear = Annotated[
    int | None, typer.Option(help="Year of the change; the year after the view by default.")
]
Perspective = Annotated[
    bool, typer.Option("--perspective", help="Promise membership with the association.")
]
PriorList = Annotated[
    list[str] | None,
    typer.Option(
        "--prior",
        metavar="NAME=LOW,HIGH",
        help="Move a prior of the scenario: the ends of its 80 % interval. May be given several "
        "times.",
    ),
]
Horizon = Annotated[
    int, typer.Option(min=1, max=25, help="Years of the forecasts and of the scenario.")
]
Draws = Annotated[
    int | None,
    typer.Option(
        min=100,
        max=20000,
        help="Paired futures of the scenario, 500 by default, and random sets of dates with which "
        "the turning points are compared, 2000 by default.",
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the draws.")]
Folder = Annotated[
    Path | None, typer.Option("--out", help="Folder to write; brief-A-B by default.")
]
Claims = Annotated[
    Path | None, typer.Option("--claims", help="A file of claims to be tested with the data.")
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="md|docx|text|slides",
        help="Write it in a further format too: md or docx to be edited, text for screen readers "
        "and mail, slides for the pictures in a zip. May be given several times.",
    ),
]
JsonInstead = Annotated[
    bool, typer.Option("--json", help="Print brief.json instead of the headlines.")
]
Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="OLD",
        help="The last edition (a bundle, a brief.json or its folder): say what changed.",
    ),
]
Events = Annotated[
    Path | None,
    typer.Option(
        metavar="ARCHIVE",
        help="A converted archive of events, as 'detente events' makes it: its months of the two "
        "are drawn, and how far they may be trusted is said.",
    ),
]
WithBundle = Annotated[
    bool,
    typer.Option(
        "--bundle", help="Write brief.bundle.zip too, from which the paper can be verified."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    facts: Facts = None,
    scenario: ScenarioKind = None,
    year: ChangeYear = None,
    perspective: Perspective = False,
    horizon: Horizon = 20,
    draws: Draws = None,
    priors: PriorList = None,
    seed: Seed = 1,
    folder: Folder = None,
    claims: Claims = None,
    events: Events = None,
    formats: Formats = None,
    with_evidence: WithEvidence = False,
    author: Author = None,
    institution: Institution = None,
    series: Series = None,
    title: Title = None,
    foreword: Foreword = None,
    disclaimer: Disclaimer = None,
    logo: Logo = None,
    identifier: Identifier = None,
    signed_by: SignedBy = None,
    paper: PaperSize = "a4",
    pages: Pages = None,
    since: Since = None,
    bundle: WithBundle = False,
    as_json: JsonInstead = False,
    quiet: Quiet = False,
) -> None:
    """Write a citable paper on a relation: HTML, PDF, JSON, BibTeX and the evidence behind it."""
    from detente.editions.write import read_formats
    from detente.paper.brief import make
    from detente.paper.layout import Layout

    view = relation_key(first, second, as_of, facts)
    asked = {"scenario": scenario, "year": year, "horizon": horizon, "seed": seed}
    options = _options(draws, priors, perspective=perspective, **asked)
    wanted = read_formats(formats or ())
    layout = Layout(evidence=with_evidence, paper=paper, pages=pages)
    texts = {"author": author, "institution": institution, "series": series, "title": title}
    more = {"disclaimer": disclaimer, "identifier": identifier}
    signed = signed_with(signed_by, **texts, **more, foreword=foreword, logo=logo)
    brief = make(_tables(), view, options, claims=_claims(claims), events=_archive(events))
    target = folder or Path(f"brief-{view.first.key}-{view.second.key}".lower())
    last = _last(since)
    with progress(quiet=quiet):
        form = Form(layout, signed, formats=wanted, bundle=bundle)
        edition, written = _written(brief, target, form, since=last)
    if as_json:
        out_json(json.loads(edition.record))
    else:
        _say(brief, edition, written, target=target)


def _tables() -> Catalog:
    """Open the tables of the starter and the store."""
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    return default_catalog(default_store())


def _claims(file: Path | None) -> Document | None:
    """Read the claims, where a file is given."""
    from detente.claims.document import read

    return None if file is None else read(file)


def _archive(folder: Path | None) -> Path | None:
    """Refuse a folder that is no converted archive, before anything is measured."""
    from detente.archive.accounts import require_archive

    if folder is not None:
        require_archive(folder)
    return folder


def _last(edition: Path | None) -> EditionRecord | None:
    """Read the last edition, where one is given."""
    from detente.editions.recorded import read_edition

    return None if edition is None else read_edition(edition)


def _say(brief: Brief, edition: Edition, written: Iterable[Path], *, target: Path) -> None:
    """Print the headlines of a paper, what changed, where next, and its files."""
    from detente.cli.designations import with_footnotes
    from detente.cli.relation_page import typed
    from detente.paper.sections.changes import changes_in

    for line in with_footnotes(_page(brief), brief.pair, seats=False):
        out(line)
    for line in _block([("", changes_in(edition.document))]):
        out(line)
    out(f"\nnext: detente relation {typed(brief.pair)}")
    _say_files(written, target)


class Form(NamedTuple):
    """How a paper is written: set, signed, in which further formats, with or without a bundle."""

    layout: Layout
    signed: Signature
    formats: tuple[str, ...]
    bundle: bool


def _written(
    brief: Brief, target: Path, form: Form, *, since: EditionRecord | None
) -> tuple[Edition, tuple[Path, ...]]:
    """Write the files of a paper, further formats and its bundle where they are asked for."""
    from detente.editions.bundle.pack import NAME, bundle_of
    from detente.editions.write import editions
    from detente.paper.edition import paper_of
    from detente.paper.folder import prepare, write_files
    from detente.paper.write import edition_of

    prepare(target)
    logger.info("measuring %s", brief.pair.words)
    edition = edition_of(brief, layout=form.layout, signed=form.signed, since=since, is_last=True)
    paper = paper_of(edition)
    more = {NAME: bundle_of(edition, paper.files)} if form.bundle else {}
    files = {**paper.files, **editions(paper, form.formats), **more}
    return edition, write_files(target, files)


def _options(draws: int | None, priors: list[str] | None, **asked: Any) -> Options:
    """Say what is asked for; one number of draws is that of every kind of draw."""
    from detente.analysis.options import Options
    from detente.scenarios.priors import read_prior

    if draws is not None:
        asked |= {"draws": draws, "futures": draws}
    return Options(priors=tuple(read_prior(text) for text in priors or ()), **asked)


def _say_files(written: Iterable[Path], target: Path) -> None:
    out(f"written to {target}:")
    out("  " + ", ".join(files_written(path.relative_to(target) for path in written)))


def files_written(paths: Iterable[Path]) -> list[str]:
    """Name files, those that differ only in what follows the first dot or the slash together.

    Examples
    --------
    >>> files_written([Path("a.html"), Path("a.csl.json"), Path("b.cff")])
    ['a.{html,csl.json}', 'b.cff']
    >>> files_written([Path("e/cells.parquet"), Path("e/rows.parquet")])
    ['e/{cells,rows}.parquet']
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        folder = "" if path.parent == Path() else f"{path.parent}/"
        stem, _, end = path.name.partition(".")
        around = (folder, f".{end}") if folder else (f"{stem}.", "")
        groups.setdefault(around, []).append(stem if folder else end)
    return [
        f"{before}{{{','.join(names)}}}{after}" if len(names) > 1 else f"{before}{names[0]}{after}"
        for (before, after), names in groups.items()
    ]


def _page(brief: Brief) -> Iterator[str]:
    """Give the answer, the findings, what to do, what is open, the verdicts and where next."""
    from detente.cli.relation_page import opened
    from detente.paper.sections.first_page import question, whole_answer
    from detente.span import month_words

    view = brief.pair
    yield from _wrap(question(brief), "")
    yield f"{view.label}, {month_words(view.day)}"
    said = whole_answer(brief)
    if said is not None:
        yield ""
        yield from _wrap(_text(said.sentences), "")
    yield from _block(_findings(brief))
    yield from _block(_advice(brief))
    yield from _block(opened(brief.argument))
    yield from _block(_verdicts(brief))


def _findings(brief: Brief) -> Iterator[tuple[str, str]]:
    """Give each message of page 1 with what follows it there."""
    from detente.rules.briefly import briefly

    for one in brief.argument.key_findings:
        if one.line.headline is not None:
            yield "- ", _text(briefly(said, brief.pair) for said in one.line.messages)


def _advice(brief: Brief) -> Iterator[tuple[str, str]]:
    """Give the recommendations or why there is none, and what to watch where nothing is."""
    from detente.evidence.sentence import render

    for item in brief.recommendations:
        yield "To do: ", item.text
    if brief.recommendations:
        return
    yield "", brief.advised.nothing.text
    for watch in brief.advised.watches:
        yield "Watch: ", f"{render(watch.heading)} {_text(watch.says)}"


def _verdicts(brief: Brief) -> Iterator[tuple[str, str]]:
    """Give the scoreboard of the claims, then each of them in a line."""
    from detente.claims.scoreboard import counted_verdicts
    from detente.cli.check import board_lines

    if not brief.claims:
        return
    since = counted_verdicts([one.later for one in brief.claims])
    later = f"; since: {since}" if since else ""
    yield "", f"Claims: {counted_verdicts([one.verdict for one in brief.claims])}{later}"
    for line in board_lines(brief.claims):
        yield "", line


def _block(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Write marked texts under each other, with an empty line above them."""
    lines = [line for mark, text in items if text for line in _wrap(text, mark)]
    yield from ["", *lines] if lines else []


def _text(sentences: Iterable[Written]) -> str:
    from detente.evidence.sentence import render

    return " ".join(render(sentence) for sentence in sentences)


def _wrap(text: str, mark: str) -> list[str]:
    """Break a text into lines; those after the first are set in."""
    indent = " " * len(mark)
    return textwrap.wrap(
        text, WIDTH, initial_indent=mark, subsequent_indent=indent, break_on_hyphens=False
    )
