"""Somebody has died, or is dying."""

from __future__ import annotations

from bot.escalation.topics.wording import Topic

_SOMEBODY = (
    "(?:<relative>|<pet>|he|she|they|(?:account )?holder|customer|"
    "(?:person|man|woman|lady|one) who <0-3>(?:order|bought|placed|owns)\\w*(?: (?:this|it))?)"
)
_HAS = (
    r"(?:'s| is| are| was| were| has| have| had| both| all| just| now| sadly| very| suddenly|"
    r" recently| unexpectedly| since| been)*"
)
# Not "dead chuffed", "died laughing", "passed his driving test".
_DEAD = r"dead(?=\W*$|[,.;!]| and| so| now| for| since| before)"
_DIED = (
    r"died(?! (?:laughing|of (?:laughter|laughing|embarrassment|boredom|shame|excitement)|on me|"
    r"inside|when (?:i|he|she) saw))"
)
_PASSED = (
    r"passed(?= (?:away|on(?:\W*$|[,.;]| and| in| last| \w+day)|last|this|yesterday|today|recently|"
    r"suddenly|peacefully|in|and|so|before|after|at|over)\b|\W*$|[,.;!])"
)

_DEATHS = (
    rf"{_SOMEBODY}{_HAS} (?:{_DIED}|{_DEAD}|{_PASSED}|deceased|killed)",
    rf"{_SOMEBODY}{_HAS} expired(?! (?:his|her|its|their))",
    r"(?:<relative>)<0-1> ?dyed (?:last|in|on|this|yesterday|recently)",
    r"passed away|passing away|(?:his|her|their) passing",
    r"(?:isn't|no longer|not) with us(?: any more)?(?=\W*$|[,.;!])",
    r"said goodbye to <0-1>(?:<relative>)|lost (?:him|her) (?:in|on|last|to)",
    r"buried (?:<them>|<whose> (?:<relative>))",
    r"took (?:his|her|their) (?:own )?life|still ?b(?:orn|irth)|miscarr\w+",
    r"(?:lost|losing) (?:both )?(?:<whose>|a|the) <0-2>(?:<relative>)(?!['s])",
)
_AFTER_A_DEATH = (
    r"<whose> (?:dear |beloved )?late (?:<relative>)(?!'s day)",
    r"deceased|bereave\w*|grieving|in mourning|funeral|cremat\w+",
    r"probate|executor|executrix|coroner|inquest",
    r"^widow(?:er)?|widow here|person <0-5>has died",
    r"death (?:of (?:<whose>|a)|in (?:the|my|our) family|certificate)",
    r"(?:his|her|their|(?:<relative>)'s) (?:sudden |recent )?death",
    r"(?:his|her|their|(?:<relative>)'s) estate",
    r"(?:i'm|i am|was|been|as|recently|newly) (?:now |newly |just |a |the )*widow(?:ed|er)?",
)
_DYING = (
    r"(?:<relative>|he|she)(?:'s| is) <0-1>(?:dying|terminally ill)(?! to| for)",
    r"terminal(?:ly)? (?:cancer|ill|illness)|dying (?:of|from) cancer",
)

BEREAVEMENT = Topic.of(
    "a bereavement",
    signs=(_DEATHS, _AFTER_A_DEATH, _DYING),
    harmless=(
        r"passed (?:<them>|it|you|your|my|our|his|the|this|these|that|an?) ",
        r"(?:<relative>) passed (?:<whose>|an?|the|through|by) ",
    ),
)
