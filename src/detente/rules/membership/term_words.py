"""Words for what a rung gives and demands by treaty, topic by topic."""

from __future__ import annotations

from detente.actors.rung_terms import Term
from detente.evidence.cell import Cell
from detente.phrasing import listed
from detente.rules.rows import row_cell

GIVEN = {
    "guarantee": "a promise of aid when attacked",
    "consultation": "regular consultation",
    "votes": "a vote",
    "veto": "a veto",
    "seats": "seats in the assembly",
    "budget": "money from the common funds",
    "market": "access to the market",
    "movement": "freer movement of people",
    "alignment": "a say in foreign policy",
    "inspection": "oversight of the others",
    "courts": "access to the court",
}
"""What a term that gives means, by topic."""
DEMANDED = {
    "guarantee": "aid to a member under attack",
    "consultation": "consultation before acting",
    "votes": "decisions of the majority",
    "veto": "consent with the others' decisions",
    "seats": "elections to the assembly",
    "budget": "a share of the costs",
    "market": "the common tariff and trade policy",
    "movement": "the common rules on borders",
    "alignment": "foreign policy and law in line",
    "sanctions": "the common sanctions",
    "inspection": "inspection",
    "courts": "judgments that bind",
}
"""What a term that demands means, by topic."""


OWN = {
    ("EU", "gives", "movement"): "free movement",
    ("EU", "gives", "budget"): "funds for farms and regions",
    ("NATO", "gives", "guarantee"): "a promise of defence by all",
    ("NATO", "gives", "votes"): "a seat in the council",
    ("NATO", "demands", "guarantee"): "forces that can resist attack",
    ("NATO", "demands", "alignment"): "the peaceful settlement of disputes",
    ("ASEAN", "gives", "votes"): "a seat in every council",
    ("ASEAN", "gives", "seats"): "the chair in its turn",
    ("ASEAN", "demands", "alignment"): "a search for common positions",
    ("SCO", "gives", "votes"): "a seat in the council",
    ("SCO", "demands", "alignment"): "a search for common positions",
    ("BRICS", "gives", "votes"): "a seat at the summit",
    ("CSTO", "demands", "alignment"): "no alliance elsewhere",
    ("CSTO", "demands", "inspection"): "the members' consent to foreign troops",
    ("EAEU", "gives", "seats"): "seats in the Commission",
    ("COE", "demands", "alignment"): "the rule of law and human rights",
    ("COE", "demands", "inspection"): "visits to places of detention",
}
"""What a topic means where a bloc means something else by it."""


FIRST = {
    "gives": ("guarantee", "veto", "votes", "movement", "budget", "seats", "market"),
    "demands": ("alignment", "sanctions", "courts", "market", "budget", "guarantee"),
}
"""Topics in the order in which a sentence names them, by whether the term gives or demands."""
MOST_NAMED = 5
"""Topics that a sentence names."""


def chosen(terms: tuple[Term, ...], *, effect: str) -> tuple[Term, ...]:
    """Choose the topics that matter most, one term each.

    Parameters
    ----------
    terms : tuple of Term
        The terms.
    effect : {"gives", "demands"}
        What they do.
    """
    by_topic = {one.topic: one for one in reversed(terms)}
    return tuple(by_topic[topic] for topic in FIRST[effect] if topic in by_topic)[:MOST_NAMED]


def named(terms: tuple[Term, ...], words: dict[str, str], bloc: str) -> str:
    """List what some terms mean, each topic once.

    Parameters
    ----------
    terms : tuple of Term
        The terms.
    words : dict of str to str
        `GIVEN` or `DEMANDED`.
    bloc : str
        Id of the bloc.
    """
    topics = {one.topic: one.effect for one in terms if one.topic in words}
    said = (OWN.get((bloc, effect, topic), words[topic]) for topic, effect in topics.items())
    return listed(list(said))


def term_cells(terms: tuple[Term, ...]) -> tuple[Cell, ...]:
    """Give the rows of some terms as cells.

    Parameters
    ----------
    terms : tuple of Term
        The terms.
    """
    return tuple(
        row_cell(one.row, one.span.start, document=one.document, checked=one.checked)
        for one in terms
    )
