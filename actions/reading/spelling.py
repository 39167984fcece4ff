"""Whether two words are the same one: plurals, American spellings, slips of the fingers."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.entities.words import FUNCTION_WORDS, word_set

_SHORTEST_STEM = 3
_SHORTEST_MISSPELT = 4
_ANY_SLIP_FROM = 6
_TWO_SLIPS_FROM = 9
_REMEMBERED_WORDS = 8_192

_BRITISH = {
    "gray": "grey", "grays": "greys", "color": "colour", "colors": "colours", "colored": "coloured",
    "liter": "litre", "liters": "litres", "meter": "metre", "meters": "metres",
    "analogue": "analog", "aluminum": "aluminium", "center": "centre", "fiber": "fibre",
    "jewelry": "jewellery", "mold": "mould", "pajamas": "pyjamas", "gray's": "grey",
}  # fmt: skip

KNOWN = FUNCTION_WORDS | word_set(
    "able about address again agree alright also although always amount another answer any anyone "
    "anything around arrive arrived ask back bad because bedroom been best better between bigger "
    "biggest both bought box bring broke broken buy call called can card cards care change changed "
    "charge charged cheap cheaper cheapest check choose chose city clear close colour come company "
    "cost could country couple customer day days dear delivery details different does done down "
    "each early easy either else email enough every everything exact exchange except extra fact "
    "fast few fifth fine first five fix found four free friend from full get getting gift give "
    "glad going gone good got great green guess half happy hard have hello help here hope house "
    "idea instead item items just keep kind know large larger largest last late later least leave "
    "left less let letter like list little live long longer look looking lost lot love mail main "
    "make many matter maybe mean meant middle mind mine mistake money month more most mother much "
    "must name near need neither never new newest next nice none nothing number off often okay old "
    "older oldest once only open option order orders other others ought out over paid part pay "
    "payment people phone pick place please plus point possible post previous price probably "
    "problem product put question quick quite rather reach read ready real really reason received "
    "refund remove rest return right room same save say second see seem seems send sent set seven "
    "several shall shape ship shop short should show since single size sizes small smaller "
    "smallest some something soon sorry sort sound sounds stay still stop store street such sure "
    "swap switch take talk tell than thank thanks that their them then there these they thing "
    "things think third this those though three through till time today together told tomorrow too "
    "took total town track tried true trust try turn twice type under until update use used very "
    "wait want wanted water week weeks well were what when where whether which while white whole "
    "whose why will wish with without woman won wonder word work works worse would write "
    "wrong year "
    "yellow yes yet your yours zero stuff bit bits piece pieces pair pairs back black block blank "
    "lack pack cold gold bold old told sold hold mold cable able table fable light night right "
    "sight tight might eight weight height board bored beard bread broad clock click lock o'clock "
    "chair hair fair pair shirt short skirt shoe shoes shop shot boot boots boat book books look "
    "looks took cook watch match catch march water later wafer lamp lamps camp damp ramp bottle "
    "battle cattle kettle settle camera mouse house horse mat man map bat cat hat bed bad bid red "
    "rug mug hug jug bag bug big tag desk disk dust kit kid bit knife life wife speaker speaks "
    "charger charged changer changed changes garden harden tablet table tables mirror minor clear "
    "cleaner clean cleared bike like hike blanket market basket casket helmet heart heard grill "
    "grille girl drill towel tower vowel plate plates plane place plant plants planet "
    "pants cushion "
    "caution pillow yellow umbrella stand sand send spend start smart chart strap trap steel still "
    "steal metal mental medal plastic leather weather feather rubber number letter linear clearer "
    "silver sliver slim brown crown drown grown navy wavy large larger charge medium solid sold "
    "wired tired fired hired laser later manual annual digital electric auto also fixed "
    "mixed fresh "
    "flesh dark bark park mark wood good food mood glass class grass cotton button"
)
"""Words that are spelt right, so that none of them is taken for another one's misspelling."""


def british(word: str) -> str:
    """The word as it is compared: one spelling for "gray" and "grey", "polarized" and "-ised"."""
    known = _BRITISH.get(word)
    if known is not None:
        return known
    for american, spelt in (("ized", "ised"), ("izer", "iser"), ("izing", "ising")):
        if word.endswith(american) and len(word) > len(american) + 2:
            return word[: -len(american)] + spelt
    return word


@lru_cache(_REMEMBERED_WORDS)
def singular(word: str) -> str:
    """The word without the endings of a plural; "lens" and "lenses" come out alike."""
    if word.endswith("fe") and len(word) > _SHORTEST_STEM:
        return word[:-1]
    while len(word) > _SHORTEST_STEM:
        if word.endswith("ies") and len(word) > _SHORTEST_STEM + 1:
            return word[:-3] + "y"
        if word.endswith("ves") and len(word) > _SHORTEST_STEM + 1:
            return word[:-3] + "f"
        if word.endswith(("sses", "nses", "xes", "zes", "ches", "shes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        else:
            break
    return word


@lru_cache(_REMEMBERED_WORDS)
def is_misspelt(said: str, meant: str) -> bool:
    """Whether `said` is very likely a slip for `meant`; both are stems, and differ."""
    if said in KNOWN or not said.isalpha() or len(meant) < _SHORTEST_MISSPELT:
        return False
    longer, shorter = max(len(said), len(meant)), min(len(said), len(meant))
    slips = 2 if longer >= _TWO_SLIPS_FROM else 1
    if shorter < _SHORTEST_MISSPELT - 1 or OSA.distance(said, meant, score_cutoff=slips) > slips:
        return False
    if sorted(said) == sorted(meant):
        return True
    # The first letter is the one people get right; in a short word another letter makes another.
    if len(meant) == _SHORTEST_MISSPELT or said[0] != meant[0]:
        return False
    return len(said) != len(meant) or len(meant) >= _ANY_SLIP_FROM
