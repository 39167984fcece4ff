"""Which of their payment methods a customer means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.reading.choices import Candidate, Choice, choose
from desk.shop.wallet import PaymentKind, PaymentMethod

_WORDS = {
    PaymentKind.CREDIT_CARD: ("credit card", "card", "debit card", "bank card"),
    # In one word: "I pay with my card" names none of them.
    PaymentKind.PAYPAL: ("paypal",),
    PaymentKind.APPLE_PAY: ("applepay", "apple"),
    PaymentKind.GOOGLE_PAY: ("googlepay", "gpay", "google"),
    PaymentKind.GIFT_CARD: (
        "gift card", "giftcard", "gift certificate", "voucher", "store credit", "gift",
    ),
}  # fmt: skip
_BRANDS = {
    "mastercard": ("master card", "master"),
    "american_express": ("american express", "amex"),
    "visa": ("visa",),
}
_ORIGINAL = re.compile(
    r"\b(?:original(?:ly)?|(?:i|we|was|it was) (?:originally )?(?:paid|used|payed)"
    r"|(?:same|old|first|initial|previous) (?:payment )?(?:method|way|card|account|one)"
    r"|where (?:it|the money) came from|how i paid|paid with(?=\s*(?:$|[.,;!?]))|used to pay"
    r"|back to (?:the )?source"
    r"|the way i paid|used for (?:the|this) (?:order|purchase)|the same)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:other|another|different|else)\b", re.IGNORECASE)
"""Than the one that the order was paid with."""
_OTHER_ENDING = re.compile(r"\bend(?:ing|s)(?: in| with)? [0-9]{4}(?![0-9])", re.IGNORECASE)
_PAID_WITH = re.compile(
    r"\b(?:paid|payed|used)(?: for (?:it|this|that|the order))? (?:with |by |using )?"
    r"(?:my |the |a )?"
    r"(?:visa|mastercard|master card|amex|american express|paypal|apple pay|google pay|gift card"
    r"|(?:credit |debit )?card)\b(?: card)?",
    re.IGNORECASE,
)
_LONGEST = 2_000
_KINDS = (
    (PaymentKind.PAYPAL, r"pay[ -]?pal"),
    (PaymentKind.APPLE_PAY, r"apple[ -]?pay"),
    (PaymentKind.GOOGLE_PAY, r"google[ -]?pay|g-?pay"),
    (PaymentKind.GIFT_CARD, r"gift[ -]?(?:cards?|certificates?|vouchers?)|vouchers?|store credit"),
)
_ISSUERS = (
    ("visa", r"visa"),
    ("mastercard", r"master ?card"),
    ("american_express", r"american express|amex"),
    ("discover", r"discover card"),
    ("diners_club", r"diners(?: club)?"),
    ("maestro", r"maestro"),
    ("jcb", r"jcb"),
    ("unionpay", r"union ?pay"),
)
_CARD = r"(?:credit|debit|bank|prepaid)[ -]?cards?"
_ELSEWHERE = (
    r"bitcoins?|btc|crypto(?:currency|currencies)?|ethereum|dogecoin|klarna|clear ?pay|after ?pay"
    r"|venmo|zelle|cash ?app|revolut|skrill|payoneer|amazon ?pay|samsung ?pay"
    r"|shop ?pay|alipay|ali pay|wechat(?: pay)?|sofort|giro ?pay|bancontact"
    r"|cash(?: on delivery)?|cheques?|(?:by|per|a|my) checks?|bank (?:transfer|account)"
    r"|wire transfer|direct debit|standing order|postal orders?|money orders?|(?:by|on) invoice"
    r"|instal?lments?|western union"
)
_NOT_THAT = re.compile(
    r"(?:\b(?:not|no|without|never|isn't|instead of|rather than|anything but|than)"
    r"|n['’]?t (?:have|want|use|own|got)|\b(?:paid|payed|used)(?: for (?:it|this|that))?)"
    r"(?: (?:to|on|with|by|via|using|through|my|the|a|an|any|use))*\s*$",
    re.IGNORECASE,
)
"""Before a method: it is not the one that is wanted now."""


def named_payment(
    text: str, methods: Sequence[PaymentMethod], paid_with: str | None, *, shown: bool = True
) -> Choice:
    """The method that a message names, by id; `paid_with` is "the one I paid with"."""
    text = text[:_LONGEST]
    ids = [method.id for method in methods]
    by_id = [one for one in ids if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text, re.I)]
    if len(by_id) == 1:
        return Choice(tuple(by_id))
    ending = _ending(text, methods)
    if ending:
        return Choice(ending) if len(ending) == 1 else Choice((), ending)
    if _OTHER_ENDING.search(text):
        return Choice()
    # "I paid with Visa but want it on PayPal" names one that was, and one that is to be.
    plain = _PAID_WITH.sub(" ", text)
    named = choose(
        plain,
        [_candidate(method) for method in methods],
        several=False,
        shown=shown,
        current=(str(paid_with),) if _OTHER.search(text) else (),
    )
    is_another = named.chosen and named.chosen[0] != paid_with and plain != text
    if _ORIGINAL.search(text) and paid_with in ids and not is_another:
        return Choice((str(paid_with),))
    return named


def unknown_payment(text: str, methods: Sequence[PaymentMethod]) -> str | None:
    """The words of a method that a message names and the customer does not have."""
    text = text[:_LONGEST].replace("’", "'")
    kinds = {method.kind for method in methods}
    brands = {(method.brand or "").casefold() for method in methods}
    absent = [_ELSEWHERE]
    absent += [words for kind, words in _KINDS if kind not in kinds]
    absent += [words for brand, words in _ISSUERS if brand not in brands]
    absent += [] if PaymentKind.CREDIT_CARD in kinds else [_CARD]
    plain = _PAID_WITH.sub(" ", text)
    for match in re.finditer(rf"\b(?:{'|'.join(absent)})\b", plain, re.IGNORECASE):
        if not _NOT_THAT.search(plain[: match.start()]):
            return match.group()
    ending = _OTHER_ENDING.search(plain)
    is_known = ending is None or bool(_ending(ending.group(), methods))
    return None if ending is None or is_known else ending.group()


def _ending(text: str, methods: Sequence[PaymentMethod]) -> tuple[str, ...]:
    """Those whose last four digits stand in the text."""
    said = set(re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text))
    return tuple(method.id for method in methods if method.last_four in said)


def _candidate(method: PaymentMethod) -> Candidate:
    brand = (method.brand or "").casefold()
    words = (*_WORDS[method.kind], *_BRANDS.get(brand, (brand.replace("_", " "),) if brand else ()))
    return Candidate(method.id, "", words=words)
