"""Scenarios on one seed, side by side: differences with their bands, losers, questions."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from detente.actors.naming import names_of
from detente.actors.relation_key import RelationKey, pair
from detente.evidence.sentence import render
from detente.paper.blocks import Exhibit
from detente.paper.exhibits.futures import futures
from detente.paper.exhibits.who_moves import who_moves
from detente.scenarios.page import page
from detente.scenarios.priors import read_prior
from detente.scenarios.record import record
from detente.scenarios.run import simulate
from detente.scenarios.verbs import plan_of
from detente.web.tasks.briefs import tables

logger = logging.getLogger(__name__)


def scenarios(
    first: str, second: str, as_of: str, verbs: Sequence[str], asked: dict[str, Any]
) -> dict[str, Any]:
    """Simulate one or more changes between the state and the bloc of a relation.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    verbs : sequence of str
        What happens, one future world each; the seed is the same for all.
    asked : dict
        ``year``, ``perspective``, ``horizon``, ``draws``, ``seed``, ``even_at_war``, ``priors``
        (texts such as ``"pull.member=0,0.5"``).

    Returns
    -------
    dict
        ``label`` and ``found``: for each verb its record, page and picture.

    Raises
    ------
    RequestError
        Where the change cannot be, or a prior is not known.
    """
    sides = pair(first, second, as_of)
    found = []
    for place, verb in enumerate(verbs, start=1):
        logger.info("%s, %d of %d", verb, place, len(verbs))
        found.append(_one(sides, verb, asked))
    return {"label": sides.label, "found": found}


def _one(sides: RelationKey, verb: str, asked: dict[str, Any]) -> dict[str, Any]:
    priors = dict(read_prior(text) for text in asked["priors"])
    numbers = {name: asked[name] for name in ("horizon", "draws", "seed", "even_at_war")}
    promised = bool(asked["perspective"]) and verb == "association"
    plan = plan_of(sides, verb, asked["year"], perspective=promised, priors=priors, **numbers)
    found = simulate(tables(), plan)
    lines = page(found)
    names = names_of(sides, lines)
    pictures = (*futures(found), *who_moves(tables(), found))
    shown = [_picture(one) for one in pictures]
    text = [names.marked(line) for line in lines]
    return {"verb": verb, "record": record(found), "page": text, "pictures": shown}


def _picture(one: Exhibit) -> dict[str, Any]:
    """Give a picture as plain data, with its cells."""
    rows = {} if one.cells is None else one.cells.plain()
    return {
        "id": one.id,
        "title": render(one.title),
        "unit": one.unit,
        "source": one.source,
        "alt": one.alt,
        "wide": one.svg or one.spec,
        "narrow": one.narrow_svg or one.narrow,
        "cells": rows,
    }
