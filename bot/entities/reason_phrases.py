"""What customers say about why an item comes back.

Patterns between slashes; `bot.entities.patterns.expanded` says how they read. Words stand here as they
are without inflection ("crack" is "cracks" as well), and "not" stands for every negated auxiliary:
"not work" is "doesn't work", "won't work" and "is not working". "picture" is also "photo", "pic"
and "image", "expected" also "thought", "pictured", "advertised" (see `SAME`).
"""

from __future__ import annotations

import re
from itertools import chain, product

from bot.entities.patterns import expanded
from bot.entities.words import word_set

SAME = {
    "picture": "pictures photo photos pic pics image images photograph pix",
    "expected": "imagined pictured advertised described shown hoped thought promised",
    "website": "site listing advert description web online",
    "party": "birthday wedding event holiday anniversary trip occasion",
    "present": "gift gifts presents prezzie pressie",
    "elsewhere": "amazon ebay",
    "bought": "purchased",
    "seam": "stitching stitches thread threads seams",
    "that": "thats",
    "because": "cos coz cuz becos becuz",
    "you": "you've youve you'd",
    "they": "they've theyve they'd",
}
"""Words that one stands for in the patterns."""

_PHRASES = """
too_small
  is|are|was ?very|really|so|bit|quite tight / ?half|a size to small
  too|bit|little|slightly|very|really|quite|rather|touch|tad ?too|much small|tight|short|narrow|snug / too tiny|dinky|skimpy / no fit me|him|her|my
  not go over|past|round ?my|his|her|me|him ?head|hips|feet|shoulders|arms / so small|tight / to tight|short|narrow
  ?much|far|way|bit|slightly smaller|tighter|shorter|narrower than ?i ?was expected|expecting / not big|large|long|wide|roomy enough
  not ?even|quite fit ?me|him|her|us|them / not do ?it|them up / not zip|button|close|fasten ?it|them up / not get it|them|my_feet|my_foot|my_head on|over|past
  come|run|comes|runs|came|turned ?out|up small / is|are ?very|really small for me|my|him|her|us / ?too|very|so|bit tight on|across|around|round the|my
  pinch ?my|her|his ?toe|feet / shrank|shrunk / need|needed a bigger|larger size|one / size|sizes too small
too_big
  too|bit|little|slightly|very|really|quite|rather|touch|tad ?too|much big|large|loose|long|wide|baggy|roomy|huge|tall|bulky|deep
  is|are|it ?just|absolutely|so|really massive|enormous|gigantic|ginormous|huge / swim|swims|swimming on|in me|him|her|them|it / so big|large|loose|baggy|huge
  to big|long|loose|wide / ?much|far|way|bit|slightly bigger|larger|longer|wider|taller than ?i ?was expected|expecting / not small|short|narrow enough
  fall|falls|falling|fell|slip|slips|slipping|hang off me|him|her / fall|fell|slip|slipping|hang off my|his|her feet|foot|shoulders|hips|waist|head|ears
  swamp|drown me|him|her / come|run|comes|runs|came|turned ?out|up big|large|huge / is|are ?very|really big|large|huge for me|him|her|us
  need|needed a smaller size|one / size|sizes too big|large / huge on me|him|her
damaged
  ?completely|totally|badly ruined|destroyed|spoilt|filthy|dirty|dinged|gouged|splintered / soaking wet / arrived|came|delivered soaking|wet_through
  is|was melted|split / is|are|was destroy / has|had melted|split / don spoil|break / a|big|huge|great|deep|large|nasty gouge|chunk|tear|split|rip
  handle|knob|lid|leg|wheel|strap|zip|sole|arm|foot|spout|hook|button|base|rim ?has|is|are|just fell|fallen|falling|came|come|coming|tore|ripped|broke|pinged off|away
  fell|came|snapped|broke off the|its|in|when|after|straight / split|has_split already|down|along|open|at|apart
  holes|marks|scuffs|dents|chips|cracks|scratches all_over|everywhere / scuffs|dents|chips|scratches on|in
  damage|damaged|cracked|smashed|shattered|broken|broke|chipped|dented|dents|scratched|scratches|scuffed
  torn|ripped|snapped|bent|warped|squashed|crushed|mangled|mouldy|rusty|soaked|stained|leaking|leaked|leaks|dribbles|dripping / drips from|everywhere|all_over
  in bits|pieces|shards|smithereens|tatters|halves / in a|two|million|hundred pieces|bits|halves / split|snapped|broken|cracked|broke in half|two
  split down|along|open|at / a|hairline|big|huge|large|small|tiny|nasty|deep crack|dent|scratch|hole|chip / holes in|near / hole|dent|crack|tear|rip|chip in
  ?a hairline ?crack / is crack from|in / has|have come away|off / a mark|pull|snag on|in ?it|the / a|big|nasty tear|rip|stain ?in|on ?it|the
  all scratched|smashed|broken|scratched|bent / water|transit damage / has|got rust / rust on ?it|the
faulty
  buzzes|creaks|squeaks|rattles / has|have|is stopped ?working|charging|ticking|going / zip|drawer|key|lid|button|lock|door|wheel sticks
  leg|handle|knob|arm|wheel|base|hinge came|come|comes|coming|worked|is loose / make|makes|making a weird|strange|funny|horrible|loud|awful noise / not make ?a|any noise|sound|flame|fire|heat|steam
  not keep ?things|drinks|food|it|anything|nothing cold|hot|warm / not|no dey work|on|charge|hold / wobbly|wobbles|wonky|dodgy|foggy|lopsided|temperamental
  not ?even|actually spin|tick|lite|stay ?on|off|up|properly|shut|closed|lit / pen|it not write / not turn of / battery|torch|lamp|light|it ?just die|died
  ear|side|speaker is ?completely silent|dead / keep|keeps locking|sticking|dropping|dying|buzzing|leaking ?out|up|off / dead as|out_of_the_box|on_arrival
  hinge|zip|lock|clasp|motor|bulb|battery|button ?has|is|already gone|jammed|stuck|dead|bust / has|have given up ?the_ghost
  faulty|defective|malfunctioning|malfunction|kaput|knackered|dud|duff|busted / a|some fault|defect
  not ?even|actually|really|seem_to work|working|works|function ?properly|right|any_more|anymore|at_all / stopped|stop|stops|quit working|charging|heating|ticking
  packed up|in / given|gave up after / not ?even|actually turn|switch|power|light|start|come back on|up / not turn|switch|power|light|come ?itself on|up|off
  not ?even power|light|start|charge|heat|connect|pair|ignite|tick|inflate|whistle ?up|properly / not close|shut|open|seal|lock ?up|properly
  not hold|keep ?a|its charge|time|heat|pressure|air / keep|keeps switching|turning|cutting|shutting|dropping|falling|switches|turns ?itself off|out|down
  keep|keeps flickering|disconnecting|stopping / flickers|flickering / cut|cuts|cutting out / completely|totally|arrived|came|turned_up|battery|stone dead / dead on arrival
  no power|sound / battery|button|switch|zip|hinge|lid|key|screen|handle is|has ?completely dead|stuck|jammed|gone|loose / let|lets|letting in water|rain
  not ?even waterproof|watertight
wrong_item
  sent|got|received|receive ?me|us|a|the other|another item|article|product|thing|colour|model / not my parcel|order|item|things|stuff
  somebody|someone|sum1 else|elses ?is order|parcel|item|stuff / mix|mixed|mixing up ?my|the|our|orders|order|parcel|parcels / mixup
  incorrect|rong item|items|one|thing|product|colour|size|model|parcel|order / different from|to|than what i|we ordered|asked_for|chose|bought
  not match what i|we ordered|bought|asked_for
  wrong item|items|one|thing|product|colour|size|model|parcel|article|ones|version|pair|shade|stuff|package|goods|scent|type|kind|material|length|style|design
  sent|received|delivered|send ?me|us ?the|a wrong ?item|items|thing|things|one|ones|size|colour|order|product|parcel|stuff|model|version|pair|shade|article|goods|1
  colour|size|item|model|shade|contents is|are|was|came ?completely|all|totally wrong / parcel|item|items|thing|things|stuff|order ?inside ?is|are not mine|ours
  not order these|this|that / wrong order|things ?sent / sent|got|received|given|delivered ?me|us ?a different item|colour|size|product|one
  sent|got|received|given|delivered ?me|us somebody|someone else is order|parcel|item / sent|got|received|gave ?me|us something different|else
  not what i|we ordered|asked_for|bought|paid_for|wanted|chose|picked / not the one|colour|size|item|thing|product|model i|we ordered|asked_for|wanted|bought|chose|paid_for / not the same as|with ?the ?one i|we ordered|bought
  completely|totally different item|product|model / not match|matching ?with ?my|the order / another customer|customers|person ?is parcel|order|item|box / this|these ?is|are not mine|ours
  not ?the right|correct one|colour|size|item|thing|product / somebody|someone else is order|parcel|item|stuff
  different item|product|colour|size|model to|from|than what|the|i / mixed up my|the|our order|orders|items / never ordered ?these|this|that|any
  not ordered these|this|that|any|by_me
not_as_described
  different colour|shade|size|material to|than|from|in ?in|on ?the picture|website / not as|like expected|on_the_website|on_the_picture|in_the_picture|on_website
  not as it|they says|said|looks|looked ?on|in ?the ?website|picture / not ?even|really|quite|look|looks ?anything|at_all ?much like ?in|on ?the|your picture|website
  not ?really|quite look like it|that|the does|did|one ?in|on ?the ?picture|website / not match ?the|your|its|what website|picture|you
  nothing like it|they does|do|did ?in|on ?the|your ?picture|website / nothing like ?what|in|on|it ?i|is ?the|your picture|website|expected|ordered
  looks|look|is|are ?completely|totally|very|so different from|to|than|in|on ?the|what ?i picture|website|expected
  looks|look|is|are ?completely|totally|very|so different in real_life|person / different from|to|than ?the|your picture|website / different in real_life|person
  not what i|we ?was|were expected|expecting|had_in_mind|hoping_for|hoping / not what ?was|is|the|you|it ?website expected|says|said|show / not ?quite|really as|what ?i expected
  misleading|misdescribed / not ?the same like|as ?in|on ?the picture|website / not as per ?the|my|your description|expectation|expectations|website|picture|order
  not as comfortable|good|nice|soft|thick|warm|bright|dark|sturdy|big as ?i ?was expected|expecting / false advertising
  colour is ?completely|totally off|different ?to|from|than ?in ?the ?picture|website / not the same as|colour ?as ?on|in ?the picture|website|expected
  darker|lighter|brighter|duller|thinner|thicker|paler than ?in|on|the|i ?the picture|expected|website
poor_quality
  quality not ?very good|great / not ?very|really happy|satisfied|impressed with the quality / quality ?is|was not ?up|upto ?to ?the|my mark|standard|scratch|par|expectations / seam ?has gave|given|give way
  page|pages ?is|are falling|fall|fell|coming|came out / paint|colour|dye|varnish|enamel|coating ?is|has coming|come|flaking|chip|peeling|wearing|rubbing ?off
  flaking|flakes / poor|bad|low|terrible|awful|rubbish|dreadful|shoddy|inferior|shocking|cheap|appalling ?build quality|workmanship
  quality is|was ?so|really|very|just|not|pretty|a poor|bad|terrible|rubbish|awful|great|good|shocking|disappointing|low|dreadful|joke|disgrace
  feel|feels|felt|look|looks|seems|is|are|so|very|really ?so|very|really|quite|rather cheap|flimsy|tacky|shoddy
  cheap|cheaply|poorly|badly|shoddily made|stitched|built|put_together|finished / flimsy|tacky|shoddy|threadbare
  fell|fall|falls|falling|fallen|came|coming|come|comes apart|to_pieces|to_bits|undone / not ?very good|great quality / not worth the|what|it money|price|i_paid
  not ?very well made|finished|stitched / seam|seam ?is|has|have|are|already come|coming|came|loose|undone|fraying|split|gone ?apart|undone|loose
  pilling|bobbling|bobbled|fraying|frayed|unravelling|unravelled / faded|fading|peeling|peeled
  paint|enamel|coating|colour|dye|varnish ?has pinged|chipped|flaked|comes off|away / paint|colour|dye|varnish coming|comes|came|runs|ran|running|bled ?off
  too|really|so|very|bit thin|scratchy|itchy|rough / shed|sheds|shedding everywhere|fluff|so|badly|all_over|fibres / worn|wore|wears|wearing out|through|thin
changed_mind
  not|no suitable|good|use for me|us / not keen on it|them|the|this / no use for it|them|this / plan|plans ?has|have changed / not require|required it|them|this ?any_more|anymore
  not want|wish to keep it|them|this|these / not ?be keeping|keep it|them|this|these / rather not have|keep it|them
  change|changed my|our|her|his mind|minds / changed mind / not want|need it|them|this|these|the|my ?any_more|anymore|after_all|now / not need
  not ?be wanted|needed|required ?any_more|anymore|after_all|now / i|we no need|want it|them|am|the|this ?again / no need for|of it|them|this|these
  no longer want|wanted|need|needed|require|required ?it|them|this|these|the|my
  not ?really like|love|fancy it|them|this|these|the|how ?colour|look|style|feel|design|pattern|shape|smell|it_look / not ?really for me|us
  not ?really|quite my|her|his|our style|thing|taste|cup_of_tea / hate|hates|hated it|them / hate|hates|hated the colour|look|smell|style|feel|pattern
  not go|match|matching with|my|our ?my|our|the ?room|sofa|decor|curtains|kitchen|furniture|walls / second thoughts / cold feet / change of plan|plans|heart|mind
  decided|decide against ?it|them|this / party is|has ?been off|cancelled|postponed|called_off / no good|use to me|us
  not stand|abide|bear it|them|the|this ?look|colour|sight|smell / not satisfied|happy|pleased with it|them|the_look|the_colour|the_style|the_fit
  look|looks|looked awful|terrible|silly|daft|ridiculous|horrible|weird on me|him|her|us / is|so|just|really|it ugly|hideous
  clash|clashes with|w my|our|the ?room|sofa|decor|curtains|kitchen|furniture|walls / thought better of it
  gone|went off it|them|the_idea|the_whole_idea|the|this|these / regret ?buying|ordering it|them|this|the / not suit ?me|him|her|us|my|our ?room|kitchen|house|decor
ordered_by_mistake
  wrong one|size|colour|item|thing|model ordered|picked|chosen|selected|clicked|bought / ordered ?it|them|this|one twice|double
  order|ordered|bought|clicked|added|placed|got|pressed ?it|them|this|these|that|two ?order|one by mistake|accident|error / by mistake|accident|error / in error
  ordered|ordering|bought|buying|asked_for the wrong ?one|size|colour|item|thing|product|model
  pressed|hit|clicked|tapped ?on ?the buy|order ?button too fast|quick|quickly|soon|early / pressed|clicked|tapped|hit ?it|buy|order twice
  ordered|bought|did|placed it|them|this two_times / ordered|bought|made ?a duplicate / mistake while|when|in ordering|buying
  accidentally|mistakenly order|ordered|ordering|bought|clicked|added|placed|pressed|put|hit
  ordered|bought|placed|clicked ?it|them|this|two accidentally|mistakenly / order|ordered|bought|placed ?it|them|this|the|one|same ?same|order ?thing|one|item twice
  ordered|ordering|bought|picked|chose|selected|clicked|put ?in the wrong one|size|colour|item|thing|product|model|button / ordered|bought ?one|two too many
  duplicate|double order / over ordered / got|get ?my|his|her|the size|colour wrong / made|make a mistake / order|buy ?the wrong item|product|thing|one|size|colour / pressed|hit|clicked ?on ?the buy|order|wrong button ?twice|by_mistake|too_soon / not mean to order|buy|get ?it|them|this|two
  not mean to click|press|hit|tap ?on ?the buy|order|confirm
arrived_too_late
  take|taking|took|taken very long ?to ?arrive|come|get / arrive|arrived|came|delivered|turned_up|got_here|showed_up|here|is|was ?much|far|way too late
  too late for ?the|my|her|his|our ?party / arrive|arrived|came|turned_up|got_here|delivered ?so|very|really|far ?too late / days|weeks|week|month too late
  arrive|arrived|came|turned_up|got_here|delivered after ?the|my|her|his|our|we|i|party ?party|left|back / missed ?the|my|her|his|our|mum|dad|son|daughter ?is party
  not arrive|come|get_here|turn_up|make_it|here|arrived ?here in time / take|takes|took|taken|taking too|so|way_too ?far long ?to ?arrive|come|get
  took|taken forever|ages|weeks ?to ?arrive|come|get_here|turn_up / needed it|them sooner|earlier|by|before|last
found_cheaper
  found|find|saw|seen|get|got|spotted ?it|them|one|this ?same ?one|thing|item ?for cheaper|less ?elsewhere
  found|find|saw|seen|get|got|spotted the ?exact same ?one|thing|item ?for cheaper|less ?elsewhere
  cheaper elsewhere|somewhere_else|website|on|at|in|from ?elsewhere|the ?elsewhere
  found|saw|seen|spotted|got|get|find a better|cheaper|lower price|deal|offer ?elsewhere|somewhere_else|website / less money elsewhere
  better|lower price|deal elsewhere|somewhere_else|website / price dropped|went_down / half the price elsewhere|somewhere_else|website|at / cheaper one elsewhere
  found|saw|seen|spotted|got|find a|one cheaper ?one
unwanted_gift
  unwanted|unneeded ?birthday|christmas|wedding|xmas present / was|were ?it|as a|an|my ?unwanted|nice|birthday|christmas|wedding|xmas present
  got|received|given it|them ?as a|an ?birthday|christmas|wedding|xmas present / present i|he|she|we|they ?really not want|need|like|use|wear
  got|received|given it|them|this|these|one|two as|for a|my ?birthday|christmas|xmas present
  got|received|given it|them|this|these|one|two for my|christmas|xmas ?birthday|christmas|xmas / is|was|were been|being given it|this|them|these|two
  was|were given it|this|them|these|two / already have|has|got|own|owns one|two|it|them|this|the_same|three|several|a / two|same of the same present
  present from my|a|his|her|our|the / already have|has|got 1 / present ?is not wanted|needed / got|given|received two|three|several of the same
"""

DENIALS = word_set("not never no nor without hardly neither nothing none")
"""Before a phrase, these deny it: "not broken", "no scratches"."""

SUPPOSED = word_set(
    "if whether unless case ever should suppose supposing say once people customers happens"
)
"""Before a phrase, these make it a question about what might be: "what if it's too small"."""
ASKING = word_set("do does will would can could")
"""At the head of a clause and not about us, these ask what is or would be: "do they run small"."""
ASKING_OF_A_THING = word_set("this that something anything it they these those the a your")
"""After "is" or "are" at the head of a clause: "is it too big to wrap", but "is broken"."""
WHY = word_set("why what whats how")
ANYTHING = word_set("something anything someone somebody anyone anybody")
"""After "when", nobody's own: "when something arrives broken"."""
MIGHT = word_set("would might could may")
COME_ABOUT = word_set("be come comes arrive break get fall turn")
"""After `MIGHT`: "I thought it would come in bits", but "I would like"."""
BREAKS_OF_SUPPOSING = word_set(". , ; ! ? but so because since : ( )")
BREAKS = word_set(". , ; ! ? but and so because since as : ( )")
ABOUT_THE_SHOP = word_set(
    "link links website page pages app checkout login password code codes voucher account tracking "
    "email emails basket card payment chat bot form promo coupon discount heart promise system "
    "attachment receipt pdf file "
    "id password cookie address adress catalogue mail profile error gc subscription subscribe pay "
    "data internet wifi broadband boiler doorbell buzzer bell intercom roof"
)
"""What is broken or does not work is no item, where one of these stands close by."""
NO_ITEMS = word_set("number code refund reimbursement repayment life lane password file")
"""What is too long or late, but no item: "life's too short". Only before: "too small, refund me"."""
BETWEEN_DENIAL = word_set(
    "a an at all too very really that so in any even been is was be actually quite it them the bit "
    "way badly it's sent me us got had has have one of are were"
)

BONES = word_set("ankle hip wrist arm heart hand finger toe toes neck nose foot skin")
OWNERS = word_set(
    "i we he she wife husband hubby son daughter kids kid mum dad mam nan dog cat child partner"
)
"""Who breaks or wears out what they have: "I scratched it", "my wife broke one"."""
OF_PEOPLE = OWNERS | word_set("toe toes ankle hip wrist finger skin nose heart head")
KINDS_OF_DAMAGE = word_set("flood accidental the cover against")
BODILY = word_set("shrunk enormous massive")
OBJECTS = word_set("it one two my mine the a some them this that hers his")
SELF = word_set("myself ourselves himself herself")
EXCUSES = word_set("apologies sorry oops no nope whoops soz")
NAMING = word_set("typed gave said wrote entered told meant mentioned clicked")
"""What was named wrongly is no wrong item: "I gave you the wrong order"."""
OTHER_DOINGS = word_set(
    "subscribe unsubscribe resubscribe close closed delete deleted started began start account "
    "accounts star survey return logged address postcode zip unsubscribed subscribed"
)
"""What else happens by mistake than an order: "I closed the survey by mistake"."""
SENT = word_set("sent delivered")
OWN_FAULT = frozenset(product(("my", "own"), ("fault", "mistake", "error", "doing")))
CANCELLING = word_set("cancel cancelled cancelling cancellation")
LOOKS = word_set("colour shade scent style material")
HERE = word_set("sent came arrived got received delivered come")
BUYING = word_set("ordered bought purchased")
APART = {
    "twice": ("ordered_by_mistake", BUYING),
    "cheaper": ("found_cheaper", word_set("found spotted saw seen")),
}
NOT_APART = word_set("a any anything something nothing you from before ordered bought")
THINGS = word_set("things items goods products stuff orders parcels")
ABOUT_THINGS = word_set("for on about of any are do with")
NO_USE = ABOUT_THE_SHOP | word_set("that date phone money answer")
ANY_MORE = word_set("anymore more longer now all")
NO_GOODS = word_set(
    "rules list copy money voucher hassle newsletter details answer full right info catalogue code"
)
"""Not to want these is no reason to give an item back: "I don't want the rules"."""
LABOURING = word_set("out too hard for till until")
MAKING = word_set("drill cut cutting make")
REASONS_OF_ITEMS = frozenset(
    {"damaged", "faulty", "ordered_by_mistake", "changed_mind", "unwanted_gift"}
)
REASONS_OF_MEASURE = frozenset({"too_big", "too_small", "arrived_too_late"})
FORMS_OF_BE = word_set("is are was were")
LOOSE_BEFORE = FORMS_OF_BE | word_set("torch lamp light pen has have it")
PEOPLE = word_set("i we you he she they")
PEOPLE_ASKED = frozenset({"i", "we", "you"})
ASKED_TO_GO = PEOPLE_ASKED | word_set("it this these they my someone somebody anyone")
"""After "can", these go back: "can it go back", but "can the pot be mended"."""
PLACES = word_set("the in through under into on our inside between behind over")
WEAK = word_set("to very really quite rather so bit little slightly")
AFTER_SIZES = word_set("for on in and but at around across so i it to than me him her us")
DETERMINERS = word_set("the my our your")
LOOSE_BEHIND = DETERMINERS | word_set("round around across")
"""At the ends of a phrase, no part of it: "'s tight round the", "lamp died"."""
WHOSE = DETERMINERS | word_set("me us him her")

OTHER_MEANINGS = frozenset(
    {
        ("arrived_too_late", "late", "to"), ("changed_mind", "it", "to"),
        ("changed_mind", "it", "when"), ("damaged", "chipped", "in"), ("damaged", "bent", "down"),
        ("damaged", "bent", "to"), ("damaged", "bent", "over"), ("damaged", "broken", "record"),
        ("damaged", "torn", "between"), ("damaged", "broken", "into"),
        ("damaged", "damage", "on"), ("damaged", "damage", "for"),
        ("damaged", "leaks", "my"), ("poor_quality", "peeling", "it"),
        ("damaged", "broken", "hearted"), ("damaged", "smashed", "it"), ("damaged", "broke", "up"),
        ("unwanted_gift", "present", "card"), ("unwanted_gift", "present", "wrap"),
        ("unwanted_gift", "present", "wrapping"), ("unwanted_gift", "present", "voucher"),
        ("wrong_item", "wanted", "to"),
        ("faulty", "up", "looking"), ("faulty", "up", "on"),
    }
)  # fmt: skip
"""A reason, the last word of its phrase and the word behind: "too late to", "hate it when"."""

WORDS = frozenset().union(
    re.findall(r"[a-z']+", _PHRASES),
    SUPPOSED, ASKING, ASKING_OF_A_THING, WHY, ANYTHING, MIGHT, COME_ABOUT, BREAKS, ABOUT_THE_SHOP,
    NO_ITEMS, BETWEEN_DENIAL, BONES, OF_PEOPLE, OBJECTS, SELF, EXCUSES, NAMING, OTHER_DOINGS,
    SENT, chain(*OWN_FAULT), CANCELLING, LOOKS, HERE, BUYING, NOT_APART, THINGS, ABOUT_THINGS,
    NO_USE, ANY_MORE, NO_GOODS, MAKING, LABOURING, PEOPLE, PLACES, WEAK, AFTER_SIZES, DENIALS,
    (behind for _, _, behind in OTHER_MEANINGS),
    word_set("count counts possible ok okay flood accidental split want wanted talking cheaper"),
)  # fmt: skip
"""All words that are looked for around the phrases."""


def phrases() -> dict[str, list[str]]:
    """What customers say, by reason: the patterns above, spelt out."""
    found: dict[str, list[str]] = {}
    reason = ""
    for line in _PHRASES.strip().splitlines():
        if line.startswith(" "):
            patterns = line.strip().split(" / ")
            found[reason].extend(text for pattern in patterns for text in expanded(pattern))
        else:
            reason = line
            found[reason] = []
    return found
