"""What a goal wants said where the bot waits for an answer: asides, corrections, another wish."""

from __future__ import annotations

from desk.simulation import phrases
from desk.simulation.asking import Ask
from desk.simulation.goal import DETAILS, ChangeOfMind, Details
from desk.simulation.known import Known
from desk.simulation.request_state import RequestState
from desk.simulation.style import Voice, fact, plain

# Which details answer which question.
ANSWERED_BY = {
    Ask.ORDER: {"order"},
    Ask.REASON: {"reason"},
    Ask.ITEMS: {"items"},
    Ask.OPTION: {"items"},
    Ask.ADDRESS: {"address"},
    Ask.PAYMENT: {"payment"},
    Ask.REFUND_TO: {"refund_to", "payment"},
}


def turned(state: RequestState, asks: Ask | None, known: Known, voice: Voice) -> str | None:
    """What is said instead of an answer; None if there is nothing now."""
    for digression in state.digressions:
        if digression.at is asks:
            state.digressions.remove(digression)
            state.pending, state.is_digressing = asks, True
            return digression.say
    if state.is_wrong and _shows_mistake(state, asks):
        return _corrected(state, known)
    change = state.played.request.change_mind
    if change is not None and state.mind_may_change and asks is change.at:
        return _changed(state, change, known, voice)
    return None


def _shows_mistake(state: RequestState, asks: Ask | None) -> bool:
    """Whether it is time to put right what was said wrongly."""
    request = state.played.request
    if asks is None or asks in (request.then.at, Ask.PERSON):
        return True
    wrong = set(request.first_says.given()) if request.first_says is not None else set()
    was_told = request.tells == "all" or state.asked[asks, 0] > 0
    return was_told and bool(ANSWERED_BY.get(asks, set()) & wrong)


def _corrected(state: RequestState, known: Known) -> str:
    request = state.played.request
    state.is_wrong, state.is_approved = False, False
    state.request = request.model_copy(update={"first_says": None})
    names = () if request.first_says is None else request.first_says.given()
    right = {name: getattr(request, name) for name in names}
    return plain(request.then.say or f"Sorry, I meant {_details_words(right, known)}.")


def _changed(state: RequestState, change: ChangeOfMind, known: Known, voice: Voice) -> str:
    state.mind_may_change, state.is_approved = False, False
    if not isinstance(change.to, Details):
        state.is_stopping = True
        return change.say or voice.says(voice.choose(phrases.STOP))
    state.request = state.request.with_details(change.to)
    words = _details_words(change.to.given(), known)
    return plain(change.say or f"Actually, make that {words}.")


def _details_words(details: dict[str, object], known: Known) -> str:
    """Details as they are named in the middle of a sentence."""
    parts = []
    for name in DETAILS:
        value = details.get(name)
        if value is not None:
            parts.append(_words_of(name, value, known))
    return phrases.joined(parts)


def _words_of(name: str, value: object, known: Known) -> str:
    told = Details.model_validate({name: value})
    if told.payment is not None or told.refund_to is not None:
        method = told.payment or told.refund_to
        assert method is not None  # noqa: S101 - one of both is there
        return phrases.payment_words(known.payment(method))
    if told.items is not None:
        new = phrases.new_words(told.items)
        return phrases.items_words(told.items) + (f" {new}" if new else "")
    if told.address is not None:
        return phrases.address_words(told.address)
    return fact(told.reason) if told.reason is not None else phrases.order_words(told.order)
