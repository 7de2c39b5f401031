"""The report card: pages of scores beside their baselines, and where each method failed worst."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from detente.actors.blocs import blocs
from detente.errors import RequestError
from detente.evaluation import outlook as outlook_card
from detente.evaluation.page import Page, Table
from detente.evidence.method import Method
from detente.models import track_records as methods
from detente.models.dispute_outcomes.fit import THEIRS
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.outcomes import KNOWN
from detente.models.features.outcomes import WORDS as COMING
from detente.models.membership.study import membership
from detente.models.shares.selection import (
    CANDIDATES,
    ENOUGH,
    JUDGED,
    REFERENCES,
    WORDS,
    choose,
    known_scores,
    record,
)
from detente.models.windows.record import TRUST
from detente.models.windows.record import record as window_record
from detente.phrasing import number, signed
from detente.store.catalog import Catalog
from detente.store.starter import manifest

PAGES = ("power", "institutions", "risk", "windows")
"""Pages by name, in order; behind the first page, which sums up."""


def page(catalog: Catalog, name: str, as_of: int) -> Page:
    """Make a page of the report card as a view could know it.

    Parameters
    ----------
    world : World
        The tables.
    name : {"card", "power", "institutions", "risk", "windows"}
        Which page; the card sums all up.
    as_of : int
        The view.

    Raises
    ------
    RequestError
        Where there is no such page.
    """
    pages = {
        "card": _card,
        "power": _power,
        "institutions": _institutions,
        "risk": outlook_card.risk,
        "windows": outlook_card.windows,
    }
    if name not in pages:
        raise RequestError(f"no page of the report card is called '{name}'", near=tuple(pages))
    made = pages[name](catalog, as_of)
    return replace(made, tables=tuple(t for t in made.tables if t.rows))


def _card(catalog: Catalog, as_of: int) -> Page:
    """Every method on one page: its score beside its baseline, and where it fails."""
    rows = [
        *(_forecast_line(catalog, name, as_of) for name in REFERENCES),
        *(_windows_lines(catalog, as_of)),
    ]
    found = [
        methods.risk(catalog, as_of),
        methods.risk(catalog, as_of, joint=True),
        methods.cinc(),
        methods.ideal_points(catalog, as_of),
        methods.stance(),
        *([methods.outcomes()] if as_of >= THEIRS else []),
        methods.vdem(),
        methods.agreement(),
        methods.level(),
        methods.threat(),
        methods.system(),
        methods.survey(),
        methods.analogues(),
        methods.accounting(),
    ]
    return Page(
        "card",
        f"Report card, as of {as_of}",
        (
            Table(
                "Every method: its score beside its baseline, and where it fails worst",
                ("method", "standing", "score beside its baseline", "fails"),
                tuple(_line(m) for m in found),
            ),
            Table(
                "Forecasts of shares",
                (
                    "yardstick",
                    "CRPS over a random walk's",
                    "with the rule chosen anew",
                    "80 % band held at 10, 20 years",
                ),
                tuple(r for r in rows if len(r) == 4),
            ),
            Table(
                "Windows of opportunity",
                ("window", "excess over the past [95 %]", "standing"),
                tuple(r for r in rows if len(r) == 3),
            ),
        ),
    )


def _line(method: Method) -> tuple[str, ...]:
    return method.name, method.mark, method.record, method.fails


def _forecast_line(catalog: Catalog, name: str, as_of: int) -> tuple[str, ...]:
    found = record(catalog, name, as_of)
    if found.crps_ratio is None:
        return ()
    return (
        name,
        number(found.crps_ratio),
        number(found.anew_ratio) if found.anew_ratio is not None else "none yet",
        f"{_cover(found.coverage10)}, {_cover(found.coverage20)}",
    )


def _windows_lines(catalog: Catalog, as_of: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for outcome in KNOWN:
        for structure in STRUCTURES:
            found = window_record(catalog, outcome, structure, as_of)
            if found.excess is not None:
                rows.append(
                    (
                        f"{COMING[outcome]}, by {structure}",
                        f"{signed(found.excess.value)} [{signed(found.excess.low)}, "
                        f"{signed(found.excess.high)}]",
                        TRUST[found.trust],
                    )
                )
    return rows


def _power(catalog: Catalog, as_of: int) -> Page:
    return Page(
        "power",
        f"Report card: power, as of {as_of}",
        (
            _chosen(catalog, as_of),
            _anew(catalog, as_of),
            *(
                _candidates(catalog, name, as_of)
                for name in REFERENCES
                if known_scores(catalog, name, as_of).height
            ),
            _capability(),
            *((_disputes(),) if as_of >= THEIRS else ()),
        ),
    )


def _cover(value: float | None) -> str:
    return f"{value:.0%}" if value is not None else "none yet"


def _chosen(catalog: Catalog, as_of: int) -> Table:
    """Which rule the back-test chooses on each yardstick, and how it did."""
    rows = []
    for name in REFERENCES:
        found = record(catalog, name, as_of)
        if found.crps_ratio is None:
            continue
        rows.append(
            (
                name,
                WORDS[CANDIDATES[found.rule].name],
                f"{CANDIDATES[found.rule].mirrored:g}",
                number(found.crps_ratio) if found.crps_ratio else "none yet",
                number(found.crps_alike) if found.crps_alike else "none yet",
                _cover(found.coverage10),
                _cover(found.coverage20),
                f"{found.forecasts:,}",
            )
        )
    return Table(
        "Forecasts of shares: the rule chosen",
        (
            "yardstick",
            "what goes on",
            "mirrored",
            "CRPS over a random walk's",
            "over one with errors pooled alike",
            "80 % band held at 10",
            "at 20 years",
            "forecasts",
        ),
        tuple(rows),
        "The 25 strongest states at each origin from 1976; mean CRPS of 10, 15 and 20 years; each forecast with the errors known "
        "at its origin. The rule is the one with the least CRPS among those whose 80 % band held 76 to 90 % of outcomes at 10 and "
        "20 years, as far as 100 forecasts of a horizon are known.",
    )


def _anew(catalog: Catalog, as_of: int) -> Table:
    """How the choice itself did, made anew at every origin."""
    found = {name: record(catalog, name, as_of) for name in REFERENCES}
    rows = tuple(
        (name, number(r.anew_ratio), _cover(r.anew10), _cover(r.anew20), f"{r.forecasts:,}")
        for name, r in found.items()
        if r.anew_ratio is not None
    )
    return Table(
        "The same, with the rule chosen anew at every origin from what was known there",
        (
            "yardstick",
            "CRPS over a random walk's",
            "80 % band held at 10",
            "at 20 years",
            "forecasts",
        ),
        rows,
        "The table above chooses with the scores that it prints; this one does not. Early choices rest on few forecasts with "
        "common shocks, and lose much of the gain.",
    )


def _candidates(catalog: Catalog, name: str, as_of: int) -> Table:
    """Every candidate on one yardstick."""
    scores = known_scores(catalog, name, as_of)
    base = dict(scores.filter(pl.col("rule") == "none 0").select("horizon", "crps").iter_rows())
    picked, rows = choose(scores), []
    for rule in CANDIDATES:
        mine = {
            h: (c, i)
            for h, c, i in scores.filter(pl.col("rule") == rule)
            .select("horizon", "crps", "inside")
            .iter_rows()
        }
        there = [h for h in JUDGED if h in mine and h in base]
        if there:
            rows.append(
                (
                    rule + (" (chosen)" if rule == picked else ""),
                    number(sum(mine[h][0] / base[h] for h in there) / len(there)),
                    *(_cover(mine[h][1]) if h in mine else "none yet" for h in JUDGED),
                )
            )
    few = int(scores.filter(pl.col("horizon") == JUDGED[-1])["forecasts"].min() or 0)  # type: ignore[arg-type]
    note = (
        f"At {JUDGED[-1]} years {few} forecasts are known, too few to have a say."
        if few < ENOUGH
        else ""
    )
    return Table(
        f"Every candidate on {name}",
        ("rule and part mirrored", "CRPS over a random walk's", *(f"held at {h}" for h in JUDGED)),
        tuple(rows),
        note,
    )


def _capability() -> Table:
    found = manifest()["checks"]["cinc"]
    return Table(
        "Composite index",
        ("state-years", "largest difference from the published index"),
        ((f"{found['rows']:,}", f"{found['largest_difference']:.1e}"),),
    )


def _disputes() -> Table:
    found = manifest()["checks"]["outcomes"]
    return Table(
        "How disputes end",
        ("forecast", "proportional reduction of log loss"),
        (
            ("capability ratio alone (published: .018)", f"{found['ratio']:.3f}"),
            ("the year alone", f"{found['year']:.3f}"),
            ("components and year (published ensemble: about .20)", f"{found['model']:.3f}"),
            ("components and year, over the year alone", f"{found['model_over_year']:.3f}"),
            (
                "the same, each decade from 1880 forecast from what ended before",
                f"{found['forward_over_year']:.3f}",
            ),
        ),
        f"Ten-fold cross-validation on {found['cases']:,} disputes of one state against one, 1816-2007. The calendar explains "
        "nearly all of what can be explained.",
    )


def _institutions(catalog: Catalog, as_of: int) -> Page:
    return Page(
        "institutions",
        f"Report card: institutions, as of {as_of}",
        (
            _studies(catalog, as_of),
            *(
                (_curve(catalog),)
                if as_of >= int(catalog.frame("convergence")["last"].to_numpy().max())
                else ()
            ),
        ),
    )


def _studies(catalog: Catalog, as_of: int) -> Table:
    """The studies of every bloc that somebody joined."""
    rows = []
    for bloc in blocs().values():
        if not bloc.members(as_of):
            continue
        found = membership(catalog, bloc, as_of)
        if found.accession:
            effects = [s.found.effect for s in found.accession]
            rows.append(
                (
                    bloc.short,
                    str(found.accession[0].found.treated),
                    f"{signed(min(effects))} to {signed(max(effects))}",
                    f"{sum(s.valid for s in found.accession)} of {len(effects)}",
                    f"{sum(s.established for s in found.accession)} of {len(effects)}",
                    found.verdict,
                )
            )
    return Table(
        "Accession and the distance to a bloc's core",
        (
            "bloc",
            "joiners",
            "effects over all specifications",
            "pre-trend holds",
            "told from zero",
            "verdict",
        ),
        tuple(rows),
        "Distance in UN votes, our positions; negative is nearer. Told from zero: by interval, permutation and a valid pre-trend.",
    )


def _curve(catalog: Catalog) -> Table:
    """The specification curve of organisations in common."""
    table = catalog.frame("convergence")
    rows = tuple(
        (
            r["span"],
            r["outcome"],
            r["organisations"],
            r["effects"],
            f"{r['slope']:+.4f}",
            f"{r['error']:.4f}",
        )
        for r in table.sort("slope").iter_rows(named=True)
    )
    signs = {s > 0 for s in table["slope"].to_list()}
    return Table(
        "Organisations in common and the distance in UN votes five years on",
        ("years", "outcome", "organisations", "fixed effects", "slope an organisation", "error"),
        rows,
        f"The sign {'changes with the specification' if len(signs) > 1 else 'is the same in all'}: "
        "no single number is to be quoted.",
    )
