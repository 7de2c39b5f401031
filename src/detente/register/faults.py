"""What a site cannot read or write, said in one line of the error tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from detente.errors import StoreError


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Say in one line that the database or a file of the site cannot be used.

    Raises
    ------
    StoreError
        Where the database refuses, and where a file of the site is gone or may not be written.

    Examples
    --------
    >>> with said_in_one_line():
    ...     raise PermissionError(13, "Permission denied")
    Traceback (most recent call last):
    ...
    detente.errors.StoreError: a file of the site cannot be used (Permission denied); ...
    """
    try:
        yield
    except OperationalError as error:
        said = " ".join(str(error).split())
        raise StoreError(
            f"the database of the site cannot be used ({said[:200]})",
            next_step="see that its disk has room and that its folder is there",
        ) from error
    except (FileNotFoundError, PermissionError, NotADirectoryError) as error:
        raise StoreError(
            f"a file of the site cannot be used ({error.strerror or error})",
            where=str(error.filename or ""),
            next_step="see that the folder of the site is there and may be written",
        ) from error
