"""Somebody may harm themselves, or is being harmed."""

from __future__ import annotations

from bot.escalation.topics.wording import Topic

_SOMEBODY = "(?:he|she|they|ex|<relative>|courier|driver|staff)"
_PILLS = "(?:pills?|tablets?|painkillers|paracetamol|meds|medication|antidepressants)"

_WISH_TO_DIE = (
    r"(?:want|wanted|wants|ready|like|need|deserve|wish|rather) <0-2>to die"
    r"(?! (?:for|of|laughing|it|the|my|our|a|this|them))",
    r"wish i (?:could |would )(?:just )?die|let me die|hope i die",
    r"(?:rather|better off|wish i (?:was|were)|want to be|better) (?:be )?dead",
    r"better (?:off )?without me|wish(?:ed)? i(?:'d| had)? (?:never|not) been born",
    r"don't (?:really )?want to (?:live|be alive|exist|wake up)(?! (?:with|near|in|next))",
    r"don't want to be here any more|(?:not|never) wake up",
    r"no (?:reason|point) (?:to|in|of|for me)? ?(?:live|living|be(?:ing)? alive|go(?:ing)? on)",
    r"nothing (?:left )?to live for|(?:life|living)(?: isn't| ain't| is no longer|'s not) worth",
    r"can't (?:go|carry) on(?: living| like this| any more|\W*$)|can't cope(?: any more|\W*$)",
    r"nobody would (?:notice|miss me|care) if i",
    r"disappear (?:forever|for good|and never)|the (?:use|point) (?:of|in) (?:going on|living)",
    r"(?:want|wish) <0-1>(?:it|everything) (?:all |would |just )*(?:to )?end",
)
_SELF_HARM = (
    r"suicid\w*|kill(?:ing|ed)? (?:my|him|her)self|unalive|^kms\W*$|(?:to|i'll) kms",
    r"(?:end|ending|ended) (?:my|his|her) (?:own )?life|tak(?:e|ing) (?:my|his|her) own life",
    r"(?:end|ending) it (?:all|tonight|today|now|for good)",
    r"self[ -]?harm\w*|(?:harm|harming|starving|hanging|hang|drown|drowning) myself",
    # "on the blade" or "with the knife" is an accident: see safety.
    r"(?:hurt|hurting|cutting|burning) myself(?! (?:on|with|by|while|off|opening|using|a|an|some|"
    r"the|badly|quite|trying|when (?:it|the|i (?:open|use|fell|trip|pull|pick|tr))))",
    r"(?:took|take|taken|taking|had) (?:an|another|a \w+) overdose|overdos(?:ed|ing)",
    rf"(?:swallowed|taken|took|take|taking) (?:all|too many|loads|a (?:bottle|packet|box|handful)|"
    rf"\d+) <0-3>{_PILLS}",
    r"jump(?:ing)? (?:off|from) (?:a|the) (?:bridge|cliff|roof|building|balcony)",
    r"in front of a train|slit (?:my|his|her) wrists?|shoot myself(?! in the foot)",
)
_ABUSE = (
    r"domestic (?:abuse|violence)|abusive (?:\w+ )?(?:ex|relationship|home|<relative>)",
    r"(?:hits|beats|abuses|rapes|strangles|chokes|threatens|stalks) (?:me|us|my kids)(?! to)",
    rf"{_SOMEBODY} <0-2>(?:hit|beat|beaten|attacked|assaulted|threatened) (?:me|us)(?! to)",
    rf"{_SOMEBODY} <0-2>(?:strangled|raped|abused|abusing|stalking|stalked) (?:me|us)",
    rf"{_SOMEBODY}(?:'s| is) (?:stalking|threatening|following) me|stalk(?:ed|er|ing me)",
    r"(?:not|n't) (?:feel )?safe (?:at home|in my (?:own )?home)|unsafe with myself",
    rf"{_SOMEBODY} (?:is|gets|got|turned|was) (?:\w+ )?violent|blackmail\w*",
    r"(?:scared|afraid) to go home|restraining order|women's (?:refuge|shelter)",
    r"find out where (?:i|we) live",
)

AT_RISK = Topic.of(
    "a person at risk",
    signs=(_WISH_TO_DIE, _SELF_HARM, _ABUSE),
    harmless=(
        r"suicide squad|kill(?:ing|ed)? myself laughing",
        r"(?:end|ending) (?:my|his|her) life(?:time| savings| membership)",
    ),
)
