"""Forms of readers: every error is said at its field."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from detente.register.links import FORM, token_of
from detente.register.models import Paper

MOST_LINKS = 2
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
REQUIRED_NAME = _("Write the name under which your comment is shown.")
REQUIRED_TEXT = _("Write your comment.")
NEEDED_MAIL = _("Write a mail address such as name@example.org.")
WRONG_MAIL = _("Write a mail address such as name@example.org, or leave it empty.")


class CommentForm(forms.Form):
    """The form below a paper."""

    name = forms.CharField(
        max_length=120, label=_("Name"), error_messages={"required": REQUIRED_NAME}
    )
    mail = forms.EmailField(
        required=False,
        max_length=200,
        label=_("Mail (optional, not shown)"),
        error_messages={"invalid": WRONG_MAIL},
    )
    text = forms.CharField(
        max_length=5_000,
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": REQUIRED_TEXT},
    )
    # people do not see this field, and machines fill in what they find
    website = forms.CharField(
        required=False,
        max_length=200,
        label=_("Website"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def clean_name(self) -> str:
        """Refuse a name with a line break or a link."""
        name = str(self.cleaned_data["name"])
        if LINK.search(name) or "\n" in name or "\r" in name:
            raise forms.ValidationError(_("Write a name without a link."))
        return name

    def clean_text(self) -> str:
        """Refuse a text that is mostly links."""
        text = str(self.cleaned_data["text"])
        if len(LINK.findall(text)) > MOST_LINKS:
            said = ngettext_lazy(
                "A comment has at most %(number)d link.",
                "A comment has at most %(number)d links.",
                "number",
            )
            raise forms.ValidationError(said % {"number": MOST_LINKS})
        return text


class NewsletterForm(forms.Form):
    """The form of the newsletter."""

    mail = forms.EmailField(
        max_length=200,
        label=_("Mail"),
        error_messages={"invalid": NEEDED_MAIL, "required": NEEDED_MAIL},
    )
    website = forms.CharField(
        required=False,
        max_length=200,
        label=_("Website"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


def blank_form(paper: Paper) -> CommentForm:
    """Give the form as it is shown first.

    Parameters
    ----------
    paper : Paper
        The paper below which it is.
    """
    return CommentForm(initial={"stamp": token_of(FORM, str(paper.pk))})
