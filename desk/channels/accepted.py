"""What the routes of the chat API have in common."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, StringConstraints

ClientMessageId = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")
]
Seq = Annotated[int, Path(ge=1, le=2**31 - 1)]
"""The place of a message in the path of a request."""


class Accepted(BaseModel):
    """The place of the message in the conversation."""

    seq: int
