"""Comments: a form that says which field is wrong, and what keeps machines away."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from detente.register.clock import now
from detente.register.configured import current
from detente.register.links import FORM, is_older, subject_of, token_of
from detente.register.models import Comment, Paper
from detente.register.site import HERE

LEAST_SECONDS = 3
"""Seconds that a person needs for the form."""
AN_HOUR = 5
"""Comments that one address sends in an hour."""
MOST_LINKS = 2
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
SUMMARY = "Fill in the highlighted fields"
REQUIRED_NAME = "Write the name under which your comment is shown."
REQUIRED_TEXT = "Write your comment."
WRONG_MAIL = "Write a mail address such as name@example.org, or leave it empty."


class CommentForm(forms.Form):
    """The form below a paper."""

    name = forms.CharField(max_length=120, error_messages={"required": REQUIRED_NAME})
    mail = forms.EmailField(
        required=False,
        max_length=200,
        label="Mail (not shown)",
        error_messages={"invalid": WRONG_MAIL},
    )
    text = forms.CharField(
        max_length=5_000,
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": REQUIRED_TEXT},
    )
    # people do not see this field, and machines fill in what they find
    website = forms.CharField(required=False, max_length=200)
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def clean_name(self) -> str:
        """Refuse a name with a line break or a link."""
        name = str(self.cleaned_data["name"])
        if LINK.search(name) or "\n" in name or "\r" in name:
            raise forms.ValidationError("Write a name without a link.")
        return name

    def clean_text(self) -> str:
        """Refuse a text that is mostly links."""
        text = str(self.cleaned_data["text"])
        if len(LINK.findall(text)) > MOST_LINKS:
            raise forms.ValidationError(f"A comment has at most {MOST_LINKS} links.")
        return text


def blank_form(paper: Paper) -> CommentForm:
    """Give the form as it is shown first.

    Parameters
    ----------
    paper : Paper
        The paper below which it is.
    """
    return CommentForm(initial={"stamp": token_of(FORM, str(paper.pk))})


def sender_of(request: Any) -> str:
    """Give a mark of who sends, which changes every day and leads back to nobody.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    site = current()
    address = request.META.get("REMOTE_ADDR", "")
    if site.base_url != HERE:
        # a proxy stands before the site: the last address is the one that it saw
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    text = f"{site.secret}|{now().date()}|{address}"
    return hashlib.sha256(text.encode()).hexdigest()


# the form needs no cookie: its stamp is signed, and the guard refuses what other sites send
@csrf_exempt
@require_POST
def send(request: Any, slug: str) -> Any:
    """Take a comment into the queue of the moderators."""
    from detente.register.views.public import _article

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
        return _article(request, edition, form, status=422)
    said = form.cleaned_data
    # whoever fills in the hidden field learns nothing: the answer is the same
    if not said["website"]:
        Comment.objects.create(
            paper=paper,
            name=said["name"],
            mail=said["mail"],
            text=said["text"],
            sent_at=now(),
        )
    return redirect("comment-sent", slug=slug)


def _refuse_machines(request: Any, form: CommentForm, paper: Paper) -> None:
    """Refuse what is too fast, too often, or comes from no form of ours."""
    stamp = form.cleaned_data["stamp"]
    if subject_of(stamp, FORM) != str(paper.pk):
        form.add_error(None, "The form was open for too long. Send it again.")
        return
    if not is_older(stamp, FORM, LEAST_SECONDS):
        form.add_error(None, "That was very fast. Wait a moment and send it again.")
        return
    key = f"comments:{sender_of(request)}"
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > AN_HOUR:
        form.add_error(None, "There were many comments from here. Send it in an hour.")


def sent(request: Any, slug: str) -> Any:
    """Say that a comment arrived."""
    paper = get_object_or_404(Paper, slug=slug)
    if paper.newest is None:
        raise Http404
    return render(request, "register/sent.html", {"paper": paper})
