"""What both databases do in their own way: the index of words, and a log that is only added to."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE register_search USING fts5(title, text, paper UNINDEXED, "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
    "CREATE TRIGGER register_log_kept BEFORE UPDATE ON register_entry "
    "BEGIN SELECT RAISE(ABORT, 'a line of the log is not changed'); END",
    "CREATE TRIGGER register_log_whole BEFORE DELETE ON register_entry "
    "BEGIN SELECT RAISE(ABORT, 'a line of the log is not removed'); END",
)
POSTGRES = (
    "CREATE TABLE register_search (paper bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX register_search_words ON register_search USING gin (words)",
    "CREATE FUNCTION register_log_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a line of the log is not changed'; END $$",
    "CREATE TRIGGER register_log_kept BEFORE UPDATE OR DELETE ON register_entry "
    "FOR EACH ROW EXECUTE FUNCTION register_log_kept()",
)


def build(_: Any, editor: Any) -> None:
    """Create the indexes and the guard of the log.

    Parameters
    ----------
    _ : django.apps.registry.Apps
        The models of that time.
    editor : django.db.backends.base.schema.BaseDatabaseSchemaEditor
        Writes to the database.
    """
    statements = POSTGRES if editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Creates the indexes of words."""

    dependencies = (("register", "0001_initial"),)
    operations = (migrations.RunPython(build, migrations.RunPython.noop),)
