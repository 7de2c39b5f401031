"""Every write path, with the servers that some of them need."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.faults.kills import WORK
from tests.faults.servers import mail_server, mirror
from tests.faults.site_paths import ACCEPTED, OUTBOX, SITE_PATHS, outbox
from tests.faults.write_paths import NEW, WRITE_PATHS, WritePath, pulled_over, text_of


def all_paths(folder: Path, servers: ExitStack) -> dict[str, WritePath]:
    """Give them by name; the servers are ended with the stack.

    Parameters
    ----------
    folder : pathlib.Path
        Above the folders of all runs.
    servers : contextlib.ExitStack
        Ends the servers.
    """
    sent = folder / "data.csv"
    sent.write_text(text_of(NEW))
    address = servers.enter_context(mirror(sent))
    port = servers.enter_context(mail_server(folder / OUTBOX / WORK / ACCEPTED))
    return {
        **WRITE_PATHS,
        "pull": pulled_over(address),
        **SITE_PATHS,
        OUTBOX: outbox(port),
    }
