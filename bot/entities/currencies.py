"""The currencies that people write beside amounts, by sign, code and word."""

from __future__ import annotations

POUND, EURO, DOLLAR = "GBP", "EUR", "USD"

SIGNS = {
    "£": POUND, "€": EURO, "$": DOLLAR, "¥": "JPY", "₹": "INR", "₺": "TRY", "₩": "KRW",
    "₴": "UAH", "₪": "ILS", "₱": "PHP", "₫": "VND", "฿": "THB", "₦": "NGN",
}  # fmt: skip
"""One character each."""

# Words that are other English ones too ("try", "won", "rand", "crown", "real") are left out.
WORDS = {
    "gbp": POUND, "quid": POUND, "pound": POUND, "pounds": POUND, "sterling": POUND,
    "eur": EURO, "euro": EURO, "euros": EURO,
    "usd": DOLLAR, "dollar": DOLLAR, "dollars": DOLLAR, "bucks": DOLLAR,
    "chf": "CHF", "fr": "CHF", "sfr": "CHF", "franken": "CHF", "francs": "CHF",
    "pln": "PLN", "zł": "PLN", "zl": "PLN", "zloty": "PLN", "zlotys": "PLN", "złoty": "PLN",
    "złotych": "PLN", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kronor": "SEK", "kroner": "NOK",
    # Whose crowns, only the shop knows.
    "kr": "KR", "krona": "SEK", "krone": "KR",
    "czk": "CZK", "kč": "CZK", "huf": "HUF", "forint": "HUF", "ron": "RON", "bgn": "BGN",
    "aud": "AUD", "cad": "CAD", "nzd": "NZD", "hkd": "HKD", "sgd": "SGD",
    "jpy": "JPY", "yen": "JPY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "krw": "KRW",
    "inr": "INR", "rs": "INR", "rupee": "INR", "rupees": "INR", "aed": "AED", "brl": "BRL",
}  # fmt: skip
"""In lower case."""

DOLLARS = {
    "us": DOLLAR, "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD",
    "s": "SGD", "r": "BRL",
}  # fmt: skip
"""By the letters just before a `$`, in lower case."""

CURRENCIES = SIGNS | WORDS
