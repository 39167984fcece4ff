"""What the page "Missing knowledge" asks for and does, as JSON."""

# No `from __future__ import annotations` here: FastAPI must see the types of local dependencies.

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from desk.agents.agent import Agent
from desk.console import knowledge_shown as shown
from desk.console.access import ConsoleAccess
from desk.insight.article_text import MAX_TITLE_CHARACTERS, ArticleDraft
from desk.insight.asker_names import names_of_askers
from desk.insight.drafts import MOST_ASKED_AS
from desk.insight.questions import SHOWN_DAYS
from desk.services import Services

_MAX_BODY_CHARACTERS = 40_000

Wording = Annotated[str, Field(max_length=4000)]


class ArticleWritten(BaseModel):
    """An article as an agent wrote it, and one of the questions that it is for."""

    question_id: Annotated[str, Field(max_length=40)]
    title: Annotated[str, Field(max_length=MAX_TITLE_CHARACTERS)]
    asked_as: Annotated[list[Wording], Field(max_length=10 * MOST_ASKED_AS)]
    body: Annotated[str, Field(max_length=_MAX_BODY_CHARACTERS)]

    def as_draft(self) -> ArticleDraft:
        """Without empty lines and the white space around."""
        asked_as = (" ".join(wording.split()) for wording in self.asked_as)
        return ArticleDraft(
            " ".join(self.title.split()), tuple(filter(None, asked_as)), self.body.strip()
        )


def knowledge_api(services: Services, access: ConsoleAccess) -> APIRouter:
    """The routes of the API below `/api/console/knowledge`."""
    router = APIRouter(
        prefix="/api/console/knowledge", tags=["console"], dependencies=[Depends(access.agent)]
    )
    CurrentAgent = Annotated[Agent, Depends(access.agent)]  # noqa: N806 - a type
    missing = services.missing_knowledge
    names_of = partial(names_of_askers, services.database, services.customers)

    @router.get("")
    async def overview() -> dict[str, Any]:
        groups = await missing.groups()
        return shown.overview(
            await services.questions.recent(),
            groups,
            await services.article_reports.report(),
            SHOWN_DAYS,
            await names_of(question for group in groups for question in group.questions),
        )

    @router.get("/effects")
    async def effects() -> list[dict[str, Any]]:
        found = await services.article_reports.effects()
        names = await names_of(question for one in found for question in one.answered_now)
        return [shown.effect(one, names) for one in found]

    @router.get("/groups/{question_id}/draft")
    async def draft(question_id: str) -> dict[str, Any]:
        return shown.draft(await missing.draft(question_id))

    @router.post("/groups/{question_id}/leave-out", status_code=204)
    async def leave_out(question_id: str, agent: CurrentAgent) -> None:
        await missing.leave_out(question_id, agent)

    @router.post("/groups/{question_id}/take-back", status_code=204)
    async def take_back(question_id: str) -> None:
        await missing.take_back(question_id)

    @router.post("/articles", status_code=201)
    async def write(body: ArticleWritten, agent: CurrentAgent) -> dict[str, str]:
        written = await missing.write(body.question_id, agent, body.as_draft())
        return {"article_id": written.article_id, "title": written.title}

    return router
