"""Which letters fingers and ears put in another's place."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

_VOWELS = frozenset("aeiouy")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEXT_KEYS = {
    key: row[max(place - 1, 0) : place + 2]
    + "".join(
        other[max(place - 1, 0) : place + 2] for other in _KEYS[max(index - 1, 0) : index + 2]
    )
    for index, row in enumerate(_KEYS)
    for place, key in enumerate(row)
}
_SOUNDS = ({"c", "k"}, {"c", "s"}, {"s", "z"}, {"f", "v"}, {"d", "t"}, {"m", "n"})


def are_slips(word: str, target: str) -> bool:
    """Whether all that makes `word` of `target` are slips; a letter more or less may be any.

    "bloke" is no misspelt "broke": fingers slip to the next key, ears mix up vowels.
    """
    return all(
        edit.tag != "replace" or _is_slip(word, target, edit.src_pos, edit.dest_pos)
        for edit in Levenshtein.editops(word, target)
    )


def _is_slip(word: str, target: str, at: int, meant_at: int) -> bool:
    written, meant = word[at], target[meant_at]
    swapped = target[meant_at : meant_at + 2] == word[at : at + 2][::-1]
    swapped_back = at > 0 and target[meant_at - 1 : meant_at + 1] == word[at - 1 : at + 1][::-1]
    return (
        swapped
        or swapped_back
        or (written in _VOWELS and meant in _VOWELS)
        or meant in _NEXT_KEYS.get(written, "")
        or {written, meant} in _SOUNDS
    )
