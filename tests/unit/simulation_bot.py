"""A small bot behind the chat API, to play goals against: it does jobs on a real shop, or lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI, Header, Response

from desk.shop.order import Order
from desk.shop.plans import SwapPlan
from desk.shop.shop import Shop

Said = list[dict[str, Any]]
ORDINALS = ("first one", "second one", "third one", "fourth one")


@dataclass
class Heard:
    """A conversation: all that the customer wrote, and what they wrote last."""

    customer_id: str
    texts: list[str] = field(default_factory=list)
    waits_for: str = ""
    shown: list[str] = field(default_factory=list)

    @property
    def all(self) -> str:
        return "\n".join(self.texts)

    @property
    def last(self) -> str:
        return self.texts[-1]


Answer = Callable[[Heard], Awaitable[Said]]


def said(text: str, asks: str | None = None, buttons: tuple[str, ...] = ()) -> Said:
    shown = [{"title": title, "payload": title} for title in buttons]
    return [{"author": "bot", "text": text, "asks": asks, "buttons": shown}]


def chat_api(
    answer: Answer,
    *,
    tells_asks: bool = True,
    busy: int = 0,
    marks: list[tuple[str, Any]] | None = None,
) -> httpx.ASGITransport:
    """The chat API in front of a bot; the customer's token is the customer's id here.

    The first `busy` messages are refused, to be sent again. What customers say of answers and of
    the conversation is added to `marks`: the address, and the word or number.
    """
    kept_marks = [] if marks is None else marks
    app = FastAPI()
    heard: dict[str, Heard] = {}
    messages: dict[str, Said] = defaultdict(list)
    refusals = iter(range(busy))

    def put(token: str, message: dict[str, Any]) -> int:
        seq = len(messages[token]) + 1
        messages[token].append({"seq": seq, "buttons": [], **message})
        return seq

    @app.post("/api/chat/sessions", status_code=201)
    async def start(body: dict[str, Any]) -> dict[str, str]:
        token = f"session-{len(heard)}"
        heard[token] = Heard(body.get("customer_token") or "")
        return {"conversation_id": token, "token": token}

    @app.post("/api/chat/messages", status_code=202)
    async def send(
        body: dict[str, Any], response: Response, authorization: str = Header()
    ) -> dict[str, Any]:
        token = authorization.removeprefix("Bearer ")
        if next(refusals, None) is not None:
            response.status_code = 429
            response.headers["Retry-After"] = "0"
            return {"error": {"code": "too_many", "message": "Please wait."}}
        text = body.get("text") or body["payload"]
        seq = put(token, {"author": "customer", "text": text})
        heard[token].texts.append(text)
        for message in await answer(heard[token]):
            kept = message if tells_asks else {k: v for k, v in message.items() if k != "asks"}
            put(token, kept)
        return {"seq": seq}

    @app.get("/api/chat/messages")
    async def read(after: int, authorization: str = Header()) -> dict[str, Any]:
        token = authorization.removeprefix("Bearer ")
        return {"messages": messages[token][after:], "owner": "bot", "queue_position": None}

    @app.get("/api/chat/answers")
    async def answers(authorization: str = Header()) -> dict[str, Any]:
        given = messages[authorization.removeprefix("Bearer ")]
        seqs = [one["seq"] for one in given if one.get("citations")]
        return {"answers": [{"seq": seq, "helped": None} for seq in seqs]}

    @app.post("/api/chat/answers/{seq}/helped")
    async def helped(seq: int, body: dict[str, bool]) -> dict[str, Any]:
        kept_marks.append((f"answers/{seq}", body["helped"]))
        return {"seq": seq, **body}

    @app.post("/api/chat/ratings")
    async def rate(body: dict[str, Any]) -> dict[str, Any]:
        kept_marks.append((body["kind"], body["score"]))
        return body

    return httpx.ASGITransport(app)


class ShopBot:
    """Cancels, returns and exchanges on a real shop, by a few words of the customer's.

    `does_otherwise` is done instead of what was said, once the customer says yes.
    """

    def __init__(
        self, shop: Shop, does_otherwise: Callable[[Heard], Awaitable[object]] | None = None
    ) -> None:
        self._shop = shop
        self._does_otherwise = does_otherwise

    async def __call__(self, heard: Heard) -> Said:
        if heard.waits_for == "confirm" and heard.last.casefold().startswith("yes"):
            heard.waits_for = ""
            if self._does_otherwise is not None:
                await self._does_otherwise(heard)
                return said("Done.")
            return await self._job(heard, is_confirmed=True)
        if re.search(r"never mind|leave it|don't do that|forget it", heard.last, re.IGNORECASE):
            heard.texts.clear()
            return said("All right, nothing was changed.")
        if "Norway" in heard.last:
            heard.texts.pop()
            return [*said("We do not deliver to Norway."), *said("Shall I go on?", "confirm")]
        for place, line in zip(ORDINALS, heard.shown, strict=False):
            if place in heard.last:
                heard.texts[-1] = line
        result = await self._job(heard, is_confirmed=False)
        heard.waits_for = result[-1]["asks"] or ""
        heard.shown = re.findall(r"^(?:-|\d\.) (.+)$", result[-1]["text"], re.MULTILINE)
        return result

    async def _job(self, heard: Heard, *, is_confirmed: bool) -> Said:
        numbers = re.findall(r"HP-\d{6}", heard.all)
        if not numbers:
            orders = await self._shop.orders_of(heard.customer_id)
            lines = "\n".join(f"- {o.id}: {o.items[0].product_name}" for o in orders)
            return said(f"Which order is it about?\n{lines}", "order")
        order = await self._shop.order_of(heard.customer_id, numbers[-1])
        if order is None:
            return said(f"I can't find order {numbers[-1]} among yours.")
        if "cancel" in heard.all.casefold():
            return await self._cancel(heard, order, is_confirmed)
        return await self._exchange(heard, order, is_confirmed)

    async def _cancel(self, heard: Heard, order: Order, is_confirmed: bool) -> Said:
        reasons = {"mistake": "ordered by mistake", "need": "no longer needed"}
        reason = next((r for word, r in reasons.items() if word in heard.all), None)
        if order.status != "pending":
            return said(f"Order {order.id} cannot be cancelled.")
        if reason is None:
            return said("May I ask why?", "reason", ("No longer needed", "Ordered by mistake"))
        key = f"cancel {order.id}"
        if is_confirmed:
            await self._shop.cancel_order(heard.customer_id, order.id, reason, key)
            return said(f"Order {order.id} is cancelled.")
        plan = await self._shop.plan_cancel_order(heard.customer_id, order.id, reason)
        text = f"Cancel order {order.id}, refund £{plan.amount:.2f}. Shall I cancel it?"
        return said(text, "confirm", ("Yes, cancel it", "No, keep it"))

    async def _exchange(self, heard: Heard, order: Order, is_confirmed: bool) -> Said:
        named = [item for item in order.items if item.product_name in heard.all]
        if not named:
            lines = "\n".join(f"{n}. {i.product_name}" for n, i in enumerate(order.items, 1))
            return said(f"Which items would you like to exchange?\n{lines}", "items")
        wanted = {}
        for item in named:
            variants = await self._shop.variants_of(await self._product_id(item.variant_id))
            fitting = [
                variant
                for variant in variants
                if variant.id != item.variant_id
                and all(re.search(rf"\b{value}\b", heard.all) or value == item.options[name]
                        for name, value in variant.options.items())
            ]  # fmt: skip
            if not fitting:
                lines = "\n".join(f"- {', '.join(v.options.values())}" for v in variants)
                return said(f"Which {item.product_name} instead?\n{lines}", "option")
            wanted[item.id] = fitting[-1].id
        methods = await self._shop.payment_methods_of(heard.customer_id)
        method = next((m for m in methods if m.name in heard.all), None)
        if method is None:
            return said("How shall the difference be settled?", "payment")
        args = (heard.customer_id, order.id, wanted, method.id)
        plan = await self._shop.plan_exchange(*args)
        if is_confirmed:
            await self._shop.request_exchange(*args, "exchange")
            return said("The exchange is requested.")
        return said(_summary(plan, method.name), "confirm")

    async def _product_id(self, variant_id: str) -> str:
        products = await self._shop.products(1000)
        return next(p.id for p in products if any(v.id == variant_id for v in p.variants))


def _summary(plan: SwapPlan, method: str) -> str:
    swaps = "; ".join(
        f"{s.product_name} for one in {', '.join(s.options.values())}" for s in plan.swaps
    )
    moves = "; ".join(f"£{move.amount:.2f} with {method}" for move in plan.moves)
    return f"Exchange of order {plan.order_number}: {swaps}. {moves}. Shall I request it?"
