"""An agent: a person who answers customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Agent:
    """Somebody who may log in to the console; `password_hash` is Argon2id."""

    id: str
    email: str
    name: str
    password_hash: str
    created_at: datetime
    active: bool = True
