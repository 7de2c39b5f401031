"""``detente study``: what joining a bloc, or associating with it, is known to have changed."""

from __future__ import annotations

import difflib
import logging
import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf, Offline, view
from detente.span import last_full_year, view_fields

if TYPE_CHECKING:
    from datetime import date

    from detente.actors.blocs import Bloc
    from detente.estimators.event_study import Study
    from detente.models.membership.study import Specification
    from detente.store.home import Store

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente study NATO --kind accession --outcome regime --as-of 2020"
RUNGS = ("associate", "candidate", "member")
"""Rungs of a ladder that can be studied."""


def run(
    bloc: Annotated[str, typer.Argument(metavar="BLOC", help="A bloc: its id or name.")],
    *,
    kind: Annotated[str, typer.Option(help="accession or association.")] = "accession",
    outcome: Annotated[
        str,
        typer.Option(
            help="distance, distance_voeten, distance_published, regime, disputes, trade or "
            "spending."
        ),
    ] = "distance",
    as_of: AsOf = None,
    since: Annotated[
        int | None,
        typer.Option(help="First year of events; 1990 or the bloc's founding by default."),
    ] = None,
    controls: Annotated[
        str,
        typer.Option(
            help="never, or not-yet: each group of controls also with the states that take the "
            "step later, until they do."
        ),
    ] = "never",
    form: Annotated[
        str | None,
        typer.Option(help="Only this form of the ladder, such as 'Partnership for Peace'."),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(min=100, max=20000, help="Bootstrap samples of states, and permutations."),
    ] = 500,
    seed: Annotated[int, typer.Option(min=0, help="Seed of both.")] = 1,
    offline: Offline = False,
    as_json: AsJson = False,
) -> None:
    """Estimate what changed after accession or association, against every group of controls."""
    from detente.models.membership.study import estimate, laid_out, why_not
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    day = view(as_of)
    party = _bloc(bloc, day)
    not_yet = _not_yet(controls)
    _check(party, kind, outcome, form)
    store = default_store(offline=offline)
    with progress(quiet=as_json):
        if outcome == "trade":
            _need_trade(store)
        logger.info("estimating %s to %s against every group of controls", kind, party.label)
        catalog = default_catalog(store).as_of(day)
        laid = laid_out(catalog, party, kind, outcome, last_full_year(day), since=since, form=form)
        design, letters, values = laid
        found = estimate(design, outcome, letters, values, not_yet=not_yet, draws=draws, seed=seed)
    _require_estimate(why_not(design, found), f"{kind} to {party.label}")
    if as_json:
        asked = {"bloc": party.id, "kind": kind, "outcome": outcome, **view_fields(day)}
        how = {"compared_with": controls, "draws": draws, "seed": seed}
        out_json({**asked, **how, "specifications": [_record(one) for one in found]})
        return
    _print(party, kind, outcome, day, found)
    if not_yet:
        out("each group of controls has the states, too, that take the step later, until they do")


def _bloc(name: str, day: date) -> Bloc:
    """Read the name of a bloc."""
    from detente.actors.blocs import Bloc
    from detente.actors.names import actor
    from detente.errors import RequestError

    party = actor(name, day)
    if not isinstance(party, Bloc):
        raise RequestError(
            f"{party.label} is not a bloc", next_step="'detente actors' lists the blocs"
        )
    return party


def _check(party: Bloc, kind: str, outcome: str, form: str | None) -> None:
    """Refuse a kind, an outcome or a form that the study does not know."""
    from detente.errors import RequestError
    from detente.models.membership.design import KINDS
    from detente.models.membership.outcomes import OUTCOMES

    if kind not in KINDS:
        raise RequestError(f"no study is called '{kind}'", near=KINDS)
    if outcome not in OUTCOMES:
        raise RequestError(f"no outcome is called '{outcome}'", near=tuple(OUTCOMES))
    if form is None:
        return
    forms = sorted({step.form for step in party.steps if step.rung in RUNGS})
    if form not in forms:
        near = difflib.get_close_matches(form, forms, 4, 0.3) or forms[:8]
        raise RequestError(
            f"no step of {party.id}'s ladder from associate upwards has the form '{form}'",
            near=near,
        )
    of_members = {step.form for step in party.steps if step.rung == "member"}
    if kind == "accession" and form not in of_members:
        raise RequestError(
            f"'{form}' is not a form of membership", next_step="--kind association studies it"
        )


def _require_estimate(why: str, what: str) -> None:
    """Refuse a study that has no estimate."""
    from detente.errors import EstimateError

    if why:
        raise EstimateError(
            f"no study of {what}: {why}", next_step="another bloc, outcome, --as-of or --since"
        )


def _not_yet(controls: str) -> bool:
    """Read which states serve as controls."""
    from detente.errors import RequestError
    from detente.models.event_study import CONTROLS

    if controls not in CONTROLS:
        raise RequestError(f"--controls {controls} is not known", near=CONTROLS)
    return controls == CONTROLS[1]


def _need_trade(store: Store) -> None:
    """Pull the trade of all pairs, which is not in the starter."""
    from detente.errors import EstimateError
    from detente.sources.ensure import ensure

    reason = ensure(("cow_trade",), store)
    if reason:
        raise EstimateError(
            f"trade is not in the store: {reason}", next_step="'detente sources pull cow_trade'"
        )


def _print(
    party: Bloc, kind: str, outcome: str, day: date, found: tuple[Specification, ...]
) -> None:
    """Print every specification, then how many are distinguishable from zero."""
    from detente.models.membership.design import CONTROLS
    from detente.models.membership.outcomes import OUTCOMES
    from detente.span import view_words

    label, unit, _ = OUTCOMES[outcome]
    out(f"{kind} to {party.label}, as of {view_words(day)}: {label} ({unit})")
    out("mean of the years 0 to 5 since the event; base: the year before")
    for specification in found:
        study, group = specification.found, CONTROLS[specification.controls]
        years_ahead = specification.anticipation
        ahead = f", anticipated by {years_ahead} years" if years_ahead else ""
        out(f"  {study.treated} states against {study.controls} controls: {group}{ahead}")
        out(_line(study, valid=specification.valid))
    established = sum(specification.established for specification in found)
    verb = "is" if established == 1 else "are"
    out(f"{established} of {len(found)} specifications {verb} distinguishable from zero:")
    out("by the interval, by permutation, and with a valid pre-trend")


def _line(study: Study, *, valid: bool) -> str:
    """Write an estimate with its interval, p, power, pre-trend and leave-one-out range."""
    from detente.phrasing import number, signed

    chance = "under .01" if study.p < 0.01 else f"{study.p:.2f}"
    effect = f"{signed(study.effect):>6} [{signed(study.low)}, {signed(study.high)}]"
    pretrend = f"{signed(study.pretrend):>5} [{signed(study.pre_low)}, {signed(study.pre_high)}]"
    failed = "" if valid else " fails"
    fewest, most = float(study.without.min()), float(study.without.max())
    one_less = f"without one state {signed(fewest)} to {signed(most)}"
    least = f"80 % power from {number(study.smallest)}"
    return f"    {effect}  p {chance}  {least}  pre-trend {pretrend}{failed}  {one_less}"


def _record(specification: Specification) -> dict[str, Any]:
    """Give a specification as plain data."""
    study = specification.found
    names = ("effect", "low", "high", "p", "smallest", "pretrend", "pre_low", "pre_high")
    estimate = {name: _rounded(getattr(study, name)) for name in names}
    by_time = {
        str(int(time)): _rounded(value)
        for time, value in zip(study.times, study.by_time, strict=True)
    }
    return {
        "controls": specification.controls,
        "anticipation": specification.anticipation,
        "pretrend_holds": specification.valid,
        "treated": study.treated,
        "controls_count": study.controls,
        **estimate,
        "by_time": by_time,
        "without_one": [_rounded(value) for value in study.without],
    }


def _rounded(value: float) -> float | None:
    """Round a number for JSON, which has no word for what is not a number."""
    return None if math.isnan(value) else round(float(value), 5)
