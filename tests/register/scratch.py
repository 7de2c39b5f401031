"""The site of a test process: the framework is set up once, and so is the site."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from detente.register.configured import configure
from detente.register.site import Site


@cache
def set_up() -> Site:
    """Set the framework up for a site in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="register-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = Site(folder=folder / "site", base_url="http://127.0.0.1:8000")
    configure(site)
    return site
