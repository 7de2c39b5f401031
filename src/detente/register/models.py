"""What the site keeps: people, projects, tags, papers in editions, comments, and the log."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse

from detente.errors import RequestError
from detente.register.states import CORRECTED, DRAFT, PUBLISHED, SHOWN, WITHDRAWN

LINE, LONG, NAME = 300, 2_000, 120
"""Letters of a line, of a short text, and of a name."""
REGION, TOPIC = "region", "topic"
WAITING, APPROVED, REFUSED = "waiting", "shown", "refused"
"""States of a comment."""


class Person(models.Model):
    """An author: a name or a desk, with a role and a page."""

    name = models.CharField(max_length=NAME)
    slug = models.SlugField(max_length=NAME, unique=True)
    role = models.CharField(max_length=NAME, blank=True)
    about = models.TextField(max_length=LONG, blank=True)
    mail = models.EmailField(blank=True)
    is_person = models.BooleanField("a person, not a desk", default=False)

    class Meta:
        """Order and names."""

        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Give the address of the page."""
        return str(reverse("author", args=[self.slug]))


class Project(models.Model):
    """A project of the institute, which goes on or has ended."""

    title = models.CharField(max_length=LINE)
    slug = models.SlugField(max_length=NAME, unique=True)
    summary = models.TextField(max_length=LONG, blank=True)
    ongoing = models.BooleanField(default=True)

    class Meta:
        """Ongoing ones first."""

        ordering = ("-ongoing", "title")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Give the address of the page."""
        return str(reverse("project", args=[self.slug]))


class Tag(models.Model):
    """A region or a topic."""

    name = models.CharField(max_length=NAME)
    slug = models.SlugField(max_length=NAME, unique=True)
    kind = models.CharField(
        max_length=10, choices=[(REGION, REGION), (TOPIC, TOPIC)], default=TOPIC
    )

    class Meta:
        """Order."""

        ordering = ("kind", "name")

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Give the address of the page."""
        return str(reverse("tag", args=[self.slug]))


class Paper(models.Model):
    """A paper: its stable address, and what editors say of it beside its text."""

    slug = models.SlugField(max_length=NAME, unique=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers"
    )
    series = models.CharField(max_length=NAME, blank=True)
    doi = models.CharField("DOI", max_length=NAME, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="papers")
    comments_open = models.BooleanField(default=True)
    likes = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        """Order."""

        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.slug)

    def get_absolute_url(self) -> str:
        """Give the stable address."""
        return str(reverse("paper", args=[self.slug]))

    @property
    def people(self) -> list[Person]:
        """Authors in their order."""
        return [line.person for line in self.authorship.all()]

    @property
    def shown_editions(self) -> Any:
        """Editions that readers reach, the newest first."""
        return self.editions.filter(state__in=SHOWN).order_by("-number")

    @property
    def newest(self) -> Edition | None:
        """The edition at the stable address: the newest that was published."""
        found: Edition | None = self.shown_editions.first()
        return found

    @property
    def first_published(self) -> datetime | None:
        """When its first edition was published."""
        days = self.editions.filter(state__in=SHOWN).order_by("published_at")
        found: datetime | None = days.values_list("published_at", flat=True).first()
        return found


class Authorship(models.Model):
    """Who wrote a paper, in which order."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="authorship")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorship")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Each author once."""

        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "person"), name="register_author_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} of {self.paper}"


class Edition(models.Model):
    """An edition: what was frozen, and in which state it is."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=DRAFT)
    version = models.PositiveIntegerField(default=1)
    identifier = models.CharField(max_length=NAME)
    title = models.CharField(max_length=LINE)
    subtitle = models.CharField(max_length=LINE)
    about = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    note = models.TextField(max_length=LONG, blank=True)
    reason = models.TextField(max_length=LONG, blank=True)
    made = models.DateField()
    frozen_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A number once in a paper."""

        ordering = ("paper", "number")
        constraints = (
            models.UniqueConstraint(fields=("paper", "number"), name="register_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.paper}, edition {self.number}"

    def get_absolute_url(self) -> str:
        """Give the address of this edition."""
        return str(reverse("edition", args=[self.paper.slug, self.number]))

    @property
    def whole_title(self) -> str:
        """Title and subtitle as a citation has them."""
        between = " " if self.title.endswith("?") else ": "
        return f"{self.title}{between}{self.subtitle}"

    @property
    def abstract(self) -> str:
        """The answer of the paper."""
        return str(self.about.get("answer", ""))

    @property
    def is_withdrawn(self) -> bool:
        """Whether readers are informed only that it was withdrawn."""
        return bool(self.state == WITHDRAWN)

    @property
    def is_corrected(self) -> bool:
        """Whether a newer edition replaced it."""
        return bool(self.state == CORRECTED)

    @property
    def is_public(self) -> bool:
        """Whether it is the published one."""
        return bool(self.state == PUBLISHED)


class FrozenFile(models.Model):
    """A file of an edition, by the digest of its bytes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=NAME)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        """A name once in an edition."""

        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "name"), name="register_file_once"),
        )

    def __str__(self) -> str:
        return str(self.name)


class Comment(models.Model):
    """What a reader wrote below a paper; shown once an editor approved it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="comments")
    name = models.CharField(max_length=NAME)
    mail = models.EmailField(blank=True)
    text = models.TextField(max_length=5_000)
    state = models.CharField(max_length=10, default=WAITING)
    is_example = models.BooleanField(default=False)
    sent_at = models.DateTimeField()

    class Meta:
        """The oldest first; moderators look for those that wait."""

        ordering = ("sent_at",)
        indexes = (models.Index(fields=("state", "sent_at"), name="register_comment_state"),)

    def __str__(self) -> str:
        return f"{self.name} on {self.paper}"


class Like(models.Model):
    """Who liked a paper today, as a mark that leads back to nobody; it is removed the next day."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="liked")
    day = models.DateField()
    mark = models.CharField(max_length=64)

    class Meta:
        """Once a reader and day."""

        constraints = (
            models.UniqueConstraint(fields=("paper", "day", "mark"), name="register_like_once"),
        )

    def __str__(self) -> str:
        return f"{self.paper}, {self.day}"


class Subscriber(models.Model):
    """Who gets the newsletter, or asked for it and has not confirmed yet."""

    mail = models.EmailField(unique=True)
    is_confirmed = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """As they asked."""

        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.mail)


class Watch(models.Model):
    """Who is written to when something happens between two parties, once it is confirmed."""

    first = models.CharField(max_length=NAME)
    second = models.CharField(max_length=NAME)
    mail = models.EmailField()
    is_confirmed = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A pair once an address."""

        ordering = ("id",)
        verbose_name_plural = "watches"
        constraints = (
            models.UniqueConstraint(fields=("first", "second", "mail"), name="register_watch_once"),
        )

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.mail}"


class Happening(models.Model):
    """What happened between two parties: an entry of their feed, written once."""

    key = models.CharField(max_length=LINE, unique=True)
    first = models.CharField(max_length=NAME)
    second = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=LINE)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("first", "second", "at"), name="register_happened"),)

    def __str__(self) -> str:
        return str(self.title)


class Look(models.Model):
    """What was seen when two parties were last looked at: what is not new the next time."""

    first = models.CharField(max_length=NAME)
    second = models.CharField(max_length=NAME)
    seen = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        """One a pair."""

        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="register_look_once"),
        )

    def __str__(self) -> str:
        return f"{self.first} and {self.second}, {self.at:%Y-%m-%d}"


class Letter(models.Model):
    """A mail of the outbox: it waits, was sent, was given up, or came back."""

    key = models.CharField(max_length=LINE, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=LINE)
    text = models.TextField()
    html = models.TextField(blank=True)
    leave = models.CharField(max_length=LINE, blank=True)
    confirms = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=LINE, blank=True)

    class Meta:
        """What is due first."""

        ordering = ("due_at",)
        indexes = (models.Index(fields=("state", "due_at"), name="register_letter_due"),)

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Entry(models.Model):
    """A line of the log: who did what to what, chained so that a change shows."""

    at = models.DateTimeField()
    who = models.CharField(max_length=NAME)
    what = models.CharField(max_length=NAME)
    subject = models.CharField(max_length=LINE)
    detail = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """As written."""

        ordering = ("id",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.what} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; a line that was written stays."""
        if self.pk is not None:
            raise RequestError("a line of the log is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: the log keeps every line."""
        raise RequestError("a line of the log is not removed")

    def computed(self) -> str:
        """Give the digest of this line and the one before it."""
        said = [self.at.isoformat(), self.who, self.what, self.subject, self.detail, self.before]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
