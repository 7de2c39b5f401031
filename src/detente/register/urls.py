"""Addresses of the site; the workbench keeps its own beside them."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path, re_path

from detente.register.views import comments, desk, entry, feeds, public

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
readers = [
    path("", public.front, name="front"),
    *(path(f"{start}/", view, name=name) for start, name, view in LISTS),
    *(
        path(f"{start}/page/<int:number>/", view, name=f"{name}-page")
        for start, name, view in LISTS
    ),
    re_path(rf"{EDITION}$", public.edition, name="edition"),
    re_path(rf"{EDITION}cite\.{FORMS}$", public.cite, name="cite"),
    path("papers/<slug:slug>/", public.paper, name="paper"),
    path("papers/<slug:slug>/comment/", comments.send, name="comment"),
    path("papers/<slug:slug>/comment/sent/", comments.sent, name="comment-sent"),
    path("papers/<slug:slug>/files/<path:name>", public.file, name="file"),
    path("projects/", public.projects, name="projects"),
    path("tags/", public.tags, name="tags"),
    path("authors/", public.authors, name="authors"),
    path("search/", public.look_up, name="search"),
    path("about/", public.about, name="about"),
    path("privacy/", public.privacy, name="privacy"),
    path("feeds/papers.atom", feeds.Papers(), name="feed"),
    path("feeds/projects/<slug:slug>.atom", feeds.ProjectPapers(), name="feed-project"),
    path("feeds/tags/<slug:slug>.atom", feeds.TagPapers(), name="feed-tag"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
]
staff = [
    path("enter/", entry.Enter.as_view(), name="enter"),
    path("leave/", entry.leave, name="leave"),
    path("first/<str:token>/", entry.first, name="first"),
    path("desk/", desk.overview, name="desk"),
    path("desk/upload/", desk.upload, name="desk-upload"),
    path("desk/editions/<int:key>/", desk.edition, name="desk-edition"),
    path("desk/editions/<int:key>/files/<path:name>", desk.file, name="desk-file"),
    path("desk/comments/", desk.comments, name="desk-comments"),
    path("desk/log/", desk.log, name="desk-log"),
    path("admin/", admin.site.urls),
]
urlpatterns = [*readers, *staff]
