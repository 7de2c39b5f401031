"""Words of the same vote where the two parted or met, by form."""

from __future__ import annotations

PLAIN_GIST = {
    "apart": "In votes {one} and {two} are {change} points farther apart than they were.",
    "apart-below-half": "The two now vote together in {now:per_cent} of cases.",
    "apart-above-half": "In votes they agree {change} points less, if still in most cases.",
    "apart-behind": "Their votes came nearer by less than those of others.",
    "nearer": "In votes {one} and {two} are {change} points nearer than they were.",
    "nearer-below-half": "They part in most votes still, in fewer than before {from}.",
    "nearer-close": "In votes they came {change} points closer, though they were close before.",
    "nearer-above-half": "The two now vote together more often than not, in {now:per_cent}.",
    "nearer-still": "Their votes stayed together where those of others parted.",
}
"""The same for the answer, by form."""
PLAIN = {
    "apart": (
        "{both} have parted in the United Nations.",
        "The same vote fell {change} points, to {now:per_cent} in {from} to {to}.",
        "In {first} to {last} the two cast the same vote in {before:per_cent} of cases; in {from} "
        "to {to} it is {now:per_cent}.",
    ),
    "apart-below-half": (
        "{both} no longer agree in most UN votes.",
        "Their answers agreed in {before:per_cent} to {last}, in {now:per_cent} from {from}.",
        "In {first} to {last} they still cast the same vote in {before:per_cent} of cases; in "
        "{from} to {to} they did so in {now:per_cent}.",
    ),
    "apart-above-half": (
        "{both} vote alike less than before, though still in most cases.",
        "After {last} the same vote went from {before:per_cent} of cases to {now:per_cent}.",
        "In {first} to {last} they were of one mind in {before:per_cent} of votes, and in {from} "
        "to {to} in {now:per_cent}.",
    ),
    "apart-behind": (
        "{both} fall behind as other states draw together.",
        "Their same vote rose {change} points, the median pair's {world}.",
        "Agreement grew less than elsewhere: {before:per_cent} of votes in {first} to {last}, "
        "{now:per_cent} in {from} to {to}.",
    ),
    "nearer": (
        "{both} have drawn together in UN votes.",
        "Agreement came to {now:per_cent} in {from} to {to}, {change} points more than to {last}.",
        "Their same vote rose from {before:per_cent} of cases in {first} to {last} to "
        "{now:per_cent} in {from} to {to}.",
    ),
    "nearer-below-half": (
        "{both} still differ in most UN votes, but in fewer.",
        "The same vote is at {now:per_cent} in {from} to {to}, up {change} points.",
        "To {last} they cast the same vote in {before:per_cent} of cases, counted from {first}; in "
        "{from} to {to} they do in {now:per_cent}.",
    ),
    "nearer-close": (
        "{both} agree in more UN votes than in {first} to {last}.",
        "Agreement rose from {before:per_cent} of their votes to {now:per_cent}.",
        "Already near in {first} to {last} with {before:per_cent} of votes alike, they reached "
        "{now:per_cent} in {from} to {to}.",
    ),
    "nearer-above-half": (
        "{both} now agree in most UN votes.",
        "It was {before:per_cent} in {first} to {last} and {now:per_cent} in {from} to {to}.",
        "They agreed in {before:per_cent} of votes in {first} to {last}, and have done so in "
        "{now:per_cent} from {from} to {to}.",
    ),
    "nearer-still": (
        "{both} stay together while most pairs drift apart.",
        "They lost {change} points of agreement, the median pair {world}.",
        "Where others parted they hardly did: the same vote in {before:per_cent} of cases to "
        "{last}, in {now:per_cent} in {from} to {to}.",
    ),
}
"""Message, detail and sentence of the section where the two parted or met, by form."""
A_GREAT_PART = 0.15
"""Change of the part cast alike from which it is a great one."""
PLAIN_FAR = {
    "apart-above-half": (
        "{both} have lost a good part of the votes that they shared.",
        "Of 100 votes {change} are no longer alike; {now:per_cent} still are.",
    ),
    "apart-below-half": (
        "{both} no longer vote alike in most cases.",
        "Up to {last} it was {before:per_cent} of all answers; it is {now:per_cent} by {to}.",
    ),
    "nearer": (
        "{both} agree in far more UN votes than before {from}.",
        "After {before:per_cent} to {last} it is {now:per_cent}.",
    ),
    "nearer-below-half": (
        "{both} agree far more often than they did, though not in most votes.",
        "The part cast alike came to {now:per_cent}, by {change} points.",
    ),
}
"""Message and detail of a great change, by form."""
WITH_ALL = (
    "{both} cast the same vote in {before:per_cent} of cases in {first} to {last} and in "
    "{now:per_cent} in {from} to {to}."
)
"""What the section says of a move that others made too."""
