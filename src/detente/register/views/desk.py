"""What staff do: editions, uploads, comments, and the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from detente.editions.refusals import RefusedEdition
from detente.errors import DetenteError, RequestError
from detente.register.accounts import ADMINISTRATOR, may, role_of
from detente.register.comment_words import index_comments
from detente.register.configured import LARGEST_UPLOAD, current
from detente.register.edited import take_edited
from detente.register.frozen import frozen
from detente.register.log import first_broken, record
from detente.register.models import APPROVED, REFUSED, WAITING, Comment, Edition, Entry, Project
from detente.register.publishing import Filing, add_edition, move
from detente.register.states import AUTHOR, EDITOR, NAMES, STATES, WITHDRAWN, next_states
from detente.register.taken import Taken, take

ON_A_PAGE = 100
FAULTS_SHOWN = 30
"""Faults of an edited text that the form lists."""
MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".zip": "application/zip",
}
"""Kinds of frozen files as staff look at them before they are published."""
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
View = Callable[..., Any]


def needs(role: str) -> Callable[[View], View]:
    """Let only those with a role see a page.

    Parameters
    ----------
    role : {"author", "editor", "administrator"}
        The least role.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not may(request.user, role):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return never_cache(login_required(answer))

    return guarded


def shown(request: Any, name: str, said: dict[str, Any], *, status: int = 200) -> Any:
    """Show a page of the desk, with the parts of the desk that its reader may open.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    name : str
        Of the page.
    said : dict
        What it shows.
    status : int
        Of the answer.
    """
    allowed = {f"is_{role}": may(request.user, role) for role in (EDITOR, ADMINISTRATOR)}
    return render(request, f"register/desk/{name}.html", allowed | said, status=status)


class UploadForm(forms.Form):
    """A bundle, and where its paper belongs."""

    bundle = forms.FileField(
        label=_("Bundle"), help_text=_("brief.bundle.zip, as 'detente brief --bundle' writes it")
    )
    text = forms.FileField(
        required=False,
        label=_("Edited text"),
        help_text=_("paper.md or paper.docx, where words were edited; its bundle is needed too"),
    )
    slug = forms.SlugField(
        required=False,
        max_length=100,
        label=_("Name in addresses"),
        help_text=_(
            "Small letters, digits and hyphens. The name of a paper that is here makes a new "
            "edition of it; without one it is made from the pair and the year."
        ),
    )
    series = forms.CharField(
        required=False,
        max_length=120,
        label=_("Series and number"),
        help_text=_("Such as: Policy Paper 5"),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(),
        required=False,
        label=_("Project"),
        help_text=_("Administrators make projects, under Tables."),
    )
    authors = forms.CharField(
        required=False,
        max_length=400,
        label=_("Authors"),
        help_text=_(
            "Separated by semicolons; a role after a comma: Research desk, Head of research"
        ),
    )
    tags = forms.CharField(
        required=False,
        max_length=400,
        label=_("Tags"),
        help_text=_("Separated by semicolons; region: before a region"),
    )
    note = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("Why a new edition"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.all()

    def clean_bundle(self) -> Any:
        """Refuse a file that no bundle can be."""
        given = self.cleaned_data["bundle"]
        if given.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than a bundle can be."))
        return given

    def filing(self) -> Filing:
        """Say where the paper belongs."""
        said = self.cleaned_data
        project = said["project"]
        return Filing(
            slug=said["slug"],
            project=project.title if project else "",
            authors=_split(said["authors"]),
            tags=_split(said["tags"]),
            note=said["note"],
            series=said["series"],
        )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


@needs(AUTHOR)
def overview(request: Any) -> Any:
    """List editions by what is to be done with them."""
    state = request.GET.get("state", "")
    editions = Edition.objects.select_related("paper").order_by("-frozen_at")
    if state in STATES:
        editions = editions.filter(state=state)
    counts = {one: Edition.objects.filter(state=one).count() for one in STATES}
    said = {
        "editions": editions[:ON_A_PAGE],
        "counts": counts,
        "state": state,
        "waiting": Comment.objects.filter(state=WAITING).count(),
    }
    return shown(request, "overview", said)


@needs(AUTHOR)
@require_http_methods(["GET", "POST"])
def upload(request: Any) -> Any:
    """Take a bundle or an edited text, verify it, and freeze it as a draft."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        draft = _draft(form, request.user.get_username())
        if draft is not None:
            return redirect("desk-edition", key=draft.pk)
    status = 422 if request.method == "POST" else 200
    return shown(request, "upload", {"form": form}, status=status)


def _draft(form: UploadForm, who: str) -> Edition | None:
    """Freeze what was uploaded as a draft; None where its field says why not."""
    taken = _taken(form)
    if taken is None:
        return None
    try:
        return add_edition(taken, form.filing(), who=who)
    except RequestError as error:
        form.add_error("slug", error.what)
    except DetenteError as error:
        form.add_error("bundle", error.what)
    return None


def _taken(form: UploadForm) -> Taken | None:
    """Verify what was uploaded; None where its field says what is wrong."""
    text = form.cleaned_data["text"]
    try:
        return _verified(form)
    except RefusedEdition as refused:
        form.add_error("text", _lines(refused))
    except RequestError as error:
        form.add_error("text" if text else "bundle", error.what)
    except DetenteError as error:
        form.add_error("bundle", error.what)
    return None


def _verified(form: UploadForm) -> Taken:
    """Verify a bundle, or an edited text with its bundle."""
    bundle = Path(form.cleaned_data["bundle"].temporary_file_path())
    text = form.cleaned_data["text"]
    if text is None:
        return take(bundle)
    return take_edited(Path(text.temporary_file_path()), bundle, name=text.name)


def _lines(refused: RefusedEdition) -> list[str]:
    """Give what is refused in a text, each with its line, and how much more there is."""
    lines = [fault.line for fault in refused.faults[:FAULTS_SHOWN]]
    more = len(refused.faults) - len(lines)
    return [*lines, *([gettext("and %(number)s more") % {"number": more}] if more else [])]


@needs(AUTHOR)
@require_http_methods(["GET", "POST"])
def edition(request: Any, key: int) -> Any:
    """Show an edition with what may be done, and do it."""
    found = get_object_or_404(Edition.objects.select_related("paper"), pk=key)
    allowed = next_states(found.state, role_of(request.user))
    refusal = ""
    if request.method == "POST":
        to = request.POST.get("to", "")
        if to not in allowed:
            raise PermissionDenied
        try:
            seen = int(request.POST.get("version", "0")[:9])
            reason = request.POST.get("reason", "")[:2_000]
            move(found, to, who=request.user.get_username(), version=seen, reason=reason)
        except DetenteError as error:
            refusal = str(error)
        except ValueError:
            raise PermissionDenied from None
        else:
            said = {"edition": found, "state": gettext(found.state)}
            messages.success(request, gettext("%(edition)s. State: %(state)s.") % said)
            return redirect("desk-edition", key=key)
        found.refresh_from_db()
        allowed = next_states(found.state, role_of(request.user))
    said = {
        "edition": found,
        "files": found.files.all(),
        "steps": [(to, NAMES[to]) for to in allowed],
        "withdraw": WITHDRAWN,
        "refusal": refusal,
        "log": Entry.objects.filter(subject=str(found)).order_by("-id")[:20],
    }
    return shown(request, "edition", said, status=409 if refusal else 200)


@needs(AUTHOR)
def file(request: Any, key: int, name: str) -> Any:
    """Give a frozen file of an edition that readers do not reach yet."""
    kept = get_object_or_404(Edition, pk=key).files.filter(name=name).first()
    if kept is None:
        raise Http404
    data = frozen(current(), kept.sha256)
    media = MEDIA.get(Path(name).suffix, "application/octet-stream")
    response = HttpResponse(data, content_type=media)
    response["Content-Security-Policy"] = SANDBOX
    return response


@needs(EDITOR)
@require_http_methods(["GET", "POST"])
def comments(request: Any) -> Any:
    """Show what waits for a moderator, and decide it."""
    if request.method == "POST":
        to = request.POST.get("to", "")
        key = request.POST.get("comment", "")
        if to not in (APPROVED, REFUSED) or not key.isdecimal() or len(key) > 18:
            raise PermissionDenied
        found = get_object_or_404(Comment, pk=int(key))
        # a second moderator who decides the same comment changes nothing
        if Comment.objects.filter(pk=found.pk, state=WAITING).update(state=to):
            if to == APPROVED:
                index_comments([found])
            record(
                request.user.get_username(), f"{to} a comment", str(found.paper), comment=found.pk
            )
        return redirect("desk-comments")
    waiting = Comment.objects.filter(state=WAITING).select_related("paper")
    said = {"comments": waiting[:ON_A_PAGE], "approve": APPROVED, "refuse": REFUSED}
    return shown(request, "comments", said)


@needs(EDITOR)
def log(request: Any) -> Any:
    """Show the log, and whether it is as it was written."""
    said = {"entries": Entry.objects.order_by("-id")[:ON_A_PAGE], "broken": first_broken()}
    return shown(request, "log", said)
