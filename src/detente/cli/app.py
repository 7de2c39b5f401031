"""The application: every command, one line each."""

from __future__ import annotations

import typer

from detente.cli import (
    actors,
    backtest,
    brief,
    check,
    event_study,
    ideal_points,
    panel,
    relation,
    sources,
    speech,
    starter,
    study,
    votes,
    windows,
)

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The relation of two states or alliances, measured: power, identity, institutions.",
    epilog="Example: detente brief NATO Russia --as-of 2013 --out paper",
)

app.command(name="brief", epilog=brief.EXAMPLE)(brief.run)
app.command(name="relation", epilog=relation.EXAMPLE)(relation.run)
app.command(name="panel", epilog=panel.EXAMPLE)(panel.run)
app.command(name="ideal-points", epilog=ideal_points.EXAMPLE)(ideal_points.run)
app.command(name="votes", epilog=votes.EXAMPLE)(votes.run)
app.command(name="speech", epilog=speech.EXAMPLE)(speech.run)
app.command(name="study", epilog=study.EXAMPLE)(study.run)
app.command(name="event-study", epilog=event_study.EXAMPLE)(event_study.run)
app.command(name="check", epilog=check.EXAMPLE)(check.run)
app.command(name="windows", epilog=windows.EXAMPLE)(windows.run)
app.command(name="backtest", epilog=backtest.EXAMPLE)(backtest.run)
app.command(name="actors", epilog=actors.EXAMPLE)(actors.run)
app.add_typer(sources.app, name="sources")
app.add_typer(starter.app, name="starter")
