"""The second factor: typed after the password, set, renewed and removed."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp import login as remember

from detente.register.accounts import role_of
from detente.register.second_factor import (
    begun,
    codes_left,
    confirm,
    device_of,
    is_required,
    key_of,
    new_codes,
    passed,
    remove,
)

METHODS = ["GET", "POST"]
WRONG = gettext_lazy("This code is wrong or was used. After a wrong one, wait before the next.")
PICTURE = {"scale": 5, "border": 4, "light": "#ffffff", "svgclass": None, "lineclass": None}


class CodeForm(forms.Form):
    """A code."""

    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


@never_cache
@login_required
@require_http_methods(METHODS)
def code(request: Any) -> Any:
    """Ask for a code after the password.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    if request.user.is_verified() or device_of(request.user) is None:
        return redirect("desk")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = passed(request.user, form.cleaned_data["code"])
        if device is not None:
            _verified(request, device)
            return redirect("desk")
        form.add_error("code", WRONG)
    status = 422 if request.method == "POST" else 200
    return render(request, "register/code.html", {"form": form}, status=status)


def _verified(request: Any, device: Any) -> None:
    """Keep in the session that a code was right; the session gets another name."""
    request.session.cycle_key()
    remember(request, device)


@never_cache
@login_required
@require_http_methods(METHODS)
def second(request: Any) -> Any:
    """Set a second factor; where there is one, renew its recovery codes or remove it.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    if not role_of(request.user):
        raise PermissionDenied
    is_set = device_of(request.user) is not None
    if is_set and not request.user.is_verified():
        return redirect("code")
    form = CodeForm(request.POST or None)
    said: dict[str, Any] = {"form": form, "is_set": is_set}
    status = 200
    if request.method == "POST":
        done = _done(request, form, is_set=is_set) if form.is_valid() else None
        if done == []:
            return redirect("desk")
        if done is None:
            status = 422
        said["codes"] = done
    return render(
        request, "register/second.html", said | _shown(request.user, is_set), status=status
    )


def _done(request: Any, form: CodeForm, *, is_set: bool) -> list[str] | None:
    """Do what a button asks for: recovery codes, none where it is removed, None where refused."""
    typed, to = form.cleaned_data["code"], request.POST.get("to", "")
    if not is_set:
        device = begun(request.user)
        codes = confirm(device, typed)
        if codes:
            _verified(request, device)
            return codes
    elif to == "remove" and is_required(request.user):
        raise PermissionDenied
    elif passed(request.user, typed) is not None:
        if to == "remove":
            remove(request.user, who=request.user.get_username())
            return []
        return new_codes(request.user)
    form.add_error("code", WRONG)
    return None


def _shown(user: Any, is_set: bool) -> dict[str, Any]:
    """Give what the page shows: the key where there is none yet, else how many codes are left."""
    said: dict[str, Any] = {"is_required": is_required(user)}
    if is_set:
        return said | {"left": codes_left(user)}
    device = begun(user) if device_of(user) is None else None
    if device is None:
        return said
    picture = segno.make(device.config_url, error="m").svg_inline(**PICTURE)
    # the drawing is made of numbers alone
    return said | {"key": key_of(device), "picture": mark_safe(picture)}
