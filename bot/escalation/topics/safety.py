"""Danger from a thing, and people or animals who came to harm by one.

A word for harm alone is not enough: burnt orange, a broken leg of a chair and a first-aid kit are
everyday matters of a shop. So most patterns name who was harmed, or what the thing did.
"""

from __future__ import annotations

from bot.escalation.topics.wording import Topic

_SOMEBODY = "(?:i|we|he|she|they|(?:<whose> <0-2>)?(?:<relative>|<pet>)|<whose> <0-2>(?:<child>))"
_VICTIM = "(?:<them>|some ?one|a (?:child|customer)|<whose> <0-2>(?:<relative>|<child>|<pet>))"
_BODY = "(?:<whose>|<relative>'s) <0-2>(?:<body>)(?! ?rest)"
_HARM = (
    "(?:burn(?:t|ed|s)?|scald(?:ed|s)?|cut|sliced?|slashed|gashed|hurt|injured|broken?|fractured|"
    "sprained|dislocated|crushed|trapped|pierced|blistered|chipped|bruised|grazed|hit|banged|"
    "knocked)"
)
_HARMED = (
    "(?:burnt|burned|scalded|injured|electrocuted|poisoned|hospitali[sz]ed|crushed|concussed|"
    "blinded)"
)
_BEING = "(?:was|were|got|is|am|are|been|being|has|have|'m|nearly|almost|badly|seriously)"
_WIRED = (
    "(?:plug|socket|charger|cable|adapt[eo]r|wires?|wiring|switch|lead|fuse|lamp|kettle|heater|"
    "lantern|torch|toaster|batter(?:y|ies)|casing)"
)
_SWALLOWABLE = (
    "(?:batter(?:y|ies)|magnets?|beads?|buttons?|glass|oil|cleaner|bleach|detergent|plants?|"
    "leaf|leaves|berry|berries|paint|glue|coin|screws?|bulb|pieces?|parts?|lid|cap)"
)

_FIRE = (
    r"(?:caught|burst into|bursting into|went up in|gone up in)(?: on)? (?:fire|flames?|alight)",
    r"(?:is|was|are|were|'s|went) on fire|set <0-4>(?:on fire|alight)|set fire to|^fire\W*$",
    r"burn(?:t|ed|ing) <0-3>down|burn(?:t|ed) holes?",
    r"burn(?:t|ed) (?:a|the|my|our) <0-2>(?:hole|table|carpet|floor|worktop|house|kitchen|bed)",
    r"burn(?:t|ed) (?:a|the|my|our) <0-2>(?:sofa|wall|curtains?|desk)",
    r"smell(?:s|ed|ing)? <0-1>(?:of|like) (?:burning|gas)(?! (?:wood|leaves|candle|log))",
    r"burn(?:ing|t) (?:plastic )?smell|gas leak\w*|leak(?:s|ing|ed) gas",
    r"gas (?:is |was )?(?:leak|escap)\w+|(?:gas|canister|stove) <0-3>hissing",
    r"(?:call(?:ed|ing)?|had|have|get) the fire (?:brigade|service|department)",
    r"fire (?:brigade|service|department|crew) (?:came|had|have|has|were|was|attended)",
    r"carbon monoxide (?:poisoning|leak|alarm (?:went|goes|is))|filled with smoke",
    r"smoke (?:\w+ )?(?:came|coming|comes|pour\w*|billow\w*|rising|from|out)",
    r"(?:is|was|'s|were|started|starts|keeps|began) smoking",
)
_EXPLOSION = (
    r"explod(?:ed|es|ing)(?! (?:view|diagram|drawing|with))|explosion(?! (?:of|in) )|went bang",
    r"blew up (?:in|on|next|while|when|and)",
    r"batter(?:y|ies) <0-3>(?:leak(?:ed|ing)|swelled|swollen|bulg(?:ed|ing)|burst|blew)",
    r"(?:shattered|burst|smashed|broke|cracked|came apart|snapped|splintered) "
    rf"<0-2>(?:in|on|all over|into|and cut) {_BODY}",
    r"(?:collapsed|gave way|broke|snapped) (?:under|beneath|underneath) (?:<them>|<whose>|some)",
    r"(?:collapsed|gave way) (?:with|while|when) (?:<them>|<whose>|i|we|he|she)",
)
_ELECTRICITY = (
    r"electric(?:al)? shocks?|electrocut\w+",
    rf"shocked {_VICTIM}(?! (?:how|that|to|what|with|by|into|when i (?:saw|read)))",
    rf"(?:gave|gives|giving|given) {_VICTIM} (?:a|an|another|\w+) (?:\w+ )?shock",
    r"(?:got|had|get|gets|getting|felt|a) (?:a |an |another )?(?:\w+ )?shock <0-1>(?:off|from)",
    r"(?:got|had|get|gets|getting) <0-2>shock (?:every time|when <0-1>(?:plug|touch)\w*)",
    r"(?:saw|see|with|were|was|and|made|making|throwing|shooting|gave off|giving off|had) sparks",
    r"sparks (?:came|coming|flew|flying|fly|from|out)|(?:is|was|'s|started|keeps|began) sparking",
    r"sparked(?! (?:my|our|her|his|an?|some|joy|interest|the|debate))",
    r"(?:bare|exposed|live) wir(?:e|es|ing)",
    r"(?:wires?|wiring|cable)(?:'s| is| are| was| were) (?:bare|exposed|live)",
    rf"{_WIRED} <0-3>(?:melt(?:ed|ing)|scorched|overheat(?:ed|ing)|burning)",
    r"(?:is|was|keeps|has|it) overheat(?:ed|ing)|too hot to (?:touch|hold)|melted the",
)
_HURT = (
    rf"{_HARM} <0-1>{_BODY}",
    rf"(?:burn(?:t|ed|s)?|scald(?:ed|s)?|injur(?:ed|es)|zapped|wounded|crushed) {_VICTIM}",
    rf"(?:poisoned|blinded|stabbed) {_VICTIM}",
    rf"{_SOMEBODY} <0-2>(?:{_BEING} )+(?:really )?{_HARMED}",
    r"(?:hit|struck|caught) (?:<them>|<whose> \w+) (?:in|on) the (?:<body>)",
    r"cut <them>(?! (?:off|out|up|some|a|short|in|down|loose|back))",
    r"cut(?:ting)? (?:my|him|her)self (?:on|with|badly|using|opening|by)",
    r"hurt (?:my|him|her)self (?:on|with|by|while|off|opening|using|badly|quite|trying|when)",
    rf"(?:fell|landed|came down|spilled|spilt|tipped) <0-1>(?:on|onto|over) (?:{_BODY}|{_VICTIM})",
    r"(?:boiling|hot|scalding) (?:water|oil|tea|coffee|wax|soup|liquid|contents) "
    rf"<0-5>(?:<them>|{_BODY})",
    rf"(?:nearly|almost) (?:hit|killed|blinded|crushed|choked|suffocated) {_VICTIM}",
    r"could(?: have|'ve|n't have) (?:been )?(?:killed|died|blinded)",
    r"(?:lost|chipped|cracked|broke|broken|knocked out) (?:a|two|half a) (?:tooth|teeth)",
    r"lost (?:a|<whose>) (?:tooth|finger|toe|eye|leg|arm)",
    r"(?:i'm|i am|he's|she's|it's|still|stop|stopped|is|was|are|started) bleeding"
    r"(?! (?:in|into|onto|out|through|annoying|late|useless|ridiculous))",
    r"(?:bleeding|bled) (?:a lot|badly|heavily|profusely|everywhere)",
    r"blood (?:everywhere|all over|pouring|on (?:my|the))",
    r"(?:second|third|first)[ -]degree|chemical burns?|burns (?:on|to|all over) (?:<whose>)",
    r"(?:need(?:ed|s|ing)?|had|having|got|have|with|for) (?:a few |\w+ )?stitches"
    r"(?! (?:com|undone|loose|miss))",
    r"stitches (?:in|across|to) (?:<whose>)|skin grafts?|(?:an?|big|deep|<whose>) wounds?(?! up)",
    r"concuss\w+|unconscious|fainted|passed out|blacked out|knocked (?:me|him|her) out",
    r"injur(?:y|ies|ed) (?:from|by|caused|because|due)|injuries sustained",
    r"(?:caused|causing|suffered|sustained) <0-3>injur(?:y|ies)|thrown off (?:the|his|her|my)",
)
_SWALLOWED = (
    rf"{_SOMEBODY} <0-3>swallowed(?! (?:my|his|her) pride)",
    r"chok(?:ed|ing) on|suffocat(?:ed|ing)|(?:couldn't|can't|trouble) breath(?:e|ing)",
    r"(?:was|is|were|nearly|almost|started|he's|she's|baby) chok(?:ed|ing)",
    r"(?:<relative>|<child>|<pet>|he|she) <0-2>(?:ate|eaten|drank|drunk|chewed|licked|inhaled) "
    rf"<0-5>{_SWALLOWABLE}",
    r"stopped breathing|the vet (?:says|said|thinks|had)|poison(?:ed|ing)",
    r"(?:<relative>|<child>|he|she) <0-1>turned blue|from the fumes|throwing up|vomit(?:ed|ing)",
    r"(?:<relative>|<child>|<pet>|he|she|i) <0-3>(?:collapsed|convuls\w+)",
    r"(?:having|had|has) (?:a fit|fits|an? seizure|seizures)(?! of)",
    r"ma(?:de|king) (?:<them>|<whose> <0-2>\w+|every ?one) <0-2>(?:ill|sick|unwell|poorly|faint)",
)
_ALLERGY = (
    r"(?:had|having|got|gave|gives|suffered|caused|causing|triggered) <0-3>allergic reaction",
    r"anaphyla\w+|epi-?pen|throat (?:closed|closing|clos\w+ up|swell\w+)",
    r"(?:come|came|broken?|coming) (?:out|up) in <0-2>(?:rash|hives|blisters|spots|lumps)",
    r"(?:got|have|having|had|gave <them>) (?:a |an )?(?:\w+ )?rash",
    rf"{_BODY} (?:has |have |is |are |all |just )*(?:swell(?:ed|ing)|swollen|blister(?:ed|ing))",
)
_HELP = (
    r"(?:ended|finished|wound) up <0-1>in (?:the )?(?:<hospital>|intensive care|er)",
    r"(?:landed|put) (?:<them>|<whose> \w+) in (?:the )?(?:<hospital>|intensive care)",
    r"(?:was|were|got|been|being|be) (?:rushed|taken|admitted|airlifted|driven) "
    r"<0-2>to (?:the )?(?:<hospital>|er)",
    r"(?:rushed|took|taken|sent|drove) (?:<them>|<whose> (?:\w+ )?\w+) <0-1>to (?:the )?<hospital>",
    r"(?:had to go|have to go|went) <0-1>to (?:the )?<hospital>(?! (?:for|ward|reception|shop))",
    r"(?:spent|hours?|nights?|days?|waited|waiting|sat|sitting|morning) <0-4>(?:in|at) <hospital>",
    r"(?:in|at) <hospital> <0-1>(?:because|thanks|due|with (?:a|my|our|him|her))",
    r"hospital (?:says?|said|because)",
    r"(?:call(?:ed|ing)?|had|needed|need|wait\w* for|in|with) (?:an|the) ambulance(?! (?:toy|set))",
    r"ambulance (?:crew )?(?:came|had to|took)|paramedics?|(?:call|called|dialled|rang) 999",
)

SAFETY = Topic.of(
    "safety or an injury",
    signs=(_FIRE, _EXPLOSION, _ELECTRICITY, _HURT, _SWALLOWED, _ALLERGY, _HELP),
    harmless=(
        r"(?:you|guys|team|service|prices|deals) (?:guys )?(?:is|are|'re|was|were) on fire",
        r"(?:i|we|he|she|they|people|who|<relative>) <0-1>(?:started|stopped|is|was|'m) smoking",
        r"(?:ink|dye|colou?rs?|paint|print|pen|fabric|wash|whites) <0-4>(?:bleed\w*|bled)[^.!?]*",
        r"(?:price|cost|bill|total|charge|postage|quality|speed|news|service|fee)s? <0-2>shocked",
        r"(?:price|cost|bill|total|charge|postage|news|fee)s? <0-1>gave <them> a <0-1>shock",
        r"(?:inbox|mailbox|head|mind) exploded",
        # Somebody whose back hurts asks for help with the parcel: nothing of ours did it.
        r"i(?:'ve| have) (?:hurt|broken|sprained) my \w+(?= (?:so|and) (?:can|could|please|i ))",
        r"(?:chair|table|stool|sofa|bed|lamp|desk|clock|doll|bear|toy)(?:'s)? (?:<body>)",
        r"(?:went|goes|gone|go) <0-2>over my head|chok(?:e|ing) (?:hazards?|risks?)",
        r"burn(?:t|ed) (?:orange|umber|sienna|sugar|caramel)|candle burn(?:t|ed)? down",
    ),
)
