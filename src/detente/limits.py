"""Limits of what a user or a client may hand in: size, depth and length, all of them here.

Each is far above what real work needs and far below what makes a program slow. An input beyond one
is refused in one line, before it is parsed. How much a packed file may hold is a setting
(`detente.settings`); what the workbench allows a client is the operator's (`detente.web.config`).
"""

from __future__ import annotations

LARGEST_TEXT = 1_000_000
"""Bytes of a file in TOML: claims, facts, a scenario, a signature, questions."""
LARGEST_RECORD = 50_000_000
"""Bytes of a file in JSON; the record of a paper has up to five million."""
LARGEST_LINE = 1 << 16
"""Letters of a line by which the layout of a file is recognised."""
DEEPEST = 32
"""Lists and tables of TOML inside each other, and parts of a key with dots."""
DEEPEST_RECORD = 100
"""Lists and objects of JSON inside each other."""
LONGEST_NUMBER = 400
"""Digits of a number."""
LONGEST_NAME = 200
"""Letters of a name of an actor, a source, a column or a measure."""
LARGEST_CODE = 1_000_000_000
"""Every code of a state is smaller."""
LONGEST_QUOTE = 160
"""Letters of what was typed that an error repeats."""
LONGEST_WORD = 400
"""Letters without a blank that an error repeats whole: a path may be long."""
LONGEST_WHAT = 1_200
"""Letters of a part of an error."""
MOST_CLAIMS = 1_000
"""Claims of a file."""
MOST_TESTS = 2_000
"""Tests of all claims of a file."""
MOST_EVENTS = 200
"""Events of a scenario."""
MOST_GROUPS = 200
"""Groups that a file of claims makes up."""
MOST_NAMES = 400
"""Names in a group, or in a list that stands for one side."""
DEEPEST_GROUP = 16
"""Groups made up of groups."""
MOST_ENTRIES = 5_000
"""Questions or relations of a file."""
