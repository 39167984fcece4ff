"""What we hold about a customer, in lines; chosen by the words of their question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from desk.customers.consent import Purpose
from desk.customers.customer import ContactChannel, Customer
from desk.customers.profile import Profile
from desk.shop.wallet import PaymentMethod

_CHANNELS = {
    ContactChannel.CHAT: "by chat",
    ContactChannel.EMAIL: "by e-mail",
    ContactChannel.PHONE: "by phone",
    ContactChannel.SMS: "by text message",
    ContactChannel.POST: "by post",
}
_RELATIVES = (
    "husband|wife|partner|mum|mother|dad|father|son|daughter|brother|sister|friend|neighbour|boss"
    "|ex|flatmate|colleague"
)
_OTHERS = re.compile(
    rf"\b(my ({_RELATIVES})('s|s)"
    r"|(another|other|all|which)( of)?( the| your)? (customer|people|person|client|user)s?"
    r"|(someone|somebody|anyone|anybody) else('s)?|their)\b"
)
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.\w+")


def data_lines(text: str, profile: Profile, payment: str) -> list[str]:
    """What `text`, in lower case, asks for, a line for each; everything if it names nothing.

    `payment` is the line about payment methods.
    """
    chosen = [part for part in _PARTS if part[0].search(text)] or list(_PARTS)
    return [line for _, say in chosen for line in say(profile, payment)]


def is_about_others(text: str, customer: Customer) -> bool:
    """Whether somebody else's data is asked for."""
    strangers = {email.rstrip(".") for email in _EMAIL.findall(text)} - {customer.email}
    return bool(strangers or _OTHERS.search(text))


def payment_words(methods: Iterable[PaymentMethod], currency_sign: str) -> str:
    """`Payment: Mastercard ending 9212; gift card ending 4410 (£35.00 left)`."""
    labels = "; ".join(method.label_in(currency_sign) for method in methods)
    return f"Payment: {labels or 'nothing saved'}"


def _name(profile: Profile, _: str) -> list[str]:
    return [f"Name: {profile.customer.name}"]


def _email(profile: Profile, _: str) -> list[str]:
    return [f"E-mail: {profile.customer.email}"]


def _phone(profile: Profile, _: str) -> list[str]:
    return [f"Phone: {profile.customer.phone or 'none'}"]


def _address(profile: Profile, _: str) -> list[str]:
    further = [f"Address “{kept.label}”: {kept.address}" for kept in profile.further_addresses]
    return [f"Address: {profile.customer.address}", *further]


def _payment(_: Profile, payment: str) -> list[str]:
    return [payment]


def _tier(profile: Profile, _: str) -> list[str]:
    return [f"Club tier: {profile.customer.tier.value}"]


def _newsletter(profile: Profile, _: str) -> list[str]:
    is_given = profile.consents[Purpose.NEWSLETTER]
    return [f"Newsletter: {'yes, you get it' if is_given else 'no, you do not get it'}"]


def _channel(profile: Profile, _: str) -> list[str]:
    return [f"We reach you {_CHANNELS[profile.customer.preferred_channel]}"]


def _since(profile: Profile, _: str) -> list[str]:
    return [f"Customer since: {profile.customer.created_at:%B %Y}"]


def _facts(profile: Profile, _: str) -> list[str]:
    told = "; ".join(fact.text for fact in profile.facts)
    return [f"What you asked us to remember: {told or 'nothing'}"]


_Part = tuple[re.Pattern[str], Callable[[Profile, str], list[str]]]
# By which words each is asked for, in the order in which they are told.
_PARTS: tuple[_Part, ...] = (
    (re.compile(r"\b(sur)?names?\b|\b(mr|mrs|ms|miss)\b"), _name),
    (re.compile(r"\b(e-?mails?|mails?|emial|regist\w*|confirmations?)\b"), _email),
    (re.compile(r"\b(tele)?phones?\b|\bmobile\b|\bnumber\b|\bcontact\b|\bring\b"), _phone),
    (
        re.compile(
            r"\badd?ress?\w*|\b(street|liv(e|ing)|home|postcode|zip|flat|moved?|city|direction)\b"
        ),
        _address,
    ),
    (
        re.compile(
            r"\b(cards?|pay|paying|payments?|paypal|visa|mastercard|amex|(apple|google) pay)\b"
        ),
        _payment,
    ),
    (re.compile(r"\b(tier|level|status|points|club)\b"), _tier),
    (
        re.compile(
            r"\b(newsletters?|subscri\w+|mailing list|signed up|marketing|consents?|preferences"
            r"|offers|agree\w*)\b"
        ),
        _newsletter,
    ),
    (re.compile(r"\b(channel|preferences|texts? or|reach me|contact me)\b"), _channel),
    (re.compile(r"\b(since|becom\w+|became|joined|how long)\b"), _since),
    (re.compile(r"\b(facts?|allerg\w*|notes?|noted|remember\w*)\b"), _facts),
)
