"""What one phrase of a message means among the candidates."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from actions.reading.candidates import Candidate, Evidence, Mention, is_plural_name
from actions.reading.list_places import PlaceHit
from actions.reading.measures import unit_at
from actions.reading.mention_words import ALL, ANY, FILLERS, NO_ALL, NONE, ONES, OTHERS
from actions.reading.option_sizes import rank
from actions.reading.option_values import Hit
from actions.reading.phrases import Phrase, Sign
from actions.reading.product_names import NameHit
from actions.reading.quantities import count_at, is_times
from actions.reading.superlatives import Superlative
from actions.reading.tokens import Token, form_at, number_of
from bot.entities.words import NUMBERS, word_set

_EXPLAINED = FILLERS | NONE | ANY | ALL | OTHERS
_ACTING = word_set(
    "return returning send sending refund exchange exchanging swap swapping cancel cancelling "
    "canceling replace change"
)
_GROUPS = frozenset({"them", "these", "those"})


class Resolver:
    """Says what phrases of one message mean."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        tokens: Sequence[Token],
        evidence: Evidence,
        current: Collection[str],
        *,
        several: bool,
        shown: bool,
    ) -> None:
        self._several = several
        self._acts = shown or any(token.form in _ACTING for token in tokens)
        self._candidates = {candidate.key: candidate for candidate in candidates}
        self._order = list(self._candidates)
        self._tokens = tokens
        self._evidence = evidence
        self._current = frozenset(current)

    def resolve(self, phrase: Phrase) -> Mention | None:
        """The mention that a phrase is; None if it means none of the candidates."""
        inside = frozenset(phrase.indexes)
        names = [hit for hit in self._evidence.names if hit.start in inside]
        options = [hit for hit in self._evidence.options if hit.start in inside]
        places = [hit for hit in self._evidence.places if hit.start in inside]
        superlatives = [hit for hit in self._evidence.superlatives if hit.start in inside]
        forms = [self._tokens[index].form for index in phrase.indexes]
        is_all = self._is_all(phrase)
        is_other = any(form in OTHERS for form in forms)
        has_name = any(hit.is_head for hit in names)
        keys = self._fitting(names, options)
        is_explained = self._explains(phrase)
        is_doubtful = not is_explained or (self._several and self._is_wish(options))
        if not has_name and is_doubtful:
            keys = None
        count = self._count(phrase, places)
        if count is not None and count < 1:
            return Mention((), phrase.sign, phrase.link, is_nothing=True, corrects=phrase.corrects)
        is_some = count == len(self._order) > 1 and "of" in forms and not _GROUPS.isdisjoint(forms)
        if keys is None and not (places or superlatives or is_all or is_other or is_some):
            if self._is_count_only(forms) and is_explained and not names:
                number = 1 if count is None else count
                return Mention((), phrase.sign, phrase.link, count=number)
            return self._nothing(phrase, forms)
        is_all = is_all or (is_some and keys is None)
        # "the other day", "all this waiting", "a cheaper delivery"
        is_other_matter = not is_explained or (is_all and not self._acts)
        if keys is None and not places and is_other_matter:
            return None
        if places:
            keys, is_all = self._by_place(keys, places, is_all=is_all)
        if superlatives:
            keys = self._extreme(keys or self._order, superlatives[0])
            if keys is None:
                return None
        has_kind = keys is not None
        keys = self._order if keys is None else keys
        total = None
        if is_all and not has_kind:
            total = 2 if "both" in forms else count
            is_all, count = total in (None, len(keys)), None
        if "both" in forms and len(keys) > 2:  # noqa: PLR2004 - both are two
            is_all = False
        is_plural = "both" not in forms and has_name and self._is_plural(names, keys)
        is_whole = is_all and count is None and not (places or superlatives)
        return Mention(
            tuple(keys),
            phrase.sign,
            phrase.link,
            is_all=is_all
            or ((is_plural or (has_kind and "ones" in forms)) and count is None)
            or _is_many(forms, is_other),
            count=count,
            is_other=is_other,
            has_name=has_name or (is_all and not has_kind),
            has_one=any(form in ONES for form in forms),
            corrects=phrase.corrects,
            total=None if is_all else total,
            kinds=tuple(self._fitting(names, ()) or ()) if has_name else (),
            is_whole=is_whole,
        )

    def _fitting(self, names: Sequence[NameHit], options: Sequence[Hit]) -> list[str] | None:
        """Those that the names and options fit; None if there are neither."""
        if not names and not options:
            return None
        named = self._order
        if names:
            weights = dict.fromkeys(self._order, 0.0)
            for name in names:
                for key, weight in name.weights.items():
                    weights[key] += weight
            best = max(weights.values())
            named = [key for key in self._order if weights[key] == best]
        if not options:
            return named
        fitting = [key for key in named if self._has_options(key, options, names)]
        if names and not any(hit.is_head for hit in names):
            # "the wireless one": wireless earbuds, or headphones that are wireless.
            others = [key for key in self._order if self._has_options(key, options, ())]
            return [key for key in self._order if key in fitting or key in others] or named
        if fitting or not names:
            return fitting or None
        return named

    def _has_options(self, key: str, options: Sequence[Hit], names: Sequence[NameHit]) -> bool:
        own = self._candidates[key].options
        spans: dict[tuple[int, int], bool] = {}
        for hit in options:
            is_name = any(
                name.start <= hit.start and hit.end <= name.end and key in name.weights
                for name in names
            )
            span = (hit.start, hit.end)
            spans[span] = spans.get(span, False) or is_name or own.get(hit.dimension) == hit.value
        return all(spans.values())

    def _is_wish(self, options: Sequence[Hit]) -> bool:
        """Whether an option alone is none that a thing has: "I want it in black", "a black one"."""
        before = {form_at(self._tokens, hit.start - 1) for hit in options}
        return not before.isdisjoint(("in", "a", "an")) and not any(
            token.form in ("the", "that", "this", "my") for token in self._tokens
        )

    def _explains(self, phrase: Phrase) -> bool:
        """Whether nothing in the phrase speaks of something else."""
        evidence = self._evidence.indexes
        return all(
            index in evidence
            or self._tokens[index].form in _EXPLAINED
            or self._tokens[index].kind == "sign"
            or number_of(self._tokens[index]) is not None
            for index in phrase.indexes
        )

    def _is_all(self, phrase: Phrase) -> bool:
        for index in phrase.indexes:
            form, after = self._tokens[index].form, form_at(self._tokens, index + 1)
            before = form_at(self._tokens, index - 1)
            if form in ALL and (form, after) not in NO_ALL and (before, form) not in NO_ALL:
                return True
        return False

    def _is_count_only(self, forms: Sequence[str]) -> bool:
        """Whether a phrase only counts what was named before: "only one", "two of them"."""
        is_number = any(form == "one" or form in NUMBERS or form.isdecimal() for form in forms)
        is_of_them = "of" in forms and not _GROUPS.isdisjoint(forms)
        return (
            bool(self._evidence.names)
            and is_number
            and (is_of_them or len(forms) == 1 or not {"just", "only"}.isdisjoint(forms))
        )

    def _count(self, phrase: Phrase, places: Sequence[PlaceHit]) -> int | None:
        """The first number of the phrase that counts things."""
        taken = {index for hit in places for index in range(hit.start, hit.end)}
        taken |= {i for hit in self._evidence.options for i in range(hit.start, hit.end)}
        taken |= {i for hit in self._evidence.names for i in range(hit.start, hit.end)}
        for index in phrase.indexes:
            token = self._tokens[index]
            number = count_at(self._tokens, index)
            if number is None or index in taken:
                continue
            if is_times(self._tokens, index) or number < 1:
                return number
            before, after = form_at(self._tokens, index - 1), form_at(self._tokens, index + 1)
            if before in ("#", "£", "€", "$", "size") or (token.glued and token.is_number):
                continue
            is_of_pairs = after in ("pair", "pairs")
            if unit_at(self._tokens, index + 1) and not is_of_pairs:
                continue
            if token.form == "one" and after != "of" and not is_of_pairs and index + 1 not in taken:
                continue
            if token.form == "one" and before in ("this", "that", "the", "other"):
                continue
            return number
        return None

    def _by_place(
        self, keys: list[str] | None, places: Sequence[PlaceHit], *, is_all: bool
    ) -> tuple[list[str], bool]:
        """Those at the places; "the second lamp" is the second of the lamps."""
        listed = [place for hit in places for place in hit.places]
        meant = [self._order[place] for place in dict.fromkeys(listed)]
        if keys is None:
            return meant, True
        if len(keys) > 1 and max(listed) < len(keys):
            return [keys[place] for place in dict.fromkeys(listed)], True
        both = [key for key in keys if key in meant]
        return (both or keys), is_all or bool(both)

    def _extreme(self, keys: Sequence[str], superlative: Superlative) -> list[str] | None:
        """The cheapest, biggest or newest of these; None if they cannot be compared."""
        pool = list(keys)
        now = [key for key in self._current if key in pool]
        if superlative.compares and len(now) == 1 and len(pool) > 2:  # noqa: PLR2004 - of two, one is it
            values = self._values(pool, superlative.by)
            own = values.get(now[0])
            beyond = [
                key
                for key in pool
                if own is not None
                and key in values
                and (values[key] - own) * superlative.direction > 0
            ]
            return beyond or None
        values = self._values(pool, superlative.by)
        if not values:
            return None
        best = max(value * superlative.direction for value in values.values())
        return [
            key for key in pool if key in values and values[key] * superlative.direction == best
        ]

    def _values(self, keys: Sequence[str], by: str) -> dict[str, float]:
        if by == "age":
            return {key: float(self._order.index(key)) for key in keys}
        if by == "price":
            prices = {key: self._candidates[key].price for key in keys}
            return {key: float(price) for key, price in prices.items() if price is not None}
        sized: dict[str, dict[str, float]] = {}
        for key in keys:
            for dimension, value in self._candidates[key].options.items():
                place = rank(value)
                if place is not None:
                    sized.setdefault(dimension, {})[key] = place
        full = [found for found in sized.values() if len(found) == len(keys) > 1]
        return next((found for found in full if len(set(found.values())) > 1), {})

    def _is_plural(self, names: Sequence[NameHit], keys: Sequence[str]) -> bool:
        """Whether more than one is spoken of: "the mugs", where each is called a mug."""
        said = [
            self._tokens[hit.end - 1] for hit in names if hit.is_head and self._tokens[hit.end - 1]
        ]
        if len(keys) < 2 or not any(token.form != token.stem for token in said):  # noqa: PLR2004
            return False
        # "the socks" are one line, too, if that is what they are called.
        return not any(is_plural_name(self._candidates[key].name) for key in keys)

    def _nothing(self, phrase: Phrase, forms: Sequence[str]) -> Mention | None:
        is_none = not NONE.isdisjoint(forms)
        is_denied = phrase.sign in (Sign.NOT_MEANT, Sign.REMOVED) and not ANY.isdisjoint(forms)
        if (is_none or is_denied) and self._explains(phrase):
            return Mention((), phrase.sign, phrase.link, is_nothing=True, corrects=phrase.corrects)
        return None


def _is_many(forms: Sequence[str], is_other: bool) -> bool:
    """Whether "other" is more than one: "the others", "the rest", "the other two"."""
    if not is_other:
        return False
    return any(
        form in ("others", "rest", "remaining", "remainder", "else", "ones") for form in forms
    )
