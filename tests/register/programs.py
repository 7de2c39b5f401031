"""Programs that the tests start: a process serves one site, so another site is another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

BEGIN = """
import json, sys
from pathlib import Path
from detente.register.opening import open_site
from detente.register.site import Site
site = Site(folder=Path(sys.argv[1]), database=sys.argv[2])
open_site(site)
"""
FILL = (
    BEGIN
    + """
from detente.register.comment_words import index_shown
from detente.register.models import Comment, Paper
from detente.register.publishing import Filing, move, publish
from tests.register.conftest import taken
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
where = {"project": "Alliances", "authors": ("Desk, Role",), "tags": ("region:Öland", "NATO")}
filing = Filing(slug="one", **where)
publish(taken("Česko"), filing, who="test")
publish(taken("Two", "detente-000000000002"), Filing(slug="one"), who="test")
gone = publish(taken("Three", "detente-000000000003"), Filing(slug="two"), who="test")
move(gone, "withdrawn", who="test", reason="why")
paper = Paper.objects.get(slug="one")
Comment.objects.create(paper=paper, name="R", text="t", sent_at=timezone.now())
said = {"text": "Žluťoučký kůň", "state": "shown"}
Comment.objects.create(paper=paper, name="R", sent_at=timezone.now(), **said)
index_shown()
user = get_user_model().objects.create_user("editor", password="correct horse battery")
user.groups.add(Group.objects.get(name="editor"))
"""
)
JOURNEYS = (
    BEGIN
    + """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from detente.register.models import Comment, Paper, Subscriber
from detente.register.publishing import Filing, move, publish
from tests.register.conftest import PASSWORD, small, taken, with_figure
where = {"project": "Alliances", "authors": ("Desk, Role",), "tags": ("region:Europe", "NATO")}
for number in range(3, 18):
    one = taken(f"Paper {number}", f"detente-0000000000{number:02}")
    publish(one, Filing(slug=f"paper-{number}", **where), who="test")
old = with_figure(small(taken("One")), 0.04, "6.0")
new = with_figure(small(taken("One", "detente-000000000002")), 0.06, "7.0")
publish(old, Filing(slug="one", **where), who="test")
note = "A share was read off the wrong row."
publish(new, Filing(slug="one", note=note, series="Policy Paper 5"), who="test")
publish(taken("Česko", "detente-00000000000c"), Filing(slug="cesko", **where), who="test")
gone = publish(taken("Gone", "detente-00000000000a"), Filing(slug="gone"), who="test")
move(gone, "withdrawn", who="test", reason="The data were withdrawn.")
waiting = taken("Waiting", "detente-00000000000b")
publish(waiting, Filing(slug="waiting", **where), who="test", to="review")
given = {"name": "Reader", "text": "An older comment.", "sent_at": timezone.now()}
Comment.objects.create(paper=Paper.objects.get(slug="paper-4"), **given)
mail = "reader@example.org"
Subscriber.objects.create(mail=mail, is_confirmed=True, asked_at=timezone.now())
for name in ("author", "editor"):
    user = get_user_model().objects.create_user(name, password=PASSWORD)
    user.groups.add(Group.objects.get(name=name))
"""
)
LOOK = (
    BEGIN
    + """
from django.apps import apps
from django.contrib.auth import authenticate
from django.core import serializers
from detente.register.backup import MODELS
from detente.register.comment_words import search_comments
from detente.register.log import first_broken
from detente.register.words import search
tables = {name: apps.get_model(name).objects.order_by("pk") for name in MODELS}
given = {name: serializers.serialize("python", rows) for name, rows in tables.items()}
# moments as the database keeps them: JSON as Django writes it cuts what is under a millisecond
rows = json.loads(json.dumps(given, default=str))
files = sorted(str(p.relative_to(site.files)) for p in site.files.rglob("*") if p.is_file())
found = {q: search(q)[1] for q in ("cesko", "two", "nat", "oland", "three", "\\"", "a & b | !c")}
comments = [search_comments(q)[1] for q in ("zlutoucky kun", "KUN", "kone", "t", "a & b")]
user = apps.get_model("auth.User").objects.get(username="editor")
print(json.dumps({
    "comments": comments, "rows": rows, "files": files, "found": found,
    "broken": first_broken() is not None,
    "password": user.check_password("correct horse battery"),
}))
"""
)
WRITE = (
    BEGIN
    + """
import os
from detente.register.models import Comment, Paper
from django.utils import timezone
paper = Paper.objects.get(slug="one")
for number in range(100_000):
    made = Comment.objects.create(paper=paper, name="R", text=str(number), sent_at=timezone.now())
    os.write(1, f"{made.pk}\\n".encode())
"""
)
LETTERS = (
    BEGIN
    + """
from detente.register.models import Letter
from django.utils import timezone
Letter.objects.bulk_create(
    Letter(key=f"k {n}", to=f"r{n}@example.org", subject=f"{n}", text="t", due_at=timezone.now())
    for n in range(int(sys.argv[3]))
)
"""
)
SEND = (
    BEGIN
    + """
from detente.register.mailing import Post, send_due
post = Post(server="127.0.0.1", port=int(sys.argv[3]), sender="site@example.org", tls=False)
print("ready", flush=True)
while send_due(post):
    pass
"""
)
BACKUP = BEGIN + "from detente.register.backup import backup\nbackup(site, Path(sys.argv[3]))\n"
RESTORE = BEGIN + "from detente.register.backup import restore\nrestore(site, Path(sys.argv[3]))\n"
COUNT = BEGIN + (
    "from detente.register.models import Comment\n"
    "print(json.dumps(list(Comment.objects.values_list('pk', flat=True))))\n"
)


def command(program: str, folder: Path, database: str = "", *more: Path) -> list[str]:
    """Give the command that runs a program on a site."""
    return [sys.executable, "-c", program, str(folder), database, *map(str, more)]


def run(program: str, folder: Path, database: str = "", *more: Path) -> Any:
    """Run a program on a site; what it prints last is read as JSON."""
    done = subprocess.run(
        command(program, folder, database, *more),
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    last = done.stdout.strip().rpartition("\n")[2]
    return json.loads(last) if last else None
