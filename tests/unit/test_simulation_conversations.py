"""The simulated customer in whole conversations, with bots that do right and bots that do not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.customers.customers import Customers
from desk.database.database import Database
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.shop import Shop
from desk.simulation.end_state import Records
from desk.simulation.goal import Expect, Goal
from desk.simulation.runner import Result, Simulation
from tests.unit.simulation_bot import Answer, Heard, Said, ShopBot, chat_api, said
from tests.unit.simulation_shop import NOW, shop_database

pytestmark = pytest.mark.anyio


class IdsAsTokens:
    """Stands for the shop that signs: the small chat API takes the id itself."""

    def sign(self, customer_id: str, _: object) -> str:
        return customer_id


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with shop_database(tmp_path) as database:
        yield database


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database, lambda: NOW, Customers(database))


async def play(
    database: Database | None, answer: Answer, *goals: str, parallel: int = 1, **api: Any
) -> tuple[list[Result], list[str]]:
    records = None if database is None else Records(database, STANDARD_POLICY, lambda: NOW)
    transport = chat_api(answer, **api)
    tokens: Any = IdsAsTokens()
    simulation = Simulation("http://desk", tokens, records, parallel, transport=transport)
    read = [Goal.model_validate(yaml.safe_load(goal)) for goal in goals]
    return await simulation.play(read, 0, lambda _: None)


async def play_one(database: Database | None, answer: Answer, goal: str, **api: Any) -> Result:
    (result,), strays = await play(database, answer, goal, **api)
    assert strays == []
    return result


CANCEL = """
name: cancel
customer: {id: cus_0003}
requests: [{job: cancel, order: HP-104251, reason: ordered by mistake, tells: one_at_a_time}]
end_state: {actions: [{cancel_pending_order: {order_id: HP-104251, reason: ordered by mistake}}]}
"""
EXCHANGE = """
name: exchange
customer: {id: cus_0004}
requests:
  - job: exchange
    order: HP-104152
    items: [{product: Tideline serving bowl, new: {glaze: ink, size: 26 cm}}]
    payment: {kind: apple_pay}
    tells: one_at_a_time
end_state:
  actions:
    - exchange_delivered_order_items:
        order_id: HP-104152
        item_ids: [BOWL-03]
        new_item_ids: [BOWL-06]
        payment_method_id: apple_pay_0004
"""


async def test_what_is_told_bit_by_bit_ends_as_wanted(database: Database, shop: Shop) -> None:
    result = await play_one(database, ShopBot(shop), EXCHANGE)
    assert result.all_problems == []
    assert result.has_right_end
    (played,) = result.played
    assert played.ended is Expect.DONE
    # Opening; order, items, option, payment; yes. An agent asks items and option at once.
    assert (played.turns, played.least_turns) == (6, 5)


@pytest.mark.parametrize("style", ["plain", "terse", "chatty", "typos"])
@pytest.mark.parametrize("seed", range(2))
async def test_a_bot_that_does_not_say_what_it_waits_for_is_understood(
    database: Database, shop: Shop, style: str, seed: int
) -> None:
    goal = f"{EXCHANGE}style: {style}\nseed: {seed}\n"
    result = await play_one(database, ShopBot(shop), goal, tells_asks=False)
    assert result.all_problems == []


async def test_the_same_seed_says_the_same(database: Database) -> None:
    heard: list[list[str]] = []

    async def listen(conversation: Heard) -> Said:
        heard.append(list(conversation.texts))
        return said("That is not possible.")

    goal = CANCEL + "style: chatty\n"
    await play_one(None, listen, goal)
    await play_one(None, listen, goal)
    await play_one(None, listen, goal + "seed: 1\n")
    assert heard[0] == heard[1] != heard[2]


async def test_buttons_are_pressed(database: Database, shop: Shop) -> None:
    result = await play_one(database, ShopBot(shop), f"{CANCEL}buttons: true\nseed: 1\n")
    assert result.all_problems == []
    assert "[Ordered by mistake]" in [spoken.text for spoken in result.transcript]


async def test_a_wrong_write_fails_the_goal(database: Database, shop: Shop) -> None:
    async def cancels_another(_: Heard) -> object:
        return await shop.cancel_order("cus_0006", "HP-104246", "no longer needed", "other")

    result = await play_one(database, ShopBot(shop, cancels_another), CANCEL)
    assert result.has_right_end is False
    told = "\n".join(result.wrong_writes)
    assert "orders HP-104251: status is pending, wanted cancelled" in told
    assert "orders HP-104246: status is cancelled, wanted pending" in told
    assert "payment_methods gift_card_0006: balance is 103.00, wanted 35.00" in told
    assert "variants BLANKET-02: stock is" in told


async def test_no_yes_is_given_to_another_order_and_the_order_is_corrected(
    database: Database,
) -> None:
    heard: list[str] = []

    async def insists(conversation: Heard) -> Said:
        heard.append(conversation.last)
        return said("Cancel order HP-103999, refund £12.00. Shall I cancel it?", "confirm")

    result = await play_one(database, insists, CANCEL)
    assert "HP-104251" in heard[1]
    assert not any(text.casefold().startswith("yes") for text in heard)
    assert "it names order HP-103999" in result.all_problems[0]


async def test_no_yes_is_given_to_another_amount(database: Database) -> None:
    async def short(_: Heard) -> Said:
        return said("Cancel order HP-104251, refund £53.00. Shall I cancel it?", "confirm")

    result = await play_one(database, short, CANCEL)
    assert "it does not name 54.00" in result.all_problems[0]
    assert result.has_right_end is False


async def test_a_summary_of_another_option_is_corrected(database: Database, shop: Shop) -> None:
    heard: list[str] = []

    async def mishears(conversation: Heard) -> Said:
        heard.append(conversation.last)
        if len(heard) == 1:
            text = "Exchange order HP-104152: Tideline serving bowl for chalk, 26 cm. £10.00 by "
            return said(f"{text} Apple Pay. Shall I request it?", "confirm")
        return said("That is not possible then.")

    result = await play_one(database, mishears, EXCHANGE.replace("one_at_a_time", "all"))
    assert "glaze ink" in heard[1]
    assert result.all_problems[:2] == [
        "the request was refused, wanted done.",
        "in what the bot asked a yes for, it does not name Tideline serving bowl: ink; "
        "it names Tideline serving bowl: chalk.",
    ]


async def test_a_second_yes_to_something_else_is_not_given(database: Database, shop: Shop) -> None:
    answers: list[str] = []

    async def asks_more(heard: Heard) -> Said:
        answers.append(heard.last)
        if len(answers) == 2:
            await shop.cancel_order("cus_0003", "HP-104251", "ordered by mistake", "k")
            more = "Your address with us becomes 1 Old Road, Leeds, LS1 1AA. Shall I change it?"
            return [*said("Done: order HP-104251 is cancelled."), *said(more, "confirm")]
        if len(answers) == 3:
            return said("All right.")
        return said("Cancel order HP-104251, refund £54.00. Shall I cancel it?", "confirm")

    result = await play_one(database, asks_more, CANCEL)
    assert result.all_problems == []
    assert answers[2].startswith("No")


async def test_a_digression_is_answered_and_the_job_goes_on(database: Database, shop: Shop) -> None:
    aside = "digress: {at: confirm, say: 'Do you deliver to Norway?', says: [Norway]}"
    goal = CANCEL.replace("tells: one_at_a_time", aside)
    result = await play_one(database, ShopBot(shop), goal)
    assert result.all_problems == []


async def test_what_was_said_wrongly_is_put_right(database: Database, shop: Shop) -> None:
    goal = CANCEL.replace("tells: one_at_a_time", "first_says: {order: HP-104246}")
    result = await play_one(database, ShopBot(shop), goal)
    assert result.all_problems == []
    assert any("Sorry, I meant order HP-104251" in s.text for s in result.transcript)


@pytest.mark.parametrize(
    "end", ["confirm: no", "change_mind: {to: stop}", "change_mind: {at: reason, to: stop}"]
)
async def test_a_job_that_is_left_changes_nothing(database: Database, shop: Shop, end: str) -> None:
    goal = CANCEL[: CANCEL.index("end_state")].replace("}]", f", {end}}}]")
    result = await play_one(database, ShopBot(shop), goal)
    assert result.all_problems == []
    assert result.played[0].ended is Expect.LEFT


async def test_an_alternative_is_asked_for_after_a_refusal(database: Database, shop: Shop) -> None:
    goal = """
name: alternative
customer: {id: cus_0004}
requests:
  - job: cancel
    order: HP-104152
    reason: no longer needed
    if_refused: {job: exchange, order: HP-104152, payment: {kind: apple_pay},
                 items: [{product: Harris check scarf, new: {colour: forest}}]}
"""

    async def bot(heard: Heard) -> Said:
        if "exchange" in heard.last:
            heard.texts[:] = [heard.last]
        return await ShopBot(shop)(heard)

    result = await play_one(database, bot, goal)
    assert [played.ended for played in result.played] == [Expect.REFUSED, Expect.DONE]
    # What was exchanged is not in the wanted end state.
    assert any("SCARF-02" in problem for problem in result.wrong_writes)


async def test_words_are_missed_and_heard(database: Database) -> None:
    async def tells(_: Heard) -> Said:
        return said("It is on its way to Zara Sinclair.")

    goal = """
name: words
customer: {id: cus_0003}
requests: [{job: order_status, order: HP-104233, says: [packed], never_says: [Sinclair]}]
"""
    result = await play_one(None, tells, goal)
    assert result.all_problems == ['"packed" was never said.', '"Sinclair" was said.']
    assert result.has_right_end is None


async def test_a_bot_that_asks_for_ever_is_left(database: Database) -> None:
    async def asks(_: Heard) -> Said:
        return said("Which order is it about?", "order")

    result = await play_one(database, asks, CANCEL)
    assert result.all_problems[0] == "the bot asks for order again and again."
    assert len(result.transcript) < 2 * 10


async def test_a_busy_desk_gets_the_same_message_again(database: Database, shop: Shop) -> None:
    result = await play_one(database, ShopBot(shop), CANCEL, busy=2)
    assert result.all_problems == []


async def test_stock_that_a_goal_leaves_open_is_no_stray(database: Database, shop: Shop) -> None:
    goal = (
        CANCEL[: CANCEL.index("end_state")]
        + """
end_state:
  orders:
    HP-104251:
      status: cancelled
      reason: ordered by mistake
      refunds: [{amount: 54.00, to: mastercard_0003}]
"""
    )
    result = await play_one(database, ShopBot(shop), goal)
    assert result.all_problems == []


async def test_goals_of_several_customers_run_at_once(database: Database, shop: Shop) -> None:
    results, strays = await play(database, ShopBot(shop), CANCEL, EXCHANGE, parallel=2)
    assert [result.all_problems for result in results] == [[], []]
    assert strays == []


async def test_a_change_that_is_nobodys_goal_is_told(database: Database, shop: Shop) -> None:
    async def meddles(_: Heard) -> object:
        return await shop.cancel_order("cus_0006", "HP-104246", "no longer needed", "other")

    bots = {"cus_0003": ShopBot(shop, meddles), "cus_0004": ShopBot(shop)}

    async def bot(heard: Heard) -> Said:
        return await bots[heard.customer_id](heard)

    results, strays = await play(database, bot, CANCEL, EXCHANGE, parallel=2)
    told = [problem for result in results for problem in result.wrong_writes]
    assert any("HP-104246" in each for each in [*told, *strays])


NO_ARTICLE = """
name: no article
customer: {signed_in: false}
buttons: true
rates: 2
requests:
  - {job: ask, say: "Do you repair chairs?", choice: something else}
  - {job: ask, say: "Do you hire out chairs?", helped: no}
  - {job: ask, say: "Can I sit on the sofa first?", helped: no}
"""


async def test_customers_choose_what_fits_and_say_of_an_answer_and_in_the_end_how_it_was() -> None:
    heard: list[str] = []
    marks: list[tuple[str, Any]] = []

    async def tell(conversation: Heard) -> Said:
        heard.append(conversation.last)
        if "repair" in conversation.last:
            return said("Which is it about?", "choice", ("Care of wood", "Something else"))
        if "hire" in conversation.last:
            return [answer | {"citations": [{"title": "Chairs"}]} for answer in said("Sit down.")]
        return said("I have no answer to that.")

    result = await play_one(None, tell, NO_ARTICLE, marks=marks)

    assert result.all_problems == []
    assert heard[1] == "Something else"
    # The last question got no answer from an article: there is nothing to say of it.
    assert marks == [("answers/6", False), ("csat", 2)]
    assert [line.text for line in result.transcript if line.text.startswith("[")] == [
        "[Something else]", "[Did that help? No]", "[2 of 5]",
    ]  # fmt: skip
