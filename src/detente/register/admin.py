"""The administrator's tables: people, projects, tags and papers; editions and the log are read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from detente.register.log import record
from detente.register.models import (
    Authorship,
    Comment,
    Edition,
    Entry,
    FrozenFile,
    Paper,
    Person,
    Project,
    Tag,
)
from detente.register.words import index


class ReadOnly(admin.ModelAdmin):
    """A table that is read here and changed by publishing alone."""

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        """Add nothing."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Change nothing."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Remove nothing."""
        return False


class Authors(admin.TabularInline):
    """The authors of a paper, on its page."""

    model = Authorship
    extra = 1


class PaperTable(admin.ModelAdmin):
    """What editors say of a paper beside its text."""

    inlines = (Authors,)
    list_display = ("slug", "project", "series", "doi", "comments_open")
    filter_horizontal = ("tags",)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Find the paper by its new tags, authors and project, and write down who changed them."""
        super().save_related(request, form, formsets, change)
        index(form.instance)
        record(request.user.get_username(), "filed", str(form.instance))

    def has_add_permission(self, request: Any) -> bool:
        """Make papers by publishing alone."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Withdraw a paper instead of removing it."""
        return False

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """Keep the address of a paper that is there."""
        return ("slug",)


class Slugged(admin.ModelAdmin):
    """A table whose addresses are made from names."""

    list_display = ("__str__", "slug")

    def get_prepopulated_fields(self, request: Any, obj: Any = None) -> Any:
        """Make the address from the name."""
        return {"slug": ("title" if self.model is Project else "name",)}


# nobody reads the keys and recovery codes of others, or gives himself one of theirs
admin.site.unregister((TOTPDevice, StaticDevice))
admin.site.site_header = _("Register")
admin.site.register((Person, Project, Tag), Slugged)
admin.site.register(Paper, PaperTable)
admin.site.register((Edition, FrozenFile, Entry, Comment), ReadOnly)
