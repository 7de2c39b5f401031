"""Letters that can be answered and come back, and addresses to which nothing is sent any more."""

from __future__ import annotations

from django.db import migrations, models


def _stopped(model: str) -> migrations.AddField:
    """Keep since when nothing is sent to an address."""
    field = models.DateTimeField(blank=True, null=True)
    return migrations.AddField(model_name=model, name="stopped_at", field=field)


class Migration(migrations.Migration):
    """Adds what a reply confirms, and when an address was stopped."""

    dependencies = (("register", "0003_watch"),)
    operations = (
        migrations.AddField(
            model_name="letter",
            name="confirms",
            field=models.CharField(blank=True, max_length=40),
        ),
        _stopped("subscriber"),
        _stopped("watch"),
    )
