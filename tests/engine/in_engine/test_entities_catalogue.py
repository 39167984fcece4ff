"""Products, options and numbers of items in messages."""

from __future__ import annotations

import unittest

from bot.entities.catalogue import Catalogue
from bot.entities.details import DetailReader
from tests.engine.in_engine.detail_samples import TODAY, mistaken, read, wrong


class Products(unittest.TestCase):
    def test_they_are_read_however_they_are_written(self) -> None:
        samples = [
            ("teh keybord", "keybord", "Slate wireless keyboard"),
            ("my rain jacket", "rain jacket", "Breakwater rain jacket"),
            ("the tea towels", "tea towels", "Waffle tea towels, set of 3"),
            ("casserole!", "casserole", "Anvil cast-iron casserole"),
            ("the desk lamp", "desk lamp", "Signal desk lamp"),
            ("Slate Wireless Keyboard", "Slate Wireless Keyboard", "Slate wireless keyboard"),
            ("ripple tumblers, set of 6", "ripple tumblers, set of 6", "Ripple tumblers, set of 6"),
            ("a helm chair", "helm chair", "Helm desk chair"),
            ("two knives", "knives", "Shoreline chef's knife"),
            ("the chefs knife", "chefs knife", "Shoreline chef's knife"),
            ("a t shirt", "t shirt", "Heavy cotton T-shirt"),
            ("tshirts", "tshirts", "Heavy cotton T-shirt"),
            ("head phones", "head phones", "Cove headphones"),
            ("the sleepingbag", "sleepingbag", "Lea sleeping bag"),
            ("my rucksack", "rucksack", "Coastpath backpack"),
            ("wellies", "wellies", "Saltings rubber boots"),
            ("castiron pan", "castiron pan", "Anvil cast-iron pan"),
            ("cast iron pan", "cast iron pan", "Anvil cast-iron pan"),
            ("the laptop stand", "laptop stand", "Gangway laptop stand"),
            ("return the stand", "stand", "Gangway laptop stand"),
            ("the Curlew", "Curlew", "Curlew binoculars"),
            ("matching binocculars", "binocculars", "Curlew binoculars"),
            ("olive tree", "olive tree", "Potted olive tree"),
            ("umberella", "umberella", "Squall umbrella"),
        ]
        self.assertEqual(wrong("product", samples), [])

    def test_words_that_fit_several_or_mean_something_else_are_none(self) -> None:
        self.assertEqual(
            mistaken("product", [
                "the lamp", "my chair", "can we table this", "I can't stand it", "stand by me",
                "what's in my basket", "across the board", "they mug you off", "a chopping board",
                "round the clock", "the front desk", "on board", "pan out well", "my bag",
                "the box",
                "a set of them", "he will bottle it", "Harbour is nice", "a tree", "to mirror that",
                "spring is here", "help desk",
            ]), [],
        )  # fmt: skip


class Options(unittest.TestCase):
    def test_they_are_read_as_the_catalogue_has_them(self) -> None:
        samples = [
            ("in moss please", "moss", "moss"), ("jumper XL", "XL", "XL"),
            ("the shelf in walnt", "walnt", "walnut"), ("a 30 l backpack", "30 l", "30 l"),
            ("30l rucksack", "30l", "30 l"), ("the 30 litre one", "30 litre", "30 l"),
            ("bowl in KELP", "KELP", "kelp"), ("the blue one", "blue", "blue"),
            ("size M", "M", "M"), ("i need size s", "s", "S"), ("an L please", "L", "L"),
            ("A4 notebook", "A4", "A4"), ("boots in a 42", "42", "42"), ("size 38", "38", "38"),
            ("chair without arms", "without", "without"), ("the two burner stove", "two", "two"),
            ("UK layout", "UK", "UK"), ("plain paper", "plain", "plain"),
            ("45cm cushion", "45cm", "45 cm"), ("binoculars 10x42", "10x42", "10 x 42"),
            ("the lantern in red", "red", "red"), ("1.20 litre", "1.20 litre", "1.2 l"),
            ("signal red", "signal red", "signal red"), ("extra large", "extra large", "XL"),
            ("the large basket", "large", "large"), ("oak frame", "oak", "oak"),
            ("colour: rust", "rust", "rust"), ("charcoal tray", "charcoal", "charcoal"),
            ("the jumper for a large", "large", "large"), ("the 28 pan", "28", "28 cm"),
            ("the 140 one", "140", "140 cm"), ("it has to be 120 wide", "120", "120 cm"),
            ("42 boots", "42", "42"), ("colour should be navy", "navy", "navy"),
            ("trade in for oak", "oak", "oak"), ("make that a medium", "medium", "medium"),
            ("have you got it in a large", "large", "large"), ("the lamp, brass", "brass", "brass"),
            ("scrap the blue, I'd like one", "blue", "blue"), ("not the cream", "cream", "cream"),
            ("I want the lamp white", "white", "white"), ("make that chalk", "chalk", "chalk"),
            ("can i have it in forest 🌲", "forest", "forest"), ("in 2XL please", "2XL", "XXL"),
            ("the label says S on it", "S", "S"), ("M please", "M", "M"),
            ("the 43s that came", "43", "43"),
            ("does a 42 in those boots exist", "42", "42"),
            ("the boots in 42, how much", "42", "42"),
            ("a desk not wider than 120", "120", "120 cm"), ("size lge", "lge", "large"),
            ("in meduim", "meduim", "medium"), ("xtra large", "xtra large", "XL"),
        ]  # fmt: skip
        self.assertEqual(wrong("option", samples), [])

    def test_other_colours_and_common_words_are_none(self) -> None:
        self.assertEqual(
            mistaken("option", [
                "in purple please", "crystal clear", "is that clear?", "plain rude", "by the sea",
                "there is rust on it", "black friday", "it's too large", "one moment",
                "with thanks",
                "tell us", "delivery in the UK", "35 l", "M25 motorway", "42 days",
                "the pen has no ink",
                "I have two orders", "smoke came out", "a white lie", "it is small",
                "the clear winner",
                "Heather here, hello", "not happy with the colour", "is it set in stone?",
                "the steel rusts", "in the summer", "two large dogs", "for the 2 chairs",
                "the e-mail I log in with needs a change", "the page went white",
                "of the 40 mugs delivered", "my foot is 26 cm", "store it in summer",
                "it says so in black and white", "ask for a 3XL", "a large coat", "in the 40s",
                "flat 42 not 40", "in basket 38, on statement 39", "S. Oakes", "Mrs E. M. Pargeter",
                "18 plates where there should be 24", "the sea", "a small parcel",
                "my bank says I'm in the red", "can it come on the 26 not 28",
                "I take black coffee",
            ]), [],
        )  # fmt: skip

    def test_one_makes_another_clear(self) -> None:
        for message, values in (
            ("got a medium, need a small", ["medium", "small"]),
            ("US keyboard, ordered UK", ["US", "UK"]), ("S for M", ["S", "M"]),
            ("got 41, need 42", ["41", "42"]), ("oak, not walnut", ["oak", "walnut"]),
            ("gloves, one L and one S", ["L", "S"]), ("not the 22 litre, the 30", ["22 l", "30 l"]),
            ("A5 dotted", ["A5", "dotted"]), ("swap my S for M", ["S", "M"]),
            ("jacket to navy L", ["navy", "L"]), ("order, oak, 140 cm", ["oak", "140 cm"]),
            ("ordered 42 got 39", ["42", "39"]), ("38 to 39 please", ["38", "39"]),
            ("it must be 140, not 120", ["140 cm", "120 cm"]),
            ("listed as moss, I was after heather", ["moss", "heather"]),
            ("put oak in place of walnut", ["oak", "walnut"]),
            ("the card says graphite, this is bright red", ["graphite", "red"]),
            ("it says \"brass\", this is a red lantern", ["brass", "red"]),
            ("should be one sea one rust", ["sea", "rust"]),
            ("12 litre cool box for the 20", ["12 l", "20 l"]),
        ):  # fmt: skip
            with self.subTest(message):
                self.assertEqual([value for _, value in read(message, "option")], values)


class Quantities(unittest.TestCase):
    def test_numbers_of_items_are_read(self) -> None:
        samples = [
            ("2 mugs", "2", 2), ("two of the bowls", "two", 2), ("3x lantern", "3x", 3),
            ("mug x2", "x2", 2), ("I want 4 navy mugs", "4", 4), ("qty 3", "3", 3),
            ("quantity: 5", "5", 5), ("all three candles", "three", 3),
            ("a dozen plates", "a dozen", 12),
            ("two broken tumblers", "two", 2), ("one mug is missing", "one", 1),
            ("one of the plates", "one", 1), ("six items", "six", 6), ("2 of them", "2", 2),
            ("make that three candles", "three", 3), ("12 glass tumblers", "12", 12),
            ("2 x chalk mugs", "2 x", 2), ("half a dozen mugs", "half a dozen", 6),
            ("a pair of cushions", "a pair", 2), ("a pair of gloves", "a pair", 1),
            ("I need six", "six", 6), ("twenty five mugs", "twenty five", 25),
            ("all three are late", "three", 3), ("two out of my order", "two", 2),
            ("2 T-shirts", "2", 2), ("3 of 6 broken", "3", 3),
            ("Hello. Two hammocks please", "Two", 2), ("I want to order 2 mugs", "2", 2),
            ("the two green chairs", "two", 2), ("30 desk chairs", "30", 30),
            ("about 40 mugs", "40", 40), ("of the 40 mugs delivered", "40", 40),
            ("two dozen candles", "two dozen", 24), ("a couple mugs", "a couple", 2),
            ("mug x 2", "x 2", 2), ("mugs (2)", "2", 2), ("qty=4", "4", 4), ("6pcs", "6", 6),
            ("quantity should be 3", "3", 3), ("quantity of the plates to 8", "8", 8),
            ("quantity is to be 4 nos.", "4", 4), ("actually make that two", "two", 2),
            ("make it 3", "3", 3), ("two more please", "two", 2), ("i'll take three", "three", 3),
            ("add 2 to my order", "2", 2), ("need 2 by friday", "2", 2), ("two of each", "two", 2),
            ("all four smashed", "four", 4), ("two came because I pressed twice", "two", 2),
            ("1 missing", "1", 1), ("8 napkins ordered", "8", 8), ("missing two screws", "two", 2),
            ("two 45 cm cushions", "two", 2), ("2 A5 notebooks", "2", 2), ("two mice", "two", 2),
            ("two navy ones", "two", 2), ("3 XL please", "3", 3), ("two mediums", "two", 2),
            ("thre mugs", "thre", 3), ("twenty of the tea towel sets", "twenty", 20),
            ("only one of the plates came", "one", 1),
        ]  # fmt: skip
        self.assertEqual(wrong("quantity", samples), [])

    def test_other_numbers_are_none(self) -> None:
        self.assertEqual(
            mistaken("quantity", [
                "a mug", "2 days", "£2", "size 2", "this one", "30 l backpack", "HP-104233",
                "2-person tent", "the 28 pan", "plates, set of 4", "14/11", "two weeks ago",
                "no one came", "2 burners", "1,200 mugs", "0 mugs", "one of you", "3 stars",
                "10 out of 10", "a couple of things to ask", "a couple of days", "split in two",
                "all in one box", "one thing in particular", "a pair of scissors",
                "a receipt 4 the keyboard", "looking 4 a mouse", "solve 3x + 7", "billed x2",
                "it went through 2x", "a three piece suite", "a jigsaw with 500 pieces",
                "tell me three things you do", "is it one of the things you sell",
                "one of the pair", "two colours of rug", "box 1 of 3 is here", "dozens of mugs",
                "one label per item", "I wore size 8, got 9", "boots: need 9", "2 emails received",
                "asking for a 3XL", "the form takes only two", "make it 42", "I live at 12",
                "the only one of them", "I got 5 days, not 3",
            ]), [],
        )  # fmt: skip

    def test_one_number_is_held_against_another(self) -> None:
        for message, values in (
            ("ordered 2 got 1", [2, 1]), ("two jars, not four", [2, 4]),
            ("make it two not three", [2, 3]), ("paid for 5, got 4", [5, 4]),
            ("6 tumblers on the slip, five in the box", [6, 5]),
            ("I bought four glasses and there are only three", [4, 3]),
            ("10 notebooks should be 100", [10, 100]), ("six plates instead of 4", [6, 4]),
            ("billed for three, ordered two", [3, 2]), ("quantity of mugs from 1 to 2", [1, 2]),
            ("6 nos. ordered and 4 nos. received", [6, 4]), ("2 in navy and 1 in moss", []),
            ("I want 2 in navy and 1 in moss", [2, 1]), ("2 large, 1 small", [2, 1]),
            ("gloves, one L and one S", [1, 1]),
            ("two lamps on 3 november, need them in 3 days", [2]),
            ("I ordered 2 mugs, it took 5 days, not 3", [2]),
            ("there are 4 of us and I bought two mugs for 12 quid", [2]),
        ):  # fmt: skip
            with self.subTest(message):
                self.assertEqual([value for _, value in read(message, "quantity")], values)


class OtherShops(unittest.TestCase):
    def test_without_a_catalogue_everything_else_is_read(self) -> None:
        found = DetailReader().read("the moss keyboard HP-104233 cracked yesterday", TODAY)
        self.assertEqual([one.type for one in found], ["order_number", "reason", "date"])

    def test_odd_catalogues_do_no_harm(self) -> None:
        for products, options in (
            (["", " ", ",", "42", "A", "☃", "Ж" * 200, "a b c d e f g h i j k l"], []),
            ([], ["", ":", "colour:", ": red", "x" * 500, "size: ☃", "1/2", "size: 3.5.1"]),
            (["Mug", "Mug", "mug"], ["red", "red", "colour: red"]),
        ):
            DetailReader(Catalogue.from_lookups(products, options)).read("a red mug, 42", TODAY)

    def test_an_option_needs_no_dimension(self) -> None:
        shop = DetailReader(Catalogue.from_lookups(["Garden gnome"], ["turquoise"]))
        found = [(one.type, one.value) for one in shop.read("the turquoise gnom", TODAY)]
        self.assertEqual(found[0], ("option", "turquoise"))

    def test_a_whole_name_is_surer_than_a_part_of_it(self) -> None:
        self.assertEqual(read("Tideline mug", "product"), [("Tideline mug", "Tideline mug")])


if __name__ == "__main__":
    unittest.main()
