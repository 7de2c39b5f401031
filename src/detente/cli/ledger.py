"""``detente ledger``: forecasts written down before their day, decided by data, and scored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf

if TYPE_CHECKING:
    from detente.evaluation.ledger.entry import Entry
    from detente.evaluation.ledger.file import Ledger
    from detente.evaluation.ledger.outlook import Making

app = typer.Typer(
    no_args_is_help=True,
    help="Forecasts written down before their day: register, list, show, resolve, score, verify.",
    epilog="Example: detente ledger register NATO Russia",
)
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", help="File of the ledger; ledger.jsonl of the store by default."
    ),
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", help="Only entries of a kind: share, risk, window, watch, scenario."),
]


def path_of(ledger: Path | None) -> Path:
    """Give the file of the ledger: the one that was named, or that of the store."""
    from detente.settings import settings

    return settings().home / "ledger.jsonl" if ledger is None else ledger


def _making() -> Making:
    from detente.evaluation.ledger.outlook import Making
    from detente.paper.origin import software
    from detente.settings import settings

    return Making(settings().made, software())


def _kind(kind: str | None) -> str:
    from detente.errors import RequestError
    from detente.evaluation.ledger.entry import KINDS

    if kind is not None and kind not in KINDS:
        raise RequestError(f"there is no kind '{kind}' of entries", near=tuple(KINDS))
    return kind or ""


@app.command(epilog="Example: detente ledger register NATO Russia --kind share")
def register(
    first: Annotated[
        str,
        typer.Argument(
            metavar="A_OR_FILE", help="A state or bloc; or questions in TOML, or a brief.json."
        ),
    ],
    second: Annotated[
        str | None, typer.Argument(metavar="B", help="The other state or bloc.")
    ] = None,
    *,
    as_of: AsOf = None,
    kind: Kind = None,
    ledger: LedgerFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    as_json: AsJson = False,
) -> None:
    """Register what the paper on a relation publishes, or the questions of a file."""
    from detente.cli.ledger_entries import of_file, of_relation

    wanted, making = _kind(kind), _making()
    with progress(quiet=quiet or as_json):
        if second is None:
            entries = of_file(first, as_of, making)
        else:
            entries = of_relation(first, second, as_of, making)
    chosen = tuple(one for one in entries if wanted in ("", one.kind))
    _register(chosen, path_of(ledger), as_json=as_json)


@app.command(epilog="Example: detente ledger seed examples/ledger/relations.toml --out l.jsonl")
def seed(
    relations: Annotated[
        Path, typer.Argument(metavar="RELATIONS.TOML", help="Relations, each with its reason.")
    ],
    *,
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help="The ledger to begin.")],
    as_of: AsOf = None,
    only: Annotated[
        int | None, typer.Option("--first", min=1, help="Only so many relations, from the first.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    as_json: AsJson = False,
) -> None:
    """Begin a ledger with what the papers on a list of relations publish."""
    import logging

    from detente.cli.ledger_entries import of_relation
    from detente.errors import RequestError
    from detente.evaluation.ledger.relations import read_relations

    if target.exists():
        raise RequestError(
            f"'{target}' exists already", next_step="name a new file, or use 'ledger register'"
        )
    making, listed = _making(), read_relations(relations)[:only]
    entries: list[Entry] = []
    with progress(quiet=quiet or as_json):
        for number, named in enumerate(listed, start=1):
            words = f"{named.first} and {named.second}"
            extra = {"done": number, "total": len(listed)}
            logging.getLogger(__name__).info("%s", words, extra=extra)
            entries += of_relation(named.first, named.second, as_of, making)
    _register(tuple(entries), target, as_json=as_json)


def _register(entries: tuple[Entry, ...], path: Path, *, as_json: bool) -> None:
    """Append what the ledger does not hold yet, and say so."""
    from detente.cli.ledger_lines import registered_lines
    from detente.evaluation.ledger.file import append
    from detente.evaluation.ledger.resolve import fresh

    added: list[Entry] = []

    def make(ledger: Ledger) -> list[Entry]:
        added.extend(fresh(ledger, entries))
        return added

    after = append(path, make)
    known = len(entries) - len(added)
    if as_json:
        ids = [one.id for one in added]
        out_json({"added": ids, "known": known, "head": after.head, "ledger": str(path)})
        return
    for line in registered_lines(added, known, after.head, path):
        out(line)


@app.command(name="list", epilog="Needs a ledger.\n\nExample: detente ledger list --open")
def list_entries(
    *,
    kind: Kind = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only what nothing decided yet.")] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List entries by deadline, each with its chance, the baseline's, and what became of it."""
    from detente.cli.ledger_lines import listed_lines, plain_entry
    from detente.evaluation.ledger.file import load

    held, wanted = load(path_of(ledger)), _kind(kind)
    every = held.open if is_open else tuple(held.entries.values())
    chosen = [one for one in every if wanted in ("", one.kind)]
    chosen.sort(key=lambda one: (one.deadline, one.id))
    if as_json:
        out_json([plain_entry(held, one) for one in chosen])
        return
    for line in listed_lines(held, chosen):
        out(line)


@app.command(epilog="Needs a ledger.\n\nExample: detente ledger show risk.IND.PAK")
def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an entry, or the beginning of one.")
    ],
    *,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Show one entry: question, rule, chance, deadline, the data that decide it, what came."""
    from detente.cli.ledger_lines import plain_entry, shown_lines
    from detente.evaluation.ledger.file import load

    held = load(path_of(ledger))
    entry = held.entry(id)
    if as_json:
        out_json(plain_entry(held, entry))
        return
    for line in shown_lines(held, entry):
        out(line)


@app.command(epilog="Needs a ledger.\n\nExample: detente ledger resolve --as-of 2026-06-30")
def resolve(
    *,
    as_of: AsOf = None,
    void: Annotated[
        str | None, typer.Option("--void", metavar="ID", help="Say that an entry has no answer.")
    ] = None,
    because: Annotated[str, typer.Option("--because", help="Why the entry is void.")] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Ask the data about every open entry, and write down what they decide."""
    from detente.cli.ledger_lines import resolved_lines
    from detente.cli.options import view
    from detente.evaluation.ledger.file import append, load
    from detente.evaluation.ledger.outcome import Outcome
    from detente.evaluation.ledger.resolve import Resolved
    from detente.evaluation.ledger.resolve import resolve as ask
    from detente.evaluation.ledger.resolve import void as without_answer
    from detente.settings import settings
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    path, on = path_of(ledger), settings().made
    load(path)
    catalog = default_catalog(default_store()).as_of(view(as_of))
    found: list[Resolved] = []

    def make(held: Ledger) -> tuple[Outcome, ...]:
        if void is not None:
            found.append(Resolved((without_answer(held, void, because, on=on),), ()))
        else:
            found.append(ask(catalog, held.open, on))
        return () if dry else found[-1].outcomes

    after = append(path, make)
    if as_json:
        outcomes = [one.plain() for one in found[-1].outcomes]
        waiting = {one.entry.id: one.why for one in found[-1].waiting}
        out_json({"outcomes": outcomes, "waiting": waiting, "head": after.head})
        return
    for line in resolved_lines(found[-1], dry=dry):
        out(line)


@app.command(epilog="Needs a ledger.\n\nExample: detente ledger score")
def score(*, ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """Score what was decided beside the baseline: Brier, log score, calibration, quantiles."""
    from detente.cli.ledger_lines import score_lines
    from detente.evaluation.ledger.file import load
    from detente.evaluation.ledger.score import score as scored
    from detente.settings import settings

    parts = scored(load(path_of(ledger)), settings().made)
    if as_json:
        out_json([one.plain() for one in parts])
        return
    for line in score_lines(parts):
        out(line)


@app.command(epilog="Needs a ledger.\n\nExample: detente ledger verify --head 3f9a0c12be77")
def verify(
    *,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="DIGEST", help="A digest that was published before."),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Check that every line follows from the one before, and that a published digest is there."""
    from detente.cli.ledger_lines import verified_line
    from detente.evaluation.ledger.file import load
    from detente.evaluation.ledger.seal import find_digest

    path = path_of(ledger)
    held = load(path)
    place = None if head is None else find_digest(held, head)
    if as_json:
        out_json({"lines": len(held.records), "head": held.head, "found_at": place})
        return
    out(verified_line(held, path, place))


@app.command(epilog="Needs a ledger.\n\nExample: detente ledger export --out scores.csv")
def export(
    *,
    target: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="A table: .csv or .parquet; or .jsonl.")
    ],
    sound: Annotated[
        bool,
        typer.Option("--sound", help="Save the lines before the first broken one, as .jsonl."),
    ] = False,
    ledger: LedgerFile = None,
) -> None:
    """Write the entries as a table, a row each, or the lines of a ledger as they are."""
    from detente.evaluation.ledger.seal import export_sound, export_table

    path = path_of(ledger)
    count = export_sound(path, target) if sound else export_table(path, target)
    out(f"{count} {'lines' if sound else 'entries'} written to {target}")
