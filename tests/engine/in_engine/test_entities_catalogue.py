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
            ("trade in for oak", "oak", "oak"),
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
            ]), [],
        )  # fmt: skip

    def test_one_makes_another_clear(self) -> None:
        for message, values in (
            ("got a medium, need a small", ["medium", "small"]),
            ("US keyboard, ordered UK", ["US", "UK"]), ("S for M", ["S", "M"]),
            ("got 41, need 42", ["41", "42"]), ("oak, not walnut", ["oak", "walnut"]),
            ("gloves, one L and one S", ["L", "S"]), ("not the 22 litre, the 30", ["22 l", "30 l"]),
            ("A5 dotted", ["A5", "dotted"]), ("swap my S for M", ["S", "M"]),
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
            ]), [],
        )  # fmt: skip


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
