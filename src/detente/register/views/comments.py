"""Comments: a form that says which field is wrong, and what keeps machines away."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from detente.register.clock import now
from detente.register.forms import CommentForm
from detente.register.letters import write_to_authors
from detente.register.links import FORM, is_older, subject_of, token_of
from detente.register.models import Comment, Paper
from detente.register.senders import is_too_often
from detente.register.views.article import show_article

LEAST_SECONDS = 3
"""Seconds that a person needs for the form."""
AN_HOUR = 5
"""Comments that one address sends in an hour."""


# the form needs no cookie: its stamp is signed, and the guard refuses what other sites send
@csrf_exempt
@require_POST
def send(request: Any, slug: str) -> Any:
    """Take a comment into the queue of the moderators."""
    paper = get_object_or_404(Paper, slug=slug)
    edition = paper.newest
    if edition is None or edition.is_withdrawn or not paper.comments_open:
        raise Http404
    form = CommentForm(request.POST)
    if form.is_valid():
        _refuse_machines(request, form, paper)
    if not form.is_valid():
        # a stamp that is too old is renewed, so that the text is not lost
        form.data = form.data.copy()
        if subject_of(form.data.get("stamp", ""), FORM) != str(paper.pk):
            form.data["stamp"] = token_of(FORM, str(paper.pk))
        return show_article(request, edition, form, status=422)
    said = form.cleaned_data
    # whoever fills in the hidden field learns nothing: the answer is the same
    if not said["website"]:
        given = {name: said[name] for name in ("name", "mail", "text")}
        comment = Comment.objects.create(paper=paper, sent_at=now(), **given)
        write_to_authors(comment)
    return redirect("comment-sent", slug=slug)


def _refuse_machines(request: Any, form: CommentForm, paper: Paper) -> None:
    """Refuse what is too fast, too often, or comes from no form of ours."""
    stamp = form.cleaned_data["stamp"]
    if subject_of(stamp, FORM) != str(paper.pk):
        form.add_error(None, _("The form was open for too long. Send it again."))
        return
    if not is_older(stamp, FORM, LEAST_SECONDS):
        form.add_error(None, _("That was very fast. Wait a moment and send it again."))
        return
    if is_too_often(request, "comments", AN_HOUR):
        form.add_error(None, _("There were many comments from here. Send it in an hour."))


def sent(request: Any, slug: str) -> Any:
    """Say that a comment arrived."""
    paper = get_object_or_404(Paper, slug=slug)
    if paper.newest is None:
        raise Http404
    return render(request, "register/sent.html", {"paper": paper})
