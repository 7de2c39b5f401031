"""Addresses of the site; the workbench keeps its own beside them."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path, re_path

from detente.register.views import (
    accounts,
    comments,
    desk,
    entry,
    feeds,
    likes,
    newsletter,
    public,
    second,
    watch,
)

FIRST_SEGMENTS = (
    "",
    "papers",
    "projects",
    "tags",
    "authors",
    "search",
    "about",
    "privacy",
    "feeds",
    "newsletter",
    "pairs",
    "watch",
    "sitemap.xml",
    "robots.txt",
)
"""What the addresses of readers' pages begin with."""
STAFF_SEGMENTS = ("desk", "admin", "enter", "leave", "first")
"""What those of staff begin with."""
FORMS = r"(?P<form>bib|csl\.json|datacite\.json)"
LISTS = (
    ("papers", "papers", public.papers),
    ("projects/<slug:slug>", "project", public.project),
    ("tags/<slug:slug>", "tag", public.tag),
    ("authors/<slug:slug>", "author", public.author),
)
EDITION = r"^papers/(?P<slug>[-a-z0-9]+)/editions/(?P<number>[0-9]{1,4})/"
handler400 = "detente.register.errors_shown.not_found"
handler403 = "detente.register.errors_shown.refused"
handler404 = "detente.register.errors_shown.not_found"
handler500 = "detente.register.errors_shown.failed"
lists = [
    *(path(f"{start}/", view, name=name) for start, name, view in LISTS),
    *(
        path(f"{start}/page/<int:number>/", view, name=f"{name}-page")
        for start, name, view in LISTS
    ),
]
FIXED = (
    ("", public.front, "front"),
    ("papers/<slug:slug>/", public.paper, "paper"),
    ("papers/<slug:slug>/comment/", comments.send, "comment"),
    ("papers/<slug:slug>/comment/sent/", comments.sent, "comment-sent"),
    ("papers/<slug:slug>/files/<path:name>", public.file, "file"),
    ("papers/<slug:slug>/like/", likes.like, "like"),
    ("newsletter/", newsletter.ask, "newsletter"),
    ("newsletter/confirm/<str:token>/", newsletter.confirm, "newsletter-confirm"),
    ("newsletter/leave/<str:token>/", newsletter.leave, "newsletter-leave"),
    ("pairs/<str:first>/<str:second>/", watch.pair, "pair"),
    ("pairs/<str:first>/<str:second>/watch/", watch.ask, "watch"),
    ("watch/confirm/<str:token>/", watch.confirm, "watch-confirm"),
    ("watch/leave/<str:token>/", watch.leave, "watch-leave"),
    ("projects/", public.projects, "projects"),
    ("tags/", public.tags, "tags"),
    ("authors/", public.authors, "authors"),
    ("search/", public.look_up, "search"),
    ("about/", public.about, "about"),
    ("privacy/", public.privacy, "privacy"),
    ("sitemap.xml", public.sitemap, "sitemap"),
    ("robots.txt", public.robots, "robots"),
)
STAFF = (
    ("leave/", entry.leave, "leave"),
    ("enter/code/", second.code, "code"),
    ("enter/second/", second.second, "second"),
    ("first/<str:token>/", entry.first, "first"),
    ("desk/", desk.overview, "desk"),
    ("desk/upload/", desk.upload, "desk-upload"),
    ("desk/editions/<int:key>/", desk.edition, "desk-edition"),
    ("desk/editions/<int:key>/files/<path:name>", desk.file, "desk-file"),
    ("desk/comments/", desk.comments, "desk-comments"),
    ("desk/log/", desk.log, "desk-log"),
    ("desk/people/", accounts.people, "desk-people"),
    ("desk/password/", accounts.password, "desk-password"),
    ("enter/choose/<str:uidb64>/<str:token>/", accounts.Choose.as_view(), "choose"),
)
editions = [
    re_path(rf"{EDITION}$", public.edition, name="edition"),
    re_path(rf"{EDITION}cite\.{FORMS}$", public.cite, name="cite"),
]
followed = [
    path("feeds/papers.atom", feeds.Papers(), name="feed"),
    path("feeds/projects/<slug:slug>.atom", feeds.ProjectPapers(), name="feed-project"),
    path("feeds/tags/<slug:slug>.atom", feeds.TagPapers(), name="feed-tag"),
    path("feeds/pairs/<str:first>/<str:second>.atom", feeds.PairNews(), name="feed-pair"),
]
plain = [path(where, view, name=name) for where, view, name in (*FIXED, *STAFF)]
built = [path("enter/", entry.Enter.as_view(), name="enter"), path("admin/", admin.site.urls)]
urlpatterns = [*lists, *editions, *plain, *followed, *built]
