"""The shelf of courses, in the order in which a table lists them; one more is a file and a line."""

from __future__ import annotations

from detente.advice.course import Course
from detente.advice.courses import (
    channel,
    cheap_step,
    dated_test,
    fixed_round,
    list_of_texts,
    named_condition,
    named_text,
    one_text,
    summit_agenda,
    two_policies,
    written_test,
)

COURSES: tuple[Course, ...] = (
    dated_test.COURSE,
    written_test.COURSE,
    named_text.COURSE,
    cheap_step.COURSE,
    fixed_round.COURSE,
    channel.COURSE,
    named_condition.COURSE,
    one_text.COURSE,
    summit_agenda.COURSE,
    list_of_texts.COURSE,
    two_policies.COURSE,
)
"""Every course."""
