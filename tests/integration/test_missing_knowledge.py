"""The console's page on missing knowledge: groups, drafts, new articles and what they change."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.encoder.sentence_encoder import shared_encoder
from desk.conversations.conversation import Reply
from desk.conversations.inbound import Inbound
from desk.demo_shop.data import fill
from desk.handoff.ticket import Reason
from desk.insight.question import Outcome
from knowledge_base.knowledge_base import Answer, KnowledgeBase
from knowledge_base.reading.file import read_file
from knowledge_base.sync import sync
from tests.integration.desk_in_process import Desk, desk_in

pytestmark = pytest.mark.anyio

URL = "/api/console/knowledge"
OWN_REQUEST = {"X-Requested-With": "parley-console"}
THRESHOLD = 0.55
UMBRELLAS = (
    "Do you repair umbrellas?",
    "can you mend my broken umbrella",
    "is it possible to get an umbrella repaired by you?",
)
NORWAY = ("Do you deliver to Norway?", "can you ship to norway")
SATURDAYS = "Do parcels come on Saturdays?"
COURIER = {
    "title": "Parcels on Saturdays",
    "asked_as": [SATURDAYS],
    "body": "On Saturdays parcels come by courier, for £5.",
}
REPAIR = "We repair umbrellas of our own brand for £6. It takes about ten days."
RETURNS = [
    "You can return an unused item within 30 days.",
    "You can return an unused item within 14 days.",
]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    folder = tmp_path / "articles"
    folder.mkdir()
    _put(folder, "parcels", "Parcels come on Tuesdays.", title="When parcels come")
    # On an index of the test's own: writing an article changes it.
    sync(tmp_path / "knowledge", shared_encoder(), folder)
    knowledge = KnowledgeBase.open(tmp_path / "knowledge", shared_encoder(), THRESHOLD)
    async with desk_in(tmp_path, knowledge=knowledge) as desk:
        await desk.services.agents.add("ines@shop.example", "Ines Moreau", "a long password")
        form = {"email": "ines@shop.example", "password": "a long password"}
        assert (await desk.http.post("/console/login", data=form)).status_code == 303
        yield desk


def _put(folder: Path, name: str, body: str, **keys: Any) -> None:
    lines = "\n".join(f"{key}: {value}" for key, value in keys.items())
    (folder / f"{name}.md").write_text(f"---\n{lines}\n---\n\n{body}\n", "utf-8")


async def ask(
    desk: Desk, words: str, customer_id: str | None = None, outcome: Outcome | None = None
) -> str:
    services = desk.services
    conversation = await services.conversations.start("web", customer_id, "token")
    message = await services.conversations.receive(conversation.id, Inbound("m-1", words))
    answer = None if outcome else services.knowledge.reply(words)
    outcome = outcome or (Outcome.ANSWERED if isinstance(answer, Answer) else Outcome.UNANSWERED)
    article_id = answer.best.passage.article_id if isinstance(answer, Answer) else None
    await services.questions.record(conversation.id, words, outcome, article_id=article_id)
    await services.conversations.finish_turn(conversation.id, message.seq, [Reply("…")])
    return conversation.id


async def reply(desk: Desk, conversation_id: str, *texts: str) -> None:
    services = desk.services
    agent = await services.agents.log_in("ines@shop.example", "a long password")
    ticket = await services.handoff.request(conversation_id, Reason("no_answer", "No answer."))
    for words in texts:
        await services.handoff.reply(ticket.id, agent, uuid.uuid4().hex, words)


async def page(desk: Desk, path: str = "") -> Any:
    answer = await desk.http.get(URL + path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def write(desk: Desk, question_id: str, **changed: Any) -> httpx.Response:
    article = {"title": "Umbrella repairs", "asked_as": list(UMBRELLAS), "body": REPAIR}
    body = article | changed | {"question_id": question_id}
    return await desk.http.post(f"{URL}/articles", json=body, headers=OWN_REQUEST)


async def umbrella_group(desk: Desk) -> dict[str, Any]:
    groups = (await page(desk))["groups"]
    found: dict[str, Any] = next(group for group in groups if "umbrella" in group["question"])
    return found


async def test_questions_are_grouped_by_meaning_and_counted(desk: Desk) -> None:
    for words in (*UMBRELLAS, *NORWAY, "When do parcels come?"):
        await ask(desk, words)
    shown = await page(desk)
    assert [group["count"] for group in shown["groups"]] == [3, 2]
    first, second = shown["groups"]
    assert {question["text"] for question in first["questions"]} == set(UMBRELLAS)
    assert {question["text"] for question in second["questions"]} == set(NORWAY)
    assert first["question"] in UMBRELLAS
    assert first["lacks"]["unanswered"] == 3
    assert first["first_asked_at"] < first["last_asked_at"]
    assert shown["asked"] == 6
    assert shown["outcomes"] == {"answered": 1, "asked_back": 0, "unanswered": 5}


async def test_without_questions_there_is_nothing_to_show(desk: Desk) -> None:
    shown = await page(desk)
    assert (shown["asked"], shown["groups"]) == (0, [])
    nothing = {"answered": 0, "never_found": [], "out_of_date": [], "contradictions": []}
    assert shown["articles"] == nothing | {"are_compared": True}
    assert await page(desk, "/effects") == []


async def test_an_answered_question_that_did_not_help_names_its_article(desk: Desk) -> None:
    conversation_id = await ask(desk, "When do parcels come?")
    await desk.services.questions.helped(conversation_id, False)
    (group,) = (await page(desk))["groups"]
    (question,) = group["questions"]
    assert (question["article"], question["lacks"]) == ("When parcels come", ["not_helpful"])


async def test_the_draft_holds_what_people_answered_without_personal_data(desk: Desk) -> None:
    await fill(desk.services.database, desk.services.clock().date())
    customer = await desk.services.customers.get("cus_0004")
    assert customer is not None
    first_name = customer.name.split()[0]
    asked = f"Do you repair umbrellas? My order was HP-104187, I am {customer.name}"
    conversation_id = await ask(desk, asked, customer.id)
    await ask(desk, UMBRELLAS[1])
    await reply(
        desk,
        conversation_id,
        f"Hello {first_name}, I'm Ines.",
        "One moment, let me check.",
        f"Good news, {first_name}: {REPAIR} Send it to {customer.email}.",
        "You're welcome, have a nice day!",
    )
    group = await umbrella_group(desk)
    draft = await page(desk, f"/groups/{group['id']}/draft")
    assert draft["body"].endswith(f"{REPAIR} Send it to [e-mail].")
    (answer,) = draft["answers"]
    assert answer["agent_name"] == "Ines Moreau"
    words = str(draft["asked_as"]) + draft["body"] + draft["title"]
    for secret in (*customer.name.split(), customer.email, "104187"):
        assert secret not in words
    assert UMBRELLAS[1] in draft["asked_as"]
    assert draft["title"].endswith("umbrella?") or draft["title"].startswith("Do you repair")


async def test_customers_own_names_are_masked_in_what_is_shown(desk: Desk) -> None:
    await fill(desk.services.database, desk.services.clock().date())
    customer = await desk.services.customers.get("cus_0004")
    assert customer is not None
    surname = customer.name.split()[-1].lower()
    await ask(desk, f"Do you repair an umbrella for {surname}?", customer.id)
    group = await umbrella_group(desk)
    assert "for [name]?" in group["question"]
    assert "for [name]?" in group["questions"][0]["text"]


async def test_the_same_reply_is_quoted_once_and_later_topics_are_left_out(desk: Desk) -> None:
    for words in UMBRELLAS[:2]:
        await reply(desk, await ask(desk, words), REPAIR)
    other = await ask(desk, NORWAY[0])
    await reply(desk, other, "To Norway we send parcels by courier, for £15.")
    group = await umbrella_group(desk)
    draft = await page(desk, f"/groups/{group['id']}/draft")
    assert draft["body"] == REPAIR


async def test_without_replies_of_people_the_draft_is_empty(desk: Desk) -> None:
    await ask(desk, UMBRELLAS[0])
    draft = await page(desk, f"/groups/{(await umbrella_group(desk))['id']}/draft")
    assert (draft["title"], draft["body"], draft["answers"]) == ("Do you repair umbrellas?", "", [])


async def test_an_article_written_here_answers_the_next_customer(
    desk: Desk, tmp_path: Path
) -> None:
    for words in UMBRELLAS:
        await ask(desk, words)
    answer = await write(desk, (await umbrella_group(desk))["id"])
    assert answer.status_code == 201, answer.text
    assert answer.json()["article_id"] == "umbrella-repairs"
    article = read_file(tmp_path / "articles" / "umbrella-repairs.md")
    assert (article.title, article.asked_as) == ("Umbrella repairs", UMBRELLAS)
    assert article.updated_on == desk.services.clock().date()
    found = desk.services.knowledge.reply("could you repair an umbrella for me")
    assert isinstance(found, Answer)
    assert found.best.passage.article_id == "umbrella-repairs"
    group = await umbrella_group(desk)
    assert group["written"]["agent_name"] == "Ines Moreau"
    assert (group["written"]["title"], group["asked_since"]) == ("Umbrella repairs", 0)


async def test_the_effect_of_an_article_is_the_questions_it_would_have_answered(
    desk: Desk,
) -> None:
    for words in (*UMBRELLAS, *NORWAY):
        await ask(desk, words)
    await write(desk, (await umbrella_group(desk))["id"])
    (effect,) = await page(desk, "/effects")
    assert (effect["title"], effect["url"]) == ("Umbrella repairs", "/help/umbrella-repairs")
    assert effect["written"]["agent_name"] == "Ines Moreau"
    assert {question["text"] for question in effect["answered_now"]} == set(UMBRELLAS)


async def test_an_article_that_answers_nothing_shows_that(desk: Desk) -> None:
    await ask(desk, UMBRELLAS[0])
    nothing = {"title": "Opening hours", "asked_as": [], "body": "We are open from nine to five."}
    await write(desk, (await umbrella_group(desk))["id"], **nothing)
    (effect,) = await page(desk, "/effects")
    assert (effect["title"], effect["answered_now"]) == ("Opening hours", [])


async def test_an_article_gains_the_questions_that_another_one_answered_badly(desk: Desk) -> None:
    unhelpful, _ = [await ask(desk, SATURDAYS) for _ in range(2)]
    await desk.services.questions.helped(unhelpful, False)
    (group,) = (await page(desk))["groups"]
    assert group["questions"][0]["article"] == "When parcels come"
    assert (await write(desk, group["id"], **COURIER)).status_code == 201
    (effect,) = await page(desk, "/effects")
    # The other one was answered from the old article as well, but nothing says that it was bad.
    assert [question["text"] for question in effect["answered_now"]] == [SATURDAYS]


async def test_a_badly_answered_question_is_not_gained_by_the_article_that_answered_it(
    desk: Desk, tmp_path: Path
) -> None:
    today = desk.services.clock().date()
    keys = {"title": "When parcels come", "updated_on": today}
    _put(tmp_path / "articles", "parcels", "Parcels come on Tuesdays.", **keys)
    sync(tmp_path / "knowledge", shared_encoder(), tmp_path / "articles")
    desk.services.knowledge.refresh()
    await desk.services.questions.helped(await ask(desk, SATURDAYS), False)
    assert isinstance(desk.services.knowledge.reply(SATURDAYS), Answer)
    assert await page(desk, "/effects") == []


async def test_what_was_only_asked_back_about_is_neither_missing_nor_gained(desk: Desk) -> None:
    await ask(desk, UMBRELLAS[0])
    await ask(desk, SATURDAYS, outcome=Outcome.ASKED_BACK)
    (group,) = (await page(desk))["groups"]
    await write(desk, group["id"], **COURIER)
    (effect,) = await page(desk, "/effects")
    assert (effect["title"], effect["answered_now"]) == ("Parcels on Saturdays", [])


@pytest.mark.parametrize("key", ["valid_until", "language"])
async def test_an_article_that_customers_are_not_told_of_changes_nothing(
    desk: Desk, tmp_path: Path, key: str
) -> None:
    await ask(desk, UMBRELLAS[0])
    today = desk.services.clock().date()
    hidden = {"valid_until": today - timedelta(days=1), "language": "de"}[key]
    keys = {"title": "Umbrella repairs", "updated_on": today, key: hidden}
    _put(tmp_path / "articles", "repairs", REPAIR, **keys)
    sync(tmp_path / "knowledge", shared_encoder(), tmp_path / "articles")
    desk.services.knowledge.refresh()
    assert isinstance(desk.services.knowledge.reply(UMBRELLAS[0]), Answer)
    assert await page(desk, "/effects") == []


async def test_an_article_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    await ask(desk, UMBRELLAS[0])
    question_id = (await umbrella_group(desk))["id"]
    assert (await write(desk, question_id)).status_code == 201
    answer = await write(desk, question_id, body="Something else.")
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "article_exists"
    assert REPAIR in (tmp_path / "articles" / "umbrella-repairs.md").read_text("utf-8")


async def test_an_article_of_the_same_id_in_another_file_counts(desk: Desk, tmp_path: Path) -> None:
    _put(tmp_path / "articles", "old", "Long ago.", title="Mending", id="umbrella-repairs")
    await ask(desk, UMBRELLAS[0])
    answer = await write(desk, (await umbrella_group(desk))["id"])
    assert "'Mending'" in answer.json()["error"]["message"]
    assert not (tmp_path / "articles" / "umbrella-repairs.md").exists()


@pytest.mark.parametrize(
    "changed",
    [{"title": "  "}, {"title": "???"}, {"title": "дом"}, {"body": " \n "}, {"title": "x" * 500}],
    ids=["no title", "only signs", "no Latin letter", "no text", "too long"],
)
async def test_what_cannot_be_an_article_is_refused(
    desk: Desk, tmp_path: Path, changed: dict[str, Any]
) -> None:
    await ask(desk, UMBRELLAS[0])
    answer = await write(desk, (await umbrella_group(desk))["id"], **changed)
    assert answer.status_code == 422, answer.text
    assert [file.name for file in (tmp_path / "articles").iterdir()] == ["parcels.md"]


@pytest.mark.parametrize("title", ["../../escape", "a/b: c", "- yes", "no", '"quoted" # and so'])
async def test_odd_titles_stay_in_the_folder(desk: Desk, tmp_path: Path, title: str) -> None:
    await ask(desk, UMBRELLAS[0])
    answer = await write(desk, (await umbrella_group(desk))["id"], title=title)
    assert answer.status_code == 201, answer.text
    (new,) = [file for file in (tmp_path / "articles").iterdir() if file.name != "parcels.md"]
    assert read_file(new).title == title


async def test_a_folder_that_cannot_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    await ask(desk, UMBRELLAS[0])
    question_id = (await umbrella_group(desk))["id"]
    shutil.rmtree(tmp_path / "articles")
    (tmp_path / "articles").write_text("a file where the folder was")
    answer = await write(desk, question_id)
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "cannot_write_article"


async def test_an_index_that_cannot_be_renewed_is_named_and_the_article_kept(
    desk: Desk, tmp_path: Path
) -> None:
    await ask(desk, UMBRELLAS[0])
    question_id = (await umbrella_group(desk))["id"]
    shutil.rmtree(tmp_path / "knowledge")
    (tmp_path / "knowledge").write_text("a file where the index was")
    answer = await write(desk, question_id)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "not_found_yet")
    assert (tmp_path / "articles" / "umbrella-repairs.md").exists()
    assert (await umbrella_group(desk))["written"]["title"] == "Umbrella repairs"


async def test_a_question_that_is_not_there_has_no_draft(desk: Desk) -> None:
    assert (await desk.http.get(f"{URL}/groups/question_gone/draft")).status_code == 404
    assert (await write(desk, "question_gone")).status_code == 404


async def test_a_group_can_be_left_out_and_taken_back(desk: Desk) -> None:
    for words in UMBRELLAS[:2]:
        await ask(desk, words)
    group = await umbrella_group(desk)
    assert group["left_out"] is None
    path = f"{URL}/groups/{group['id']}"
    assert (await desk.http.post(f"{path}/leave-out", headers=OWN_REQUEST)).status_code == 204
    await ask(desk, UMBRELLAS[2])
    group = await umbrella_group(desk)
    assert (group["count"], group["left_out"]["agent_name"]) == (3, "Ines Moreau")
    assert (await desk.http.post(f"{path}/take-back", headers=OWN_REQUEST)).status_code == 204
    assert (await umbrella_group(desk))["left_out"] is None


async def test_what_is_asked_ever_more_comes_back_though_it_was_left_out(desk: Desk) -> None:
    await ask(desk, UMBRELLAS[0])
    group_id = (await umbrella_group(desk))["id"]
    await desk.http.post(f"{URL}/groups/{group_id}/leave-out", headers=OWN_REQUEST)
    for words in UMBRELLAS[1:]:
        await ask(desk, words)
    assert (await umbrella_group(desk))["left_out"] is None


async def test_articles_that_no_question_led_to_are_listed(desk: Desk, tmp_path: Path) -> None:
    _put(tmp_path / "articles", "gifts", "We wrap gifts.", title="Gift wrapping")
    _put(tmp_path / "articles", "notes", "For us.", title="Goodwill", audience="agents")
    await ask(desk, "When do parcels come?")
    await ask(desk, UMBRELLAS[0])
    await write(desk, (await umbrella_group(desk))["id"])
    articles = (await page(desk))["articles"]
    assert articles["answered"] == 1
    assert [one["title"] for one in articles["never_found"]] == ["Gift wrapping"]


def _contradict(desk: Desk, folder: Path) -> None:
    for name, sentence in zip(("returns", "sending-back"), RETURNS, strict=True):
        _put(folder / "articles", name, sentence, title=name.capitalize())
    sync(folder / "knowledge", shared_encoder(), folder / "articles")
    desk.services.knowledge.refresh()


async def test_articles_that_contradict_each_other_are_listed_with_their_sentences(
    desk: Desk, tmp_path: Path
) -> None:
    _contradict(desk, tmp_path)
    (pair,) = (await page(desk))["articles"]["contradictions"]
    assert [one["sentence"] for one in pair["statements"]] == RETURNS
    assert [one["url"] for one in pair["statements"]] == ["/help/returns", "/help/sending-back"]


@pytest.mark.parametrize(("most", "are_compared"), [(3, True), (2, False)])
async def test_it_is_told_where_articles_are_too_many_to_look_for_contradictions(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, are_compared: bool
) -> None:
    monkeypatch.setattr("knowledge_base.index.knowledge_index.MOST_PASSAGES_COMPARED", most)
    _contradict(desk, tmp_path)
    assert desk.services.knowledge.passages == 3
    articles = (await page(desk))["articles"]
    assert articles["are_compared"] is are_compared
    assert len(articles["contradictions"]) == are_compared


async def test_articles_that_are_out_of_date_are_listed(desk: Desk, tmp_path: Path) -> None:
    today = desk.services.clock().date()
    folder, day = tmp_path / "articles", timedelta(days=1)
    _put(folder, "sale", "All half price.", title="Summer sale", valid_until=today - day)
    _put(folder, "lasting", "All week.", title="Today still", valid_until=today)
    _put(folder, "old", "As ever.", title="Old", updated_on=today - 366 * day)
    _put(folder, "fresh", "New.", title="Fresh", updated_on=today - 300 * day)
    listed = (await page(desk))["articles"]["out_of_date"]
    assert [(one["title"], one["ended_on"]) for one in listed] == [
        ("Summer sale", (today - day).isoformat()),
        ("Old", None),
    ]


@pytest.mark.parametrize("path", ["", "/effects", "/groups/question_1/draft"])
async def test_only_agents_may_look(desk: Desk, path: str) -> None:
    desk.http.cookies.clear()
    assert (await desk.http.get(URL + path)).status_code == 401


async def test_only_agents_may_write_and_no_other_site_for_them(desk: Desk) -> None:
    body = {"question_id": "question_1", "title": "T", "asked_as": [], "body": "B"}
    assert (await desk.http.post(f"{URL}/articles", json=body)).status_code == 403
    desk.http.cookies.clear()
    for path in ("articles", "groups/question_1/leave-out", "groups/question_1/take-back"):
        answer = await desk.http.post(f"{URL}/{path}", json=body, headers=OWN_REQUEST)
        assert answer.status_code == 401


async def test_the_page_itself_is_for_agents(desk: Desk) -> None:
    assert "Missing knowledge" in (await desk.http.get("/console/knowledge")).text
    desk.http.cookies.clear()
    answer = await desk.http.get("/console/knowledge")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")
