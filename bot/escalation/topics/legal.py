"""Threats with the law, and steps that have been taken."""

from __future__ import annotations

from bot.escalation.topics.wording import Topic

_LAWYER = "(?:solicitor|lawyer|barrister|attorney)"

_SUING = (
    # With a "who" or a "you" beside it: Sue is also somebody next door.
    r"(?:i|we)(?:'?ll| will| shall| could| can|'?d| would| might| may| must| should| have to) "
    r"(?:<0-2>)sue(?! ?')",
    r"(?:might|could|should) (?:just|as well) sue",
    r"(?:going|want|wants|ready|about|intend|intending|plan|planning|threaten\w*|have|prepared|"
    r"happy|enough|told <them>|advised|decided|how|right) to sue(?! ?'| next door| at| on| with)",
    r"sue (?:you|your|the (?:company|shop|pants|lot)|for (?:this|it|damages|compensation))",
    r"(?:be|get|getting|being) sued|suing",
    r"law ?suit|class action",
)
_LAWYERS = (
    rf"(?:my|our|a|an|the|your|his|her|good|hire|hired|instructed) {_LAWYER}",
    rf"^{_LAWYER}\W*$|{_LAWYER}'?s? (?:letter|will|has|is going|says|said)",
    r"lawyering up|(?:instructed by|acting for|behalf of) my client",
)
_STEPS = (
    r"legal (?:action|proceedings|advice|team|steps|route|representation|representatives?|claim|"
    r"letter|threat|department)",
    r"letter before (?:action|claim)|cease and desist|formal notice",
    r"(?:issue|issuing|issued|start|starting|bring|bringing|submit|file|filing|made|making) "
    r"<0-2>(?:proceedings|(?:small )?claim (?:against|on|at|in)|a claim\W*$)",
    r"claim form|small claims?|seek(?:ing)? (?:damages|compensation)",
    r"(?:the )?law on you|before a judge|to (?:the|a) judge",
)
_COURTS = (
    r"(?:take|taking|took|taken|see|go|goes|going|gone|drag|end|ends|end up|pursue|pursuing|next|"
    r"off|straight) <0-6>(?:in|to|through) (?:the )?courts?",
    r"(?:county|magistrates'?|high) court",
    r"court (?:action|case|proceedings|date|order|summons|claim|papers|hearing|says|next|it is)",
    r"and court (?:next|then)|tribunal|ccj",
)
_AUTHORITIES = (
    r"trading standards|ombudsman|advertising standards|financial conduct",
    r"report(?:ed|ing)? <0-3>to (?:the )?(?:ico|police|authorities|regulator|council)",
    r"(?:call(?:ed|ing)?|inform(?:ed|ing)?|contact(?:ed|ing)?|told|tell|going to|gone to|went to|"
    r"involv(?:ed|ing)|rang|ring) the police",
    r"police (?:report|have|are involved|want|will|gave)|crime (?:number|reference)",
)

LEGAL = Topic.of(
    "a legal matter",
    signs=(_SUING, _LAWYERS, _STEPS, _COURTS, _AUTHORITIES),
    harmless=(
        rf"(?:gift|present|card|something|mug|bag|it's|is|are|bought <0-2>|ordered <0-2>)(?: is)? "
        rf"for (?:my|our|a|the) {_LAWYER}",
        rf"{_LAWYER}'s? (?:office|chambers|house|address|daughter|son|wife|husband|costume|bag)",
        rf"{_LAWYER} (?:next door|upstairs|downstairs|on the|across)",
        rf"(?:above|below|beside|opposite|behind|next to|near|outside) (?:my|our|a|the) {_LAWYER}",
        rf"(?:deliver|send) <0-3>to (?:my|our|a|the) {_LAWYER}",
        rf"(?:i'm|i am|he's|she's|is|as|am|being|becoming|became|training as) a {_LAWYER}",
        r"courts? (?:road|street|lane|avenue|close|drive|way|house|place|gardens|mews|farm|shoes?|"
        r"trainers?|jester|room)|courtroom",
        r"(?:tennis|squash|badminton|basketball|food|royal|inns of) courts?",
        r"police (?:station|officer|discount|costume|blue|figure|car)",
    ),
)
