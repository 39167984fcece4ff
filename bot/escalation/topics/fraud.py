"""Somebody else's doing with the customer's card, account or name."""

from __future__ import annotations

from bot.escalation.topics.wording import Topic

_DEED = "(?:orders?|payments?|charges?|transactions?|purchases?|debits?)"
_PAYMENT = "(?:payments?|charges?|transactions?|debits?|purchases?)"
_SOMEBODY = (
    "(?:some ?one|some ?body|an? (?:stranger|hacker|thief|criminal|fraudster|ex)|another person|"
    "my ex|thieves|thief|criminals|hackers|others)"
)
_OURS = "(?:card|cards|account|details|identity|password|log ?in)"

_NOT_MINE = (
    rf"(?:don't|didn't|can't) recogni[sz]e <0-3>{_DEED}",
    # Something else than was ordered is another matter: "I didn't order this colour".
    r"(?:didn't|never|haven't) (?:order|ordered|buy|bought|purchased?) "
    r"(?:this|that|these|those|it|them|any of (?:this|these|it|them))"
    r"(?! (?:one|colou?r|size|version|model|type|style|many|much|item|yet))(?!.*\b(?:instead|wrong|"
    r"i (?:had )?(?:ordered|asked|wanted)|we (?:ordered|wanted)))",
    r"(?:didn't|never|haven't) (?:make|made|place|placed|authori[sz]ed?|approved?) "
    rf"(?:this|that|any|an|a|these|those) (?:\w+ )?{_DEED}(?! (?:yet|in the end|after all))",
    rf"{_DEED} <0-4>(?:that |which )?(?:i|we) (?:didn't|never|haven't|don't) "
    r"(?:make|made|place|placed|authori[sz]ed?|recogni[sz]e|know)",
    rf"{_PAYMENT}\b[^.!?]{{0,60}} (?:i|we) <0-2>(?:don't|didn't|can't|never|haven't) "
    r"<0-2>(?:do|done|made?|perform\w*|approved?|set up|authori\w+|recogni\w+|recall|remember)"
    r"(?! (?:anything|something|any|an?|the|my|how|it))",
    rf"{_DEED} <0-4>(?:i|we) know nothing (?:about|of)",
    rf"(?:strange|unknown|random|suspicious|mysterious|unfamiliar) <0-2>{_PAYMENT}",
    r"(?:haven't|never|didn't) (?:bought|ordered|buy|order) anything <0-4>but",
    r"(?:it|that|this) wasn't (?:me|us)|(?:wasn't|not) <0-1>(?:made|placed|done) by (?:me|us)",
    r"not me (?:who|that)|(?:and|but) not by me|never (?:shopped|ordered|bought) <0-4>in my life",
    rf"{_DEED} <0-4>(?:that |which )?(?:aren't|isn't|not) mine",
    rf"(?:{_DEED}|account|loan|credit|buying|bought|using) <0-3>in my name",
    r"(?:no ?one|nobody) <0-4>(?:ordered|bought|placed) (?:this|it|that)",
)
_SOMEBODY_DID = (
    rf"{_SOMEBODY}(?: else)?(?:'s)? <0-3>(?:us(?:ed|ing)|log(?:ged|ging)|access(?:ed|ing)?|"
    rf"broken?|chang(?:ed|ing)|order(?:ed|ing)|bought|buying|enter(?:ed)?|got|getting|into|"
    rf"took|tak(?:en|ing)|stole|stealing|cloned) <0-5>(?:my|our|his|her) <0-2>{_OURS}",
    rf"(?:card|account) <0-3>used <0-3>by (?:{_SOMEBODY}|another)",
    rf"{_SOMEBODY} else(?:'s| is| has| was) <0-1>using (?:it|my)|people are using my",
    rf"{_SOMEBODY}(?: else)? <0-2>(?:got|getting|broke|broken|logged) in(?:to)?",
    rf"(?:{_OURS}|purse|wallet|handbag) <0-4>(?:cloned|hijacked|compromised|skimmed|stolen|"
    r"breached|misused|hacked|taken over)",
    r"(?:stolen|cloned|skimmed) <0-1>(?:card|account|details|identity|cards)",
    r"(?:stole|stolen|nicked|pinched) (?:my|our|his|her) (?:identity|details|card|account|bank)",
    r"(?:stole|stolen|nicked|pinched) (?:my|our|his|her) (?:purse|wallet)",
    r"hack(?:ed|er|ers|ing)",
    r"without (?:my|our|his|her) (?:permission|consent|knowledge|authori[sz]ation)",
    r"password <0-3>changed <0-4>(?:wasn't|not) me",
    r"unauthori[sz]ed(?! (?:person|people|dealer|seller|reseller|repair))",
    r"identity theft",
)
_DECEIVED = (
    r"(?:defraud|scamm|swindl)\w+|fraudster\w*|fraudulent\w*|conned (?:me|us)|con artists?|crooks",
    r"(?:this|that|it|it's|its|looks like|is|was|be|been|report\w*|victim of|case of|suspected|"
    r"possible|about|called) (?:an? |the |some |pure |clearly )*(?:fraud|scam)",
    r"fraud (?:on|in|with|against|has|case|victim)|^fraud\W*$",
    r"you(?:'re| are) (?:all |a )?(?:scam\w*|frauds?|thieves)",
    r"impersonat\w+|pretend\w* to be (?:you|me|us|from|your|harbour)|phish\w*",
    r"fake (?:\w+ )?(?:version|site|website|shop|page|text|e-?mail|link)",
    r"gave (?!you )<0-4>(?:card|bank) (?:details|numbers?|info\w*)",
    r"money (?:is|has|was|now) <0-2>(?:stolen|(?:missing|disappeared|vanished) from)",
    r"money is missing",
    r"(?:gave|took|wanted|stole) (?:my|the|an|our) (?:pin|otp|passcode|security code)",
    r"(?:bank )?account <0-3>(?:emptied|drained)",
)

FRAUD = Topic.of(
    "fraud or a stolen account",
    signs=(_NOT_MINE, _SOMEBODY_DID, _DECEIVED),
    harmless=(
        r"fraud(?:ulent)? (?:polic\w+|prevention|protection|checks?|detection|alerts?|rules)",
        r"your fraud (?:department|team)",
        r"(?:prevent|against|from|avoid|stop|fight) <0-1>fraud",
        r"signed for (?:it|the parcel)[^.!?]*|you <0-2>been hacked",
        r"hack(?:ing|ed)? (?:you posted|for|together)|(?:you're|be|play) an? hacker",
        r"(?:if|when|gets?|be|not|never|\w+n't) <0-3>hacked",
    ),
)
