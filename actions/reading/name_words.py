"""Other names for things that many shops sell, and words of names that say little."""

from __future__ import annotations

from bot.entities.words import word_set

JOINTS = word_set("with for from by in on to of and")
"""Where the part of a name ends by which people call the thing."""

VAGUE_HEADS = word_set("set kit pack box bundle pair case piece collection")
"""Before these stands what the thing is: "dumbbell set"."""

OTHER_NAMES = {
    "backpack": ("bag", "bagpack", "backback", "rucksac"),
    "skateboard": ("board",),
    "smartphone": ("phone", "mobile", "cell", "cellphone", "iphone", "mobilephone"),
    "wristwatch": ("watch",),
    "smart watch": ("smartwatch",),
    "earbud": ("bud", "airpod", "earphone", "earpiece"),
    "headphone": ("headset", "earphone"),
    "sneaker": ("trainer", "shoe"),
    "running shoe": ("trainer", "sneaker"),
    "hiking boot": ("walkingboot",),
    "laptop": ("computer", "pc", "notebookcomputer"),
    "tablet": ("ipad",),
    "e reader": ("kindle", "ebook", "ebookreader"),
    "ereader": ("kindle", "ebook", "ebookreader", "reader"),
    "portable charger": ("powerbank", "batterypack"),
    "security camera": ("cam", "webcam", "cctv"),
    "camera": ("cam",),
    "vacuum cleaner": ("vacuum", "hoover", "vac", "vacuumcleaner"),
    "espresso machine": ("coffeemachine", "espressomaker"),
    "coffee maker": ("coffeemachine", "coffeemaker"),
    "tea kettle": ("teapot",),
    "patio umbrella": ("parasol", "brolly"),
    "bicycle": ("bike", "cycle"),
    "bookshelf": ("bookcase", "shelf", "shelving"),
    "dumbbell": ("weight",),
    "luggage": ("suitcase",),
    "makeup": ("cosmetic",),
    "light bulb": ("lightbulb", "bulb", "led"),
    "jigsaw puzzle": ("jigsaw", "puzzle"),
    "grill": ("barbecue", "bbq"),
    "perfume": ("fragrance", "scent"),
    "sunglass": ("shade",),
    "tshirt": ("tee", "shirt", "top"),
    "fleece jacket": ("fleece",),
    "jacket": ("coat",),
    "cycling helmet": ("bikehelmet",),
    "bluetooth speaker": ("speaker",),
    "garden hose": ("hosepipe", "waterhose"),
    "pet bed": ("dogbed", "catbed"),
    "toothbrush": ("brush",),
    "purifier": ("airfilter", "aircleaner"),
    "thermostat": ("thermo",),
    "sofa": ("couch", "settee"),
    "lamp": ("light",),
    "rug": ("carpet",),
    "duvet": ("comforter", "quilt"),
    "sweatshirt": ("hoodie",),
    "mug": ("cup",),
}  # fmt: skip
"""By the thing, spelt in the singular: what it is called besides, spelt without spaces.

The engine's own synonyms (`bot.entities.names`) count, too.
"""
