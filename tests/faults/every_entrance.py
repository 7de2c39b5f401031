"""Every entrance by name."""

from __future__ import annotations

from tests.faults.entrances import ENTRANCES
from tests.faults.file_entrances import FILE_ENTRANCES

EVERY_ENTRANCE = {**ENTRANCES, **FILE_ENTRANCES}
