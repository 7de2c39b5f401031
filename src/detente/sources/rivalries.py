"""Strategic rivalries after Thompson, Sakuwa and Suhas, as spells of years to 2020."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("rivalries")
