"""The world at the start of a simulation, as arrays: what moves, how fast, and how surely.

Sizes: S states, B blocs, E places (a state on the ladder of a bloc), D pairs of states, M measures
of share, K sets of parameters. Draw d uses set d modulo K of every array that begins with K.
All steps are yearly. Nothing here names a country: states and blocs are positions in arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError

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
MOST_BLOCS = 62
"""Memberships of a state are bits of one number."""
MEMORY = 10
"""Years of disputes and accessions that a step remembers."""


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
    """The blocs.

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
    `round_lift` is added. *Join* starts from candidate, *join_from_lower* from partner to associate;
    *approach* leads to the bloc's first rung; *suspension* needs a rung above none. Who left
    does not return by itself.

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
        return {
            "S": len(self.states.code),
            "B": len(self.blocs.alliance),
            "E": len(self.ladder.state),
            "D": len(self.pairs.one),
            "M": len(self.shares.measures),
            "K": len(self.ladder.coef),
            "N": len(self.states.neighbour),
            "C": len(self.blocs.core),
            "T": len(STEPS),
            "P": len(COVARIATES),
            "Q": len(DISPUTE_TERMS),
        }


SHAPES: dict[str, dict[str, tuple[str | int, ...]]] = {
    "states": {
        "code": ("S",),
        "region": ("S",),
        "neighbour_start": ("S+1",),
        "neighbour": ("N",),
        "recent_disputes": ("S", MEMORY),
    },
    "shares": {
        "log_share": ("M", "S"),
        "drift": ("K", "M", "S"),
        "damp": ("M",),
        "sd": ("M", "S"),
        "common_part": ("M",),
        "effect": ("K", "M", 6),
    },
    "positions": {
        "at": ("S",),
        "se": ("S",),
        "sd": ("S",),
        "pull": ("K", 6),
        "body_pull": ("K",),
    },
    "regimes": {"at": ("S",), "sd": ("S",), "break_chance": ("K",), "effect": ("K", 6)},
    "blocs": {
        "alliance": ("B",),
        "pulls": ("B",),
        "acts": ("B",),
        "first_rung": ("B",),
        "core_start": ("B+1",),
        "core": ("C",),
        "recent_joins": ("B", MEMORY),
        "round_chance": ("K", "B"),
        "step_bias": ("B", "T"),
    },
    "ladder": {
        "state": ("E",),
        "bloc": ("E",),
        "rung": ("E",),
        "suspended": ("E",),
        "perspective": ("E",),
        "body": ("E",),
        "coef": ("K", "T", "P"),
        "round_lift": ("K", "T"),
        "resume": ("K",),
    },
    "pairs": {
        "one": ("D",),
        "other": ("D",),
        "base": ("D",),
        "since": ("D",),
        "pact": ("D",),
        "coef": ("K", "Q"),
        "decay": (3,),
    },
    "pacts": {"round_chance": ("K",), "part": ("K",), "single": ("K",), "end": ("K",)},
}
"""Shape of every array, by the letters of `World.sizes`."""
CHANCES = {
    "shares": ("damp", "common_part"),
    "positions": ("keep",),
    "regimes": ("keep", "break_chance"),
    "blocs": ("pulls", "round_chance"),
    "ladder": ("resume",),
    "pacts": ("round_chance", "part", "single", "end"),
}
"""What lies between 0 and 1."""
SIZES = {
    "shares": ("sd",),
    "positions": ("se", "sd", "era_sd"),
    "regimes": ("sd", "break_sd"),
    "states": ("recent_disputes",),
    "blocs": ("recent_joins",),
}
"""What is not negative."""


def check(world: World) -> None:
    """Check every array of a world.

    Parameters
    ----------
    world : World

    Raises
    ------
    EstimateError
        As `World` says.
    """
    sizes = world.sizes
    if sizes["B"] > MOST_BLOCS:
        raise EstimateError(f"{sizes['B']} blocs; at most {MOST_BLOCS} can be simulated")
    if not sizes["K"] or not sizes["S"]:
        raise EstimateError("a world needs a state and a set of parameters")
    for part, shapes in SHAPES.items():
        for name, shape in shapes.items():
            _check_shape(world, f"{part}.{name}", shape)
    for part in SHAPES:
        for field in fields(getattr(world, part)):
            _check_values(world, part, field.name)
    _check_indices(world, sizes)


def _value(world: World, path: str) -> Any:
    part, name = path.split(".")
    return getattr(getattr(world, part), name)


def _check_shape(world: World, path: str, shape: tuple[str | int, ...]) -> None:
    """Compare the shape of an array with what the sizes ask for."""
    sizes = world.sizes
    wanted = tuple(_length(sizes, side) for side in shape)
    found = np.shape(_value(world, path))
    if found != wanted:
        letters = ", ".join(map(str, shape))
        raise EstimateError(f"{path} has the shape {found}, not ({letters}) = {wanted}")


def _length(sizes: dict[str, int], side: str | int) -> int:
    if isinstance(side, int):
        return side
    letter, *more = side.split("+")
    return sizes[letter] + sum(map(int, more))


def _check_values(world: World, part: str, name: str) -> None:
    """Refuse what is not finite, chances outside 0 to 1 and negative sizes."""
    value = _value(world, f"{part}.{name}")
    if isinstance(value, tuple):
        return
    array = np.asarray(value)
    # a state may lack a share in every measure but the first
    tested = array[:1] if (part, name) == ("shares", "log_share") else array
    if np.isnan(array).any() or not np.isfinite(tested).all() or np.isposinf(array).any():
        raise EstimateError(f"{part}.{name} holds a value that is not finite")
    if name in CHANCES.get(part, ()) and ((array < 0) | (array > 1)).any():
        raise EstimateError(f"{part}.{name} holds a value outside 0 to 1")
    if name in SIZES.get(part, ()) and (array < 0).any():
        raise EstimateError(f"{part}.{name} holds a negative value")
    if (part, name) == ("pairs", "decay") and (array <= 0).any():
        raise EstimateError("pairs.decay holds a value that is not above 0")


def _check_indices(world: World, sizes: dict[str, int]) -> None:
    """Refuse an index outside its range, a pair or place twice, a bloc without a core."""
    ranges = (
        ("states.region", max(sizes["S"], 1)),
        ("states.neighbour", sizes["S"]),
        ("blocs.core", sizes["S"]),
        ("blocs.first_rung", MEMBER),
        ("ladder.state", sizes["S"]),
        ("ladder.bloc", sizes["B"]),
        ("ladder.rung", len(RUNGS)),
        ("pairs.one", sizes["S"]),
        ("pairs.other", sizes["S"]),
    )
    for path, end in ranges:
        array = np.asarray(_value(world, path))
        if array.size and (array.min() < 0 or array.max() >= end):
            raise EstimateError(f"{path} holds an index outside 0 to {end - 1}")
    for path, end in (("states.neighbour_start", sizes["N"]), ("blocs.core_start", sizes["C"])):
        array = np.asarray(_value(world, path))
        if array[0] != 0 or array[-1] != end or (np.diff(array) < 0).any():
            raise EstimateError(f"{path} does not rise from 0 to {end}")
    if (np.diff(world.blocs.core_start) == 0).any():
        raise EstimateError("blocs.core leaves a bloc without a core")
    if (world.pairs.since < 1).any():
        raise EstimateError("pairs.since holds less than one year")
    _check_twice(world.ladder.state, world.ladder.bloc, "ladder holds a place twice")
    _check_twice(world.pairs.one, world.pairs.other, "pairs holds a pair twice")
    if (world.pairs.one >= world.pairs.other).any():
        raise EstimateError("pairs.one is not below pairs.other")


def _check_twice(first: Whole, second: Whole, line: str) -> None:
    both = np.stack([np.asarray(first), np.asarray(second)])
    if both.size and np.unique(both, axis=1).shape[1] != both.shape[1]:
        raise EstimateError(line)
