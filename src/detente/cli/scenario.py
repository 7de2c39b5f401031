"""``detente scenario``: what a change of membership would change, by treaty and by simulation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf

if TYPE_CHECKING:
    from detente.scenarios.run import Simulated
    from detente.scenarios.verbs import Plan

EXAMPLE = "Example: detente scenario accession Russia NATO --year 2014"
Verb = Annotated[
    str,
    typer.Argument(
        metavar="VERB|FILE.toml",
        help="accession, association, suspension, exit, joint-body or none; or a scenario file, or "
        "the name of a worked scenario such as russia-nato-2014.",
    ),
]
StateName = Annotated[str | None, typer.Argument(metavar="STATE", help="Whose membership.")]
BlocName = Annotated[str | None, typer.Argument(metavar="BLOC", help="In which institution.")]
Year = Annotated[
    int | None, typer.Option(help="At the begin of which year; the one after the view by default.")
]
Perspective = Annotated[
    bool, typer.Option("--perspective", help="Promise membership with the association.")
]
Horizon = Annotated[int | None, typer.Option(help="Years ahead, 1 to 100; 20 by default.")]
Draws = Annotated[int | None, typer.Option(help="Paired futures; 2000 by default.")]
Seed = Annotated[
    int | None, typer.Option(help="The same seed gives the same futures; 1 by default.")
]
PriorList = Annotated[
    list[str] | None,
    typer.Option(
        "--prior",
        metavar="NAME=LOW,HIGH",
        help="Move a prior: the ends of its 80 % interval. May be given several times.",
    ),
]
EvenAtWar = Annotated[
    bool, typer.Option("--even-at-war", help="Simulate although the state is at war with a member.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Write page, data and pictures (differences, and the map of who moves) into a folder.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]


def run(
    verb: Verb,
    state: StateName = None,
    bloc: BlocName = None,
    *,
    year: Year = None,
    as_of: AsOf = None,
    perspective: Perspective = False,
    horizon: Horizon = None,
    draws: Draws = None,
    seed: Seed = None,
    priors: PriorList = None,
    even_at_war: EvenAtWar = False,
    out_to: Out = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a change of membership as paired futures; only their differences are shown."""
    from detente.analysis.scenario import simulated
    from detente.scenarios.files import read_file
    from detente.scenarios.priors import read_prior
    from detente.scenarios.verbs import VERBS
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    moved = dict(read_prior(text) for text in priors or ())
    numbers = {"horizon": horizon, "draws": draws, "seed": seed}
    asked: dict[str, Any] = {name: value for name, value in numbers.items() if value is not None}
    if even_at_war:
        asked["even_at_war"] = True
    if verb in VERBS or (state is not None and bloc is not None):
        plan = _plan(verb, state, bloc, year=year, as_of=as_of, perspective=perspective, **asked)
    else:
        if as_of is not None:
            asked["as_of"] = as_of
        plan = read_file(verb, **asked)
    plan = _with_priors(plan, moved)
    catalog = default_catalog(default_store())
    if out_to is not None:
        from detente.paper import scenario_folder

        scenario_folder.prepare(out_to)
    with progress(quiet=quiet):
        found = simulated(catalog, plan)
    written = () if out_to is None else scenario_folder.write(out_to, catalog, found)
    _show(found, written, as_json=as_json)


def _show(found: Simulated, written: Sequence[Path], *, as_json: bool) -> None:
    """Print the result, and what was written."""
    if as_json:
        from detente.scenarios.record import record

        out_json(record(found))
        return
    for line in _page(found):
        out(line)
    if written:
        out(f"written to {written[0].parent}: {', '.join(one.name for one in written)}")


def _plan(
    verb: str,
    state: str | None,
    bloc: str | None,
    *,
    year: int | None,
    as_of: str | None,
    perspective: bool,
    **asked: Any,
) -> Plan:
    """Make the plan of one verb."""
    from detente.actors.relation_key import pair
    from detente.actors.view import view_day
    from detente.errors import RequestError
    from detente.scenarios.files import default_view
    from detente.scenarios.verbs import bloc_on, plan_of

    if state is None or bloc is None:
        raise RequestError(
            f"'{verb}' needs a state and a bloc", next_step="as in: " + EXAMPLE.partition(": ")[2]
        )
    view = view_day(as_of) if as_of is not None else default_view([] if year is None else [year])
    sides = pair(state, bloc_on(bloc, view), view)
    return plan_of(sides, verb, year, perspective=perspective, **asked)


def _with_priors(plan: Plan, moved: dict[str, tuple[float, float]]) -> Plan:
    from dataclasses import replace

    return replace(plan, priors={**plan.priors, **moved})


def _page(found: Simulated) -> list[str]:
    """Write the result on one page of the terminal."""
    from detente.scenarios.page import page

    return page(found)
