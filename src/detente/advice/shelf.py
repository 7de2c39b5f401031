"""The shelf of courses, in the order in which a table lists them; one more is a file and a line."""

from __future__ import annotations

from detente.advice.course import Course
from detente.advice.courses import (
    channel,
    cheap_step,
    dated_test,
    list_of_texts,
    monitors,
    named_condition,
    two_policies,
)

COURSES: tuple[Course, ...] = (
    dated_test.COURSE,
    cheap_step.COURSE,
    channel.COURSE,
    named_condition.COURSE,
    monitors.COURSE,
    list_of_texts.COURSE,
    two_policies.COURSE,
)
"""Every course."""
