"""The shelf of courses, in the order in which a table lists them; one more is a file and a line."""

from __future__ import annotations

from detente.advice.course import Course
from detente.advice.courses import (
    channel,
    cheap_step,
    claim_notice,
    crisis_meeting,
    dated_test,
    exchange,
    kept_pledge,
    list_of_texts,
    military_line,
    named_condition,
    named_text,
    observers,
    one_tariff,
    one_text,
    pact_practice,
    settled_text,
    signed_text,
    summit_agenda,
    truce_terms,
    two_policies,
    written_plans,
    written_step,
    written_test,
    years_ahead,
)

COURSES: tuple[Course, ...] = (
    truce_terms.COURSE,
    exchange.COURSE,
    dated_test.COURSE,
    signed_text.COURSE,
    written_test.COURSE,
    named_text.COURSE,
    cheap_step.COURSE,
    crisis_meeting.COURSE,
    military_line.COURSE,
    settled_text.COURSE,
    claim_notice.COURSE,
    written_plans.COURSE,
    pact_practice.COURSE,
    one_text.COURSE,
    one_tariff.COURSE,
    kept_pledge.COURSE,
    summit_agenda.COURSE,
    named_condition.COURSE,
    channel.COURSE,
    years_ahead.COURSE,
    written_step.COURSE,
    observers.COURSE,
    list_of_texts.COURSE,
    two_policies.COURSE,
)
"""Every course."""
