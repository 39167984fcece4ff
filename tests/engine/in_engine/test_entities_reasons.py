"""Why an item comes back, in customers' words."""

from __future__ import annotations

import unittest

from tests.engine.in_engine.detail_samples import mistaken, read

PHRASINGS = {
    "too_small": [
        "too small", "too tight", "bit snug", "so tight", "a size too small", "doesn't fit me",
        "far too short", "won't do up", "comes up small", "smaller than I expected", "to tihgt",
        "not big enough", "can't get it over my head", "a tad small", "pinches my toes",
        "it shrank",
        "he is not fit in this one", "too much small", "e no fit me", "too dinky for my hands",
        "doesn't go over my head", "they are small for my foot",
    ],
    "too_big": [
        "too big", "way too large", "too loose", "too long", "bit baggy", "doesn't fit the alcove",
        "won't fit through the door", "huge on me", "bigger than I thought", "falls off me",
        "too wide", "a size too big", "really baggy", "swamps her",
        "too much big for the table", "the rug is massive", "it's huge",
        "the jumper swims on him", "too deep for the shelf",
    ],
    "damaged": [
        "it's cracked", "smashed to bits", "arrived broken", "chipped", "there's a dent",
        "scratched",
        "ripped", "in pieces", "snapped in half", "a hole in it", "craked", "shattered", "bent",
        "soaked", "it leaks", "scuffed", "torn",
        "dent in the side", "the buttons are falling off my shirt", "strap tore off",
        "candle had melted", "the frame has split", "a large chip on the rim",
        "one leg don break", "drips from the bottom", "a mark on the sleeve",
        "two spokes have come away", "hole in the toe of one sock", "a nasty stain on it",
    ],
    "faulty": [
        "doesn't turn on", "does not work", "faulty", "stopped working", "won't charge",
        "isnt working",
        "dead on arrival", "keeps switching off", "won't switch on", "no power", "defective",
        "dosent work", "the screen flickers", "cuts out", "wont connect", "won't hold its charge",
        "the zip sticks", "it buzzes all night", "has stopped already", "torch no dey work",
        "the leg came loose", "keeps locking up on me", "left ear is silent",
        "makes a horrible noise", "stove don't make fire",
    ],
    "wrong_item": [
        "wrong item", "you sent the wrong colour", "not what I ordered", "wrong size came",
        "got someone else's order", "sent me something else", "received a different colour",
        "wrng item", "not the one I ordered", "the wrong one", "not the right size",
        "never ordered this",
        "sent the wrong glaze", "you sent me a duplicate by mistake", "someone else's order came",
        "parcel isn't mine", "the colour is wrong", "another customer's parcel",
        "not the one I paid for", "didn't order this", "it is not matching with my order",
        "completely different product", "wrong scent", "delivered to me by mistake",
        "not right size",
    ],
    "not_as_described": [
        "not as described", "doesn't look like the picture", "nothing like the photo",
        "looks different from the website", "not what I expected", "doesn't match the description",
        "not like advertised", "the colour is off", "darker than in the pictures", "misleading",
        "nothing like what i ordered", "not as shown", "different in real life",
        "not as per my expectation", "isn't as comfortable as I'd hoped",
        "not same like in picture", "not what i was hoping for",
    ],
    "poor_quality": [
        "poor quality", "feels cheap", "flimsy", "fell apart", "badly made", "the quality is awful",
        "not worth the money", "seams coming undone", "looks cheap", "really tacky", "its fraying",
        "colour ran", "too thin", "terrible quality",
        "quality not upto the mark", "pages are falling out", "the stitching gave way",
        "it's shedding everywhere", "not happy with the quality", "enamel pinged off",
    ],
    "changed_mind": [
        "changed my mind", "don't want it anymore", "no longer need it", "dont need them",
        "I don't like the colour", "not for me", "not my style", "having second thoughts",
        "i hate it", "doesn't go with my sofa", "change my mind", "no longer wanted",
        "not my taste",
        "not required now", "gone off the desk", "decided against it", "i no need am again",
        "can't stand the scarf", "dont need", "no good to me", "trip's off",
        "wedding has been called off", "plans have changed", "clashes with my sofa",
        "wrong colour for my hallway", "not keen on it", "no use for them", "not needed any more",
    ],
    "ordered_by_mistake": [
        "ordered by mistake", "bought it by accident", "accidentally ordered two",
        "ordered the wrong size", "didn't mean to order", "ordered it twice", "by acident",
        "clicked the wrong button", "chose the wrong colour", "duplicate order", "in error",
        "ordered one too many", "my son pressed buy by mistake",
        "pressed buy too fast", "cancel please, wrong size", "wrong size, my own fault",
        "asked for the wrong size", "made by error", "ordered the wrong magnet set",
        "bought the same lamp twice", "got the colour wrong", "cancel it, I made a mistake",
        "did it two times",
    ],
    "arrived_too_late": [
        "arrived too late", "came too late for the party", "missed the birthday", "took too long",
        "it came late", "didn't arrive in time", "got here after the wedding",
        "took forever to come",
        "delivered too late", "turned up late", "too late for my trip", "needed it sooner",
    ],
    "found_cheaper": [
        "found it cheaper", "cheaper elsewhere", "saw it for less on amazon",
        "found a better price",
        "it's cheaper online", "found one cheaper", "got a better deal elsewhere", "price dropped",
        "seen it cheaper somewhere else", "found the same one cheaper", "a lower price elsewhere",
        "half the price online",
        "found the same jacket cheaper at Next", "saw this lamp cheaper in town",
    ],
    "unwanted_gift": [
        "unwanted gift", "unwanted present", "it was a gift", "got it for christmas",
        "I was given it",
        "already have one", "unwanted birthday present", "a present from my aunt", "was given two",
        "gift I don't need", "it was a wedding present", "she already has one",
        "she already got 1", "the gift's not wanted", "got two of the same",
    ],
}  # fmt: skip

NO_REASONS = [
    "not broken", "it isn't too small", "wasn't damaged at all", "no scratches", "never too tight",
    "what if it's too small?", "if it arrives damaged can I return it", "the link is broken",
    "your website doesn't work", "my code won't work", "I can't work it out",
    "a rather large order",
    "is it too late to cancel", "do you sell gift cards", "got a gift card", "it fits perfectly",
    "don't work too hard", "how much is it", "fallen through the cracks", "crack on then",
    "in case it's faulty", "what a lovely present", "small", "my card was not charged",
    "it is fine",
    "The app stopped working", "do your jumpers come up small", "does fading count as faulty",
    "the lorry was broken into", "I haven't ordered yet", "can I drill a hole in the desk",
    "I have two accounts by accident", "if we try it and it's too small", "it's too late to go",
    "a broken record", "thirty people chipped in", "I broke my ankle", "a women's small please",
    "I don't want it to arrive at noon", "the shop has gone bust",
    "they come up big?", "is it too big to wrap", "can it be wrapped or is it too big",
    "are bent pegs covered", "is this jacket too big for me", "what happens to broken lamps",
    "what do you refund when something arrives broken", "refunds for faulty things",
    "can the enamel on a chipped pot be redone", "who decides what's a fault",
    "I thought it would come in bits", "why is my order taking so long", "whats taking so long",
    "my refund is taking too long", "can I get it cheaper", "have you a cheaper one",
    "is the other colour in stock", "nothing broken, nothing missing", "none of them are broken",
    "it's not that I picked the wrong one", "you haven't sent the wrong one",
    "not one had a mark on it", "sorry, wrong one, the newer one", "I gave you the wrong order",
    "i typed the wrong colour", "that's the wrong one, I want the lamp",
    "wrong order, the one before", "I'd rather have the other colour",
    "on second thoughts, the cream one", "it wasn't what I wanted to know",
    "I closed the survey by mistake", "I unsubscribed by accident",
    "I pressed the return button by accident", "I'm scared to order it twice",
    "I put the wrong postcode by mistake", "I made a mistake in my address",
    "I've bought from you twice", "you've smashed it", "u lot smashed it", "I cracked it myself",
    "my wife broke one of them", "broke my last pan", "my toes are crushed", "my nan's shrunk",
    "my mam's in bits", "I broke up with him", "let's crack on", "my doorbell is broken",
    "life's too short", "our lane's too narrow", "we broke up", "is something broken your end",
    "tried that. didn't work", "Saturday doesn't suit us", "I don't want the rules",
    "don't need the full list", "I don't want it wrapped", "I want it destroyed",
    "that date is no use to me", "I don't need to know",
    "I haven't ordered, boss wants dates first", "flood damage", "leeks and bacon",
    "my order was split in two", "did someone leak my number", "the aprons get filthy",
    "send photos of the scratch",
]  # fmt: skip


class Reasons(unittest.TestCase):
    def test_many_phrasings_mean_the_same(self) -> None:
        for reason, phrasings in PHRASINGS.items():
            for phrasing in phrasings:
                with self.subTest(phrasing):
                    found = {value for _, value in read(phrasing, "reason")}
                    self.assertEqual(found, {reason})

    def test_what_is_denied_supposed_or_about_something_else_is_none(self) -> None:
        self.assertEqual(mistaken("reason", NO_REASONS), [])

    def test_the_span_is_the_phrase(self) -> None:
        for message, span in (
            ("The lamp doesn't turn on, sorry", "doesn't turn on"),
            ("it does not work", "does not work"),
            ("my boots are too tight!", "too tight"),
            ("I've changed my mind about it", "changed my mind"),
            ("the mug was cracked", "cracked"),
            ("it's tight so back it goes", "tight"),
            ("too tight round the shoulders", "too tight"),
            ("the lamp died after a day", "died"),
            ("the kettle has stopped working", "stopped working"),
            ("you sent me the wrong version", "sent me the wrong version"),
            ("I ordered the blue lamp twice", "twice"),
        ):
            self.assertEqual([text for text, _ in read(message, "reason")], [span])

    def test_several_reasons_are_all_read(self) -> None:
        found = read("It's too big, and the handle is cracked.", "reason")
        self.assertEqual([value for _, value in found], ["too_big", "damaged"])


if __name__ == "__main__":
    unittest.main()
