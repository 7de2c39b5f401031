"""A mail server for tests: it keeps what it takes, and refuses what it is set to refuse."""

from __future__ import annotations

import email
import email.policy
from typing import Any


class Box:
    """A mail server that keeps what it takes, and refuses what it is set to refuse."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.answers: list[str] = []
        self.senders: list[str] = []
        self.recipients: list[str] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 accepted"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 accepted"
        if answer.startswith("250"):
            self.senders.append(envelope.mail_from)
            self.taken.append(
                email.message_from_bytes(envelope.content, policy=email.policy.default)
            )
        return answer
