"""The world at the start of a simulation, as arrays: what moves, how fast, and how surely.

Sizes: S states, B blocs, E places (a state on the ladder of a bloc), D pairs of states, M measures
of share, K sets of parameters. Draw d uses set d modulo K of every array that begins with K.
All steps are yearly. Nothing here names a country: states and blocs are positions in arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.checks import check

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE, PARTNER, OBSERVER, ASSOCIATE, CANDIDATE, MEMBER, LEFT = range(7)
"""Rungs of a ladder."""
RUNGS = ("none", "partner", "observer", "associate", "candidate", "member", "left")
"""Their names, in the same order."""
STEPS = ("approach", "candidate", "join", "join_from_lower", "exit", "suspension")
"""Kinds of step on a ladder, the second axis of `Ladder.coef`."""
COVARIATES = (
    "constant",
    "democracy",
    "gap",
    "neighbours",
    "disputes",
    "pace",
    "perspective",
)
"""What moves a step, the third axis of `Ladder.coef`."""
CONDITIONS = ("none", "lower", "lower_with_perspective", "candidate", "member", "out")
"""Conditions under which a bloc acts on a regime, the second axis of `Regimes.effect`."""
DISPUTE_TERMS = (
    "shift",
    "peace_short",
    "peace_middle",
    "peace_long",
    "alliance",
    "distance",
    "democracy",
    "ratio",
    "outside_alliance",
    "shared_bloc",
)
"""What moves the log-odds of a dispute, the second axis of `Pairs.coef`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The states and who borders whom.

    Attributes
    ----------
    code : array of int, (S,)
        Codes; the engine never looks at them.
    region : array of int, (S,)
        Region of each, from 0.
    neighbour_start, neighbour : array of int, (S + 1,) and (N,)
        Land neighbours of state s: ``neighbour[neighbour_start[s]:neighbour_start[s + 1]]``.
    recent_disputes : array, (S, 10)
        Disputes begun in each of the last ten years, the newest last.
    """

    code: Whole
    region: Whole
    neighbour_start: Whole
    neighbour: Whole
    recent_disputes: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """Shares of the system: logarithms that drift and are shaken by region.

    In year t (from 1) the logarithm moves by ``drift * damp ** t``, by the effect of the highest
    rung that the state holds anywhere, and by a normal step of size `sd`, of whose variance
    `common_part` is the region's. Shares are divided by their sum when read, so that a shock common
    to the world has no effect and is not drawn.

    Attributes
    ----------
    measures : tuple of str
        Names; the first is the one by which pairs are compared.
    log_share : array, (M, S)
        Logarithm of the share; minus infinity for none, not in the first measure.
    drift : array, (K, M, S)
        Yearly drift of the logarithm.
    damp : array, (M,)
        Damping of the drift, 0 to 1.
    sd : array, (M, S)
        Yearly standard deviation.
    common_part : array, (M,)
        Part of the variance that a region shares, 0 to 1.
    effect : array, (K, M, 6)
        Yearly change of the logarithm by rung, none to member: a prior with zero inside.
    """

    measures: tuple[str, ...]
    log_share: Reals
    drift: Reals
    damp: Reals
    sd: Reals
    common_part: Reals
    effect: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Positions:
    """Positions: a walk of each state, one step of the era, and the pull of blocs' cores.

    Attributes
    ----------
    at, se : array, (S,)
        Position at the start and its standard error, which each draw adds once.
    sd : array, (S,)
        Yearly standard deviation of the state's own step.
    era_sd : float
        Yearly standard deviation of the step that all states share.
    keep : float
        Part of the distance from the start that stays from year to year; 1 is a random walk.
    pull : array, (K, 6)
        Part of the gap to the core of a bloc that closes in a year, by rung, none to member.
    body_pull : array, (K,)
        What a joint body adds to it.
    """

    at: Reals
    se: Reals
    sd: Reals
    era_sd: float
    keep: float
    pull: Reals
    body_pull: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regimes:
    """Democracy on the logit scale: a walk, rare breaks, and effects of rungs.

    Attributes
    ----------
    at, sd : array, (S,)
        Logit of electoral democracy at the start, and its yearly standard deviation.
    keep : float
        As in `Positions`.
    break_chance : array, (K,)
        Yearly chance of a break.
    break_sd : float
        Standard deviation of a break.
    effect : array, (K, 6)
        Yearly change by condition (`CONDITIONS`), of the strongest condition over all blocs.
    """

    at: Reals
    sd: Reals
    keep: float
    break_chance: Reals
    break_sd: float
    effect: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocs:
    """Alliances and organisations that states join, with their cores and their pace.

    Attributes
    ----------
    alliance : array of bool, (B,)
        Whether members owe each other defence.
    pulls : array, (B,)
        Weight of its pull on positions, 0 to 1.
    acts : array of bool, (B,)
        Whether its rungs act on regimes and shares.
    first_rung : array of int, (B,)
        The rung to which a state comes that approaches.
    core_start, core : array of int, (B + 1,) and (C,)
        States of the core of bloc b: ``core[core_start[b]:core_start[b + 1]]``, at least one.
    recent_joins : array, (B, 10)
        Accessions in each of the last ten years, the newest last.
    round_chance : array, (K, B)
        Yearly chance of a round, in which steps are likelier.
    step_bias : array, (B, 6)
        What the bloc's own pace adds to the log-odds of each step, in a round and outside.
    """

    alliance: Flags
    pulls: Reals
    acts: Flags
    first_rung: Whole
    core_start: Whole
    core: Whole
    recent_joins: Reals
    round_chance: Reals
    step_bias: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ladder:
    """Places of states on the ladders of blocs, and the hazards of steps.

    The log-odds of a step are the sum of its coefficients times: 1; electoral democracy, 0 to 1;
    the distance to the core; the part of land neighbours that are members, 0 to 1; the
    logarithm of 1 plus the state's disputes of the last ten years; the logarithm of 1 plus the
    bloc's accessions of the last ten years; and 1 where membership was promised. In a round
    `round_lift` is added. *Join* starts from candidate, *join_from_lower* from
    partner to associate; *approach* leads to the bloc's first rung; *suspension* needs a rung above
    none. Who left does not return by itself.

    Attributes
    ----------
    state, bloc : array of int, (E,)
        Who, and on whose ladder; no pair of them twice.
    rung : array of int, (E,)
        `RUNGS` at the start.
    suspended, perspective, body : array of bool, (E,)
        Whether the rung is suspended, membership was promised, a joint body exists.
    coef : array, (K, 6, 7)
        Coefficients by step (`STEPS`) and covariate (`COVARIATES`).
    round_lift : array, (K, 6)
        What a round adds to the log-odds.
    resume : array, (K,)
        Yearly chance that a suspension ends.
    """

    state: Whole
    bloc: Whole
    rung: Whole
    suspended: Flags
    perspective: Flags
    body: Flags
    coef: Reals
    round_lift: Reals
    resume: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of states, the log-odds of a dispute, and pacts of defence.

    The log-odds are ``base + shift + sum(peace * exp(-since / decay))`` plus a coefficient times
    each change since the start: of the joint alliance (a pact, or membership in one alliance),
    the distance of positions, the lower electoral democracy (0 to 1), the distance of log
    shares in the first measure, the number of sides (0 to 2) in an alliance without the other,
    and of whether both are members of one bloc.

    Attributes
    ----------
    one, other : array of int, (D,)
        The states, ``one < other``.
    base : array, (D,)
        Log-odds of a dispute in the first year, without the part of peace.
    since : array of int, (D,)
        Years since the last dispute at the start of the first year; 1 is last year, large is never.
    pact : array of bool, (D,)
        A pact of defence outside the alliances among the blocs.
    coef : array, (K, 10)
        By term (`DISPUTE_TERMS`).
    decay : array, (3,)
        Years over which the three parts of peace fade.
    """

    one: Whole
    other: Whole
    base: Reals
    since: Whole
    pact: Flags
    coef: Reals
    decay: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pacts:
    """How pacts of defence outside the blocs begin and end: mostly in rounds of a region.

    Attributes
    ----------
    round_chance : array, (K,)
        Yearly chance of a round in a region.
    part : array, (K,)
        Chance that a pair of the region without a pact joins a round.
    single : array, (K,)
        Yearly chance that a pair makes one alone.
    end : array, (K,)
        Yearly chance that one ends.
    """

    round_chance: Reals
    part: Reals
    single: Reals
    end: Reals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """All that a simulation starts from.

    Attributes
    ----------
    states, shares, positions, regimes, blocs, ladder, pairs, pacts
        The parts.

    Raises
    ------
    EstimateError
        Where an array has another shape, a value that is not finite, a chance outside 0 to 1, or an
        index outside its range; the line names the array.
    """

    states: States
    shares: Shares
    positions: Positions
    regimes: Regimes
    blocs: Blocs
    ladder: Ladder
    pairs: Pairs
    pacts: Pacts

    def __post_init__(self) -> None:
        check(self)

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes S, B, E, D, M and K, and N and C of neighbours and cores."""
        sizes = {letter: len(array) for letter, array in self._measured().items()}
        return {**sizes, "T": len(STEPS), "P": len(COVARIATES), "Q": len(DISPUTE_TERMS)}

    def _measured(self) -> dict[str, Any]:
        """Give an array of each size."""
        return {
            "S": self.states.code,
            "B": self.blocs.alliance,
            "E": self.ladder.state,
            "D": self.pairs.one,
            "M": self.shares.measures,
            "K": self.ladder.coef,
            "N": self.states.neighbour,
            "C": self.blocs.core,
        }
