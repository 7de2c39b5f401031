"""Past tense: a row says what happens in the present tense; a sentence with a day needs the past.

Only finite verbs that the table knows are turned. Where the first clause has none, the sentence
begins with the day and a colon, and the text stays as the row has it.
"""

from __future__ import annotations

import re
from functools import cache

IRREGULAR = (
    "are were|is was|has had|have had|do did|does did|begin began|break broke|"
    "bring brought|build built|buy bought|choose chose|come came|cut cut|draw drew|"
    "fall fell|fight fought|find found|fly flew|freeze froze|give gave|go went|"
    "hit hit|hold held|lay laid|leave left|lead led|keep retained|let let|"
    "make made|meet met|open opened|pay paid|put put|say said|seek sought|"
    "send sent|set set|shoot shot|sink sank|speak spoke|strike struck|take took|tell told|"
    "undertake undertook|win won|withdraw withdrew|write wrote|become became|"
    "see saw|deny denied|apply applied|occupy occupied|ratify ratified|"
    "carry carried|ban banned|bar barred|rise rose|expel expelled|drop dropped|stop stopped|"
    "collide collided|die died|fire fired"
)
REGULAR = (
    "abolish accept accuse acknowledge act address admit adopt advance advise agree allow "
    "annex announce answer appeal appoint approve arrest arrive ask assure attack attempt "
    "attend attribute authorise blame block bomb burn call cancel capture cease challenge "
    "change cite claim clash close commit complete conclude condemn conduct confirm consult "
    "continue crash create cross decide declare decline defeat demand deploy destroy detain "
    "divert downgrade ease elect end endorse engage enter establish exchange exercise explode "
    "extend face fail finalise finish fix follow found grant halt hand host impose inaugurate "
    "initial introduce invade invite issue join kill lapse launch lift limit link list lower "
    "mark mediate mine move name near normalise notify object offer order pass pause permit "
    "pledge proclaim prohibit promise propose protest publish raise reach reaffirm recall "
    "recognise recommend refer refuse regain regret reject relax release remain remove renew "
    "reopen replace report require reserve resign resolve restore restrict resume return "
    "reveal review seize settle shell sign start stay stress summon support suspend swear "
    "terminate test threaten tighten travel upgrade urge veto visit vote walk want warn "
    "welcome widen work"
)
"""Verbs that take "ed"; a final e takes only the d."""
NOT_BEFORE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "from",
        "by",
        "with",
        "at",
        "its",
        "their",
        "his",
        "no",
        "air",
        "that",
        "which",
        "who",
        "whose",
        "as",
        "between",
        "after",
        "over",
        "under",
        "into",
        "against",
        "and's",
        "per",
        "first",
        "second",
        "third",
        "new",
        "joint",
        "open",
        "direct",
    ]
)
"""Words after which a form is a noun, or the verb of a subordinate clause."""
WORD = re.compile(r"[A-Za-z']+")
NOUNS_TOO = ("strikes", "attacks", "visits", "protests", "measures")
PEOPLES = ("an", "i", "ese", "sh", "ine", "ch")
"""Words that are nouns after the name of a people, and how such names end."""
CLAUSES = "; "
PASSIVE = re.compile(r"\b(after|until|when) (\w+(?: \w+)?) (is|are)\b")
"""A clause of time, whose verb follows that of the sentence."""
SUBORDINATE = ("that", "which")
"""Words after which a first verb is not that of the clause."""
MOST_BEFORE = 13
"""Words before a verb after which it is hardly that of the clause."""


@cache
def _forms() -> dict[str, str]:
    """Give each present form of a verb with its past."""
    pairs = [pair.split() for pair in IRREGULAR.split("|")]
    bases = {pair[0]: pair[1] for pair in pairs}
    bases |= {verb: verb + ("d" if verb.endswith("e") else "ed") for verb in REGULAR.split()}
    bases |= {
        "commit": "committed",
        "admit": "admitted",
        "travel": "travelled",
        "refer": "referred",
        "regret": "regretted",
        "swear": "swore",
    }
    bases |= {"initial": "initialled", "cancel": "cancelled", "permit": "permitted"}
    return bases | {_third(base): past for base, past in bases.items()}


def _third(base: str) -> str:
    """Write the third person: agrees, reaches, denies."""
    if base.endswith(("s", "x", "sh", "ch", "o")):
        return f"{base}es"
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ies"
    return f"{base}s"


def past(text: str) -> str | None:
    """Put what a row says into the past tense; None where its first clause has no known verb.

    Parameters
    ----------
    text : str
        As a row has it, without a full stop.

    Examples
    --------
    >>> past("Both sign a treaty and agree on talks"), past("Five days of fighting")
    ('Both signed a treaty and agreed on talks', None)
    """
    first, *others = text.split(CLAUSES)
    turned = _past_clause(first)
    if turned is None:
        return None
    return CLAUSES.join([turned, *(_past_clause(clause) or clause for clause in others)])


def _past_clause(clause: str) -> str | None:
    """Turn the verb of a clause, and those that an "and" joins to it."""
    turned: list[tuple[int, int, str]] = []
    before = ""
    for place, word in enumerate(WORD.finditer(clause)):
        # what follows a colon is no longer the main clause
        if not turned and ":" in clause[: word.start()]:
            return None
        form = None if _is_noun(word[0], before) else _forms().get(word[0])
        listed = clause[: word.start()].endswith(", ") and word[0].endswith("s")
        joined = bool(turned) and (before == "and" or listed)
        leads = not turned and 0 < place <= MOST_BEFORE and _may_lead(before)
        if form is not None and (joined or leads):
            turned.append((word.start(), word.end(), form))
        before = word[0]
        if before in SUBORDINATE and not turned:
            return None
    if not turned:
        return None
    for start, end, form in reversed(turned):
        clause = clause[:start] + form + clause[end:]
    return PASSIVE.sub(lambda found: f"{found[1]} {found[2]} {_forms()[found[3]]}", clause)


def _is_noun(word: str, before: str) -> bool:
    """Tell whether a word that may be a verb is a noun: strikes after the name of a people."""
    return word in NOUNS_TOO and before[:1].isupper() and before.endswith(PEOPLES)


def _may_lead(before: str) -> bool:
    """Tell whether a verb of the main clause may follow a word."""
    return before.lower() not in NOT_BEFORE and not before.endswith("'s")
