"""What an operator sets: where the workbench listens, what it allows, and how much it takes on."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from detente.errors import RequestError

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a browser of the same machine calls."""
ANY_ADDRESS = ("0.0.0.0", "::")
"""Addresses that stand for every network of the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request, and all of them together, may ask for.

    Attributes
    ----------
    body, target : int
        Bytes of a body, and of an address with its query.
    body_time : float
        Seconds in which a body has to arrive.
    task_time, job_time : float
        Seconds of a page, and of a job.
    waiting : int
        Requests that may wait for a worker.
    jobs, queued : int
        Jobs that run at the same time, and that wait.
    kept_bytes, kept_jobs : int
        Bytes of pages and pictures that are kept, and number of results of jobs.
    worker_mb : int
        Megabytes above which a worker is replaced by a new one.
    """

    body: int = 262_144
    target: int = 4_096
    body_time: float = 20.0
    task_time: float = 60.0
    job_time: float = 600.0
    waiting: int = 64
    jobs: int = 1
    queued: int = 20
    kept_bytes: int = 96_000_000
    kept_jobs: int = 40
    worker_mb: int = 490


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How the workbench is run.

    Attributes
    ----------
    host, port : str, int
        Where it listens.
    workers : int
        Processes that measure.
    base_url : str
        Address under which readers reach it, where a proxy stands before it; empty for its own.
    read_only : bool
        Whether nothing that takes long is computed: no paper, no scenario, no claims.
    allow_remote : bool
        Whether other machines may call.
    log_requests : bool
        Whether each request is logged, without the address of who sent it.
    home : str
        Path of its first page; another than ``/`` where it stands beside a site.
    limits : Limits
        How much may be asked for.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    base_url: str = ""
    read_only: bool = False
    allow_remote: bool = False
    log_requests: bool = True
    home: str = "/"
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not self.allow_remote and not is_local(self.host):
            raise RequestError(
                f"'{self.host}' is reached by other machines",
                where="--host",
                next_step="add --allow-remote if that is what you want",
            )
        if self.base_url and not _is_address(self.base_url):
            raise RequestError(
                f"'{self.base_url}' is not an address such as https://detente.example.org",
                where="--base-url",
            )

    @property
    def own_address(self) -> str:
        """The address that a citation names."""
        if self.base_url:
            return self.base_url.rstrip("/")
        host = "127.0.0.1" if self.host in ANY_ADDRESS else self.host
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which the workbench may be called; empty where any will do."""
        if self.base_url:
            return frozenset((*LOCAL_NAMES, urlsplit(self.base_url).hostname or ""))
        if self.allow_remote and not is_local(self.host):
            return frozenset()
        return frozenset((*LOCAL_NAMES, self.host))


def is_local(host: str) -> bool:
    """Tell whether a host is reached from the same machine alone.

    Parameters
    ----------
    host : str
        A name or an address.

    Examples
    --------
    >>> is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    """Tell whether a text is an http address without query."""
    try:
        parts = urlsplit(text)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and has_port
