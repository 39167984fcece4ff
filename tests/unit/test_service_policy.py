"""The service policy is read from its file, and what cannot be is named."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from desk.settings import ROOT
from desk.shop import policy_file
from desk.shop.policy_file import InvalidPolicy, read_policy
from desk.shop.service_policy import (
    STANDARD_POLICY,
    IdentificationMethod,
    RefundTarget,
    RefundTime,
    ServicePolicy,
)
from desk.shop.wallet import PaymentKind

EXAMPLE = ROOT / "service_policy.toml"
TAU2 = Path(policy_file.__file__).parent / "policies" / "tau2_retail.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def test_the_file_that_ships_says_what_holds_without_it() -> None:
    assert read_policy(EXAMPLE) == STANDARD_POLICY


def test_the_file_that_ships_names_every_rule_with_a_comment_before_it() -> None:
    rules = {}
    section, comment = "", False
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            section, comment = line.strip("[]"), False
        elif match := re.match(r"([a-z_]+) = ", line):
            rules[section, match[1]] = comment
        else:
            comment = comment or line.startswith("#")
    known = {(part, rule) for part, own in policy_file._SECTIONS.items() for rule in own}
    assert set(rules) == known
    assert all(rules.values())


def test_the_page_for_managers_explains_every_rule() -> None:
    page = (ROOT / "docs" / "service-policy.md").read_text("utf-8")
    for section, rules in policy_file._SECTIONS.items():
        if section != "refunds":
            assert [rule for rule in rules if f"`{section}.{rule}`" not in page] == []


def test_the_examples_for_managers_can_be_used(file: Path) -> None:
    page = (ROOT / "docs" / "service-policy.md").read_text("utf-8")
    examples = [block.split("```")[0] for block in page.split("```toml\n")[1:]]
    assert len(examples) > 3
    for example in examples:
        file.write_text(example, "utf-8")
        assert read_policy(file) != STANDARD_POLICY


def test_every_field_of_the_policy_can_be_set() -> None:
    settable = {name for rules in policy_file._SECTIONS.values() for name, _ in rules.values()}
    own = {field.name for field in fields(ServicePolicy)} - {"refund_times"}
    assert settable == own | {kind.value for kind in PaymentKind}


def test_an_empty_file_changes_nothing(file: Path) -> None:
    file.write_text("")
    assert read_policy(file) == STANDARD_POLICY


def test_a_rule_is_taken_as_it_is_written(file: Path) -> None:
    file.write_text(
        """
        [cancellation]
        accepted_reasons = ["Found it cheaper "]
        [returns]
        days_after_delivery = 14
        refund_to = ["gift card"]
        [refunds]
        paypal = "1 working day"
        [identification]
        methods = []
        """
    )
    policy = read_policy(file)
    assert policy.cancellation_reasons == ("found it cheaper",)
    assert policy.return_window_days == 14
    assert policy.gold_return_window_days == 60
    assert policy.return_refund_to == {RefundTarget.GIFT_CARD}
    assert policy.refund_times[PaymentKind.PAYPAL] == RefundTime(1, 1)
    assert policy.refund_times[PaymentKind.CREDIT_CARD] == RefundTime(5, 7)
    assert policy.identification_methods == frozenset()


def test_the_profile_of_tau2_is_its_policy() -> None:
    policy = read_policy(TAU2)
    assert policy.cancellation_reasons == ("no longer needed", "ordered by mistake")
    assert policy.currency_sign == "$"
    assert policy.return_window_days is None
    assert policy.gold_return_window_days is None
    assert policy.item_changes_per_order == 1
    assert policy.address_changes_per_order is None
    assert policy.payment_changes_per_order is None
    assert not policy.changed_order_may_be_cancelled
    assert not policy.changed_order_may_be_changed
    assert policy.return_refund_to == {RefundTarget.ORIGINAL_METHOD, RefundTarget.GIFT_CARD}
    assert policy.refund_times[PaymentKind.GIFT_CARD].is_at_once
    assert policy.refund_times[PaymentKind.CREDIT_CARD] == RefundTime(5, 7)
    assert policy.refund_times[PaymentKind.PAYPAL] == RefundTime(5, 7)
    assert policy.identification_methods == {
        IdentificationMethod.EMAIL,
        IdentificationMethod.NAME_AND_POSTCODE,
    }


@pytest.mark.parametrize(
    ("content", "rule", "hint"),
    [
        ("[returning]", "[returning]", "returns"),
        ("returns = 3", "returns", "[returns]"),
        ("[returns]\ndays = 3", "returns.days", "days_after_delivery"),
        ("[returns]\nallowed = 'yes'", "returns.allowed", "true or false"),
        ("[returns]\ndays_after_delivery = -1", "returns.days_after_delivery", '"any time"'),
        ("[returns]\ndays_after_delivery = true", "returns.days_after_delivery", "whole number"),
        ("[returns]\ndays_after_delivery = 30.5", "returns.days_after_delivery", "whole number"),
        ("[returns]\ndays_after_delivery = 'never'", "returns.days_after_delivery", "any time"),
        ("[returns]\nrefund_to = ['shop']", "returns.refund_to", '"gift card"'),
        ("[returns]\nrefund_to = 'gift card'", "returns.refund_to", "list"),
        ("[returns]\nrefund_to = []", "returns.refund_to", "empty"),
        ("[cancellation]\naccepted_reasons = []", "cancellation.accepted_reasons", "empty"),
        ("[cancellation]\naccepted_reasons = ['']", "cancellation.accepted_reasons", "reasons"),
        ("[cancellation]\naccepted_reasons = [1]", "cancellation.accepted_reasons", "reasons"),
        ("[refunds]\npaypal = 'soon'", "refunds.paypal", '"at once"'),
        ("[refunds]\npaypal = '7 to 5 working days'", "refunds.paypal", "smaller number first"),
        ("[refunds]\npaypal = 5", "refunds.paypal", "working days"),
        ("[refunds]\ncheque = 'at once'", "refunds.cheque", "gift_card"),
        ("[changes]\nitem_changes_per_order = 1000", "changes.item_changes_per_order", "100"),
        ("[changes]\nitem_changes_per_order = 'always'", "changes.item_changes_per_order", "any n"),
        ("[shop]\ncurrency_sign = 1", "shop.currency_sign", "sign"),
        ("[identification]\nmethods = ['trust']", "identification.methods", "with postcode"),
        ("[identification]\nmethods = 'e-mail'", "identification.methods", "list"),
        (
            "[identification]\nmethods = ['e-mail', 'code by e-mail']",
            "identification.methods",
            "take one of the two out",
        ),
        (
            "[cancellation]\naccepted_reasons = ['" + "x" * 101 + "']",
            "cancellation.accepted_reasons",
            "100 characters",
        ),
        (
            '[cancellation]\naccepted_reasons = ["a\\u0000b"]',
            "cancellation.accepted_reasons",
            "line",
        ),
        ('[shop]\ncurrency_sign = "\\u0007"', "shop.currency_sign", "sign"),
        ("[shop]\ncurrency_sign = '²'", "shop.currency_sign", "without digits"),
        ("[shop]\ncurrency_sign = '£1'", "shop.currency_sign", "without digits"),
        ("[shop]\ncurrency_sign = ' '", "shop.currency_sign", "sign"),
        (
            "[returns]\ndays_after_delivery_for_gold = 14",
            "returns.days_after_delivery_for_gold",
            "at least as long",
        ),
        (
            "[returns]\ndays_after_delivery = 'any time'",
            "returns.days_after_delivery_for_gold",
            "at least as long",
        ),
        ("[deliveries]\nlost_after_working_days = 1", "lost_after_working_days", "late"),
    ],
)
def test_what_cannot_be_is_named_with_what_could(
    content: str, rule: str, hint: str, file: Path
) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(InvalidPolicy) as refused:
        read_policy(file)
    (line,) = str(refused.value).splitlines()[1:]
    assert line.strip().startswith((rule, f"deliveries.{rule}"))
    assert hint in line


@pytest.mark.parametrize("sign", ["€", "CHF ", "kr", "CHF\u00a0"])
def test_signs_and_short_words_are_currency_signs(sign: str, file: Path) -> None:
    file.write_text(f'[shop]\ncurrency_sign = "{sign}"', "utf-8")
    assert read_policy(file).currency_sign == sign


def test_every_wrong_rule_is_named_at_once(file: Path) -> None:
    file.write_text("[returns]\nallowed = 1\n[exchanges]\nallowed = 2\nforever = true")
    with pytest.raises(InvalidPolicy) as refused:
        read_policy(file)
    assert all(
        rule in str(refused.value)
        for rule in ("returns.allowed", "exchanges.allowed", "exchanges.forever", file.name)
    )


def test_a_file_that_is_missing_or_no_toml_is_named(file: Path) -> None:
    with pytest.raises(InvalidPolicy, match="service_policy"):
        read_policy(file)
    file.write_text("returns: yes")
    with pytest.raises(InvalidPolicy, match=r"rules\.toml"):
        read_policy(file)
