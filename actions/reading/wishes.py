"""Which other option of a product a customer wants."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.reading.choices import Candidate, choose
from actions.reading.segments import segments
from actions.reading.tokens import MAX_CHARACTERS
from actions.reading.wish_words import Wish, wish_in
from desk.shop.catalogue import Variant

__all__ = ["VariantChoice", "segments", "wanted_variant"]

_MOST_SHOWN = 5
_FALLBACK = re.compile(
    r"[,.;]?\s*\b(?:(?:but |and )?if (?:that|this|it|they|those|there|you|none|one|the)?"
    r"(?:'s| is| are|'re)?"
    r"[^,.;]{0,30}?(?:not|n't|unavailable|out of stock|sold out|gone|impossible|none)"
    r"(?: (?:available|possible|in stock|have (?:it|that|any|one)))?|if not|if unavailable"
    r"|otherwise|or else|failing that|else)\b[,:]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class VariantChoice:
    """What was wanted, and what there is of it.

    `chosen`: the one variant that is meant and in stock; `unclear`: several that fit, best first;
    `wish`: the values named, by dimension; `impossible`: those of them that are not to be had
    together or just now; `out_of_stock`: variants that fit but cannot be sent; `nearest`: where
    the wish is impossible, what comes close to it; `unknown`: what was named and does not exist;
    `at_end`: the dimension in which nothing goes beyond what the item is.
    """

    chosen: Variant | None = None
    unclear: tuple[Variant, ...] = ()
    wish: dict[str, str] = field(default_factory=dict)
    impossible: dict[str, str] = field(default_factory=dict)
    out_of_stock: tuple[Variant, ...] = ()
    nearest: tuple[Variant, ...] = ()
    unknown: dict[str, str] = field(default_factory=dict)
    at_end: str = ""

    @property
    def is_understood(self) -> bool:
        """Whether the message named anything."""
        return bool(
            self.chosen or self.unclear or self.wish or self.impossible or self.unknown
            or self.at_end
        )  # fmt: skip


def wanted_variant(
    text: str,
    current: Mapping[str, str],
    variants: Sequence[Variant],
    shown: Sequence[Variant] = (),
) -> VariantChoice:
    """Read what other option is wanted of an item that has the `current` options.

    Values named fix their dimensions, the others stay as they are if there is such a variant.
    What follows an "if not" counts where the wish before it is impossible. `shown`: variants that
    were just shown as a numbered list, from which "the second" and "the cheaper one" choose.
    """
    text = text[:MAX_CHARACTERS].replace("’", "'")
    if shown:
        picked = _picked(text, shown)
        if picked is not None:
            return picked
    first, *later = _FALLBACK.split(text)
    wish = wish_in(first, current, variants)
    choice = _choice(wish, current, variants)
    for other in later:
        if choice.chosen or choice.unclear:
            break
        wish = wish.changed_by(wish_in(other, current, variants))
        choice = _choice(wish, current, variants)
    return choice


def _picked(text: str, shown: Sequence[Variant]) -> VariantChoice | None:
    """The one of a list that was shown; None where the message says something else."""
    by_id = {variant.id: variant for variant in shown}
    picked = choose(
        text,
        [Candidate(one.id, "", one.options, one.price) for one in shown],
        several=False,
    )
    if picked.chosen:
        return VariantChoice(by_id[picked.chosen[0]])
    if 0 < len(picked.unclear) < len(shown):
        return VariantChoice(None, tuple(by_id[key] for key in picked.unclear))
    return None


def _choice(wish: Wish, current: Mapping[str, str], variants: Sequence[Variant]) -> VariantChoice:
    if wish.is_empty or (wish.unknown and not wish.allowed):
        return VariantChoice(unknown=wish.unknown, at_end=wish.at_end)
    fitting = [v for v in variants if wish.allows(v.options) and v.options != dict(current)]
    best = _ranked([v for v in fitting if v.is_in_stock], current)
    plain = VariantChoice(None, (), wish.named, unknown=wish.unknown, at_end=wish.at_end)
    if wish.by_price:
        best = _by_price(best, wish, current, variants)
    if not best or wish.unknown:
        return replace(
            plain,
            impossible={} if best else dict(wish.named),
            out_of_stock=tuple(v for v in fitting if not v.is_in_stock),
            nearest=tuple(best or _near(wish, current, variants))[:_MOST_SHOWN],
        )
    spoken_of = wish.allowed.keys() | wish.excluded.keys()
    for dimensions in (spoken_of, wish.dimensions):
        kept = [v for v in best if _keeps(v, current, dimensions)]
        if len(kept) == 1 and not wish.is_either:
            return replace(plain, chosen=kept[0])
        if kept:
            return replace(plain, unclear=tuple(kept[:_MOST_SHOWN]))
    if len(best) == 1 and not wish.is_either:
        return replace(plain, chosen=best[0])
    return replace(plain, unclear=tuple(best[:_MOST_SHOWN]))


def _ranked(variants: Sequence[Variant], current: Mapping[str, str]) -> list[Variant]:
    """Those that stay most like the item first."""
    return sorted(variants, key=lambda v: (-_alike(v, current), v.price, v.id))


def _near(wish: Wish, current: Mapping[str, str], variants: Sequence[Variant]) -> list[Variant]:
    """What can be sent and has some of what is wanted, most of it first."""
    near = [
        v
        for v in variants
        if v.is_in_stock and v.options != dict(current) and wish.agreement(v.options)
    ]
    return sorted(
        near, key=lambda v: (-wish.agreement(v.options), -_alike(v, current), v.price, v.id)
    )


def _keeps(variant: Variant, current: Mapping[str, str], spoken_of: Collection[str]) -> bool:
    """Whether everything that was not spoken of stays as it is."""
    return all(
        variant.options.get(name) == value
        for name, value in current.items()
        if name not in spoken_of
    )


def _alike(variant: Variant, current: Mapping[str, str]) -> int:
    return sum(variant.options.get(name) == value for name, value in current.items())


def _by_price(
    variants: Sequence[Variant],
    wish: Wish,
    current: Mapping[str, str],
    all_variants: Sequence[Variant],
) -> list[Variant]:
    """The cheapest or dearest; of "cheaper" ones all that are, cheapest first."""
    direction = wish.by_price
    ordered = sorted(variants, key=lambda v: (-direction * v.price, v.id))
    if wish.compares:
        now = next((v.price for v in all_variants if v.options == dict(current)), None)
        if now is not None:
            return [v for v in ordered if (v.price - now) * direction > 0]
    return [v for v in ordered if v.price == ordered[0].price]
