"""Watching a pair: who asked for it, what happened, and what was seen before."""

from __future__ import annotations

from django.db import migrations, models

NAME, LINE = 120, 300
OF_KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}


def _fields(**more: models.Field) -> list[tuple[str, models.Field]]:
    """Give the fields of a table on a pair."""
    pair = {name: models.CharField(max_length=NAME) for name in ("first", "second")}
    key = {"id": models.BigAutoField(**OF_KEY)}
    return list((key | pair | more).items())


WATCH = _fields(
    mail=models.EmailField(max_length=254),
    is_confirmed=models.BooleanField(default=False),
    asked_at=models.DateTimeField(),
    confirmed_at=models.DateTimeField(blank=True, null=True),
)
HAPPENING = _fields(
    key=models.CharField(max_length=LINE, unique=True),
    kind=models.CharField(max_length=10),
    title=models.CharField(max_length=LINE),
    text=models.TextField(),
    at=models.DateTimeField(),
)
LOOK = _fields(seen=models.JSONField(default=dict), at=models.DateTimeField())
WATCH_MEANS = {"ordering": ("id",), "verbose_name_plural": "watches"}
WATCH_ONCE = models.UniqueConstraint(fields=("first", "second", "mail"), name="register_watch_once")
LOOK_ONCE = models.UniqueConstraint(fields=("first", "second"), name="register_look_once")
HAPPENING_MEANS = {"ordering": ("-at", "-id")}
CREATED = (("Watch", WATCH, WATCH_MEANS), ("Happening", HAPPENING, HAPPENING_MEANS), ("Look", LOOK))
HAPPENED = models.Index(fields=("first", "second", "at"), name="register_happened")


class Migration(migrations.Migration):
    """Creates the tables of what is watched."""

    dependencies = (("register", "0002_search"),)
    operations = (
        *(migrations.CreateModel(*table) for table in CREATED),
        migrations.AddConstraint(model_name="watch", constraint=WATCH_ONCE),
        migrations.AddConstraint(model_name="look", constraint=LOOK_ONCE),
        migrations.AddIndex(model_name="happening", index=HAPPENED),
    )
