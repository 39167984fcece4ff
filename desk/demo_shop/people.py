"""The agents of the demo, and the passwords that were made for them."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from desk.agents.agents import Agents
from desk.errors import Conflict


@dataclass(frozen=True)
class DemoAgent:
    """An invented colleague."""

    email: str
    name: str


DEMO_AGENTS = (
    DemoAgent("mia@harbourandpine.example", "Mia Hartley"),
    DemoAgent("tom@harbourandpine.example", "Tom Adeyemi"),
)


async def add_demo_agents(agents: Agents, data_dir: Path) -> dict[str, str]:
    """Register the demo's agents once; returns their passwords by e-mail.

    The passwords are made here and kept in `demo-agents.json`, so that no installation shares them
    with another.
    """
    file = data_dir / "demo-agents.json"
    if not file.exists():
        file.touch(mode=0o600)
        made = {agent.email: secrets.token_urlsafe(9) for agent in DEMO_AGENTS}
        file.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    passwords: dict[str, str] = json.loads(file.read_text("utf-8"))
    for agent in DEMO_AGENTS:
        try:
            await agents.add(agent.email, agent.name, passwords[agent.email])
        except Conflict:
            continue
    return passwords
