"""The administrator's tables: people, projects, tags and papers; editions and the log are read."""

from __future__ import annotations

from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
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


class Recorded(admin.ModelAdmin):
    """A table whose changes are lines of the log."""

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        """Write down who made a row."""
        self._record(request, "made", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        """Write down who changed a row."""
        self._record(request, "changed", obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        """Write down who removed rows."""
        for one in queryset:
            self._record(request, "removed", one)
        return super().log_deletions(request, queryset)

    def _record(self, request: Any, what: str, row: Any) -> None:
        name = f"{what} a row of {row._meta.verbose_name_plural}"
        record(request.user.get_username(), name, str(row))


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


class PaperTable(Recorded):
    """What editors say of a paper beside its text."""

    inlines = (Authors,)
    list_display = ("slug", "project", "series", "doi", "comments_open")
    filter_horizontal = ("tags",)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Find the paper by its new tags, authors and project."""
        super().save_related(request, form, formsets, change)
        index(form.instance)

    def has_add_permission(self, request: Any) -> bool:
        """Make papers by publishing alone."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Withdraw a paper instead of removing it."""
        return False

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """Keep the address of a paper that is there."""
        return ("slug",)


class Slugged(Recorded):
    """A table whose addresses are made from names."""

    list_display = ("__str__", "slug")

    def get_prepopulated_fields(self, request: Any, obj: Any = None) -> Any:
        """Make the address from the name."""
        return {"slug": ("title" if self.model is Project else "name",)}


class AccountTable(Recorded, UserAdmin):
    """Accounts: their roles, and whether they are open; the desk makes them."""

    fieldsets = ((None, {"fields": ("username", "email", "is_active", "is_superuser", "groups")}),)
    list_display = ("username", "email", "is_superuser", "is_active", "last_login")
    list_filter = ("is_superuser", "is_active", "groups")
    readonly_fields = ("username",)

    def has_add_permission(self, request: Any) -> bool:
        """Make accounts on the desk, where a link goes with them."""
        return False

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Let administrators, and nobody else, see these tables."""
        obj.is_staff = obj.is_superuser
        super().save_model(request, obj, form, change)


# nobody reads the keys and recovery codes of others, or gives himself one of theirs
admin.site.unregister((TOTPDevice, StaticDevice))
# roles are those of the site, and who signed in is not removed
admin.site.unregister((Group, get_user_model(), AccessLog, AccessFailureLog))
admin.site.site_header = _("Register")
admin.site.register((Person, Project, Tag), Slugged)
admin.site.register(Paper, PaperTable)
admin.site.register(get_user_model(), AccountTable)
admin.site.register((Edition, FrozenFile, Entry, Comment), ReadOnly)
