"""Where a site keeps what it has: the folder, the database, the address, and the secret key."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from detente.errors import RequestError, StoreError
from detente.files import write_bytes
from detente.settings import settings

FOLDER = "site"
"""Folder of a site below the folder of the store."""
ADDRESS = "address.txt"
"""File that keeps the address under which readers reach a site."""
SCHEMES = ("postgresql", "postgres")
"""How the address of a database server begins."""
HERE = "http://127.0.0.1:8000"
"""Address of a site that is read on this machine alone."""
KEY_LETTERS = 50
"""Letters of the secret key before they are written as text."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site: everything else follows from these three.

    Attributes
    ----------
    folder : pathlib.Path
        Where files, theme and key are; with SQLite also the database.
    database : str
        Address of a PostgreSQL database; empty for SQLite in the folder.
    base_url : str
        Address under which readers reach it.
    """

    folder: Path
    database: str = ""
    base_url: str = HERE

    def __post_init__(self) -> None:
        if self.database and urlsplit(self.database).scheme not in SCHEMES:
            raise RequestError(
                "the database is not the address of a PostgreSQL database",
                where="--database",
                next_step="write it as postgresql://USER:PASSWORD@HOST/NAME",
            )

    @property
    def store(self) -> Path:
        """Folder of the frozen bytes, each file named after its digest."""
        return self.folder / "frozen"

    @property
    def public(self) -> Path:
        """Folder of what the server sends without asking anybody."""
        return self.folder / "public"

    @property
    def files(self) -> Path:
        """Folder of the files of published editions."""
        return self.public / "files"

    @property
    def theme(self) -> Path:
        """Folder of styles, fonts and logo as they are sent."""
        return self.public / "theme"

    @property
    def own_theme(self) -> Path:
        """Folder in which the institute puts its own colours, logo and footer."""
        return self.folder / "theme"

    @property
    def sqlite(self) -> Path:
        """File of the database where it is SQLite."""
        return self.folder / "site.db"

    @property
    def is_secure(self) -> bool:
        """Whether readers reach it by https."""
        return self.base_url.startswith("https://")

    @property
    def prefix(self) -> str:
        """Path below which the site is reached; it ends in a slash."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    @property
    def host(self) -> str:
        """Name under which it is called."""
        return urlsplit(self.base_url).hostname or "127.0.0.1"

    def absolute(self, path: str) -> str:
        """Give the whole address of a page.

        Parameters
        ----------
        path : str
            The path, which begins with a slash and holds the prefix.

        Examples
        --------
        >>> Site(folder=Path("."), base_url="https://example.org").absolute("/about/")
        'https://example.org/about/'
        """
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}{path}"

    @cached_property
    def secret(self) -> str:
        """The key that signs links and sessions: made once, readable by its owner alone."""
        path = self.folder / "secret.key"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return self._key_of(path)
        except OSError as error:
            raise StoreError(
                f"the key of the site cannot be written ({error.strerror})",
                where=str(self.folder),
                next_step="see that the folder of the site is there and may be written",
            ) from error
        with os.fdopen(handle, "w", encoding="ascii") as file:
            key = secrets.token_urlsafe(KEY_LETTERS)
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return key

    def _key_of(self, path: Path) -> str:
        """Read the key that was made before."""
        try:
            return path.read_text(encoding="ascii").strip()
        except OSError as error:
            raise StoreError(
                f"the key of the site cannot be read ({error.strerror})",
                where=str(self.folder),
                next_step="it belongs to the user who runs the site: run this command as that user",
            ) from error

    def connection(self) -> dict[str, object]:
        """Give the database as the framework wants it described."""
        if not self.database:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.sqlite),
                "OPTIONS": {
                    # a commit that was answered is on the disk, and readers do not wait for writers
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                },
            }
        parts = urlsplit(self.database)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
        }


def own_site(*, database: str = "", base_url: str = "") -> Site:
    """Give the site of this machine's store.

    Parameters
    ----------
    database : str
        Address of a PostgreSQL database; empty for SQLite.
    base_url : str
        Address under which readers reach it; empty for the one that was kept, or this machine
        alone.

    Raises
    ------
    RequestError
        Where the database is no address of a PostgreSQL database.
    """
    folder = settings().home / FOLDER
    kept = folder / ADDRESS
    address = base_url or (kept.read_text("utf-8").strip() if kept.exists() else HERE)
    return Site(folder=folder, database=database, base_url=address)


def remember_address(site: Site) -> None:
    """Keep the address of a site: commands to which none is given take it.

    Parameters
    ----------
    site : Site
        The site.
    """
    site.folder.mkdir(parents=True, exist_ok=True)
    write_bytes(site.folder / ADDRESS, f"{site.base_url}\n".encode())
