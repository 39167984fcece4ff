"""What customers say about why an item comes back.

One pattern a line; `bot.entities.patterns.expanded` says how they read. Words stand here as they
are without inflection ("crack" is "cracks" as well), and "not" stands for every negated auxiliary:
"not work" is "doesn't work", "won't work" and "is not working". "picture" is also "photo", "pic"
and "image", "expected" also "thought", "pictured", "advertised" (see `SAME`).
"""

from __future__ import annotations

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
}
"""Words that one stands for in the patterns."""

_PHRASES = """
too_small
  is|are|was ?very|really|so|bit|quite tight
  ?half|a size to small
  too|bit|little|slightly|very|really|quite|rather|touch|tad ?too small|tight|short|narrow|snug
  so small|tight
  to small|smal|tight|short|narrow|snug
  ?much|far|way|bit|slightly smaller|tighter|shorter|narrower than ?i ?was expected|expecting
  not big|large|long|wide|roomy enough
  not ?even|quite fit ?me|him|her|us|them
  not do ?it|them up
  not zip|button|close|fasten ?it|them up
  not get it|them|my_feet|my_foot|my_head|my_heel|her_feet|his_feet on|over|past|in|into
  not|barely get|squeeze my|her|his|the foot|feet|heel|toes|head|arms|hips in|into|through
  not go ?on|over|round|around|past my|her|his|the shoulders|head|hips|calves|calf|thighs|chest|knees|ankles|wrist|waist|feet|neck|bum
  pulls|pulling|digs|digging ?in across|at|over|into ?my|her|his|the chest|back|shoulders|waist|hips
  come|run|comes|runs|came|turned ?out|up small
  is|are ?very|really small for me|him|her|us
  ?too|very|so|bit tight on|across|around|round the|my
  pinch ?my|her|his ?toe|feet
  shrank|shrunk
  need|needed a bigger|larger size|one
  size|sizes too small
too_big
  too|bit|little|slightly|very|really|quite|rather|touch|tad ?too big|large|loose|long|wide|baggy|roomy|huge|tall|bulky
  so big|large|loose|baggy|huge
  too|bit|much_too deep
  to big|long|loose|wide
  ?much|far|way|bit|slightly bigger|larger|longer|wider|taller than ?i ?was expected|expecting
  not small|short|narrow enough
  fall|falls|falling|fell|slip|slips|slipping|hang off me|him|her
  fall|falls|fell|slip|slips|slipping|slide|slides|hang|hangs ?straight|right off my|his|her feet|foot|shoulders|hips|waist|head|ears
  keep|keeps|kept slipping|sliding|riding off|down|up
  heel|heels keep|keeps|is|are ?slipping slipping|slips ?out|off
  hang|hangs ?down past|over|below my|his|her fingertips|hands|knees|fingers|feet|ankles
  come|comes ?right down over my|his|her eyes|hands|ears
  swimming in it|them|this|these
  like a tent ?on ?me|him|her
  drag|drags|trail|trails|dragging|trailing on|along the floor|ground
  swamp|drown me|him|her
  come|run|comes|runs|came|turned ?out|up big|large|huge
  is|are ?very|really big|large|huge for me|him|her|us
  need|needed a smaller size|one
  size|sizes too big|large
  huge on me|him|her
damaged
  ?completely|totally|badly ruined|destroyed|spoilt|filthy|dirty|dinged|gouged|splintered
  soaking|soaked ?wet|through
  dripping everywhere|all_over
  is|keeps|was dripping
  smashed|broken|shattered to|into bits|pieces|smithereens
  dented in
  arrived|broke|snapped|smashed|split|fell|reached ?me|us in|into two|three|four|five|several pieces|bits
  lost|missing its handle|lid|leg|wheel|button|knob|foot|strap|screw|bolt
  a|big|huge|great|deep|large|nasty gouge|chunk|tear|split|rip
  handle|knob|lid|leg|wheel|strap|zip|sole|arm|foot|spout|hook|button|base|rim ?has|is|just fell|fallen|came|come off
  fell|came|snapped|broke off the|its|in|when|after|straight
  split|has_split already|down|along|open|at|apart
  holes|marks|scuffs|dents|chips|cracks|scratches all_over|everywhere
  scuffs|dents|chips|scratches on|in
  damage|damaged|cracked|smashed|shattered|broken|broke|chipped|dented|dents|scratched|scratches|scuffed
  torn|ripped|snapped|bent|warped|squashed|crushed|mangled|mouldy|rusty|soaked|stained|leaking|leaked|leaks
  in bits|pieces|shards|smithereens|tatters|halves
  in a|two|million|hundred pieces|bits|halves
  split|snapped|broken|cracked|broke in half|two
  split down|along|open|at
  a|the|hairline|big|huge|small|tiny|nasty|deep|massive|enormous|long crack|dent|scratch|hole|chip|rip
  big|huge|small|nasty|massive|brown|dark|yellow|greasy ?brown|dark|yellow|greasy stain in|on|down|right
  holes in
  a|big tear|rip|stain ?in|on ?it|the
  all scratched|smashed|broken|scratched|bent
  water|transit damage
  has|got rust
  rust on ?it|the
faulty
  wobbly|wobbles|wonky|dodgy|foggy|lopsided|temperamental
  not ?even|actually spin|tick|lite|stay ?on|off|up|properly|shut|closed|lit
  pen|it not write
  not turn of
  not do anything|a_thing
  crackle|crackles|crackling|rattles|squeaks|squeals ?constantly|all_the_time
  buzzes|hums constantly|all_the_time
  grinding|buzzing|rattling|clicking|whirring|screeching|humming noise
  only works|plays in|on one ear
  trip|trips|tripped|blow|blows|blew ?all the|my|our electrics|fuse|fuses|power|breaker
  making|makes|giving_off smoke|sparks
  smells|smell|stinks of burning
  loses|gains ?about ten|five|two|several|a_few minutes
  gone|went|going dead
  dead after
  burns one side
  battery|torch|lamp|light|it ?just die|died|buzzes|rattles
  keep|keeps locking|sticking|dropping|dying|buzzing|leaking ?out|up|off
  dead as|out_of_the_box|on_arrival
  hinge|zip|lock|clasp|motor|bulb|battery|button ?has|is|already gone|jammed|stuck|dead|bust
  has|have given up ?the_ghost
  faulty|defective|malfunctioning|malfunction|kaput|knackered|dud|duff|busted
  a|some fault|defect
  not ?even|actually|really|seem_to work|working|works|function ?properly|right|any_more|anymore|at_all
  stopped|stop|stops|quit working|charging|heating|ticking|spinning|printing
  stopped|stop|stops coming|turning|switching on
  packed up|in
  given|gave up after
  not ?even|actually turn|switch|power|light|start|come back on|up
  not turn|switch|power|light|come ?itself on|up|off
  not ?even power|light|start|charge|heat|connect|pair|ignite|tick|inflate|whistle ?up|properly
  not close|shut|open|seal|lock ?up|properly
  not hold|keep ?a|its charge|time|heat|pressure|air
  keep|keeps switching|turning|cutting|shutting|dropping|falling|switches|turns ?itself off|out|down
  keep|keeps flickering|disconnecting|stopping
  flickers|flickering
  cut|cuts|cutting out
  completely|totally|arrived|came|battery|stone dead
  dead on arrival
  no power|sound
  battery|button|switch|zip|hinge|lid|key|screen|handle is|has ?completely dead|stuck|jammed|gone|loose
  let|lets|letting in water|rain
  not ?even waterproof|watertight
wrong_item
  sent|got|received|receive|have|is ?me|us|a|the other item|article|product|thing|colour|model
  not my parcel|order|item|things|stuff
  somebody|someone|sum1 else|elses ?is order|parcel|item|stuff
  mix|mixed|mixing up ?my|the|our|orders|order|parcel|parcels
  mixup
  two left|right shoes|boots|feet|gloves|slippers|earbuds
  sent|posted|given|gave|got|received ?me|us someone|somebody else is ?whole shoes|boots|dress|jacket|coat|shirt|lamp|parcel|order
  incorrect|rong item|items|one|thing|product|colour|size|model|parcel|order
  different from|to|than what i|we ordered|asked_for|chose|bought
  not match what i|we ordered|bought|asked_for
  wrong item|items|one|thing|product|colour|size|model|parcel|article|ones|version|pair|shade|stuff|package|goods
  wrong order|things ?sent
  sent|got|received|given|delivered ?me|us ?a different item|colour|size|product|one
  sent|got|received|given|delivered ?me|us somebody|someone else is order|parcel|item
  sent|got|received|gave ?me|us something different|else
  not what i|we ordered|asked_for|bought|paid_for|wanted|chose|picked
  not the one|colour|size|item|thing|product|model i|we ordered|asked_for|wanted|bought|chose
  not the right|correct one|colour|size|item|thing|product
  somebody|someone else is order|parcel|item|stuff
  different item|product|colour|size|model to|from|than what|the|i
  mixed up my|the|our order|orders|items
  never ordered ?these|this|that|any
  not ordered these|this|that|any|by_me
not_as_described
  different colour|shade|size|material to|than|from|in ?in|on ?the picture|website
  not as|like expected|on_the_website|on_the_picture|in_the_picture|on_website
  not as it|they says|said|looks|looked ?on|in ?the ?website|picture
  not ?even|really|quite|look|looks ?anything|at_all ?much like ?in|on ?the|your picture|website
  not ?really|quite look like it|that|the does|did|one ?in|on ?the ?picture|website
  not match ?the|your|its|what website|picture|you
  not the shade|colour|material|fabric on|in ?the|your website|picture
  nothing like it|they does|do|did ?in|on ?the|your ?picture|website
  nothing like ?what|in|on|it ?i|is ?the|your picture|website|expected|ordered
  looks|look|is|are ?completely|totally|very|so different from|to|than|in|on ?the|what ?i picture|website|expected
  looks|look|is|are ?completely|totally|very|so different in real_life|person
  different from|to|than ?the|your picture|website
  different in real_life|person
  not what i|we ?was|were expected|expecting|had_in_mind
  not what ?was|is|the|you|it ?website expected|says|said|show
  not ?quite|really as|what ?i expected
  misleading|misdescribed
  false advertising
  colour is ?completely|totally|way|miles|quite off|different ?to|from|than ?in ?the ?picture|website
  not the same as|colour ?as ?on|in ?the picture|website|expected
  darker|lighter|brighter|duller|thinner|thicker|paler than ?in|on|the|i ?the picture|expected|website
poor_quality
  quality ?is|was not ?up ?to ?the|my ?mark|standard|scratch|par|expectations
  paint|colour|dye|varnish|enamel|coating ?is|has coming|come|flaking|chip|peeling|wearing|rubbing ?off
  flaking|flakes
  ?so|very|really cheap and|n nasty
  thin as ?a tissue|paper|tissue_paper
  bobbly
  is|was|so|totally|completely see through
  lining|sole|soles|fabric|edging|veneer ?is coming|came|comes away
  poor|bad|low|terrible|awful|rubbish|dreadful|shoddy|inferior|shocking|cheap|appalling ?build quality|workmanship
  quality is|was ?so|really|very|just|not|pretty|a poor|bad|terrible|rubbish|awful|great|good|shocking|disappointing|low|dreadful|joke|disgrace
  feel|feels|felt|look|looks|seems|is|are|so|very|really ?so|very|really|quite|rather cheap|flimsy|tacky|shoddy
  cheap|cheaply|poorly|badly|shoddily made|stitched|built|put_together|finished
  flimsy|tacky|shoddy|threadbare
  fell|fall|falls|falling|fallen|came|coming|come|comes apart|to_pieces|to_bits|undone
  not ?very good|great quality
  not worth the|what|it money|price|i_paid
  not ?very well made|finished|stitched
  seam|seam ?is|has|have|are|already come|coming|came|loose|undone|fraying|split|gone ?apart|undone|loose
  pilling|bobbling|bobbled|fraying|frayed|unravelling|unravelled
  faded|fading|peeling|peeled
  paint|colour|dye|varnish coming|comes|came|runs|ran|running|bled ?off
  too|really|so|very|bit thin|scratchy|itchy|rough
  shed|sheds|shedding everywhere|fluff
  worn|wore|wears|wearing out|through|thin
changed_mind
  not|no suitable|good|use for me|us
  not want|wish to keep it|them|this|these
  not keeping|keep it|them|this|these
  rather not have|keep it|them
  change|changed my|our|her|his mind|minds
  changed mind
  not want|need it|them|this|these|the ?any_more|anymore|after_all|now
  no longer want|wanted|need|needed|require ?it|them|this|these|the
  not ?really like|love|fancy it|them|this|these|the|how ?colour|look|style|feel|design|pattern|shape|smell|it_look
  not ?really for me|us
  not ?really|quite my|her|his|our style|thing|taste|cup_of_tea
  hate|hates|hated it|them
  hate|hates|hated the colour|look|smell|style|feel|pattern
  not go|match with|my|our ?my|our|the ?room|sofa|decor|curtains|kitchen|furniture|walls
  second thoughts
  just not feeling it|them|this|these
  not ?really feeling them|this|these
  ?gone ?right off the idea
  gone|went right off it|them|the
  not ?really care for ?it|them|this|these
  do|does|did nothing for me|us
  not stand them|these|the_colour|the_look
  clash|clashes with my|our|the
  thought better of it
  gone|went off it|them|the_idea
  regret ?buying|ordering ?it|them|this
  not suit ?me|him|her|us|my|our ?room|kitchen|house|decor
ordered_by_mistake
  wrong one|size|colour|item|thing|model ordered|picked|chosen|selected|clicked|bought
  ordered ?it|them|this|one twice|double
  order|ordered|bought|clicked|added|placed|got|pressed ?it|them|this|these|that|two ?order|one by mistake|accident|error
  by mistake|accident
  clicked|pressed|hit|tapped|pushed buy|order|it twice
  i|we ?only|actually|really|had meant to order|buy|choose
  i|we ?only|actually|really|had meant to get|pick ?just|only the|a|one|two|size
  ordered|bought|picked|chose|got the wrong length|width|type|kind|version|shade|pack|set
  toddler|kid|kids|child|cat ordered|bought|clicked|pressed it|this|them|buy
  forgot i ?had already bought|ordered|got
  in error
  accidentally|mistakenly order|ordered|ordering|bought|clicked|added|placed|pressed|put|hit
  ordered|bought|placed|clicked ?it|them|this|two accidentally|mistakenly
  order|ordered|bought|placed ?it|them|this|the|one|same ?same|order ?thing|one|item twice
  ordered|ordering|bought|picked|chose|selected|clicked|put ?in the wrong one|size|colour|item|thing|product|model|button
  ordered|bought ?one|two too many
  duplicate|double order
  pressed|hit|clicked ?on ?the buy|order|wrong button ?twice|by_mistake|too_soon
  not meant|meen to order|buy|click|press ?it|them|this|two
  not mean to order|buy|click|press|get ?it|them|this|two
arrived_too_late
  take|taking|took|taken very long ?to ?arrive|come|get
  arrive|arrived|came|delivered|turned_up|got_here|showed_up|here|is|was ?much|far|way too late
  too late for ?the|my|her|his|our ?party
  arrive|arrived|came|turned_up|got_here|delivered ?so|very|really|far ?too late
  days|weeks|week|month too late
  arrive|arrived|came|turned_up|got_here|delivered after ?the|my|her|his|our|we|i|party ?party|left|back
  missed ?the|my|her|his|our|mum|dad|son|daughter ?is party
  missed christmas|xmas|easter|halloween|valentines
  ?a|one|two|three|four|five|six|ten|several days|weeks|day|week|month|months late
  came|arrived|got_here|turned_up|showed_up|landed a|one|two|three|four|five|ten|several days|weeks|day|week|months|month after ?the|my|her|his|our party|big_day|christmas|xmas
  took so long
  it took ?over two|three|four|five|six|seven|eight weeks|months
  it took ?over two|three|four|five|six|seven|eight weeks|months to arrive|come|get_here|turn_up
  should have|of been here|delivered
  not arrive|come|get_here|turn_up|make_it|here|arrived ?here in time
  take|takes|took|taken|taking too|so|way_too ?far long ?to ?arrive|come|get
  took|taken forever|ages|weeks ?to ?arrive|come|get_here|turn_up
  needed it|them sooner|earlier|by|before|last
found_cheaper
  found|find|saw|seen|get|got|spotted ?it|them|one|this ?same ?one|thing|item ?for cheaper|less ?elsewhere
  found|find|saw|seen|get|got|spotted the ?exact same ?one|thing|item ?for cheaper|less ?elsewhere
  cheaper elsewhere|somewhere_else|website|on|at|in|from ?elsewhere|the ?elsewhere
  found|saw|seen|spotted|got|get|find a better|cheaper|lower price|deal|offer ?elsewhere|somewhere_else|website
  less money elsewhere
  cheaper down|at|in|on|from ?the|another|my|a road|site|shop|store|town|supermarket|high_street
  ?got|get|seen|saw|found|spotted it|them|one|this cheaper down|at|in|on|from ?the|another|my|a road|site|shop|store|town|supermarket
  for less money|down_the_road|somewhere_else|in_town|at_another_shop|on_another_site
  got|seen|saw|found|has it|them|one|this for less
  on sale elsewhere|somewhere_else|at_another_shop|in_another_shop|on_another_site|down_the_road
  better|lower price|deal elsewhere|somewhere_else|website
  price dropped|went_down
  for half the price
  half the price elsewhere|somewhere_else|website|at
  cheaper one ?elsewhere
unwanted_gift
  unwanted|unneeded ?birthday|christmas|wedding|xmas present
  was|were ?it|as a|an|my ?unwanted|nice|birthday|christmas|wedding|xmas present
  got|received|given it|them ?as a|an ?birthday|christmas|wedding|xmas present
  present i|we ?would not ?ever want|need|like|use|wear
  present i|we ?have no use for
  secret santa present
  given|got two the_same|alike
  present i|he|she|we|they ?really not want|need|like|use|wear
  got|received|given it|them|this|these|one|two as|for a|my ?birthday|christmas|xmas present
  got|received|given it|them|this|these|one|two for my|christmas|xmas ?birthday|christmas|xmas
  is|was|were been|being given it|this|them|these|two
  was|were given it|this|them|these|two
  already have|has|got|own|owns one|two|it|them|this|the_same|three|several|a
  two|same of the same present
  present from my|a|his|her|our|the
"""

DENIALS = word_set("not never no nor without hardly neither")
"""Before a phrase, these deny it: "not broken", "no scratches"."""


def phrases() -> dict[str, list[str]]:
    """Patterns by reason, as they are written above."""
    found: dict[str, list[str]] = {}
    reason = ""
    for line in _PHRASES.strip().splitlines():
        if line.startswith(" "):
            found[reason].append(line.strip())
        else:
            reason = line
            found[reason] = []
    return found
