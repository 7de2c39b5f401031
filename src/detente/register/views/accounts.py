"""Accounts on the desk: the administrator invites, and everybody chooses the own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from detente.errors import RequestError
from detente.register.accounts import (
    ACCOUNT_ROLES,
    ADMINISTRATOR,
    NAME,
    account_role,
    make_account,
    password_link,
    set_open,
)
from detente.register.errors_shown import not_found
from detente.register.log import record
from detente.register.states import AUTHOR
from detente.register.views.desk import needs, shown
from detente.register.views.entry import NAME_FAULT, PASSWORD_RULES

ROLE_NAMES = {"author": _("author"), "editor": _("editor"), ADMINISTRATOR: _("administrator")}


class InviteForm(forms.Form):
    """An account that an administrator makes."""

    username = forms.RegexField(
        NAME,
        max_length=60,
        label=_("Name to sign in with"),
        error_messages={"invalid": NAME_FAULT},
    )
    role = forms.ChoiceField(
        choices=[(role, ROLE_NAMES[role]) for role in ACCOUNT_ROLES], label=_("Role")
    )
    mail = forms.EmailField(required=False, label=_("Mail (optional)"))


@needs(ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def people(request: Any) -> Any:
    """List accounts; make one, give its link once more, close it or open it."""
    to, form, status = request.POST.get("to", ""), InviteForm(), 200
    said: dict[str, Any] = {}
    if request.method == "POST":
        if to == "invite":
            form = InviteForm(request.POST)
            user = _invited(form, request.user.get_username())
            status = 200 if user is not None else 422
        else:
            user = _changed(request, to)
            if to != "link":
                return redirect("desk-people")
        if user is not None:
            said = {"invited": user, "link": password_link(user, who=request.user.get_username())}
            form = InviteForm()
    users = get_user_model().objects.prefetch_related("groups").order_by("username")
    said |= {"form": form, "accounts": [(one, account_role(one)) for one in users]}
    return shown(request, "people", said, status=status)


def _invited(form: InviteForm, who: str) -> Any:
    """Make the account that a form asks for; None where it says what is wrong."""
    if not form.is_valid():
        return None
    said = form.cleaned_data
    try:
        return make_account(said["username"], said["role"], mail=said["mail"], who=who)
    except RequestError as error:
        form.add_error("username", error.what)
    return None


def _changed(request: Any, to: str) -> Any:
    """Do what the button of an account says."""
    key = request.POST.get("account", "")
    if to not in ("link", "close", "open") or not key.isdecimal() or len(key) > 18:
        raise PermissionDenied
    user = get_object_or_404(get_user_model(), pk=int(key))
    if to != "link":
        # nobody closes the account that is in use
        if user.pk == request.user.pk:
            raise PermissionDenied
        set_open(user, is_open=to == "open", who=request.user.get_username())
    return user


class ChooseForm(SetPasswordForm):
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = PASSWORD_RULES


class ChangeForm(PasswordChangeForm):
    """The password of now, and a new one, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = PASSWORD_RULES


class Choose(PasswordResetConfirmView):
    """The page behind the link of an account: a password is chosen with a button, once."""

    template_name = "register/choose.html"
    form_class = ChooseForm
    success_url = reverse_lazy("enter")

    def render_to_response(self, context: Any, **more: Any) -> Any:
        """Show the form; a link that was used, is old or was forged is no page."""
        if not self.validlink:
            return not_found(self.request)
        return super().render_to_response(context, **more)

    def form_invalid(self, form: Any) -> Any:
        """Say what is wrong with the password."""
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def form_valid(self, form: Any) -> Any:
        """Keep the password, and say so in the log."""
        record(form.user.get_username(), "chose a password", form.user.get_username())
        return super().form_valid(form)


class Change(PasswordChangeView):
    """The page on which somebody changes the own password."""

    template_name = "register/desk/password.html"
    form_class = ChangeForm
    success_url = reverse_lazy("desk")

    def form_invalid(self, form: Any) -> Any:
        """Say what is wrong with the password."""
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def form_valid(self, form: Any) -> Any:
        """Keep the password, and say so in the log."""
        record(form.user.get_username(), "changed the password", form.user.get_username())
        return super().form_valid(form)


password = needs(AUTHOR)(Change.as_view())
