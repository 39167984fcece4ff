"""Words that say what something is wanted for, and what shops have for that."""

from __future__ import annotations

from bot.entities.words import FUNCTION_WORDS, word_set

_SHOPPING = word_set(
    "a an the in on to of and or for with at by from into as be is are was were do does did if so "
    "law not no but when where will can me you us that this those these there here which what how "
    "look looking search searching find show see want need wanting needing buy buying purchase get "
    "getting got give sell selling stock carry have having something anything thing things stuff "
    "item product idea ideas suggestion suggest recommend recommendation recommended option "
    "available shop store site website catalogue price priced cost cheap cheaper cheapest dear "
    "expensive budget maximum most least under over below above between around about quid pound "
    "dollar euro pounds dollars present gift pressie prezzie birthday christmas secret santa good "
    "nice decent new best great like love would could please thanks hello hi hey sir madam kindly "
    "one two three some any few couple pair sort kind type range size colour big small large "
    "little kids options max within than up tops less more try trying after someone somebody "
    "people person friend "
    "friends mum dad mother father wife husband boyfriend girlfriend sister brother son daughter "
    "uncle aunt nan gran grandad grandma boss colleague neighbour teenager child kid man woman "
    "bloke lad lass for his her their my our your who he she they it goes going go come want wants "
    "likes liked loves enjoy enjoys really very too much bit lot lots not wee owt summat abeg una "
    "dont don't isn't can't cant im i'm i've ive what's whats there's theres"
)
NO_WISH = FUNCTION_WORDS | _SHOPPING

_THEMES = (
    ("kitchen cook cooking chef bake baking food",
     "kitchen knife pan casserole kettle coffee teapot bowl plate mug apron grill spoon jar"),
    ("camp camping tent outdoors outdoor hike hiking walk walking festival trek mountain",
     "outdoors tent sleeping stove lantern torch backpack boots hammock bottle hiking"),
    ("office study desk work working",
     "desk chair lamp keyboard mouse notebook laptop stand pen"),
    ("bird birds birdwatching nature wildlife", "binoculars"),
    ("coffee", "coffee espresso mug"),
    ("tea", "teapot kettle mug"),
    ("cold warm winter cosy cozy chilly", "wool lambswool blanket jumper fleece scarf glove sock"),
    ("rain rainy wet waterproof", "rain waterproof umbrella jacket boots"),
    ("read reading reader books", "lamp e-reader bookshelf notebook"),
    ("garden gardening gardener patio", "garden hose grill umbrella boots gloves hammock olive"),
    ("fishing angler beach picnic", "folding cool bottle umbrella"),
    ("run runner running sport sporty fitness gym yoga exercise workout",
     "running shoes yoga dumbbell bottle watch helmet bicycle"),
    ("travel travelling traveling holiday trip flight", "luggage backpack charger bottle"),
    ("music listen listening", "headphones earbuds speaker"),
    ("photo photos photography photographer", "camera"),
    ("game games gaming gamer", "gaming mouse keyboard puzzle"),
    ("pet pets dog cat", "pet"),
    ("toy toys play playing", "puzzle skateboard"),
    ("beauty makeup", "makeup perfume"),
    ("bedroom sleep sleeping bed", "blanket cushion lamp candle"),
    ("bathroom bath", "towel mirror candle"),
    ("home house flat living decor housewarming", "home lamp cushion rug vase mirror candle clock"),
    ("light lighting bright dark", "lamp lantern torch light candle"),
    ("cycling cyclist bike", "bicycle helmet"),
    ("phone mobile", "smartphone charger"),
)  # fmt: skip
THEMES = {word: frozenset(things.split()) for words, things in _THEMES for word in words.split()}
"""By a word of a wish: words by which fitting products are found."""
