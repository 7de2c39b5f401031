"""Addresses that say what a mail is an answer to: ``office+join-12-KEY@example.org``.

The key is made from the site's secret, so that nobody makes an address for the mail of another.
It has small letters and digits alone, as some servers change the case of what is before the @.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

JOIN, WATCH, BACK = "join", "watch", "back"
"""What an address is for: to confirm the newsletter, a watch, or for a letter that came back."""
BYTES = 10
"""Bytes of the key: eighty bits."""
TAG = re.compile(r"\+(join|watch|back)-([0-9]{1,18})-([a-z2-7]{16})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a mail is an answer to, as its address says.

    Attributes
    ----------
    purpose : {"join", "watch", "back"}
        What the address is for.
    number : int
        Number of the row.
    key : str
        What proves that the address was made here.
    """

    purpose: str
    number: int
    key: str

    def is_of(self, mail: str) -> bool:
        """Tell whether the address was made here for somebody.

        Parameters
        ----------
        mail : str
            To whom the letter went.
        """
        return bool(constant_time_compare(self.key, _key(self.purpose, self.number, mail)))


def _key(purpose: str, number: int, mail: str) -> str:
    """Make the key of an address."""
    said = f"{purpose} {number} {mail}"
    digest = salted_hmac("detente.reply", said, algorithm="sha256").digest()
    return b32encode(digest[:BYTES]).decode().lower()


def reply_address(replies: str, purpose: str, number: int, mail: str) -> str:
    """Make an address.

    Parameters
    ----------
    replies : str
        Where answers arrive.
    purpose : {"join", "watch", "back"}
        What it is for.
    number : int
        Number of the row.
    mail : str
        To whom the letter goes.
    """
    name, _, host = replies.partition("@")
    return f"{name}+{purpose}-{number}-{_key(purpose, number, mail)}@{host}"


def answered(headers: str) -> Answered | None:
    """Read what a mail is an answer to; None where no address in it was made here.

    Parameters
    ----------
    headers : str
        The headers that name whom it went to.
    """
    found = TAG.search(headers)
    if found is None:
        return None
    return Answered(purpose=found[1].lower(), number=int(found[2]), key=found[3].lower())
