"""The index of words of comments, filled with those that are shown."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE register_comment_search USING fts5(text, "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
)
POSTGRES = (
    "CREATE TABLE register_comment_search (comment bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX register_comment_words ON register_comment_search USING gin (words)",
)


def build(models: Any, editor: Any) -> None:
    """Create the index, with the comments of before.

    Parameters
    ----------
    models : django.apps.registry.Apps
        The models of that time.
    editor : django.db.backends.base.schema.BaseDatabaseSchemaEditor
        Writes to the database.
    """
    from detente.register.comment_words import index_shown

    statements = POSTGRES if editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        editor.execute(statement)
    if models.get_model("register", "Comment").objects.exists():
        index_shown()


class Migration(migrations.Migration):
    """Creates the index of comments."""

    dependencies = (("register", "0004_replies"),)
    operations = (migrations.RunPython(build, migrations.RunPython.noop),)
