"""Ethnic and religious fractionalization and polarization, 1945 to 2013."""

from __future__ import annotations

from detente.sources.rdata import objects

SOURCE = objects("creg")
