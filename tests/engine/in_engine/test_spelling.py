"""Misspelt words are read as the words that were meant, and no other word is touched."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from bot.entities.details import known_words
from bot.spelling.slips import are_slips
from bot.spelling.spelling import MAX_CHARACTERS, Spelling

EXAMPLES = (
    "cancel an order", "cancel the order", "please cancel my order", "where is my parcel?",
    "where is my order", "change the delivery address", "exchange something", "the lamp broke",
    "is the lamp out of stock", "mark it as paid", "which markets are there", "just some stuff",
    "can I pay with klarna", "klarna said no", "is klarna safe",
    "return a card", "the cart is empty", "I need a receipt",
)  # fmt: skip
NAMES = ("Wren mechanical keyboard", "colour: walnut")


def a_spelling(*more: str) -> Spelling:
    return Spelling.learn([*EXAMPLES, *more], NAMES, known_words())


class Respelling(unittest.TestCase):
    spelling: Spelling

    @classmethod
    def setUpClass(cls) -> None:
        cls.spelling = a_spelling()

    def assert_untouched(self, *texts: str) -> None:
        for text in texts:
            with self.subTest(text):
                self.assertEqual(self.spelling.respelt(text), text)

    def test_slips_of_the_keyboard_are_read_as_the_word_that_was_meant(self) -> None:
        for written, meant in (
            ("cncel an order", "cancel an order"),
            ("exhcange something", "exchange something"),
            ("the delivery addess of an order", "the delivery address of an order"),
            ("hy wher my parcel??", "hy where my parcel??"),
            ("cancle teh ordrer", "cancel teh order"),
            ("dleivrey adress", "delivery address"),
            ("I need a reciept", "I need a receipt"),
            ("acncel it", "cancel it"),
            ("xcancel it", "cancel it"),
        ):
            with self.subTest(written):
                self.assertEqual(self.spelling.respelt(written), meant)

    def test_names_of_products_and_options_are_words_to_be_meant(self) -> None:
        self.assertEqual(
            self.spelling.respelt("the wlanut keybaord, please"), "the walnut keyboard, please"
        )

    def test_signs_and_what_stands_between_words_stay(self) -> None:
        written = "  Hi!\n\n«Cncel» my\tordre, pls… \U0001f64f"
        self.assertEqual(
            self.spelling.respelt(written), "  Hi!\n\n«cancel» my\torder, pls… \U0001f64f"
        )

    def test_an_english_word_is_no_slip_even_if_no_example_has_it(self) -> None:
        self.assert_untouched("the lamb", "a cancer", "the border", "a stamp", "Lamb and stuffing")

    def test_short_words_are_left(self) -> None:
        self.assert_untouched("teh pto", "adn", "pls")

    def test_inflections_of_known_words_are_no_slips(self) -> None:
        self.assert_untouched("the cancellable parcels", "keyboards", "klarnas", "it unlocked")
        self.assertEqual(a_spelling(*["unlocked"] * 9).respelt("unblocked"), "unblocked")

    def test_contractions_without_their_apostrophe_keep_their_meaning(self) -> None:
        spelling = a_spelling(*["can your bill"] * 50)
        for text in ("I cant pay", "youre late", "it wont open", "theyve billed me", "he couldnt"):
            with self.subTest(text):
                self.assertEqual(spelling.respelt(text), text)

    def test_a_word_that_several_examples_have_is_right_whatever_it_is(self) -> None:
        self.assert_untouched("klarna")
        self.assertEqual(self.spelling.respelt("with klrana"), "with klarna")

    def test_a_slip_in_one_example_teaches_no_word(self) -> None:
        spelling = a_spelling("cncel everything")
        self.assertEqual(spelling.respelt("cncel it"), "cancel it")

    def test_of_two_words_as_near_neither_is_taken(self) -> None:
        self.assert_untouched("the carf")

    def test_of_two_words_as_near_the_far_more_frequent_one_is_taken(self) -> None:
        spelling = a_spelling(*["my card"] * 20)
        self.assertEqual(spelling.respelt("the carf"), "the card")

    def test_another_letter_that_no_finger_slips_to_makes_another_word(self) -> None:
        self.assertFalse(are_slips("bloke", "broke"))
        self.assertTrue(are_slips("brpke", "broke"))
        self.assert_untouched("a bloke")

    def test_names_of_people_stay(self) -> None:
        self.assert_untouched("my name is Marck Ordre", "it goes to Recipt Street")

    def test_a_capital_at_the_start_or_throughout_is_no_name(self) -> None:
        self.assertEqual(self.spelling.respelt("Cncel it. Wher is it"), "cancel it. where is it")
        self.assertEqual(self.spelling.respelt("CNCEL IT NOW"), "cancel IT NOW")

    def test_numbers_addresses_and_compounds_stay(self) -> None:
        self.assert_untouched(
            "ordre@parcle.com", "HP-104233 ordre1", "www.parcle.com/ordre", "@cncel #cncel",
            "pre-ordre", "can't", "SW1A 1AA", "cncel_order",
        )  # fmt: skip

    def test_any_text_comes_back_and_its_rest_is_whole(self) -> None:
        for text in ("", " ", "\ud800", "İ ıß", "您好", "\0\0\0", "e\u0301ste", "a" * 20_000):
            with self.subTest(text[:9]):
                self.assertEqual(self.spelling.respelt(text), text)
        long = "the lamp " * 1_000 + "cncel"
        self.assertEqual(self.spelling.respelt(long), long)
        self.assertEqual(len(self.spelling.respelt("wher " * 1_000)), 5_000 + MAX_CHARACTERS // 5)

    def test_without_anything_learnt_nothing_changes(self) -> None:
        self.assertEqual(Spelling({}, ()).respelt("cncel an ordre"), "cncel an ordre")

    def test_what_was_learnt_is_kept(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "spelling.json"
            self.spelling.save(file)
            loaded = Spelling.load(file, known_words())
        self.assertEqual(loaded.counts, self.spelling.counts)
        self.assertEqual(loaded.respelt("cncel"), "cancel")


if __name__ == "__main__":
    unittest.main()
