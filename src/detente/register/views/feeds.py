"""Atom feeds: every paper, those of a project or a tag, and what happens between two parties."""

from __future__ import annotations

from typing import Any

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from detente.register.configured import current
from detente.register.models import Edition, Happening, Project, Tag
from detente.register.themes import read_theme
from detente.register.views.listed import published
from detente.register.views.watch import Parties, parties_of

IN_FEED = 30
"""Entries of a feed."""


class Papers(Feed):
    """Every paper."""

    feed_type = Atom1Feed

    def get_object(self, request: Any, slug: str = "") -> Any:
        """Give what the feed is about; nothing for all papers."""
        # one view answers one request at a time
        self.address = current().absolute(request.path)

    def title(self, subject: Any) -> str:
        """Name the feed."""
        name = read_theme(current()).name
        return f"{name}: {subject}" if subject else name

    def subtitle(self, subject: Any) -> str:
        """Say what it holds."""
        said = gettext("Papers, newest first")
        return f"{said}: {subject}" if subject else said

    def link(self, subject: Any) -> str:
        """Give the page of what the feed is about."""
        path = subject.get_absolute_url() if subject else current().prefix
        return current().absolute(path)

    def feed_url(self, subject: Any) -> str:
        """Give its own address."""
        return self.address

    def feed_guid(self, subject: Any) -> str:
        """Give the id of the feed."""
        return self.address

    def items(self, subject: Any) -> Any:
        """Give the newest papers."""
        return published()[:IN_FEED]

    def item_title(self, item: Edition) -> str:
        """Give the title of a paper."""
        return item.whole_title

    def item_description(self, item: Edition) -> str:
        """Give its abstract."""
        return item.abstract

    def item_link(self, item: Edition) -> str:
        """Give its stable address."""
        return current().absolute(item.paper.get_absolute_url())

    def item_guid(self, item: Edition) -> str:
        """Give the address of the edition: a new edition is a new entry."""
        return current().absolute(item.get_absolute_url())

    def item_author_name(self, item: Edition) -> str:
        """Name the authors."""
        return ", ".join(person.name for person in item.paper.people)

    def item_pubdate(self, item: Any) -> Any:
        """Say when the paper was first published."""
        return item.first_published

    def item_updateddate(self, item: Edition) -> Any:
        """Say when this edition was."""
        return item.published_at

    def item_categories(self, item: Edition) -> list[str]:
        """Name the tags."""
        return [tag.name for tag in item.paper.tags.all()]


class ProjectPapers(Papers):
    """The papers of a project."""

    def get_object(self, request: Any, slug: str = "") -> Any:
        """Give the project."""
        super().get_object(request)
        return get_object_or_404(Project, slug=slug)

    def items(self, subject: Any) -> Any:
        """Give its newest papers."""
        return published().filter(paper__project=subject)[:IN_FEED]


class TagPapers(Papers):
    """The papers of a tag."""

    def get_object(self, request: Any, slug: str = "") -> Any:
        """Give the tag."""
        super().get_object(request)
        return get_object_or_404(Tag, slug=slug)

    def items(self, subject: Any) -> Any:
        """Give its newest papers."""
        return published().filter(paper__tags=subject)[:IN_FEED]


class PairNews(Feed):
    """What happens between two parties: windows, forecasts that were decided, figures."""

    feed_type = Atom1Feed

    def get_object(self, request: Any, first: str, second: str) -> Parties:
        """Give the pair, whichever party is named first."""
        return parties_of(first, second)

    def title(self, subject: Parties) -> str:
        """Name the feed."""
        return f"{read_theme(current()).name}: {subject.label}"

    def subtitle(self, subject: Parties) -> str:
        """Say what it holds."""
        return gettext("Windows that open, forecasts that are decided, figures that change")

    def link(self, subject: Parties) -> str:
        """Give the page of the pair."""
        return current().absolute(subject.get_absolute_url())

    def feed_url(self, subject: Parties) -> str:
        """Give its own address."""
        return current().absolute(reverse("feed-pair", args=subject.keys))

    def feed_guid(self, subject: Parties) -> str:
        """Give the id of the feed."""
        return self.feed_url(subject)

    def items(self, subject: Parties) -> Any:
        """Give the newest."""
        return subject.happenings()[:IN_FEED]

    def item_title(self, item: Happening) -> str:
        """Give what happened in a line."""
        return str(item.title)

    def item_description(self, item: Happening) -> str:
        """Give what happened."""
        return str(item.text)

    def item_link(self, item: Happening) -> str:
        """Give its place on the page of the pair."""
        page = reverse("pair", args=[item.first, item.second])
        return current().absolute(f"{page}#news-{item.pk}")

    def item_pubdate(self, item: Happening) -> Any:
        """Say when it was announced."""
        return item.at

    def item_updateddate(self, item: Happening) -> Any:
        """Say when it was announced: it is never changed."""
        return item.at
