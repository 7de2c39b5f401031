"""From draft to corrected: the states of an edition, and who may change which into which."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as named

DRAFT, REVIEW, PUBLISHED = named("draft"), named("review"), named("published")
CORRECTED, WITHDRAWN = named("corrected"), named("withdrawn")
STATES = (DRAFT, REVIEW, PUBLISHED, CORRECTED, WITHDRAWN)
"""States of an edition; ``corrected`` is one that a newer edition replaced."""
SHOWN = (PUBLISHED, CORRECTED, WITHDRAWN)
"""States whose pages readers reach; of a withdrawn one they read that it was withdrawn, and why."""
WITH_FILES = (PUBLISHED, CORRECTED)
"""States whose files readers reach."""
AUTHOR, EDITOR = "author", "editor"
ROLES = (AUTHOR, EDITOR)
"""Roles below the administrator, who may do everything."""
STEPS: dict[tuple[str, str], str] = {
    (DRAFT, REVIEW): AUTHOR,
    (REVIEW, DRAFT): AUTHOR,
    (REVIEW, PUBLISHED): EDITOR,
    (PUBLISHED, WITHDRAWN): EDITOR,
}
"""Each step with the least role that takes it; a newer edition makes an older one corrected."""
NAMES = {
    REVIEW: _("Send to review"),
    DRAFT: _("Take back"),
    PUBLISHED: _("Publish"),
    WITHDRAWN: _("Withdraw"),
}
"""What the button of a step says, by the state that it leads to."""

DONE = {
    REVIEW: "sent to review",
    DRAFT: "took back",
    PUBLISHED: "published",
    WITHDRAWN: "withdrew",
}
"""What the log says of a step, by the state that it leads to."""


def next_states(state: str, role: str) -> tuple[str, ...]:
    """Give the states into which a role may change an edition.

    Parameters
    ----------
    state : str
        Where it is now.
    role : {"author", "editor"}
        Whose.

    Examples
    --------
    >>> next_states("review", "author"), next_states("review", "editor")
    (('draft',), ('draft', 'published'))
    """
    allowed = {AUTHOR: (AUTHOR,), EDITOR: ROLES}.get(role, ())
    return tuple(
        to for (since, to), needed in STEPS.items() if since == state and needed in allowed
    )
