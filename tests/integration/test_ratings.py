"""Rating a conversation: through the public chat API, in words, and after a colleague."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.feedback import AskRating
from desk.clock import Clock
from desk.conversations.announcements import Announcements
from desk.conversations.conversation import Author, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.inbound import Inbound
from desk.database.database import Database
from desk.handoff.ticket import Reason
from desk.insight.rating import InvalidScore, Rated, RatingKind
from desk.insight.ratings import NothingToRate, RatingPlan, Ratings
from tests.integration.desk_in_process import Desk, desk_in
from tests.unit.trackers import a_message, a_tracker, follow_up

pytestmark = pytest.mark.anyio

CSAT_ONLY = RatingPlan(nps_share=0, effort_share=0)


@pytest.fixture
def ratings(database: Database, conversations: Conversations, clock: Clock) -> Ratings:
    return Ratings(database, conversations, clock, CSAT_ONLY)


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setenv("PARLEY_NPS_SHARE", "0")
    monkeypatch.setenv("PARLEY_EFFORT_SHARE", "0")
    async with desk_in(tmp_path) as desk:
        yield desk


async def talk(conversations: Conversations, *, by: Author = Author.BOT) -> str:
    """A conversation in which the customer said something and got an answer."""
    conversation = await conversations.start("web")
    await conversations.receive(conversation.id, Inbound("m-1", "Where is it?"))
    await conversations.finish_turn(conversation.id, 1, [])
    await conversations.say(conversation.id, [Reply("On its way.", by)])
    return conversation.id


async def answer(conversations: Conversations, ratings: Ratings, id_: str, text: str) -> bool:
    message = await conversations.receive(id_, Inbound(f"m-{text}", text))
    return await ratings.take_answer(message)


async def test_a_conversation_is_asked_once(conversations: Conversations, ratings: Ratings) -> None:
    id_ = await talk(conversations)
    question = await ratings.question_for(id_)
    assert question is not None
    assert question.kind is RatingKind.CSAT
    assert await ratings.question_for(id_) is None
    await ratings.ask(id_, Rated.AGENT)
    assert [m.asks for m in await conversations.messages(id_)] == [None, None]


async def test_who_has_rated_is_not_asked(conversations: Conversations, ratings: Ratings) -> None:
    id_ = await talk(conversations)
    await ratings.record(id_, RatingKind.NPS, 9)
    assert await ratings.question_for(id_) is None


async def test_nobody_is_asked_before_they_spoke_nor_where_it_is_switched_off(
    database: Database, conversations: Conversations, ratings: Ratings, clock: Clock
) -> None:
    silent = (await conversations.start("web")).id
    assert await ratings.question_for(silent) is None
    with pytest.raises(NothingToRate):
        await ratings.record(silent, RatingKind.CSAT, 5)
    off = Ratings(database, conversations, clock, RatingPlan(are_asked=False))
    id_ = await talk(conversations)
    assert await off.question_for(id_) is None
    assert await off.of([id_]) == []


@pytest.mark.parametrize("text", ["4", " 4/5 ", "4 out of 5", "4 stars."])
async def test_a_number_right_after_the_question_is_the_answer(
    conversations: Conversations, ratings: Ratings, text: str
) -> None:
    id_ = await talk(conversations)
    await ratings.ask(id_, Rated.BOT)
    assert await answer(conversations, ratings, id_, text)
    (rating,) = await ratings.of([id_])
    assert (rating.score, rating.about, rating.comment) == (4, Rated.BOT, None)
    assert await conversations.next_unanswered(id_) is None
    said = (await conversations.messages(id_))[-1]
    assert (said.author, said.text) == (Author.SYSTEM, "Thank you, that helps us.")


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("2 because you are slow", 2, "because you are slow"),
        ("2, far too slow", 2, "far too slow"),
        ("5 stars - quick and kind!", 5, "quick and kind!"),
        ("1 cos I had to wait for my refund", 1, "cos I had to wait for my refund"),
    ],
)
async def test_what_is_said_to_the_number_is_the_comment(
    conversations: Conversations, ratings: Ratings, text: str, score: int, comment: str
) -> None:
    id_ = await talk(conversations)
    await ratings.ask(id_, Rated.BOT)
    assert await answer(conversations, ratings, id_, text)
    (rating,) = await ratings.of([id_])
    assert (rating.score, rating.comment) == (score, comment)


@pytest.mark.parametrize("text", ["6", "0", "11", "11 because it was so good"])
async def test_a_number_off_the_scale_is_asked_for_again(
    conversations: Conversations, ratings: Ratings, text: str
) -> None:
    id_ = await talk(conversations)
    await ratings.ask(id_, Rated.BOT)
    assert await answer(conversations, ratings, id_, text)
    (rating,) = await ratings.of([id_])
    assert rating.score is None
    assert await conversations.next_unanswered(id_) is None
    said = (await conversations.messages(id_))[-1]
    assert said.text == "Please choose a number from 1 (very poor) to 5 (very good)."
    assert said.asks == "rating"
    assert await answer(conversations, ratings, id_, "4")
    (rating,) = await ratings.of([id_])
    assert rating.score == 4


@pytest.mark.parametrize(
    "text",
    [
        "thanks", "4 and where is my order?", "HP-104233", "3. cancel my order",
        "2 because you are slow. Now cancel my order", "4, where is my lamp",
    ],
)  # fmt: skip
async def test_anything_else_after_the_question_is_the_bots_to_answer(
    conversations: Conversations, ratings: Ratings, text: str
) -> None:
    id_ = await talk(conversations)
    await ratings.ask(id_, Rated.BOT)
    assert not await answer(conversations, ratings, id_, text)
    (rating,) = await ratings.of([id_])
    assert rating.score is None
    waiting = await conversations.next_unanswered(id_)
    assert waiting is not None
    assert waiting[0].text == text


async def test_a_number_later_or_for_people_is_no_answer(
    conversations: Conversations, ratings: Ratings
) -> None:
    id_ = await talk(conversations)
    await ratings.ask(id_, Rated.BOT)
    assert not await answer(conversations, ratings, id_, "Which lamp is cheaper")
    assert not await answer(conversations, ratings, id_, "4")
    taken = await talk(conversations)
    await ratings.ask(taken, Rated.BOT)
    async with conversations.opened(taken) as (_, conversation):
        conversation.queue()
    assert not await answer(conversations, ratings, taken, "4")
    assert {rating.score for rating in await ratings.of([id_, taken])} == {None}


async def test_a_rating_that_nobody_asked_for_is_about_who_spoke_last(
    conversations: Conversations, ratings: Ratings
) -> None:
    bots, agents = await talk(conversations), await talk(conversations, by=Author.AGENT)
    await ratings.record(bots, RatingKind.CSAT, 3)
    await ratings.record(agents, RatingKind.CSAT, 5)
    by_id = {rating.conversation_id: rating.about for rating in await ratings.of([bots, agents])}
    assert by_id == {bots: Rated.BOT, agents: Rated.AGENT}


async def test_figures_add_up_the_last_answers_of_each_kind(
    conversations: Conversations, ratings: Ratings
) -> None:
    given = [
        (RatingKind.CSAT, Author.BOT, 5),
        (RatingKind.CSAT, Author.BOT, 4),
        (RatingKind.CSAT, Author.AGENT, 1),
        (RatingKind.NPS, Author.BOT, 10),
        (RatingKind.NPS, Author.BOT, 9),
        (RatingKind.NPS, Author.BOT, 7),
        (RatingKind.NPS, Author.BOT, 6),
    ]
    for kind, by, score in given:
        id_ = await talk(conversations, by=by)
        await ratings.record(id_, kind, 1)
        await ratings.record(id_, kind, score)
    asked = await talk(conversations)
    await ratings.ask(asked, Rated.BOT)
    found = {(f.kind, f.about): f for f in await ratings.figures()}
    assert len(found) == 3
    csat = found[RatingKind.CSAT, Rated.BOT]
    assert (csat.count, csat.average) == (2, 4.5)
    assert found[RatingKind.CSAT, Rated.AGENT].average == 1
    nps = found[RatingKind.NPS, Rated.BOT]
    assert (nps.count, nps.average, nps.net_promoters) == (4, 8, 1)


async def test_old_ratings_leave_the_figures(
    database: Database, announcements: Announcements, clock: Clock
) -> None:
    conversations = Conversations(database, announcements, clock)
    id_ = await talk(conversations)
    await Ratings(database, conversations, clock, CSAT_ONLY).record(id_, RatingKind.CSAT, 5)
    later = Ratings(database, conversations, lambda: clock() + timedelta(days=31), CSAT_ONLY)
    assert await later.figures() == []


async def rate(desk: Desk, **body: Any) -> Any:
    return await desk.http.post("/api/chat/ratings", json=body, headers=desk.headers)


async def test_the_chat_api_takes_a_rating_and_shows_it_again(desk: Desk) -> None:
    assert (await rate(desk, kind="csat", score=4)).status_code == 409
    await desk.send("Hello")
    await desk.messages()
    first = await rate(desk, kind="csat", score=2)
    assert first.status_code == 200
    again = await rate(desk, kind="csat", score=4, comment="  Quick\u0000 and kind. ")
    assert again.json()["score"] == 4
    shown = await desk.http.get("/api/chat/ratings", headers=desk.headers)
    (rating,) = shown.json()["ratings"]
    assert (rating["score"], rating["comment"]) == (4, "Quick and kind.")
    assert (rating["lowest"], rating["highest"]) == (1, 5)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "csat", "score": 6}, 422),
        ({"kind": "csat", "score": 0}, 422),
        ({"kind": "nps", "score": -1}, 422),
        ({"kind": "csat", "score": "4"}, 422),
        ({"kind": "csat", "score": 4.5}, 422),
        ({"kind": "csat", "score": True}, 422),
        ({"kind": "stars", "score": 4}, 422),
        ({"kind": "csat", "score": 4, "comment": "x" * 1001}, 422),
        ({"kind": "csat", "score": 10**30}, 422),
        ({"kind": "csat"}, 422),
    ],
)
async def test_what_is_no_rating_is_refused(desk: Desk, body: dict[str, Any], status: int) -> None:
    await desk.send("Hello")
    await desk.messages()
    refused = await rate(desk, **body)
    assert refused.status_code == status, refused.text
    assert (await desk.services.ratings.of([desk.conversation_id])) == []


async def test_a_rating_needs_the_conversations_token(desk: Desk) -> None:
    body = {"kind": "csat", "score": 4}
    assert (await desk.http.post("/api/chat/ratings", json=body)).status_code == 401
    assert (await desk.http.get("/api/chat/ratings")).status_code == 401


async def test_a_number_after_the_question_never_reaches_the_engine(desk: Desk) -> None:
    await desk.send("Hello")
    await desk.messages()
    await desk.services.ratings.ask(desk.conversation_id, Rated.BOT)
    assert (await desk.messages())[-1]["asks"] == "rating"
    await desk.send("5")
    texts = [message["text"] for message in await desk.messages()]
    assert texts[-2:] == ["5", "Thank you, that helps us."]
    assert desk.line.heard == ["Hello"]
    await desk.send("5")
    await desk.messages()
    assert desk.line.heard == ["Hello", "5"]


async def test_who_wants_to_rate_again_is_not_asked_a_second_time(desk: Desk) -> None:
    await desk.send("can I rate this chat?")
    await desk.messages()
    tracker = a_tracker(a_message("rate_conversation", "can I rate this chat?"))
    tracker.sender_id = desk.conversation_id
    dispatcher = CollectingDispatcher()
    for _ in range(2):
        events = await AskRating(desk.services).run(dispatcher, tracker, {})
        assert follow_up(events) == "action_listen"
    question, answer = dispatcher.messages
    assert (question["response"], question["custom"]) == ("utter_rating", {"asks": "rating"})
    assert "1 (very poor) to 5 (very good)" in question["question"]
    assert (answer["response"], answer["custom"]) == ("utter_no_rating", {})
    (rating,) = await desk.services.ratings.of([desk.conversation_id])
    assert rating.score is None


async def test_an_agent_who_resolves_lets_the_customer_be_asked(desk: Desk) -> None:
    await desk.send("Hello")
    await desk.messages()
    services = desk.services
    agent = await services.agents.add("mia@shop.example", "Mia", "a long password")
    signed_in = await desk.http.post(
        "/console/login", data={"email": agent.email, "password": "a long password"}
    )
    assert signed_in.status_code == 303
    ticket = await services.handoff.request(
        desk.conversation_id, Reason("asked_for_person", "They asked.")
    )
    own = {"X-Requested-With": "parley-console"}
    path = f"/api/console/tickets/{ticket.id}"
    resolved = await desk.http.post(f"{path}/resolve", json={}, headers=own)
    assert resolved.status_code == 200, resolved.text
    question = (await desk.messages())[-1]
    assert (question["author"], question["asks"]) == ("system", "rating")
    await desk.send("5")
    shown = (await desk.http.get(path)).json()
    (rating,) = shown["ratings"]
    assert (rating["kind"], rating["score"], rating["about"]) == ("csat", 5, "agent")
    figures = (await desk.http.get("/api/console/ratings")).json()
    assert figures["csat"] == {
        "count": 1,
        "average": 5.0,
        "highest": 5,
        "net_promoter_score": None,
        "about": {"agent": {"count": 1, "average": 5.0}},
    }
    metrics = (await desk.http.get("/metrics")).text
    assert 'parley_rating_average{about="agent",kind="csat"} 5.0' in metrics
    assert 'parley_ratings{about="agent",kind="csat"} 1.0' in metrics


async def test_a_score_outside_the_scale_changes_nothing(
    conversations: Conversations, ratings: Ratings
) -> None:
    id_ = await talk(conversations)
    await ratings.record(id_, RatingKind.CSAT, 3, "So so.")
    with pytest.raises(InvalidScore):
        await ratings.record(id_, RatingKind.CSAT, 9)
    (rating,) = await ratings.of([id_])
    assert (rating.score, rating.comment) == (3, "So so.")
