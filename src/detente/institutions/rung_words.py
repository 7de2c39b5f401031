"""Words of rungs: a partnership or an association is named by its instrument, never by the rung."""

from __future__ import annotations

from detente.actors.blocs import Step
from detente.actors.names import possessive
from detente.institutions.rung_states import HeldRung

BY_INSTRUMENT = ("associate", "partner")
"""Rungs whose name is ours: a reader knows the instrument."""
HELD = {
    "member": "a member of {bloc}",
    "candidate": "a candidate for membership of {bloc}",
    "applicant": "an applicant for membership of {bloc}",
    "observer": "an observer of {bloc}",
}
"""Each other rung as a clause has it."""
NOUNS = {
    "member": "the membership of {who} in {bloc}",
    "candidate": "the candidacy of {who} for {bloc}",
    "applicant": "the application of {who} to {bloc}",
    "observer": "the observer seat of {who} in {bloc}",
}
"""Each other rung as a thing that may be suspended."""
STATUS = ("partner", "associate", "state", "member", "country", "democracy", "co-operation")
"""Last words of forms that are a status of their holder."""
DEEDS = ("agreement", "declaration", "convention", "dcfta", "agreements", "association")
"""Last words of forms that are texts or ties between both."""


def instrument(rung: HeldRung) -> Step:
    """Give the form by which a partnership or an association is named: the oldest that is held.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    """
    return rung.forms[0] if rung.wholly else rung.decisive


def is_named_by_instrument(rung: HeldRung) -> bool:
    """Tell whether a rung is named by its instrument, and dated by it.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    """
    return rung.rung in BY_INSTRUMENT


def has_been(rung: HeldRung, bloc: str) -> str:
    """Say what the holder of a rung has been, or has had, as it goes before "since".

    Parameters
    ----------
    rung : HeldRung
        The rung.
    bloc : str
        What the sentence calls the bloc.
    """
    if not is_named_by_instrument(rung):
        return f"has been {HELD[rung.rung].format(bloc=bloc)}"
    return form_has_been(instrument(rung).form, bloc)


def is_now(rung: HeldRung, bloc: str) -> str:
    """Say what the holder of a rung is, has or takes part in.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    bloc : str
        What the sentence calls the bloc.
    """
    if not is_named_by_instrument(rung):
        return f"is {HELD[rung.rung].format(bloc=bloc)}"
    return _of_form(instrument(rung).form, bloc, ("is", "has", "takes part in"))


def beside(rung: HeldRung, bloc: str) -> str:
    """Say what the holder of a rung is, as it goes after its name and a comma.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    bloc : str
        What the sentence calls the bloc.
    """
    said = is_now(rung, bloc)
    return f"which {said}" if is_named_by_instrument(rung) else said.removeprefix("is ")


def form_has_been(form: str, bloc: str) -> str:
    """Say what the holder of a form has been, or has had, as it goes before "since".

    Parameters
    ----------
    form, bloc : str
        What the form and the bloc are called.
    """
    return _of_form(form, bloc, ("has been", "has had", "has taken part in"))


def _of_form(form: str, bloc: str, verbs: tuple[str, str, str]) -> str:
    """Say of a form whether it is a status, a text or a place.

    Examples
    --------
    >>> verbs = ("has been", "has had", "has taken part in")
    >>> _of_form("dialogue partner", "ASEAN", verbs)
    'has been a dialogue partner of ASEAN'
    >>> _of_form("Partnership for Peace", "NATO", verbs)
    "has taken part in NATO's Partnership for Peace"
    >>> _of_form("strategic partnership", "ASEAN", verbs)
    'has had a strategic partnership with ASEAN'
    >>> _of_form("Europe Agreement", "the European Union", verbs)
    'has had a Europe Agreement with the European Union'
    """
    was, had, took_part = verbs
    name = bare(form)
    if is_status(name):
        return f"{was} {_article(name)} {name} of {bloc}"
    if is_text(name):
        article = "" if name.endswith("s") else f"{_article(name)} "
        return f"{had} {article}{name} with {bloc}"
    return f"{took_part} {place(name, bloc)}"


def thing(rung: HeldRung, who: str, bloc: str) -> str:
    """Name a rung as a thing that may be suspended.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    who, bloc : str
        What the sentence calls the state and the bloc.
    """
    if not is_named_by_instrument(rung):
        return NOUNS[rung.rung].format(who=who, bloc=bloc)
    name = bare(instrument(rung).form)
    if is_status(name):
        return f"the status of {who} as {_article(name)} {name} of {bloc}"
    if is_text(name):
        return f"the {name} of {who} with {bloc}"
    return f"the part of {who} in {place(name, bloc)}"


def bare(form: str) -> str:
    """Give a form without what stands in brackets.

    Parameters
    ----------
    form : str
        What the bloc calls it.
    """
    return form.partition(" (")[0]


def is_status(name: str) -> bool:
    """Tell whether a form is a status of its holder.

    Parameters
    ----------
    name : str
        The form.
    """
    return name.lower().endswith(STATUS)


def is_text(name: str) -> bool:
    """Tell whether a form is a text or a tie of both, and not a body in which one sits.

    Parameters
    ----------
    name : str
        The form.
    """
    return name[:1].islower() or name.lower().endswith(DEEDS)


def place(name: str, bloc: str) -> str:
    """Name a body or a programme with the bloc whose it is, once.

    Parameters
    ----------
    name, bloc : str
        What both are called.

    Examples
    --------
    >>> place("NATO-Russia Council", "NATO")
    'the NATO-Russia Council'
    """
    short = bloc.removeprefix("the ")
    return f"the {name}" if short in name else f"{possessive(bloc)} {name}"


def _article(name: str) -> str:
    """Give the article of a form, by its sound.

    Examples
    --------
    >>> _article("Europe Agreement"), _article("observer"), _article("partner")
    ('a', 'an', 'a')
    """
    vowel = name[:1].lower() in "aeio" and not name.startswith("Eu")
    return "an" if vowel else "a"
