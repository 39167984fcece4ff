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
        "it's to smal on me", "can't get my heel into these", "won't go over my shoulders",
        "can't squeeze her feet in", "pulls across the chest",
    ],
    "too_big": [
        "too big", "way too large", "too loose", "too long", "bit baggy", "doesn't fit the alcove",
        "won't fit through the door", "huge on me", "bigger than I thought", "falls off me",
        "too wide", "a size too big", "really baggy", "swamps her",
        "falls straight off my hips", "they keep slipping off", "swimming in this",
        "looks like a tent on her", "hangs past my fingertips", "too deep",
    ],
    "damaged": [
        "it's cracked", "smashed to bits", "arrived broken", "chipped", "there's a dent",
        "scratched",
        "ripped", "in pieces", "snapped in half", "a hole in it", "craked", "shattered", "bent",
        "soaked", "it leaks", "scuffed", "torn",
        "a massive dent", "there's a rip down the side", "arrived in three pieces",
        "lost its handle", "soaked through",
    ],
    "faulty": [
        "doesn't turn on", "does not work", "faulty", "stopped working", "won't charge",
        "isnt working",
        "dead on arrival", "keeps switching off", "won't switch on", "no power", "defective",
        "dosent work", "the screen flickers", "cuts out", "wont connect", "won't hold its charge",
        "it trips the electrics", "only works in one ear", "stopped coming on",
        "it doesn't do anything", "has gone dead", "smells of burning", "it's making smoke",
    ],
    "wrong_item": [
        "wrong item", "you sent the wrong colour", "not what I ordered", "wrong size came",
        "got someone else's order", "sent me something else", "received a different colour",
        "wrng item", "not the one I ordered", "the wrong one", "not the right size",
        "never ordered this",
        "two left boots", "sent me someone else's shoes",
    ],
    "not_as_described": [
        "not as described", "doesn't look like the picture", "nothing like the photo",
        "looks different from the website", "not what I expected", "doesn't match the description",
        "not like advertised", "the colour is off", "darker than in the pictures", "misleading",
        "nothing like what i ordered", "not as shown", "different in real life",
        "looks nothing like the photo", "the colour is way off", "not the shade on the website",
    ],
    "poor_quality": [
        "poor quality", "feels cheap", "flimsy", "fell apart", "badly made", "the quality is awful",
        "not worth the money", "seams coming undone", "looks cheap", "really tacky", "its fraying",
        "colour ran", "too thin", "terrible quality",
        "cheap and nasty", "thin as tissue", "it went bobbly", "it's see through",
        "the lining's coming away",
    ],
    "changed_mind": [
        "changed my mind", "don't want it anymore", "no longer need it", "dont need them",
        "I don't like the colour", "not for me", "not my style", "having second thoughts",
        "i hate it", "doesn't go with my sofa", "change my mind", "no longer wanted",
        "not my taste",
        "just not feeling it", "gone right off the idea", "I can't stand them",
        "does nothing for me", "clashes with my wallpaper",
    ],
    "ordered_by_mistake": [
        "ordered by mistake", "bought it by accident", "accidentally ordered two",
        "ordered the wrong size", "didn't mean to order", "ordered it twice", "by acident",
        "clicked the wrong button", "chose the wrong colour", "duplicate order", "in error",
        "ordered one too many", "my son pressed buy by mistake",
        "clicked buy twice", "I meant to get the double", "my toddler ordered it",
        "picked the wrong length", "never meant to order it", "I'd meant to order two",
        "didn't meant to order it",
    ],
    "arrived_too_late": [
        "arrived too late", "came too late for the party", "missed the birthday", "took too long",
        "it came late", "didn't arrive in time", "got here after the wedding",
        "took forever to come",
        "delivered too late", "turned up late", "too late for my trip", "needed it sooner",
        "two weeks late", "came three days after the wedding", "it took five weeks",
        "It took three weeks to arrive",
        "missed Christmas", "should have been here Tuesday",
    ],
    "found_cheaper": [
        "found it cheaper", "cheaper elsewhere", "saw it for less on amazon",
        "found a better price",
        "it's cheaper online", "found one cheaper", "got a better deal elsewhere", "price dropped",
        "seen it cheaper somewhere else", "found the same one cheaper", "a lower price elsewhere",
        "half the price online",
        "cheaper on another site", "got it cheaper in town", "on sale elsewhere", "has it for less",
    ],
    "unwanted_gift": [
        "unwanted gift", "unwanted present", "it was a gift", "got it for christmas",
        "I was given it",
        "already have one", "unwanted birthday present", "a present from my aunt", "was given two",
        "gift I don't need", "it was a wedding present", "she already has one",
        "a present I'd never use", "a present we've no use for", "given two the same",
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
    "how am I meant to buy it", "it was meant to be here", "don't do anything with it yet",
    "I'd hate it if you went", "My wife ordered it last week", "My daughter bought it for me",
    "I meant to get in touch earlier", "I meant to pick up my parcel", "I'm meant to get a refund",
    "They're meant to get here tomorrow", "When is my parcel meant to get here",
    "This wasn't meant to get here so late", "Can I pay in three parts?",
    "the sofa comes in three pieces, right?", "cut it into two pieces please",
    "do you sell a brown stain", "The warranty does not cover my sofa",
    "I can't get my head around this", "I want a dress that comes below my knees",
    "Have you sent me another shirt yet?", "Can I be given another colour",
    "They took two weeks to reply", "why has it taken two weeks for my refund",
    "Have I missed Christmas deliveries?", "I can't stand it any more",
    "I'm not feeling it today", "I don't want to lose time", "I only work on one side of town",
    "Your support doesn't do anything", "Do you have it for less?",
    "Which of them are see through?", "im meant to get a refund", "it wasnt meant to be ordered",
    "it took two months to reply",
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
            ("it is so flimsy", "so flimsy"),
            ("There's a stain on my rug", "stain"),
            ("the boots are tight round the ankle", "tight round"),
            ("found it cheaper on another", "found it cheaper"),
        ):
            self.assertEqual([text for text, _ in read(message, "reason")], [span])

    def test_several_reasons_are_all_read(self) -> None:
        found = read("It's too big, and the handle is cracked.", "reason")
        self.assertEqual([value for _, value in found], ["too_big", "damaged"])


if __name__ == "__main__":
    unittest.main()
