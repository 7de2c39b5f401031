"""Signing in and out, and the link of the first administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, login, logout, password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from detente.register.accounts import NAME
from detente.register.links import FIRST, subject_of
from detente.register.log import record

NAME_FAULT = _("Use letters, digits, dots, hyphens and underscores.")
PASSWORD_RULES = _("Twelve letters at least, and none that many people use")
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Enter(LoginView):
    """The page on which staff sign in."""

    template_name = "register/enter.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> Any:
        """Sign in, and say so in the log."""
        name = form.get_user().get_username()
        record(name, "signed in", name)
        return super().form_valid(form)


class FirstForm(forms.Form):
    """Name and password of the first administrator."""

    username = forms.RegexField(
        NAME,
        max_length=60,
        label=_("Name to sign in with"),
        error_messages={"invalid": NAME_FAULT},
    )
    mail = forms.EmailField(required=False, label=_("Mail (optional)"))
    password = forms.CharField(
        widget=forms.PasswordInput,
        max_length=200,
        label=_("Password"),
        help_text=PASSWORD_RULES,
    )

    def clean_password(self) -> str:
        """Refuse a password that is short or common."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password


@never_cache
def first(request: Any, token: str) -> Any:
    """Make the first administrator; the link serves once.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    token : str
        From the link.
    """
    users: Any = get_user_model().objects
    form = FirstForm(request.POST or None)
    with transaction.atomic():
        there_is_one = users.select_for_update().filter(is_superuser=True, is_active=True).exists()
        if there_is_one or subject_of(token, FIRST) is None:
            raise Http404
        if request.method != "POST" or not form.is_valid():
            # opening the link changes nothing: a mail scanner may do so
            status = 422 if request.method == "POST" else 200
            return render(request, "register/first.html", {"form": form}, status=status)
        said = form.cleaned_data
        user = users.create_superuser(said["username"], said["mail"], said["password"])
        record(user.get_username(), "became administrator", user.get_username())
    login(request, user, backend=BACKEND)
    return redirect("desk")


@require_POST
def leave(request: Any) -> Any:
    """Sign out.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    logout(request)
    return redirect("front")
