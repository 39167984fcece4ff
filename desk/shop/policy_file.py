"""Reads the service policy from its file, in which managers write it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from desk.errors import ParleyError
from desk.shop.service_policy import (
    AT_ONCE,
    STANDARD_POLICY,
    IdentificationMethod,
    RefundTarget,
    RefundTime,
    ServicePolicy,
)
from desk.shop.wallet import PaymentKind

Word = TypeVar("Word", RefundTarget, IdentificationMethod)

ANY_TIME = "any time"
ANY_NUMBER = "any number"
_LONGEST_SIGN = 4
_LONGEST_WINDOW_DAYS = 3650
_MOST_WORKING_DAYS = 365
_MOST_CHANGES = 100
# The width of the column that keeps the reason of a cancelled order.
_LONGEST_REASON = 100
_WORKING_DAYS = re.compile(r"(\d{1,3})(?: to (\d{1,3}))? working days?")


class InvalidPolicy(ParleyError):
    """The service policy cannot be used; each line of the message names one rule."""

    code = "invalid_policy"


class _Wrong(Exception):
    """What a rule should be instead, as the end of a sentence."""


def read_policy(file: Path) -> ServicePolicy:
    """The policy in `file`; what it leaves out is as in `STANDARD_POLICY`.

    Raises `InvalidPolicy` with one sentence for each rule that is unknown or cannot be.
    """
    sections = _sections(file)
    problems: list[str] = []
    given: dict[str, Any] = {}
    for section, rules in sections.items():
        if section not in _SECTIONS:
            problems.append(f"[{section}] is no part of a policy; there are {_listed(_SECTIONS)}.")
        elif not isinstance(rules, Mapping):
            problems.append(f"{section} is the name of a part: write it as [{section}].")
        else:
            given |= _rules(section, rules, problems)
    policy = _policy(given)
    problems += _contradictions(policy)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise InvalidPolicy(f"The service policy {file} cannot be used:\n{lines}")
    return policy


def _sections(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InvalidPolicy(
            f"The service policy {file} cannot be read: {error.strerror}. "
            "The setting `service_policy` says where it is."
        ) from error
    except ValueError as error:
        raise InvalidPolicy(f"The service policy {file} cannot be read: {error}.") from error


def _rules(section: str, rules: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    known = _SECTIONS[section]
    read: dict[str, Any] = {}
    for key, value in rules.items():
        if key not in known:
            problems.append(f"{section}.{key} is no rule; [{section}] has {_listed(known)}.")
            continue
        name, check = known[key]
        try:
            read[name] = check(value)
        except _Wrong as wrong:
            problems.append(f"{section}.{key} is {_shown(value)}; it has to be {wrong}.")
    return read


def _policy(given: dict[str, Any]) -> ServicePolicy:
    own = {field.name for field in fields(ServicePolicy)}
    times = dict(STANDARD_POLICY.refund_times)
    times |= {PaymentKind(name): time for name, time in given.items() if name not in own}
    return ServicePolicy(
        **{name: value for name, value in given.items() if name in own},
        refund_times=MappingProxyType(times),
    )


def _contradictions(policy: ServicePolicy) -> list[str]:
    found = []
    if policy.cancellation_allowed and not policy.cancellation_reasons:
        found.append(
            "cancellation.accepted_reasons is empty, so nobody could cancel; "
            "name a reason, or set cancellation.allowed = false."
        )
    if policy.return_allowed and not policy.return_refund_to:
        found.append(
            "returns.refund_to is empty, so no return could be refunded; "
            'name "original method" or "gift card", or set returns.allowed = false.'
        )
    if _is_shorter(policy.gold_return_window_days, policy.return_window_days):
        found.append(
            f"returns.days_after_delivery_for_gold is {policy.gold_return_window_days}, less than "
            "days_after_delivery; the highest tier has at least as long as everybody."
        )
    if policy.lost_after_working_days < policy.late_after_working_days:
        found.append(
            f"deliveries.lost_after_working_days is {policy.lost_after_working_days}, less than "
            "late_after_working_days; a parcel is late before it is lost."
        )
    methods = policy.identification_methods
    if {IdentificationMethod.EMAIL, IdentificationMethod.CODE_BY_EMAIL} <= methods:
        found.append(
            'identification.methods allows "e-mail" by itself, so nobody would be asked for the '
            "code; take one of the two out."
        )
    return found


def _is_shorter(window: int | None, other: int | None) -> bool:
    # None has no end.
    return window is not None and (other is None or window < other)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _number(most: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise _Wrong(f"a whole number from 0 to {most}")
        return value

    return check


def _number_or(word: str, most: int) -> Callable[[Any], int | None]:
    def check(value: Any) -> int | None:
        if value == word:
            return None
        try:
            return _number(most)(value)
        except _Wrong as wrong:
            raise _Wrong(f'{wrong}, or "{word}"') from None

    return check


def _currency_sign(value: Any) -> str:
    is_sign = (
        isinstance(value, str)
        and 1 <= len(value) <= _LONGEST_SIGN
        and value.replace("\u00a0", " ").isprintable()
        and value.strip() != ""
        and not any(character.isnumeric() for character in value)
    )
    if not is_sign:
        raise _Wrong('a sign or short word without digits, like "€" or "CHF "')
    return str(value)


def _reasons(value: Any) -> tuple[str, ...]:
    if not _is_list_of_texts(value) or not all(reason.strip() for reason in value):
        raise _Wrong('a list of reasons, like ["no longer needed"]')
    if not all(r.isprintable() and len(r.strip()) <= _LONGEST_REASON for r in value):
        raise _Wrong(f"a list of reasons of up to {_LONGEST_REASON} characters, each on one line")
    return tuple(dict.fromkeys(reason.strip().lower() for reason in value))


def _some_of(kind: type[Word]) -> Callable[[Any], frozenset[Word]]:
    def check(value: Any) -> frozenset[Word]:
        words = [word.value for word in kind]
        if not _is_list_of_texts(value) or not set(value) <= set(words):
            raise _Wrong("a list of some of " + ", ".join(f'"{word}"' for word in words))
        return frozenset(kind(word) for word in value)

    return check


def _refund_time(value: Any) -> RefundTime:
    should_be = _Wrong('"at once", "3 working days" or "5 to 7 working days"')
    if not isinstance(value, str):
        raise should_be
    if value == "at once":
        return AT_ONCE
    match = _WORKING_DAYS.fullmatch(value)
    if match is None:
        raise should_be
    least, most = int(match[1]), int(match[2] or match[1])
    if least > most:
        raise _Wrong("written with the smaller number first")
    return RefundTime(least, most)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(names)


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


_Check = Callable[[Any], Any]
_changes = _number_or(ANY_NUMBER, _MOST_CHANGES)
_window = _number_or(ANY_TIME, _LONGEST_WINDOW_DAYS)
# The parts of the file, their rules, and where in `ServicePolicy` each is kept; a payment kind is
# the name of its refund time.
_SECTIONS: Mapping[str, Mapping[str, tuple[str, _Check]]] = {
    "shop": {"currency_sign": ("currency_sign", _currency_sign)},
    "cancellation": {
        "allowed": ("cancellation_allowed", _flag),
        "accepted_reasons": ("cancellation_reasons", _reasons),
        "after_items_were_changed": ("changed_order_may_be_cancelled", _flag),
    },
    "changes": {
        "address": ("address_change_allowed", _flag),
        "payment_method": ("payment_change_allowed", _flag),
        "items": ("items_change_allowed", _flag),
        "item_changes_per_order": ("item_changes_per_order", _changes),
        "address_changes_per_order": ("address_changes_per_order", _changes),
        "payment_changes_per_order": ("payment_changes_per_order", _changes),
        "after_items_were_changed": ("changed_order_may_be_changed", _flag),
    },
    "returns": {
        "allowed": ("return_allowed", _flag),
        "days_after_delivery": ("return_window_days", _window),
        "days_after_delivery_for_gold": ("gold_return_window_days", _window),
        "refund_to": ("return_refund_to", _some_of(RefundTarget)),
    },
    "exchanges": {"allowed": ("exchange_allowed", _flag)},
    "refunds": {kind.value: (kind.value, _refund_time) for kind in PaymentKind},
    "deliveries": {
        "late_after_working_days": ("late_after_working_days", _number(_MOST_WORKING_DAYS)),
        "lost_after_working_days": ("lost_after_working_days", _number(_MOST_WORKING_DAYS)),
    },
    "identification": {"methods": ("identification_methods", _some_of(IdentificationMethod))},
}
