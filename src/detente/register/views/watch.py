"""The page of a pair, and letters about it: asked for, confirmed with a button, left at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from detente.register.clock import now
from detente.register.configured import current
from detente.register.forms import NewsletterForm
from detente.register.letters import ask_to_confirm_watch
from detente.register.links import UNWATCH, WATCH, subject_of
from detente.register.mailing import read_post
from detente.register.models import Edition, Happening, Letter, Watch
from detente.register.senders import is_too_often
from detente.register.states import SHOWN
from detente.register.views.listed import published
from detente.register.watching import pair_of

AN_HOUR = 5
"""Addresses for which one sender asks in an hour."""
ON_PAGE = 100
METHODS = ["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Parties:
    """Two parties of whom a paper was published.

    Attributes
    ----------
    first, second : str
        Their keys, in the order of letters.
    label : str
        Both names, as the newest paper has them.
    """

    first: str
    second: str
    label: str

    @property
    def keys(self) -> tuple[str, str]:
        """Both keys."""
        return self.first, self.second

    def get_absolute_url(self) -> str:
        """Give the address of their page."""
        return str(reverse("pair", args=self.keys))

    def happenings(self) -> Any:
        """Give what happened between them, the newest first."""
        return Happening.objects.filter(first=self.first, second=self.second)


def _about(first: str, second: str) -> Q:
    """Choose the editions that are about two parties."""
    keys = ("about__relation__a__key", "about__relation__b__key")
    one, other = (
        dict(zip(keys, order, strict=True)) for order in ((first, second), (second, first))
    )
    return Q(**one) | Q(**other)


def parties_of(first: str, second: str) -> Parties:
    """Give two parties by their keys; no page where no paper is about them.

    Parameters
    ----------
    first, second : str
        Their keys.
    """
    newest = _newest(first, second)
    if newest is None:
        raise Http404
    return Parties(*pair_of(first, second), label=str(newest.about["label"]))


def _newest(first: str, second: str) -> Edition | None:
    """Give the newest edition that is about two parties, as it names them."""
    editions = Edition.objects.filter(_about(first, second), state__in=SHOWN)
    found: Edition | None = editions.order_by("-published_at", "-pk").first()
    return found


def pair(request: Any, first: str, second: str) -> Any:
    """Show what happened between two parties, and the papers on them."""
    parties = parties_of(first, second)
    if parties.keys != (first, second):
        return redirect(parties.get_absolute_url())
    said = {
        "parties": parties,
        "news": parties.happenings()[:ON_PAGE],
        "editions": published().filter(_about(first, second)),
    }
    return render(request, "register/pair.html", said)


# no form here has a session behind it: a signed link says who asks
@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def ask(request: Any, first: str, second: str) -> Any:
    """Take an address; the answer is the same whether it was known or not."""
    parties = parties_of(first, second)
    if read_post(current()) is None:
        raise Http404
    said: dict[str, Any] = {"parties": parties}
    form = NewsletterForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "register/watch.html", said | {"form": form}, status=status)
    if not form.cleaned_data["website"] and not is_too_often(request, "watch", AN_HOUR):
        mail = form.cleaned_data["mail"].lower()
        found, _ = Watch.objects.get_or_create(
            first=parties.first, second=parties.second, mail=mail, defaults={"asked_at": now()}
        )
        if not found.is_confirmed:
            ask_to_confirm_watch(found, parties.label)
    return render(request, "register/watch.html", said | {"is_asked": True})


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def confirm(request: Any, token: str) -> Any:
    """Confirm with a button: a mail scanner that opens the link confirms nothing."""
    found = _watches(token, WATCH).first()
    if found is None:
        raise Http404
    if request.method == "POST" and not found.is_confirmed:
        asked = Watch.objects.filter(pk=found.pk)
        asked.update(is_confirmed=True, confirmed_at=now(), stopped_at=None)
    return _button(request, found.first, found.second, found.mail, is_leaving=False)


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def leave(request: Any, token: str) -> Any:
    """Leave: a mail program posts here by itself, a reader presses the button."""
    first, second, mail = _named(token, UNWATCH)
    if request.method == "POST":
        watches = _watches(token, UNWATCH)
        for watch in watches:
            waiting = Letter.objects.filter(to=mail, state="waiting")
            waiting.filter(key__startswith="happened ", key__endswith=f" {watch.pk}").delete()
        watches.delete()
    return _button(request, first, second, mail, is_leaving=True)


def _named(token: str, purpose: str) -> tuple[str, str, str]:
    """Read whom a token is about: both parties and the address."""
    subject = subject_of(token, purpose)
    if subject is None:
        raise Http404
    first, second, mail = subject.split(" ")
    return first, second, mail


def _watches(token: str, purpose: str) -> Any:
    """Give the watch that a token is about, if it is there."""
    first, second, mail = _named(token, purpose)
    return Watch.objects.filter(first=first, second=second, mail=mail)


def _button(request: Any, first: str, second: str, mail: str, *, is_leaving: bool) -> Any:
    """Show the button, or what it did."""
    newest = _newest(first, second)
    # who watches a pair can leave it even where its last paper is gone
    label = newest.about["label"] if newest else f"{first}, {second}"
    said = {"label": label, "mail": mail, "is_leaving": is_leaving}
    return render(
        request, "register/watch_button.html", said | {"is_done": request.method == "POST"}
    )
