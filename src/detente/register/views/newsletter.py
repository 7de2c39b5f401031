"""The newsletter: asked for, confirmed with a button, left with one click."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from detente.register.clock import now
from detente.register.configured import current
from detente.register.forms import NewsletterForm
from detente.register.letters import ask_to_confirm
from detente.register.links import JOIN, LEAVE, subject_of
from detente.register.mailing import read_post
from detente.register.models import Letter, Subscriber
from detente.register.senders import is_too_often

AN_HOUR = 5
"""Addresses for which one sender asks in an hour."""
METHODS = ["GET", "POST"]


# no form here has a session behind it: a signed link says who asks
@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def ask(request: Any) -> Any:
    """Take an address; the answer is the same whether it was known or not."""
    if read_post(current()) is None:
        raise Http404
    form = NewsletterForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "register/newsletter.html", {"form": form}, status=status)
    if not form.cleaned_data["website"] and not is_too_often(request, "newsletter", AN_HOUR):
        mail = form.cleaned_data["mail"].lower()
        found, _ = Subscriber.objects.get_or_create(mail=mail, defaults={"asked_at": now()})
        if not found.is_confirmed:
            ask_to_confirm(found)
    return render(request, "register/newsletter.html", {"is_asked": True})


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def confirm(request: Any, token: str) -> Any:
    """Confirm with a button: a mail scanner that opens the link confirms nothing."""
    mail = subject_of(token, JOIN)
    found = Subscriber.objects.filter(mail=mail).first() if mail else None
    if found is None:
        raise Http404
    if request.method == "POST" and not found.is_confirmed:
        asked = Subscriber.objects.filter(pk=found.pk)
        asked.update(is_confirmed=True, confirmed_at=now(), stopped_at=None)
    said = {"mail": mail, "is_done": request.method == "POST", "what": "join"}
    return render(request, "register/newsletter_button.html", said)


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def leave(request: Any, token: str) -> Any:
    """Leave: a mail program posts here by itself, a reader presses the button."""
    mail = subject_of(token, LEAVE)
    if mail is None:
        raise Http404
    if request.method == "POST":
        Subscriber.objects.filter(mail=mail).delete()
        Letter.objects.filter(to=mail, state="waiting", key__startswith="edition ").delete()
    said = {"mail": mail, "is_done": request.method == "POST", "what": "leave"}
    return render(request, "register/newsletter_button.html", said)
