"""A small shop's training examples, for the tests of intents."""

from __future__ import annotations

EXAMPLES = {
    "track_order": (
        "where is my order", "my parcel has not come yet", "when will my delivery arrive",
        "can you track my package", "has my order been sent", "what is the status of my order",
        "is my parcel on its way", "how long until my order gets here",
        "i am waiting for my parcel", "when do i get my things",
    ),
    "cancel_order": (
        "cancel my order", "i want to cancel it", "please stop my order before it is sent",
        "i do not need the order any more, cancel it", "can i still cancel",
        "i changed my mind, please cancel", "i ordered by mistake, cancel that order",
        "i would like to cancel my purchase", "do not send it, i want to cancel",
        "how do i cancel an order",
    ),
    "refund_status": (
        "where is my refund", "i have not got my money back", "when do i get my money back",
        "has the refund been paid", "my refund has not arrived in my account",
        "how long does a refund take", "you still owe me a refund",
        "what is the status of my refund", "did you send my refund",
        "when will you refund me",
    ),
    "ask_opening_hours": (
        "when are you open", "what are your opening hours", "are you open on sunday",
        "what time does the shop close", "at what time do you open in the morning",
        "is the store open on bank holidays", "how late are you open tonight",
        "are you closed on mondays", "opening times please", "can i visit the shop on saturday",
    ),
    "ask_gift_wrap": (
        "do you wrap gifts", "can you gift wrap the mug", "is there gift wrapping",
        "i would like it wrapped as a present", "how much is gift wrap",
        "can i add a gift card with a message", "it is a birthday present, can you wrap it",
        "do you have gift boxes", "please put it in wrapping paper",
        "does it come in a gift box",
    ),
    "greet": (
        "hello", "hi", "good morning", "hey there", "good evening", "hi there", "hello again",
        "good afternoon to you", "hiya", "hey",
    ),
}  # fmt: skip

OUT_OF_SCOPE = (
    "what will the weather be tomorrow", "will it rain in leeds this weekend",
    "is it sunny outside", "how cold is it going to get tonight", "do i need an umbrella today",
    "what is the forecast for friday", "is there snow in scotland", "how hot is it in spain",
    "who won the match last night", "what was the football score", "who plays in the cup final",
    "when is the next formula one race", "who is the best tennis player", "did arsenal win",
    "tell me a recipe for pancakes", "how do i cook rice", "how long do i boil an egg",
    "what can i make with potatoes", "how many grams of flour are in a cup",
    "which wine goes with fish", "what is the capital of australia", "who wrote hamlet",
    "translate cat into french", "what is seven times eight",
)  # fmt: skip


def rows(**more: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Texts and their intents: `EXAMPLES`, and `more` by intent."""
    by_intent = EXAMPLES | more
    texts = [text for said in by_intent.values() for text in said]
    return texts, [intent for intent, said in by_intent.items() for _ in said]
