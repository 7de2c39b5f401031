"""The first tables: each model with its fields, as a table that is read below."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

Fields = tuple[tuple[str, Any, dict[str, Any]], ...]
LINE, LONG, NAME = 300, 2_000, 120
OF_KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}
KEY = ("id", models.BigAutoField, OF_KEY)
SLUG = ("slug", models.SlugField, {"max_length": NAME, "unique": True})
BLANK_NAME, BLANK_TEXT = {"max_length": NAME, "blank": True}, {"max_length": LONG, "blank": True}
IS_PERSON = {"verbose_name": "a person, not a desk", "default": False}
PERSON = (
    KEY,
    ("name", models.CharField, {"max_length": NAME}),
    SLUG,
    ("role", models.CharField, BLANK_NAME),
    ("about", models.TextField, BLANK_TEXT),
    ("mail", models.EmailField, {"blank": True, "max_length": 254}),
    ("is_person", models.BooleanField, IS_PERSON),
)
PROJECT = (
    KEY,
    ("title", models.CharField, {"max_length": LINE}),
    SLUG,
    ("summary", models.TextField, BLANK_TEXT),
    ("ongoing", models.BooleanField, {"default": True}),
)
KINDS = [("region", "region"), ("topic", "topic")]
TAG = (
    KEY,
    ("name", models.CharField, {"max_length": NAME}),
    SLUG,
    ("kind", models.CharField, {"max_length": 10, "choices": KINDS, "default": "topic"}),
)
OF_PROJECT = {
    "to": "register.project",
    "null": True,
    "blank": True,
    "on_delete": models.SET_NULL,
    "related_name": "papers",
}
PAPER = (
    KEY,
    SLUG,
    ("project", models.ForeignKey, OF_PROJECT),
    ("series", models.CharField, BLANK_NAME),
    ("doi", models.CharField, {**BLANK_NAME, "verbose_name": "DOI"}),
    (
        "tags",
        models.ManyToManyField,
        {"to": "register.tag", "blank": True, "related_name": "papers"},
    ),
    ("comments_open", models.BooleanField, {"default": True}),
    ("likes", models.PositiveIntegerField, {"default": 0, "editable": False}),
)
TO_PAPER = {"to": "register.paper", "on_delete": models.CASCADE}
TO_PERSON = {"to": "register.person", "on_delete": models.PROTECT, "related_name": "authorship"}
AUTHORSHIP = (
    KEY,
    ("place", models.PositiveSmallIntegerField, {"default": 0}),
    ("paper", models.ForeignKey, {**TO_PAPER, "related_name": "authorship"}),
    ("person", models.ForeignKey, TO_PERSON),
)
OF_PAPER = {"to": "register.paper", "on_delete": models.PROTECT, "related_name": "editions"}
EDITION: Fields = (
    KEY,
    ("number", models.PositiveSmallIntegerField, {}),
    ("state", models.CharField, {"max_length": 10, "default": "draft"}),
    ("version", models.PositiveIntegerField, {"default": 1}),
    ("identifier", models.CharField, {"max_length": NAME}),
    ("title", models.CharField, {"max_length": LINE}),
    ("subtitle", models.CharField, {"max_length": LINE}),
    ("about", models.JSONField, {"default": dict}),
    ("changes", models.JSONField, {"default": dict}),
    ("note", models.TextField, BLANK_TEXT),
    ("reason", models.TextField, BLANK_TEXT),
    ("made", models.DateField, {}),
    ("frozen_at", models.DateTimeField, {}),
    ("published_at", models.DateTimeField, {"null": True, "blank": True}),
    ("withdrawn_at", models.DateTimeField, {"null": True, "blank": True}),
    ("paper", models.ForeignKey, OF_PAPER),
)
OF_EDITION = {"to": "register.edition", "on_delete": models.PROTECT, "related_name": "files"}
FROZEN_FILE: Fields = (
    KEY,
    ("name", models.CharField, {"max_length": NAME}),
    ("sha256", models.CharField, {"max_length": 64}),
    ("size", models.PositiveBigIntegerField, {}),
    ("edition", models.ForeignKey, OF_EDITION),
)
COMMENT: Fields = (
    KEY,
    ("name", models.CharField, {"max_length": NAME}),
    ("mail", models.EmailField, {"blank": True, "max_length": 254}),
    ("text", models.TextField, {"max_length": 5_000}),
    ("state", models.CharField, {"max_length": 10, "default": "waiting"}),
    ("is_example", models.BooleanField, {"default": False}),
    ("sent_at", models.DateTimeField, {}),
    ("paper", models.ForeignKey, {**TO_PAPER, "related_name": "comments"}),
)
LIKE: Fields = (
    KEY,
    ("day", models.DateField, {}),
    ("mark", models.CharField, {"max_length": 64}),
    ("paper", models.ForeignKey, {**TO_PAPER, "related_name": "liked"}),
)
SUBSCRIBER: Fields = (
    KEY,
    ("mail", models.EmailField, {"max_length": 254, "unique": True}),
    ("is_confirmed", models.BooleanField, {"default": False}),
    ("asked_at", models.DateTimeField, {}),
    ("confirmed_at", models.DateTimeField, {"null": True, "blank": True}),
)
LETTER: Fields = (
    KEY,
    ("key", models.CharField, {"max_length": LINE, "unique": True}),
    ("to", models.EmailField, {"max_length": 254}),
    ("subject", models.CharField, {"max_length": LINE}),
    ("text", models.TextField, {}),
    ("html", models.TextField, {"blank": True}),
    ("leave", models.CharField, {"max_length": LINE, "blank": True}),
    ("state", models.CharField, {"max_length": 10, "default": "waiting"}),
    ("tries", models.PositiveSmallIntegerField, {"default": 0}),
    ("due_at", models.DateTimeField, {}),
    ("sent_at", models.DateTimeField, {"null": True, "blank": True}),
    ("fault", models.CharField, {"max_length": LINE, "blank": True}),
)
ENTRY: Fields = (
    KEY,
    ("at", models.DateTimeField, {}),
    ("who", models.CharField, {"max_length": NAME}),
    ("what", models.CharField, {"max_length": NAME}),
    ("subject", models.CharField, {"max_length": LINE}),
    ("detail", models.JSONField, {"default": dict}),
    ("before", models.CharField, {"max_length": 64}),
    ("digest", models.CharField, {"max_length": 64}),
)
PERSON_MEANS = {"ordering": ("name",), "verbose_name_plural": "people"}
PROJECT_MEANS = {"ordering": ("-ongoing", "title")}
ENTRY_MEANS = {"ordering": ("id",), "verbose_name_plural": "entries"}
TABLES: tuple[tuple[str, Fields, dict[str, Any]], ...] = (
    ("Person", PERSON, PERSON_MEANS),
    ("Project", PROJECT, PROJECT_MEANS),
    ("Tag", TAG, {"ordering": ("kind", "name")}),
    ("Paper", PAPER, {"ordering": ("slug",)}),
    ("Authorship", AUTHORSHIP, {"ordering": ("place",)}),
    ("Edition", EDITION, {"ordering": ("paper", "number")}),
    ("FrozenFile", FROZEN_FILE, {"ordering": ("name",)}),
    ("Comment", COMMENT, {"ordering": ("sent_at",)}),
    ("Like", LIKE, {}),
    ("Subscriber", SUBSCRIBER, {"ordering": ("id",)}),
    ("Letter", LETTER, {"ordering": ("due_at",)}),
    ("Entry", ENTRY, ENTRY_MEANS),
)
ONCE = (
    ("authorship", ("paper", "person"), "register_author_once"),
    ("edition", ("paper", "number"), "register_number_once"),
    ("frozenfile", ("edition", "name"), "register_file_once"),
    ("like", ("paper", "day", "mark"), "register_like_once"),
)
COMMENT_STATE = models.Index(fields=("state", "sent_at"), name="register_comment_state")

LETTER_DUE = models.Index(fields=("state", "due_at"), name="register_letter_due")


def _created(name: str, fields: Any, options: dict[str, Any]) -> Any:
    """Create the table of a model."""
    made = [(field, kind(**given)) for field, kind, given in fields]
    return migrations.CreateModel(name=name, fields=made, options=options)


def _once(model: str, fields: tuple[str, ...], name: str) -> Any:
    """Allow each combination once."""
    rule = models.UniqueConstraint(fields=fields, name=name)
    return migrations.AddConstraint(model_name=model, constraint=rule)


class Migration(migrations.Migration):
    """Creates every table."""

    initial = True
    dependencies = ()
    operations = (
        *(_created(*table) for table in TABLES),
        *(_once(*rule) for rule in ONCE),
        migrations.AddIndex(model_name="comment", index=COMMENT_STATE),
        migrations.AddIndex(model_name="letter", index=LETTER_DUE),
    )
