"""Topics that are left to people: real wordings of them, and near misses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.escalation.never_automated import TOPICS, topic_of
from bot.escalation.topics.wording import Topic, plain

WORDINGS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("never_automated.yml").read_text("utf-8")
)
DEVELOP, HELD_OUT = WORDINGS["develop"], WORDINGS["held_out"]
HARMLESS = "none"

LEGAL, SAFETY, FRAUD, BEREAVEMENT, AT_RISK = (
    "a legal matter",
    "safety or an injury",
    "fraud or a stolen account",
    "a bereavement",
    "a person at risk",
)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        (LEGAL, "You will be hearing from my solicitor."),
        (LEGAL, "my lawyers have been informed"),
        (LEGAL, "I'll take you to the small claims court"),
        (LEGAL, "see you in court"),
        (LEGAL, "i'm taking you to court over this"),
        (LEGAL, "this goes to court next week then"),
        (LEGAL, "I will sue you"),
        (LEGAL, "im going to SUE"),
        (LEGAL, "We are suing."),
        (LEGAL, "I am reporting this to Trading Standards"),
        (LEGAL, "the ombudsman will be interested"),
        (LEGAL, "consider this a letter before action"),
        (LEGAL, "I am starting legal proceedings"),
        (LEGAL, "next step is legal action"),
        (SAFETY, "the kettle caught fire"),
        (SAFETY, "my lamp is on fire!!"),
        (SAFETY, "it burnt my hand"),
        (SAFETY, "the pan burned me"),
        (SAFETY, "I burned myself on the stove"),
        (SAFETY, "I got an electric shock from the lamp"),
        (SAFETY, "nearly electrocuted my son"),
        (SAFETY, "the glass exploded in my face"),
        (SAFETY, "smoke came out of the plug"),
        (SAFETY, "there is smoke coming from the keyboard"),
        (SAFETY, "the desk lamp started smoking"),
        (SAFETY, "there were sparks when I plugged it in"),
        (SAFETY, "the plug sparked"),
        (SAFETY, "my daughter was injured by the stool"),
        (SAFETY, "we ended up in hospital because of your chair"),
        (SAFETY, "4 hours in A&E thanks to your knife"),
        (SAFETY, "i cut my finger and it is bleeding a lot"),
        (SAFETY, "my toddler nearly choked on a button"),
        (SAFETY, "had an allergic reaction to the wool"),
        (SAFETY, "my dog was poisoned by the plant"),
        (FRAUD, "this is fraud"),
        (FRAUD, "I think I've been scammed"),
        (FRAUD, "my account has been hacked"),
        (FRAUD, "paid with my stolen card"),
        (FRAUD, "my card was stolen and used with you"),
        (FRAUD, "I didn't place this order"),
        (FRAUD, "I didn’t make this payment"),
        (FRAUD, "I never authorised that payment"),
        (FRAUD, "there is an order I did not place"),
        (FRAUD, "someone else used my card"),
        (FRAUD, "somebody has got into my account"),
        (FRAUD, "an unauthorised payment to your shop"),
        (BEREAVEMENT, "my mother passed away and I found her order"),
        (BEREAVEMENT, "the funeral is on Friday"),
        (BEREAVEMENT, "this is about my late husband's order"),
        (BEREAVEMENT, "My dad died last week"),
        (BEREAVEMENT, "my wife has just died"),
        (BEREAVEMENT, "my nan died on Sunday"),
        (BEREAVEMENT, "we had a bereavement"),
        (AT_RISK, "I want to kill myself"),
        (AT_RISK, "i'm suicidal"),
        (AT_RISK, "there is no reason to live"),
        (AT_RISK, "I don’t want to be here any more"),
        (AT_RISK, "I just want to die"),
        (AT_RISK, "I keep hurting myself"),
        (AT_RISK, "thoughts of self-harm again"),
    ],
)
def test_people_are_called_for_real_wordings(topic: str, text: str) -> None:
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "I want to complain about a late order",
        "my order is late, mother's day is on Sunday",
        "it's a late Mother's Day present",
        "my lamp won't spark joy",
        "do you sell court shoes",
        "the size of court trainers",
        "my address is 4 Tennis Court, Hove",
        "Flat 3, Harbour Court, Leith",
        "sue@example.com",
        "my email is sue.barker@example.com",
        "my name is Sue Barker",
        "Hi, Sue here. Where's my parcel?",
        "the fire pit I ordered",
        "is the camping stove safe on a fire",
        "is the jumper flame retardant",
        "does the candle smoke",
        "smoked salmon",
        "the glaze has a burnt orange colour",
        "is the sparkling glass dishwasher safe",
        "the colour is bleeding in the wash",
        "the dye keeps bleeding into my whites",
        "the tent died on me",
        "my phone died before I could pay",
        "the battery of the torch died",
        "the pen ran out of ink",
        "this plant is dying",
        "I'm dying to get my parcel",
        "these prices kill me",
        "how do I make a payment",
        "I didn't make it to the pick-up point",
        "I placed an order I no longer need",
        "someone else will take the parcel in",
        "is the shop trading on Sunday",
        "standard delivery",
        "please cancel that order",
        "my partner has an account too",
        "I don't want to pay for the return",
        "please end my subscription to the newsletter",
        "hurry up",
        "",
    ],
)
def test_near_misses_stay_with_the_bot(text: str) -> None:
    assert topic_of(text) is None


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
def test_every_wording_that_was_worked_with_is_found(topic: str) -> None:
    missed = [text for text in DEVELOP[topic] if topic_of(text) != topic]
    assert missed == []


def test_no_near_miss_that_was_worked_with_is_taken_for_a_topic() -> None:
    assert [text for text in DEVELOP[HARMLESS] if topic_of(text)] == []


def test_most_wordings_that_were_kept_aside_are_found() -> None:
    texts = [text for topic, some in HELD_OUT.items() if topic != HARMLESS for text in some]
    assert len(texts) > 100
    assert sum(topic_of(text) is not None for text in texts) / len(texts) >= 0.97


def test_few_near_misses_that_were_kept_aside_are_taken_for_a_topic() -> None:
    near_misses = HELD_OUT[HARMLESS]
    assert len(near_misses) > 100
    assert sum(topic_of(text) is not None for text in near_misses) / len(near_misses) <= 0.02


def test_no_wording_is_in_both_halves() -> None:
    halves = [{text for some in half.values() for text in some} for half in (DEVELOP, HELD_OUT)]
    assert halves[0].isdisjoint(halves[1])


def test_of_several_topics_the_most_urgent_is_named() -> None:
    assert topic_of("my dad died, my lawyer will write, and I want to kill myself") == AT_RISK
    assert topic_of("it burnt my hand and my solicitor will write") == SAFETY


def test_a_topic_is_found_in_the_middle_of_a_long_message() -> None:
    text = f"{'so I waited and waited ' * 80} and now my solicitor {'waits too ' * 80}"
    assert topic_of(text) == LEGAL


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("I DO NOT recognise it", "i don't recognise it"),
        ("im gonna\n sue  u", "i'm going to sue you"),
        ("kill my self", "kill myself"),
        ("I didn\u2019t", "i didn't"),
    ],
)
def test_slips_and_short_forms_are_read_like_the_plain_words(text: str, same: str) -> None:
    assert plain(text) == same


def test_a_gap_does_not_reach_over_a_comma() -> None:
    topic = Topic.of("x", signs=[["burnt <0-2><body>"]], harmless=["burnt toast"])
    assert topic.is_in("burnt my left hand")
    assert not topic.is_in("burnt, my hand")
    assert not topic.is_in("burnt toast hand")
    assert not topic.is_in("sunburnt hand")
    assert not topic.is_in("burnt handle")
