"""Customers say whether an answer has helped: by a button, or in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions.people import OfferPerson
from desk.clock import utc_now
from desk.conversations.conversation import Reply
from desk.insight.given_answers import is_thanks
from desk.shop.invoice_links import InvoiceLinks
from tests.integration.answering import Visit, answering_desk
from tests.integration.desk_in_process import locked

pytestmark = pytest.mark.anyio

RETURNS = "How long do I have to return something?"
WRAPPING = "what does gift wrapping cost"
UNANSWERED = "Do you repair umbrellas?"


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    # The tokens of sessions are good for some days from now.
    async with answering_desk(tmp_path, utc_now) as desk:
        yield Visit(desk)


async def answers(visit: Visit) -> dict[int, bool | None]:
    response = await visit.desk.http.get("/api/chat/answers", headers=visit.desk.headers)
    assert response.status_code == 200, response.text
    return {one["seq"]: one["helped"] for one in response.json()["answers"]}


async def press(visit: Visit, seq: object, helped: Any) -> httpx.Response:
    return await visit.desk.http.post(
        f"/api/chat/answers/{seq}/helped", json={"helped": helped}, headers=visit.desk.headers
    )


async def helped(visit: Visit) -> dict[str, bool | None]:
    return {one.text: one.helped for one in await visit.desk.services.questions.recent()}


async def test_a_yes_or_no_is_kept_and_can_be_changed(visit: Visit) -> None:
    await visit.ask(RETURNS)
    assert await answers(visit) == {2: None}
    for said in (False, False, True):
        response = await press(visit, 2, said)
        assert response.status_code == 200
        assert response.json() == {"seq": 2, "helped": said}
        assert await answers(visit) == {2: said}
    assert await helped(visit) == {RETURNS: True}


async def test_a_no_makes_the_question_one_that_lacks_an_answer(visit: Visit) -> None:
    await visit.ask(RETURNS)
    await press(visit, 2, False)
    (missing,) = await visit.desk.services.questions.missing()
    assert missing.question.article_id == "returns"


async def test_each_answer_has_its_own(visit: Visit) -> None:
    for question in (RETURNS, UNANSWERED, WRAPPING):
        await visit.ask(question)
    assert list(await answers(visit)) == [2, 6]
    await press(visit, 2, False)
    assert await helped(visit) == {RETURNS: False, UNANSWERED: None, WRAPPING: None}


async def test_questions_sent_one_right_after_the_other_keep_their_answers(visit: Visit) -> None:
    first, second = await visit.say(RETURNS), await visit.say(WRAPPING)
    await visit.answer(RETURNS, first)
    await visit.answer(WRAPPING, second)
    assert await answers(visit) == {3: None, 4: None}
    await press(visit, 4, True)
    assert await helped(visit) == {RETURNS: None, WRAPPING: True}


async def test_two_questions_of_one_message_have_two_answers(visit: Visit) -> None:
    seq = await visit.say(f"{RETURNS} {WRAPPING}")
    replies = [await visit.worked_out(question, seq) for question in (RETURNS, WRAPPING)]
    await visit.close(seq, [reply for part in replies for reply in part])
    assert await answers(visit) == {2: None, 3: None}
    await press(visit, 3, False)
    assert await helped(visit) == {RETURNS: None, WRAPPING: False}


@pytest.mark.parametrize("seq", [1, 4, 99, 2**31 - 1])
async def test_what_is_no_answer_cannot_have_helped(visit: Visit, seq: int) -> None:
    await visit.ask(RETURNS)
    await visit.ask(UNANSWERED)
    response = await press(visit, seq, True)
    assert response.status_code == 404
    assert response.json()["error"]["message"] == "This message is no answer from an article."


def an_invoice(visit: Visit) -> Reply:
    settings = visit.desk.services.settings
    links = InvoiceLinks(settings.url, settings.session_secret.get_secret_value(), utc_now)
    link = links.link("cus_0001", "HP-104187")
    return Reply("Here it is.", citations=[{"title": "Invoice", "url": link}])


async def test_a_message_with_an_invoice_is_no_answer(visit: Visit) -> None:
    seq = await visit.say("my invoice please")
    await visit.close(seq, [an_invoice(visit)])
    assert await answers(visit) == {}
    assert (await press(visit, 2, True)).status_code == 404


async def test_an_invoice_beside_an_answer_is_not_taken_for_it(visit: Visit) -> None:
    seq = await visit.say(f"my invoice please. {RETURNS}")
    replies = await visit.worked_out(RETURNS, seq)
    await visit.close(seq, [an_invoice(visit), *replies])
    assert await answers(visit) == {3: None}
    assert (await press(visit, 2, False)).status_code == 404
    await press(visit, 3, True)
    assert await helped(visit) == {RETURNS: True}


@pytest.mark.parametrize(
    ("seq", "body"),
    [
        (2, {}), (2, {"helped": None}), (2, {"helped": "yes"}), (2, {"helped": 1}),
        (2, {"helped": True, "more": 1}), (0, {"helped": True}), ("two", {"helped": True}),
        (2**31, {"helped": True}),
    ],
)  # fmt: skip
async def test_anything_but_yes_or_no_is_refused(
    visit: Visit, seq: object, body: dict[str, Any]
) -> None:
    await visit.ask(RETURNS)
    response = await visit.desk.http.post(
        f"/api/chat/answers/{seq}/helped", json=body, headers=visit.desk.headers
    )
    assert response.status_code == 422
    assert await answers(visit) == {2: None}


async def test_nobody_speaks_for_another_conversation(visit: Visit) -> None:
    await visit.ask(RETURNS)
    own = visit.desk.headers
    await visit.desk.open_conversation()
    assert await answers(visit) == {}
    assert (await press(visit, 2, False)).status_code == 404
    visit.desk.headers = {}
    assert (await press(visit, 2, False)).status_code == 401
    visit.desk.headers = own
    assert await answers(visit) == {2: None}


async def test_that_it_did_not_help_may_be_written(visit: Visit) -> None:
    await visit.ask(RETURNS)
    await visit.ask(UNANSWERED)
    (reply,) = await visit.ask("that didn't help", OfferPerson, "not_helpful")
    assert reply.text.startswith("I'm sorry, that didn't answer it.")
    assert await helped(visit) == {RETURNS: False, UNANSWERED: None}


async def test_an_answer_of_long_ago_is_not_meant(visit: Visit) -> None:
    await visit.ask(RETURNS)
    for _ in range(3):
        await visit.ask(UNANSWERED)
    await visit.ask("that didn't help", OfferPerson, "not_helpful")
    assert (await helped(visit))[RETURNS] is None


@pytest.mark.parametrize(
    ("between", "thanks", "is_taken"),
    [
        ([], "That helped, thanks", True),
        ([], "where is my order", False),
        ([UNANSWERED], "That helped, thanks", False),
    ],
)
async def test_thanks_right_after_an_answer_say_that_it_helped(
    visit: Visit, between: list[str], thanks: str, is_taken: bool
) -> None:
    for question in (RETURNS, *between):
        await visit.ask(question)
    assert (await visit.desk.send(thanks)).status_code == 202
    assert (await helped(visit))[RETURNS] is (True if is_taken else None)


async def test_thanks_do_not_take_back_a_no(visit: Visit) -> None:
    await visit.ask(RETURNS)
    await press(visit, 2, False)
    await visit.desk.send("ok thanks")
    assert await helped(visit) == {RETURNS: False}


async def test_a_locked_database_keeps_nobody_from_saying_that_it_did_not_help(
    visit: Visit,
) -> None:
    await visit.ask(RETURNS)
    with locked(visit.desk.database_file):
        await visit.desk.services.questions.helped(visit.desk.conversation_id, False)
    assert await helped(visit) == {RETURNS: None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thanks", True),
        ("THANK YOU THAT’S EXACTLY WHAT I NEEDED!!", True),
        ("great, that helped 🙏", True),
        ("very helpful, cheers", True),
        ("thanks for nothing", False),
        ("thanks but that didn't help", False),
        ("that wasn't helpful", False),
        ("thanks, and when does it come", False),
        ("what helps?", False),
        ("ok", False),
        ("🙏", False),
        ("", False),
    ],
)
def test_thanks_are_told_from_what_only_begins_with_them(text: str, expected: bool) -> None:
    assert is_thanks(text) is expected
