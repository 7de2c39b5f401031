"""Alliance Treaty Obligations and Provisions: five kinds of obligation, directed dyad-years to 2018, where there is one."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("atop")
