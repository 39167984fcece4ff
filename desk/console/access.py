"""Who may use the console: a signed cookie, and no requests from other sites."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Request, Response

from desk.agents.agent import Agent
from desk.errors import Forbidden, NotSignedIn
from desk.services import Services
from desk.signing import Signer

COOKIE = "parley_console"
_WORKING_DAY = timedelta(hours=12)
_OWN_REQUEST = ("x-requested-with", "parley-console")


class ConsoleAccess:
    """Logs agents in and out, and finds the agent behind a request."""

    def __init__(self, services: Services) -> None:
        self._agents = services.agents
        self._is_https = services.settings.url.startswith("https://")
        self._signer = Signer(
            services.settings.session_secret.get_secret_value(),
            "console",
            _WORKING_DAY,
            services.clock,
        )

    async def agent(self, request: Request) -> Agent:
        """The agent who asks; raises `NotSignedIn`, or `Forbidden` for another site's request."""
        agent = await self._agents.get(self._signer.subject(request.cookies.get(COOKIE, "")))
        if agent is None:
            raise NotSignedIn("This log-in is no longer valid.")
        name, value = _OWN_REQUEST
        if request.method != "GET" and request.headers.get(name) != value:
            # A page of another site can make a browser send our cookie, but not this header.
            raise Forbidden("This request did not come from the console.")
        return agent

    async def agent_or_none(self, request: Request) -> Agent | None:
        """The agent who asks for a page, if logged in."""
        try:
            return await self.agent(request)
        except NotSignedIn:
            return None

    def let_in(self, response: Response, agent: Agent) -> None:
        """Give the agent the cookie."""
        response.set_cookie(
            COOKIE,
            self._signer.sign(agent.id),
            max_age=int(_WORKING_DAY.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=self._is_https,
        )
