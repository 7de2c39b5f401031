"""``detente site``: backup, restore, accounts, a person's data, watching."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.ledger import LedgerFile, path_of
from detente.cli.options import Database

if TYPE_CHECKING:
    from detente.register.site import Site

NEEDS = "Needs the packages of the extras 'web' and 'site'.\n\n"
app = typer.Typer(
    no_args_is_help=True,
    help="The site of published papers: backup, restore, accounts, people's data, watching.",
    epilog="Example: detente site backup site.zip",
)
BaseUrl = Annotated[
    str, typer.Option("--base-url", help="Address that readers use; else the server's.")
]


def _open(database: str, base_url: str = "") -> Site:
    """Open the site of this machine."""
    from detente.register.configured import require_packages

    require_packages()
    from detente.register.opening import open_site
    from detente.register.site import own_site

    site = own_site(database=database, base_url=base_url)
    open_site(site)
    return site


@app.command(epilog=NEEDS + "Example: detente site backup site.zip")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    *,
    database: Database = "",
) -> None:
    """Write rows, frozen files and theme into one file; every member is read back."""
    site = _open(database)
    from detente.register.backup import backup as write

    _say(write(site, file))
    out(f"written to {file}")


@app.command(epilog=NEEDS + "Example: detente site restore site.zip")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    *,
    database: Database = "",
) -> None:
    """Fill an empty site from a backup, of SQLite or PostgreSQL into either of them."""
    site = _open(database)
    from detente.register.backup import restore as read

    _say(read(site, file))
    out(f"restored into {site.folder}")


@app.command(epilog=NEEDS + "Example: detente site link --base-url https://papers.example.org")
def link(*, database: Database = "", base_url: BaseUrl = "") -> None:
    """Give the link of the first administrator once more; it works for 48 hours."""
    site = _open(database, base_url)
    from detente.register.opening import first_link

    out(first_link(site) or "the site has an administrator already")


@app.command(epilog=NEEDS + "Example: detente site account jana --role editor")
def account(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name with which somebody signs in.")],
    *,
    role: Annotated[
        str, typer.Option("--role", help="Of a new account: author, editor or administrator.")
    ] = "",
    mail: Annotated[str, typer.Option("--mail", help="Of a new account: its mail address.")] = "",
    database: Database = "",
    base_url: BaseUrl = "",
) -> None:
    """Give a link by which somebody chooses a password once, for a new account or an old one."""
    _open(database, base_url)
    from detente.errors import RequestError
    from detente.register import accounts

    user = accounts.account(name)
    if user is None and not role:
        raise RequestError(
            f"there is no account '{name[:80]}'",
            where="NAME",
            next_step="make one with --role author, editor or administrator",
        )
    if user is None or role:
        user = accounts.make_account(name, role, mail=mail, who="the operator")
    link = accounts.password_link(user, who="the operator")
    out(f"a password is chosen once, within 48 hours, at {link}")


@app.command(epilog=NEEDS + "Example: detente site person reader@example.org")
def person(
    mail: Annotated[str, typer.Argument(metavar="MAIL", help="A mail address.")],
    *,
    erase: Annotated[bool, typer.Option("--erase", help="Erase it instead.")] = False,
    database: Database = "",
) -> None:
    """Give out what is kept of a reader who left an address, or erase it."""
    _open(database)
    from detente.register import people

    if erase:
        out(f"erased: {people.erase(mail, who='the operator')} rows")
        return
    out_json(people.kept_of(mail))


@app.command(name="second-factor", epilog=NEEDS + "Example: detente site second-factor editor")
def second_factor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name with which somebody signs in.")],
    *,
    take_away: Annotated[
        bool, typer.Option("--remove", help="Remove it, as where the device was lost.")
    ] = False,
    database: Database = "",
) -> None:
    """Say whether an account has a second factor, or remove it."""
    _open(database)
    from detente.errors import RequestError
    from detente.register import accounts
    from detente.register.second_factor import device_of, remove

    user = accounts.account(name)
    if user is None:
        raise RequestError(f"there is no account '{name[:80]}'", where="NAME")
    if not take_away:
        out(f"{name}: {'has a second factor' if device_of(user) else 'no second factor'}")
        return
    removed = remove(user, who="the operator")
    out(f"{name}: {'the second factor is removed' if removed else 'no second factor'}")


@app.command(epilog=NEEDS + "Example: detente site watch --base-url https://papers.example.org")
def watch(
    *,
    ledger: LedgerFile = None,
    base_url: BaseUrl = "",
    database: Database = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Look at every pair of a published paper; announce windows and forecasts that are new."""
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    _open(database, base_url)
    from detente.register.watching import look_at_all

    with progress(quiet=quiet):
        found = look_at_all(default_catalog(default_store()), path_of(ledger))
    for one in found:
        pair = " and ".join(one.pair)
        if one.left_out:
            out(f"{pair}: left out, {one.left_out}")
        for title in one.happened:
            out(f"{pair}: {title}")
    new, first = sum(len(one.happened) for one in found), sum(one.is_first for one in found)
    out(f"{len(found)} pairs, {new} announcements; {first} looked at for the first time")


def _say(counts: dict[str, int]) -> None:
    """Say how many rows there are."""
    for name, count in counts.items():
        out(f"{name.partition('.')[2].lower()}:  {count}")
