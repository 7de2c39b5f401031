"""Messages between the workbench and its workers: a length, then one pickled value, over a pipe."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

HEAD = struct.Struct("!I")
"""Four bytes that say how long the message is."""
READY, STEP, DONE, REFUSED, FAILED = "ready", "step", "done", "refused", "failed"
"""Kinds of messages of a worker."""


def packed(value: Any) -> bytes:
    """Write a message.

    Parameters
    ----------
    value : object
        What is sent; both ends are processes of this program.

    Examples
    --------
    >>> HEAD.unpack(packed(("done", 1))[:4])[0] == len(packed(("done", 1))) - 4
    True
    """
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(data)) + data


def unpacked(data: bytes) -> Any:
    """Read what a message holds.

    Parameters
    ----------
    data : bytes
        The message without its length.
    """
    return pickle.loads(data)


def received(stream: IO[bytes]) -> Any:
    """Read one message.

    Parameters
    ----------
    stream : binary file
        Where it comes from.

    Raises
    ------
    EOFError
        Where the other end is gone.
    """
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    (length,) = HEAD.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return unpacked(data)
