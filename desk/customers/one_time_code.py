"""A one-time code: whoever can read the mail at a customer's address is that customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.mail.sender import Mail

CODE_DIGITS = 6
CODE_LIFETIME = timedelta(minutes=10)
MAX_FAILURES_PER_CODE = 3


@dataclass(eq=False)
class OneTimeCode:
    """The newest code of a conversation; `customer_id` is None if nobody has the address."""

    conversation_id: str
    code_hash: str
    customer_id: str | None
    sent_at: datetime
    failures: int = 0

    def is_good(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return now - self.sent_at < CODE_LIFETIME and self.failures < MAX_FAILURES_PER_CODE


def mail_with(code: str, to: str, bot_name: str, now: datetime | None = None) -> Mail:
    """What the customer finds in their inbox; by the name they know whose code it is.

    With `now` it is not sent any more when the code is no longer good.
    """
    minutes = int(CODE_LIFETIME.total_seconds() // 60)
    return Mail(
        to=to,
        subject=f"{code} is your code for {bot_name}",
        text=(
            f"Hello,\n\n{code} is the code for your conversation with {bot_name}. Please type it "
            f"there; it is good for {minutes} minutes.\n\nIf you did not ask for it, you need do "
            "nothing: without the code nobody sees anything of yours. Please pass it on to "
            f"nobody. We never ask for it by telephone or e-mail.\n\n{bot_name}\n"
        ),
        good_until=None if now is None else now + CODE_LIFETIME,
    )
