"""``detente study``: what joining a bloc, or being tied to it, is known to have done."""

from __future__ import annotations

import difflib
import os
from typing import Annotated, Any

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = "Example: detente study NATO --kind accession --outcome regime --as-of 2020"


def run(
    bloc: Annotated[str, typer.Argument(metavar="BLOC", help="A bloc: its id or name.")],
    kind: Annotated[str, typer.Option(help="accession or association.")] = "accession",
    outcome: Annotated[
        str,
        typer.Option(
            help="distance, distance_voeten, distance_published, regime, disputes, trade or spending."
        ),
    ] = "distance",
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; nothing later enters.")
    ] = None,
    since: Annotated[
        int | None,
        typer.Option(help="First year of events; 1990 or the bloc's founding by default."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(help="Only this form of the ladder, such as 'Partnership for Peace'."),
    ] = None,
    draws: Annotated[
        int, typer.Option(min=100, max=20000, help="Resamples of states, and random assignments.")
    ] = 500,
    seed: Annotated[int, typer.Option(min=0, help="Seed of both.")] = 1,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not pull what the store lacks.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Estimate what changed in the years after accession or association against every group of controls, with pre-trends."""
    from detente.actors.blocs import Bloc
    from detente.actors.names import NEWEST, actor
    from detente.errors import EstimateError, RequestError
    from detente.models.membership.design import CONTROLS, KINDS
    from detente.models.membership.study import OUTCOMES, estimate, laid_out, why_not
    from detente.sources.ensure import bring
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    if kind not in KINDS:
        raise RequestError(f"no study is called '{kind}'", near=KINDS)
    if outcome not in OUTCOMES:
        raise RequestError(f"no outcome is called '{outcome}'", near=tuple(OUTCOMES))
    year = NEWEST if as_of is None else as_of
    party = actor(bloc, year)
    if not isinstance(party, Bloc):
        raise RequestError(
            f"{party.label} is no bloc", next_step="'detente actors' lists the blocs"
        )
    forms = sorted({s.form for s in party.steps if s.rung in ("associate", "candidate", "member")})
    if form is not None and form not in forms:
        near = difflib.get_close_matches(form, forms, 4, 0.3) or forms[:8]
        raise RequestError(
            f"no step of {party.id}'s ladder from associate upwards has the form '{form}'",
            near=tuple(near),
        )
    if (
        form is not None
        and kind == "accession"
        and form not in {s.form for s in party.steps if s.rung == "member"}
    ):
        raise RequestError(
            f"'{form}' is no form of membership", next_step="--kind association studies it"
        )
    if offline:
        os.environ["DETENTE_OFFLINE"] = "1"
    store = default_store()
    if outcome == "trade":
        missing = bring(("cow_trade",), store, say=Progress(quiet=as_json))
        if missing:
            raise EstimateError(
                f"trade is not held here: {missing}", next_step="'detente sources pull cow_trade'"
            )
    catalog = default_catalog(store)
    laid, letters, values = laid_out(catalog, party, kind, outcome, year, since=since, form=form)
    found = estimate(laid, outcome, letters, values, draws=draws, seed=seed)
    why = why_not(laid, found)
    if why:
        raise EstimateError(
            f"no study of {kind} to {party.label}: {why}",
            next_step="another bloc, outcome, --as-of or --since",
        )
    if as_json:
        out_json(
            {
                "bloc": party.id,
                "kind": kind,
                "outcome": outcome,
                "as_of": year,
                "draws": draws,
                "seed": seed,
                "specifications": [
                    _record(s.controls, s.anticipation, s.valid, s.found) for s in found
                ],
            }
        )
        return
    label, unit, _ = OUTCOMES[outcome]
    out(
        f"{kind} to {party.label}, as of {year}: {label} ({unit}), mean of the years 0 to 5 since the event, base the year before"
    )
    for s in found:
        ahead = f", acting {s.anticipation} years ahead" if s.anticipation else ""
        out(
            f"{_line(s.found, s.valid)}  {s.found.treated} against {s.found.controls} {CONTROLS[s.controls]}{ahead}"
        )
    told = sum(s.established for s in found)
    out(
        f"{told} of {len(found)} specifications {'is' if told == 1 else 'are'} told from zero by interval, permutation and a valid "
        "pre-trend"
    )


def _line(one: Any, valid: bool) -> str:
    """Write an estimate with its interval, permutation p, pre-trend and leave-one-out."""
    from detente.phrasing import signed

    p = "under .01" if one.p < 0.01 else f"{one.p:.2f}"
    return (
        f"  {signed(one.effect):>6} [{signed(one.low)}, {signed(one.high)}]  p {p}  "
        f"pre-trend {signed(one.pretrend):>5} [{signed(one.pre_low)}, {signed(one.pre_high)}]{'' if valid else ' fails'}  "
        f"without one state {signed(float(one.without.min()))} to {signed(float(one.without.max()))}"
    )


def _record(controls: str, anticipation: int, valid: bool, one: Any) -> dict[str, Any]:
    def plain(value: float) -> float | None:
        return None if value != value else round(float(value), 5)

    return {
        "controls": controls,
        "anticipation": anticipation,
        "pretrend_holds": valid,
        "treated": one.treated,
        "controls_count": one.controls,
        **{
            k: plain(getattr(one, k))
            for k in ("effect", "low", "high", "p", "pretrend", "pre_low", "pre_high")
        },
        "by_time": {str(int(t)): plain(v) for t, v in zip(one.times, one.by_time, strict=True)},
        "without_one": [plain(v) for v in one.without],
    }
