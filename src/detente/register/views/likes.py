""" "Did you like the article?": one click without a cookie, counted once a reader and day."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from detente.register.clock import now
from detente.register.models import Like, Paper
from detente.register.senders import sender_of


# there is no session to misuse, and the guard refuses what other sites send
@csrf_exempt
@require_POST
def like(request: Any, slug: str) -> Any:
    """Count a reader who liked a paper; marks of earlier days are removed.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    slug : str
        Name of the paper.
    """
    paper = get_object_or_404(Paper, slug=slug)
    edition = paper.newest
    if edition is None or edition.is_withdrawn:
        raise Http404
    today = now().date()
    Like.objects.filter(day__lt=today).delete()
    try:
        with transaction.atomic():
            Like.objects.create(paper=paper, day=today, mark=sender_of(request))
            Paper.objects.filter(pk=paper.pk).update(likes=F("likes") + 1)
    except IntegrityError:
        pass  # the reader was counted today
    return redirect(f"{paper.get_absolute_url()}?liked#like")
