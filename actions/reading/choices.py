"""Which of a few candidates a customer means, by number, name, option, price or what is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from actions.reading.candidates import Candidate, Evidence, Mention
from actions.reading.combining import Choice, Combiner
from actions.reading.currencies import with_plain_money
from actions.reading.list_places import find_places
from actions.reading.mention_words import FILLERS
from actions.reading.mentions import Resolver
from actions.reading.option_values import OptionValues
from actions.reading.phrases import Phrase, Sign, Splitter
from actions.reading.prices import find_prices
from actions.reading.product_names import ProductNames
from actions.reading.quantities import is_only_one, quantity_of_current
from actions.reading.superlatives import find_superlatives
from actions.reading.tokens import Token, form_at, number_of, tokens_of

__all__ = ["Candidate", "Choice", "choose"]

_PRONOUNS = frozenset({"it", "them", "those", "these", "that", "this", "same"})
_WISHED_TOO = frozenset({",", "and", "&", "or", "/", ""})
"""What joins a wish to the one before it."""
_DEGREES = frozenset({"too", "very", "so", "bit", "quite", "really", "rather"})


def choose(
    text: str,
    candidates: Sequence[Candidate],
    *,
    several: bool,
    shown: bool = True,
    current: Collection[str] = (),
    currency_sign: str = "",
) -> Choice:
    """Read which candidates are meant.

    `several`: whether more than one may be chosen; `shown`: whether they were just shown as a
    numbered list, so that bare numbers are places in it; `current`: what was chosen before, which
    "also the socks" adds to and "the other one" leaves; `currency_sign`: the shop's own, which
    prices may be written with.
    """
    tokens = tokens_of(with_plain_money(text, currency_sign))
    if not candidates or not tokens:
        return Choice()
    evidence = _evidence(tokens, candidates, shown=shown)
    by_key = {candidate.key: candidate for candidate in candidates}
    now = [key for key in by_key if key in current]
    quantity = quantity_of_current(
        tokens, evidence, [by_key[key] for key in now or by_key], bool(now)
    )
    if quantity is not None:
        key, count = quantity
        return Choice((key,), (), {key: count}) if count > 0 else Choice(is_none=True)
    if len(now) > 1 and is_only_one(tokens, evidence):
        return Choice((), tuple(now))
    splitter = Splitter(tokens, evidence.indexes)
    phrases = splitter.split()
    resolver = Resolver(candidates, tokens, evidence, now, several=several, shown=shown)
    mentions = _mentions(resolver, _apart(phrases, evidence, tokens))
    mentions = _corrected(_merged(mentions, several=several))
    adds = splitter.adds or tokens[0].form in ("and", "&", "+")
    if not mentions:
        return Choice(tuple(now)) if now and _points_at_current(tokens) else _only(by_key, tokens)
    return Combiner(by_key, now, several=several, adds=adds).combine(mentions)


def _evidence(tokens: Sequence[Token], candidates: Sequence[Candidate], *, shown: bool) -> Evidence:
    names = ProductNames((one.key, one.name, one.words) for one in candidates).find(tokens)
    values: dict[str, list[str]] = {}
    for candidate in candidates:
        for dimension, value in candidate.options.items():
            values.setdefault(dimension, []).append(value)
    named = {index for hit in names if hit.is_head for index in range(hit.start, hit.end)}
    options = [
        hit
        for hit in OptionValues(values).find(tokens, bare_numbers=not shown)
        if named.isdisjoint(range(hit.start, hit.end))
        # "they are too small" is no choice.
        and form_at(tokens, hit.start - 1) not in _DEGREES
    ]
    names = [*names, *find_prices(tokens, {one.key: one.price for one in candidates})]
    taken = named | {index for hit in options for index in range(hit.start, hit.end)}
    superlatives = [hit for hit in find_superlatives(tokens) if hit.start not in taken]
    taken |= {index for hit in superlatives for index in range(hit.start, hit.end)}
    places = find_places(tokens, len(candidates), taken) if shown else []
    if named:
        # "the rugs, just 1" counts.
        places = [hit for hit in places if form_at(tokens, hit.start - 1) not in ("just", "only")]
    if shown and not (names or options or places or superlatives):
        # No place in the list: "10" may be a size.
        return _evidence(tokens, candidates, shown=False)
    return Evidence(names, options, places, superlatives)


def _apart(phrases: Sequence[Phrase], evidence: Evidence, tokens: Sequence[Token]) -> list[Phrase]:
    """With names side by side as phrases of their own: "keyboard mouse and socks"."""
    found: list[Phrase] = []
    for phrase in phrases:
        inside = frozenset(phrase.indexes)
        heads = [hit for hit in evidence.names if hit.start in inside and hit.is_head]
        cuts = [
            # "2 mugs 1 lamp"
            after.start
            - (before.end < after.start and number_of(tokens[after.start - 1]) is not None)
            for before, after in pairwise(heads)
            if before.keys.isdisjoint(after.keys)
        ]
        rest = phrase
        for cut in cuts:
            first = [index for index in rest.indexes if index < cut]
            second = [index for index in rest.indexes if index >= cut]
            found.append(replace(rest, indexes=first))
            rest = replace(rest, indexes=second, link="and", corrects=False)
        found.append(rest)
    return found


def _mentions(resolver: Resolver, phrases: Sequence[Phrase]) -> list[Mention]:
    """What the phrases mean, without what is wished instead: "for a black one, in large"."""
    found: list[Mention] = []
    is_wish = False
    for phrase in phrases:
        mention = resolver.resolve(phrase)
        if phrase.sign is Sign.WISHED:
            is_wish = True
        elif mention is not None:
            is_wish = (
                is_wish and not mention.has_name and phrase.link in (",", "and", "&", "or", "/", "")
            )
            if not is_wish:
                found.append(mention)
    return _unconditional(found)


def _unconditional(mentions: Sequence[Mention]) -> list[Mention]:
    """What an if-clause names counts where nothing else is named."""
    others = [mention for mention in mentions if mention.sign is not Sign.CONDITIONAL]
    if any(mention.sign is Sign.MEANT for mention in others):
        return others
    return [
        replace(mention, sign=Sign.MEANT) if mention.sign is Sign.CONDITIONAL else mention
        for mention in mentions
    ]


def _merged(mentions: Sequence[Mention], *, several: bool) -> list[Mention]:
    """Mentions of which one describes the next made one: "the lamp, the black one"."""
    merged: list[Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        if mention.is_count_only:
            merged = _counted(merged, mention.count)
            continue
        if last is not None and last.sign is mention.sign and not mention.is_other:
            both = tuple(key for key in last.keys if key in mention.keys)
            if both and _is_description(last, mention, several=several):
                merged[-1] = replace(
                    last, keys=both, is_all=last.is_all or mention.is_all, has_one=mention.has_one
                )
                continue
            if mention.has_name and not (last.has_name or last.has_one or last.is_all):
                # "the black and the white mug"
                kinds = tuple(key for key in last.keys if key in mention.kinds)
                merged[-1] = replace(last, keys=kinds or last.keys)
        merged.append(mention)
    return merged


def _counted(mentions: Sequence[Mention], count: int | None) -> list[Mention]:
    """With what "just one of them" says of what was named before it."""
    if not mentions or any(one.sign is not Sign.MEANT for one in mentions):
        return list(mentions)
    keys = tuple(dict.fromkeys(key for one in mentions for key in one.keys))
    return [replace(mentions[0], keys=keys, count=count, is_all=False, is_whole=False)]


def _is_description(last: Mention, mention: Mention, *, several: bool) -> bool:
    """Whether a mention says more about the one before, and nothing of another thing."""
    if mention.is_all and last.is_clear:
        return False
    if mention.link in ("", "(") and not (last.is_clear and mention.is_clear):
        return True
    if mention.has_name:
        return False
    if last.has_name:
        return mention.link in (",", "", "-", "(") or not mention.has_one
    # "size L, black"
    is_joined = mention.link in (",", "", "-", "(") or (not several and mention.link == "and")
    return not last.is_clear and not last.is_all and is_joined


def _corrected(mentions: Sequence[Mention]) -> list[Mention]:
    """Without what the customer took back in the same breath: "the first, no, the second"."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.corrects:
            kept = [one for one in kept if one.sign is not Sign.MEANT]
        kept.append(mention)
    return kept


def _points_at_current(tokens: Sequence[Token]) -> bool:
    """Whether the message only points at what was chosen: "yes, that one"."""
    forms = [token.form for token in tokens if token.kind != "sign"]
    return bool(_PRONOUNS.intersection(forms)) and all(form in FILLERS for form in forms)


def _only(by_key: Mapping[str, Candidate], tokens: Sequence[Token]) -> Choice:
    """The only candidate, where the message points at it."""
    if len(by_key) == 1 and _points_at_current(tokens):
        return Choice(tuple(by_key))
    return Choice()
