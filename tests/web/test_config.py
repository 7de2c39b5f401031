"""Where the workbench listens, and under which names it may be called."""

from __future__ import annotations

import pytest

from detente.errors import RequestError
from detente.web.config import Config, is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_the_same_machine_needs_no_leave(host: str) -> None:
    assert is_local(host)
    assert Config(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_other_machines_need_leave(host: str) -> None:
    with pytest.raises(RequestError, match="--allow-remote"):
        Config(host=host)
    assert Config(host=host, allow_remote=True).host == host


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://a.org", "http://a.org/?q=1", "http://a:b"]
)
def test_an_address_for_readers_is_one(address: str) -> None:
    with pytest.raises(RequestError, match="is not an address"):
        Config(base_url=address)


def test_names_are_those_of_the_operator() -> None:
    assert "relations.example.org" in Config(base_url="https://relations.example.org/x").hosts
    assert Config(host="0.0.0.0", allow_remote=True).hosts == frozenset()
    assert "evil.example" not in Config().hosts


def test_a_citation_names_an_address_that_can_be_opened() -> None:
    assert Config().own_address == "http://127.0.0.1:8000"
    assert Config(host="::1").own_address == "http://[::1]:8000"
    assert Config(host="0.0.0.0", allow_remote=True).own_address == "http://127.0.0.1:8000"
    assert Config(base_url="https://a.org/d/").own_address == "https://a.org/d"
