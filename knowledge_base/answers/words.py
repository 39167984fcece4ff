"""The words of a text that carry its meaning, by their stems."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.entities.words import word_set
from knowledge_base.index.lexical import stems

_WORD = re.compile(r"[a-zà-öø-ÿ0-9£€$%]+(?:[.'’,-][a-zà-öø-ÿ0-9]+)*")
GRAMMAR = word_set(
    "a able allowed also am an and any anything are as at be been being but by can cannot could "
    "did do does doing each else even for get gets getting go goes got had has have having he "
    "hello her here hers hey hi him his i if im in into is it its itself just let may me might "
    "mine my need of off ok okay on or our ours out own per please pls possible shall she should "
    "so some something such thank thanks that the their theirs them then there these they thing "
    "things this those through to too u upon us was we were what when where whether which while "
    "who whom whose why will would yes you your yours"
)
"""Words that say nothing of what a sentence is about."""
_SAYS_LITTLE = GRAMMAR | word_set(
    "about after again all before between both down either ever every from like more most much "
    "must no nor not now once one only other over quite really same still than under until up "
    "very want with within without yet"
)
# What customers write for what articles say, and forms that no stemmer brings together.
_SAME = {
    word: one
    for one, words in {
        "send": "sent sending ship ships shipped shipping post posted deliver delivers delivered "
        "delivering delivery deliveries",
        "return": "returned returning returns",
        "wear": "wore worn wearing wears",
        "buy": "bought buying purchase purchased",
        "pay": "paid paying pays payment payments payed",
        "sell": "sold selling sells",
        "break": "broken broke breaks bust",
        "accept": "accepted accepts take takes took taken taking",
        "cost": "costs charge charges charged charging fee fees surcharge surcharges",
        "cash": "money",
        "american express": "amex",
        "united states": "america usa",
        "children": "kid kids child",
        "underwear": "knickers briefs pants",
        "swimwear": "bikini bikinis trunks",
        "warranty": "guarantee warranties guarantees",
        "promo code": "coupon coupons",
        "text message": "sms",
        "dryer": "dry dried drying",
        "present": "presents gift gifts",
        "gift card": "voucher vouchers giftcard giftcards evoucher e-voucher",
        "clothing": "clothes garment garments",
        "exchange": "swap swapped swapping exchanged exchanging exchanges",
        "personalised": "engraved embroidered personalized personalise personalize",
        "phone": "telephone ring call called",
        "bring": "brought",
        "keep": "kept",
        "hold": "held",
        "give": "gave given",
        "make": "made",
        "choose": "chose chosen",
        "e-mail": "email mail e-mails emails mails",
    }.items()
    for word in words.split()
}

# The same for what takes two words; what stands between them stays.
_SAME_PHRASES = tuple(
    (re.compile(rf"\b{pattern}\b"), one)
    for pattern, one in (
        (r"(?:send|sent|sending|give|giving|bring|take|go|goes|going) (\w+ )??back", r"return \1"),
        (r"p\.?o\.? box(?:es)?", "post office box"),
        (r"put together", "combine"),
        # A part of a country, or another of nearly its name, is not the country.
        (r"(?:the )?republic of ireland|eire", "ireland"),
        (r"((?:north|south|east|west)(?:ern)?) (?!of\b|and\b|or\b)(\w+)", r"\1\2"),
    )
)


def content_stems(text: str, leaving_out: Collection[str] = _SAYS_LITTLE) -> list[str]:
    """The stems of the words that say something, in the text's order.

    Words that mean the same in a shop's questions and articles have one stem.
    """
    found: list[str] = []
    readable = text.lower().replace("’", "'")
    for phrase, one in _SAME_PHRASES:
        readable = phrase.sub(one, readable)
    for word in _WORD.findall(readable):
        plain = word.removesuffix("'s")
        if plain not in leaving_out:
            for part in _SAME.get(plain, plain).split():
                found.append(_stem(_SAME.get(part, part)))
    return found


def overlap(question: str, text: str) -> float:
    """The share of the question's content words that `text` has, 0–1."""
    asked = set(content_stems(question))
    return len(asked & set(content_stems(text))) / len(asked) if asked else 0.0


def _stem(word: str) -> str:
    return "-".join(stems(word))
