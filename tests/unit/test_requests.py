"""How a message is taken apart into requests; here a plain function reads the parts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.entities.detail import Detail
from bot.intents.model import Reading
from bot.intents.parts import parts_of
from bot.intents.requests import FOR_PEOPLE_AT, LESS_SURE_AT, SURE_AT, requests_of

KEYWORDS = {
    "cancel": "cancel_order",
    "refund": "refund_status",
    "open": "ask_opening_hours",
    "wrap": "ask_gift_wrap",
    "parcel": "track_order",
    "thank": "thank",
    "hello": "greet",
    "rubbish": "complaint",
    "person": "ask_person",
    "burnt my hand": "sensitive_topic",
    "exchange": "exchange_item",
    "list": "list_orders",
    "charge": "change_payment",
    "return": "return_item",
    "address": "change_address",
    "change": "change_order",
    "log in": "login_problem",
    "cream": "inform",
    "no worries": "thank",
}

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
WORDS = [
    "and", "also", "plus", "btw", "by the way", "oh", "then", "&", "as well as", "while i'm here",
    "too", "brand", "sandy", "over there", ".", "?", ",", "-", ":", "\n", "\ud83d",
    ". Please cancel it", ". Where is my refund", ". When are you open", ". Do you wrap gifts",
    ". Thank you very much", "if that isn't possible", "if I can't", "otherwise", "if not,", "if",
    "return it", ", exchange it",
]  # fmt: skip
TRICKY_TEXT = st.lists(st.sampled_from([*WORDS, " ", " "]), max_size=30).map("".join)
MESSAGES = ANY_TEXT | TRICKY_TEXT


def read(texts: Sequence[str], *, confidence: float = 0.9, in_scope: float = 0.9) -> list[Reading]:
    """Read the intent by the first keyword that is known; without one, nothing is sure."""
    readings = []
    for text in texts:
        known = [intent for word, intent in KEYWORDS.items() if word in text.lower()]
        ranking = ((known[0], confidence), ("other", 0.0)) if known else (("other", 0.3),)
        readings.append(Reading("understood", ranking, in_scope, 0.9))
    return readings


def intents(text: str) -> list[str]:
    return [request.intent for request in requests_of(text, read)]


def parts(text: str) -> list[str]:
    return [part.text for part in parts_of(text)]


def test_a_polite_question_mark_makes_no_second_request_of_a_detail() -> None:
    detail = "could you exchange the desk for one with oak and charge it to my card, please?"
    assert intents(detail) == []
    # Nor does the mark of the sentence that the detail only goes on.
    assert intents(detail.replace(", please?", "?")) == []
    assert intents("exchange the desk for one with oak and charge to it?") == []
    assert intents("cancel my mug and wher is my refund?") == intents(
        "cancel my mug. Where is my refund?"
    )
    again = detail.replace(", please?", "? can you charge my card?")
    assert intents(again) == ["exchange_item", "change_payment"]


@pytest.mark.parametrize(
    "text",
    [
        "Please cancel my order. Where is my refund?",
        "Can you cancel my order? Where is my refund",
        "please cancel my order! where is my refund",
        "please cancel my order; where is my refund",
        "please cancel my order\nwhere is my refund",
        "please cancel my order\n\nwhere is my refund",
        "please cancel my order and where is my refund",
        "please cancel my order, and where is my refund",
        "please cancel my order AND ALSO where is my refund",
        "please cancel my order & where is my refund",
        "please cancel my order, plus where is my refund",
        "please cancel my order, btw where is my refund",
        "please cancel my order. By the way, where is my refund?",
        "please cancel my order. Oh, and one more thing: where is my refund?",
        "please cancel my order then tell me where my refund is",
        "please cancel my order, while I'm here, where is my refund",
        "please cancel my order, while I’m here, where is my refund",
        "please cancel my order as well as telling me where my refund is",
    ],
)
def test_a_second_request_begins_at_a_sentence_or_a_connecting_word(text: str) -> None:
    assert intents(text) == ["cancel_order", "refund_status"]


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        ("And where is my refund?", "where is my refund?"),
        ("and also, where is my refund?", "where is my refund?"),
        ("Oh btw - where is my refund?", "where is my refund?"),
        ("Another thing: where is my refund?", "where is my refund?"),
        ("Andy wants his refund now", "Andy wants his refund now"),
        ("Ohio is where my refund went", "Ohio is where my refund went"),
    ],
)
def test_leading_words_are_dropped_but_not_beginnings_of_words(second: str, kept: str) -> None:
    assert parts(f"please cancel my order. {second}") == ["please cancel my order.", kept]


def test_offsets_find_the_parts_in_the_message() -> None:
    text = "  Hi, please cancel HP-104233!  And where is the refund for HP-104871?"

    first, second = requests_of(text, read)

    assert text[first.part.start : first.part.end].strip() == first.part.text
    assert text[second.part.start : second.part.end] == second.part.text
    assert first.part.start <= text.index("HP-104233") < first.part.end
    assert second.part.start == text.index("where")
    assert second.part.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "please cancel my order",
        "Hello there to you all. Where is my parcel?",
        "Where is my parcel please? Thank you very much.",
        "My parcel did not come. That is utter rubbish service.",
        "It was for my sister and she moved away. Please cancel my order.",
        "",
    ],
)
def test_what_is_said_around_one_request_is_no_second_one(text: str) -> None:
    assert intents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Where is my parcel? I mean the parcel with the lamp",
        "the parcel is late, and where is it, that parcel? and is my parcel lost",
    ],
)
def test_the_same_request_twice_is_one(text: str) -> None:
    assert len(parts_of(text)) > 1
    assert intents(text) == []


def of_details(text: str, *named: tuple[str, str, str]) -> list[list[str]]:
    """The intents with their texts, where these details (words, kind, value) were found."""
    details = [
        Detail(kind, text.index(words), text.index(words) + len(words), words, value)
        for words, kind, value in named
    ]
    return [[one.intent, one.part.text] for one in requests_of(text, read, details)]


SMASHED = ("parcel smashed", "reason", "damaged")


@pytest.mark.parametrize(
    "text",
    [
        "Cancel the mug. I'd say parcel by mistake", "Cancel the mug, and parcel by mistake",
        "Cancel the mug. Was parcel by mistake",
    ],
)  # fmt: skip
def test_why_something_is_wanted_is_no_second_request(text: str) -> None:
    assert of_details(text) != []
    assert of_details(text, ("parcel by mistake", "reason", "ordered_by_mistake")) == []


@pytest.mark.parametrize(
    "second",
    [
        "Also, parcel by mistake",
        "Return parcel by mistake",
        "Is the parcel by mistake?",
        "The parcel that my aunt in Leeds sent by mistake",
    ],
)
def test_what_says_more_than_why_is_a_request(second: str) -> None:
    why = ("by mistake", "reason", "ordered_by_mistake")
    assert len(of_details(f"Cancel the mug. {second}", why)) == 2


def test_the_word_of_a_job_in_a_reason_asks_for_none() -> None:
    why = ("change my mind", "reason", "changed_mind")
    assert of_details("Return the mug. I had to change my mind", why) == []
    assert len(of_details("Return the mug. I had to change the address")) == 2


def test_what_arrived_smashed_is_no_reason_to_cancel() -> None:
    assert len(of_details("Cancel the mug. My parcel smashed", SMASHED)) == 2
    assert of_details("Exchange the mug. My parcel smashed", SMASHED) == []
    lamp = ("lamp", "product", "lamp")
    assert len(of_details("Exchange the mug. My lamp parcel smashed", SMASHED, lamp)) == 2
    again = ("mug parcel", "product", "lamp")
    assert of_details("Exchange the lamp. My mug parcel smashed", SMASHED, lamp, again) == []


def test_a_question_about_what_was_asked_before_takes_no_place_of_it() -> None:
    text = "Change the address, or if that's not possible cancel it. Can you cancel it?"
    found = requests_of(text, read)
    assert [one.intent for one in found] == ["change_address", "cancel_order"]
    assert found[1].part.is_alternative
    text = "Cancel the mug and return the lamp of May. Could you return the lamp for me?"
    assert [one.part.text for one in requests_of(text, read)] == [
        "Cancel the mug", "return the lamp of May. Could you return the lamp for me?",
    ]  # fmt: skip


def test_a_request_repeated_after_another_keeps_its_first_place() -> None:
    text = "Where is my parcel? Can you cancel the mug? Really, where is the parcel?"
    assert intents(text) == ["track_order", "cancel_order"]


def test_no_request_of_many_is_lost() -> None:
    three = "Please cancel my mug. Where is my parcel? When are you open?"
    assert intents(three) == ["cancel_order", "track_order", "ask_opening_hours"]
    four = ["cancel_order", "track_order", "ask_opening_hours", "ask_gift_wrap"]
    assert intents(f"{three} Can you wrap gifts?") == four


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my parcel and let me talk to a person", "ask_person"),
        ("let me talk to a person. Where is my parcel?", "ask_person"),
        ("Where is my parcel? It burnt my hand. And a person please", "sensitive_topic"),
        ("please cancel my order and also it burnt my hand", "sensitive_topic"),
    ],
)
def test_what_is_for_people_wins_over_everything_else(text: str, intent: str) -> None:
    assert intents(text) == [intent]


def test_who_refuses_a_person_does_not_ask_for_one() -> None:
    assert intents("no person please. Where is my parcel? When are you open?") == [
        "track_order",
        "ask_opening_hours",
    ]
    assert intents("I don't want to talk to a person, and where is my parcel") == []


def test_a_part_that_may_be_for_people_does_not_win_by_chance() -> None:
    def unsure(texts: Sequence[str]) -> list[Reading]:
        return read(texts, confidence=FOR_PEOPLE_AT - 0.01)

    found = requests_of("where is my parcel and let me talk to a person", unsure)
    assert [request.intent for request in found] == ["track_order", "ask_person"]
    assert requests_of("where is my parcel and also it burnt my hand", unsure) == []


@pytest.mark.parametrize(("confidence", "in_scope"), [(SURE_AT - 0.01, 1), (1, SURE_AT - 0.01)])
def test_parts_must_surely_be_understood(confidence: float, in_scope: float) -> None:
    text = "please cancel my order and where is my refund"

    def unsure(texts: Sequence[str]) -> list[Reading]:
        return read(texts, confidence=confidence, in_scope=in_scope)

    assert requests_of(text, unsure) == []
    assert len(requests_of(text, lambda texts: read(texts, confidence=SURE_AT))) == 2


def test_a_confidence_is_that_of_its_part() -> None:
    text = "please cancel my order and where is my refund"

    def reads(texts: Sequence[str]) -> list[Reading]:
        return [*read(texts[:1], confidence=0.7), *read(texts[1:], confidence=0.8)]

    assert [request.confidence for request in requests_of(text, reads)] == [0.7, 0.8]


@pytest.mark.parametrize(
    "text",
    [
        "please cancel brandy glasses from the band stand",
        "please tell me where Andy has put the parcel",
        "is the sandy rug ohmic thenceforth",
        "I would like a plus-size dress please",
        "please cancel the order.com thing",
        "the refund of 1,50 for 2.50",
        "please cancel it and refund",
    ],
)
def test_words_are_never_split_and_scraps_are_no_parts(text: str) -> None:
    assert parts_of(text) == []


def test_a_story_is_not_taken_apart() -> None:
    pair = "Please cancel my order. Where is my refund? "
    assert intents(pair + "x" * (600 - len(pair))) == ["cancel_order", "refund_status"]
    assert intents(pair + "x" * (601 - len(pair))) == []
    assert parts_of("we all waited here. " * 8) != []
    assert parts_of("we all waited here. " * 9) == []


def test_a_message_in_one_piece_is_not_read_again() -> None:
    def unread(texts: Sequence[str]) -> list[Reading]:
        raise AssertionError(f"read again: {texts}")

    assert requests_of("please cancel my order", unread) == []
    assert requests_of("and " * 10_000, unread) == []


@settings(deadline=None, max_examples=400)
@given(MESSAGES)
@example("(cancel it now). and (cancel it now)")
@example(" - and - . oh, oh, over there it is. &&& & over there it is")
def test_parts_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for part in parts_of(text):
        assert end <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip() == part.text
        before, first = text[part.start - 1 : part.start], text[part.start]
        assert not (before.isalnum() and first.isalnum())
        end = part.end


@settings(deadline=None, max_examples=200)
@given(MESSAGES)
def test_requests_are_different_ones_but_for_alternatives(text: str) -> None:
    found = requests_of(text, read)
    assert not (found and found[0].part.is_alternative)
    wanted = [request.intent for request in found if not request.part.is_alternative]
    assert len(set(wanted)) == len(wanted)
    for request in found:
        assert text[request.part.start : request.part.end] == request.part.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("cancel HP-104233, and if that isn't possible, return it", "return it"),
        ("Cancel HP-104233. If that's not possible, change its address", "change its address"),
        ("cancel HP-104233, if not possible return the lamp", "return the lamp"),
        ("cancel HP-104233, and if that isn’t possible then return it", "return it"),
        ("cancel HP-104233 and if you can't, return it please", "return it please"),
        ("cancel HP-104233 and if you can't do that I want a refund", "I want a refund"),
        ("cancel HP-104233, otherwise change the address", "change the address"),
        ("please cancel HP-104233 or else return the lamp", "return the lamp"),
        ("please cancel HP-104233; if not, return the lamp", "return the lamp"),
        ("please cancel HP-104233, if not then return the lamp", "return the lamp"),
        ("cancel HP-104233, alternatively exchange the lamp", "exchange the lamp"),
        ("cancel HP-104233. Failing that, return the lamp", "return the lamp"),
        ("cancel HP-104233, but if it can't be cancelled, return it", "return it"),
        ("cancel HP-104233, but if it cannot be cancelled then return it", "return it"),
        ("cancel HP-104233, and if that won't work I want to return it", "I want to return it"),
        ("cancel HP-104233. If it can't be done I'd like to return it", "I'd like to return it"),
        ("exchange the mug, if it isn't available then return it please", "return it please"),
        ("exchange the mug, and if it is not in stock, return it", "return it"),
        ("cancel HP-104233, and if they can't do that then return it", "return it"),
    ],
)
def test_what_is_wanted_otherwise_is_an_alternative(text: str, kept: str) -> None:
    first, other = parts_of(text)
    assert (first.is_alternative, other.is_alternative) == (False, True)
    assert other.text == kept
    assert text[other.start : other.end] == kept


@pytest.mark.parametrize(
    "text",
    [
        "if it is damaged then I want to return it",
        "cancel HP-104233 and return the lamp",
        "cancel HP-104233, then return the lamp. Also where is my refund?",
        "return the lamp because it isn't working and also cancel the mug",
        "return the lamp. If it isn't too late, cancel the mug too",
        "cancel the mug, and what if that isn't possible",
        "return the lamp if it does not fit, and cancel the mug",
        "If it was not sent yet, cancel the mug. And where is my refund?",
        "Nothing is possible here. Cancel the mug",
        "cancel the mug. I notify you that I'm not happy",
    ],
)
def test_what_is_wanted_in_any_case_is_no_alternative(text: str) -> None:
    assert not any(part.is_alternative for part in parts_of(text))


def test_of_three_requests_only_the_one_that_is_wanted_otherwise_is_an_alternative() -> None:
    text = "cancel HP-104233, and if that isn't possible, return it. Also where is my refund?"
    assert [part.is_alternative for part in parts_of(text)] == [False, True, False]


def test_the_first_part_of_a_message_is_never_an_alternative() -> None:
    for text in ("Otherwise cancel the mug. And where is my refund?",
                 "If that isn't possible, cancel the mug. And where is my refund?"):  # fmt: skip
        assert not parts_of(text)[0].is_alternative


@settings(deadline=None, max_examples=200)
@given(MESSAGES)
def test_whatever_is_written_the_first_part_is_no_alternative(text: str) -> None:
    for part in parts_of(text)[:1]:
        assert not part.is_alternative


def requests(text: str) -> list[tuple[str, str]]:
    return [(request.intent, request.part.text) for request in requests_of(text, read)]


@pytest.mark.parametrize(
    "text",
    [
        "It is in the list of my orders. Please exchange the mug for a blue one.",
        "Please exchange the mug for a blue one. Charge it to my Visa.",
        "It is in my list. Please exchange the mug. Charge it to my Visa.",
    ],
)
def test_a_sentence_that_only_says_more_of_a_job_is_no_request_of_its_own(text: str) -> None:
    assert len(parts_of(text)) > 1
    assert requests(text) == []


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Please exchange the mug. Also give me the list of my orders", "list_orders"),
        ("Please exchange the mug. Where is the list of my orders?", "list_orders"),
        ("Please exchange the mug. I want to know the list of my orders", "list_orders"),
        ("exchange the mug, and if that isn't possible, charge it to my Visa", "change_payment"),
    ],
)
def test_what_is_added_asked_or_wanted_otherwise_is_a_request_beside_a_job(
    text: str, second: str
) -> None:
    assert intents(text) == ["exchange_item", second]


def test_a_request_has_all_that_is_said_before_the_next_one() -> None:
    text = "Hi. Please cancel my order. I found it cheaper, sorry. And where is my refund? Bye now."
    assert requests(text) == [
        ("cancel_order", "Hi. Please cancel my order. I found it cheaper, sorry."),
        ("refund_status", "where is my refund? Bye now."),
    ]


def test_what_is_wanted_otherwise_has_no_part_of_its_condition() -> None:
    text = "please cancel my order, and if that isn't possible, tell me where my refund is"
    first, second = requests_of(text, read)
    assert first.part.text.startswith("please cancel my order")
    assert (second.part.text, second.part.is_alternative) == ("tell me where my refund is", True)


Asked = list[tuple[str, str, bool]]


def asked(text: str) -> Asked:
    """Intent and text of each request, and whether it is wanted only if the one before fails."""
    return [
        (request.intent, request.part.text, request.part.is_alternative)
        for request in requests_of(text, read)
    ]


@pytest.mark.parametrize(
    ("text", "first", "other"),
    [
        (
            "cancel HP-104078 and if that isn't possible then change its address to 5 Mill Lane",
            ("cancel_order", "cancel HP-104078"),
            ("change_address", "change its address to 5 Mill Lane"),
        ),
        (
            "change the headphones to sand, if that's not possible cancel the order",
            ("change_order", "change the headphones to sand"),
            ("cancel_order", "cancel the order"),
        ),
        (
            "In HP-104078 change the lamp to white. If you don't have white, cancel it",
            ("change_order", "In HP-104078 change the lamp to white."),
            ("cancel_order", "cancel it"),
        ),
        (
            "I'd like to return the lamp, but if I can't, exchange it for a white one",
            ("return_item", "I'd like to return the lamp"),
            ("exchange_item", "exchange it for a white one"),
        ),
        (
            "return the lamp and if we can't do that then exchange it",
            ("return_item", "return the lamp"),
            ("exchange_item", "exchange it"),
        ),
        (
            "exchange the mug for the red one, and if it isn’t available in red, return it",
            ("exchange_item", "exchange the mug for the red one"),
            ("return_item", "return it"),
        ),
        ("change the mug, if not, cancel", ("change_order", "change the mug"),
         ("cancel_order", "cancel")),
        (
            "exchange the boots for a 43, if there are none in 43 then just a 42",
            ("exchange_item", "exchange the boots for a 43"),
            ("exchange_item", "just a 42"),
        ),
        (
            "change the shelf to oak, if the oak one isn't in stock then cancel it",
            ("change_order", "change the shelf to oak"),
            ("cancel_order", "cancel it"),
        ),
        (
            "cancel HP-104078 or, if it's already been sent, return it",
            ("cancel_order", "cancel HP-104078"),
            ("return_item", "return it"),
        ),
        (
            "cancel HP-104078, if it’s too late for that return it",
            ("cancel_order", "cancel HP-104078"),
            ("return_item", "return it"),
        ),
        (
            "exchange the boots for a 43, and if there's no 43 then a 42",
            ("exchange_item", "exchange the boots for a 43"),
            ("exchange_item", "a 42"),
        ),
        (
            "cancel HP-104078. I don't need it any more. If not possible return it",
            ("cancel_order", "cancel HP-104078. I don't need it any more."),
            ("return_item", "return it"),
        ),
    ],
)  # fmt: skip
def test_what_is_wanted_otherwise_is_a_second_request(
    text: str, first: tuple[str, str], other: tuple[str, str]
) -> None:
    assert asked(text) == [(*first, False), (*other, True)]


@pytest.mark.parametrize(
    ("text", "first", "other"),
    [
        (
            "if I can't return the lamp from HP-103823 then exchange it for white",
            ("return_item", "return the lamp from HP-103823"),
            ("exchange_item", "exchange it for white"),
        ),
        (
            "If I can't cancel order HP-103943, change the address of HP-104070 to 5 Mill Lane",
            ("cancel_order", "cancel order HP-103943"),
            ("change_address", "change the address of HP-104070 to 5 Mill Lane"),
        ),
        ("if you can’t cancel HP-104078, return it", ("cancel_order", "cancel HP-104078"),
         ("return_item", "return it")),
        ("if you cannot cancel HP-104078 please return it", ("cancel_order", "cancel HP-104078"),
         ("return_item", "please return it")),
        ("if u cant cancel it return it", ("cancel_order", "cancel it"),
         ("return_item", "return it")),
        ("If I'm not able to return it, can I exchange it?", ("return_item", "return it"),
         ("exchange_item", "can I exchange it?")),
        ("if we are unable to cancel it, then return it", ("cancel_order", "cancel it"),
         ("return_item", "return it")),
        ("If you aren't able to cancel it then please return it", ("cancel_order", "cancel it"),
         ("return_item", "please return it")),
        (
            "if returning the lamp isn't possible, exchange it",
            ("return_item", "returning the lamp"),
            ("exchange_item", "exchange it"),
        ),
        (
            "if cancelling HP-104078 is not possible then change its address",
            ("cancel_order", "cancelling HP-104078"),
            ("change_address", "change its address"),
        ),
        (
            "if the lamp can't be returned, exchange it",
            ("return_item", "the lamp can't be returned"),
            ("exchange_item", "exchange it"),
        ),
        (
            "if order HP-104078 cannot be cancelled any more then change its address",
            ("cancel_order", "order HP-104078 cannot be cancelled"),
            ("change_address", "change its address"),
        ),
        (
            "if I can't return the lamp, the mug and the tray, exchange them",
            ("return_item", "return the lamp, the mug and the tray"),
            ("exchange_item", "exchange them"),
        ),
        (
            "I'm Dana Whitlock. If I can't return the lamp, exchange it",
            ("return_item", "I'm Dana Whitlock. If I can't return the lamp"),
            ("exchange_item", "exchange it"),
        ),
    ],
)  # fmt: skip
def test_a_condition_may_hold_the_first_request(
    text: str, first: tuple[str, str], other: tuple[str, str]
) -> None:
    assert asked(text) == [(*first, False), (*other, True)]


def test_a_condition_that_repeats_what_was_asked_asks_for_nothing_more() -> None:
    text = "please cancel HP-104078, and if you can't cancel it, change its address"
    assert asked(text) == [
        ("cancel_order", "please cancel HP-104078", False),
        ("change_address", "change its address", True),
    ]


def test_a_condition_may_hold_a_request_beside_others() -> None:
    text = "Where is my parcel? If I can't return the lamp, exchange it. Also cancel the mug"
    assert asked(text) == [
        ("track_order", "Where is my parcel?", False),
        ("return_item", "return the lamp", False),
        ("exchange_item", "exchange it.", True),
        ("cancel_order", "cancel the mug", False),
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("return HP-103882 the coffee set and if not possible the cool box", "the cool box"),
        ("return the coffee set, if that isn't possible the cool box", "the cool box"),
        ("return the coffee set, or if not, just the cool box", "just the cool box"),
        ("return the coffee set, otherwise my lamp", "my lamp"),
        ("return the coffee set. Otherwise both mugs", "both mugs"),
        ("return the coffee set. If that's not possible, something cream", "something cream"),
    ],
)
def test_a_wish_without_a_verb_is_for_the_same_job(text: str, other: str) -> None:
    first, second = asked(text)
    assert (first[0], first[2]) == ("return_item", False)
    assert second == ("return_item", other, True)


def test_only_a_job_has_an_alternative() -> None:
    text = "where is my parcel? If that can't be said, cancel it"
    assert asked(text) == [
        ("track_order", "where is my parcel?", False),
        ("cancel_order", "cancel it", False),
    ]


def test_the_same_may_be_asked_for_twice_if_the_second_is_an_alternative() -> None:
    assert asked("cancel HP-104078, and if that isn't possible, cancel HP-104233") == [
        ("cancel_order", "cancel HP-104078", False),
        ("cancel_order", "cancel HP-104233", True),
    ]
    assert asked("cancel HP-104078, and cancel HP-104233") == []


@pytest.mark.parametrize(
    "text",
    [
        "if it is damaged then I want to return it",
        "If the lamp is damaged, then I'd like to return it",
        "if it's not too late, cancel it",
        "if it isn't too late then cancel it",
        "if I can't use it I want to return it",
        "if I can't log in, cancel my order",
        "if you can't deliver by Friday then cancel it",
        "if that is possible then return it",
        "if not possible to bring it on Friday, cancel it",
        "if I can't return it, what then?",
        "If I can't return it, I won't buy it",
        "return it if you can't mend it",
        "If possible, cancel the mug",
    ],
)
def test_a_condition_that_holds_no_request_leaves_the_message_whole(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "can you cancel my order? if it can't be cancelled, no worries",
        "cancel HP-104078, otherwise it stays as bought",
    ],
)
def test_what_is_wanted_otherwise_may_be_nothing(text: str) -> None:
    assert intents(text) == ["cancel_order"]


@pytest.mark.parametrize("sureness", [LESS_SURE_AT, SURE_AT - 0.01])
def test_beside_a_condition_little_is_needed_to_know_a_job(sureness: float) -> None:
    def unsure(texts: Sequence[str]) -> list[Reading]:
        return read(texts, in_scope=sureness)

    def found(text: str) -> list[str]:
        return [request.intent for request in requests_of(text, unsure)]

    assert found("cancel it, if that isn't possible return it") == ["cancel_order", "return_item"]
    assert found("if I can't cancel it then return it") == ["cancel_order", "return_item"]
    assert found("cancel it, and return it") == []
    assert found("where is my parcel, if that isn't possible return it") == []


def test_what_is_hardly_a_job_is_none_even_beside_a_condition() -> None:
    def unsure(texts: Sequence[str]) -> list[Reading]:
        return read(texts, in_scope=LESS_SURE_AT - 0.01)

    assert requests_of("cancel it, if that isn't possible return it", unsure) == []
    assert requests_of("if I can't cancel it then return it", unsure) == []


def test_the_alternative_of_a_job_does_not_make_it_a_detail() -> None:
    # Beside an exchange, what reads like a change only says more of it.
    assert intents("change the mug. Please exchange it for a blue one") == []
    text = "change the mug to blue, and if that isn't possible, exchange it"
    assert intents(text) == ["change_order", "exchange_item"]
