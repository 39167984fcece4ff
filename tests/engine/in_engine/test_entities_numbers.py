"""E-mail addresses, postcodes and amounts in messages."""

from __future__ import annotations

import unittest

from tests.engine.in_engine.detail_samples import mistaken, read, wrong


class Emails(unittest.TestCase):
    def test_they_are_read(self) -> None:
        samples = [
            ("it's anna@example.com", "anna@example.com", "anna@example.com"),
            ("Anna.Smith+shop@mail.example.co.uk.", "Anna.Smith+shop@mail.example.co.uk",
             "Anna.Smith+shop@mail.example.co.uk"),
            ("(bob_99@example.org)", "bob_99@example.org", "bob_99@example.org"),
            ("mail:jo-ann@ex-ample.net!", "jo-ann@ex-ample.net", "jo-ann@ex-ample.net"),
            ("<x@y.io>", "x@y.io", "x@y.io"),
            ("o.k@example.org, thanks", "o.k@example.org", "o.k@example.org"),
            ("zoë@example.com", "zoë@example.com", "zoë@example.com"),
            ("12345@example.com", "12345@example.com", "12345@example.com"),
            ("my mail is anna at example dot com", "anna at example dot com", "anna@example.com"),
            ("anna dot smith at example dot org", "anna dot smith at example dot org",
             "anna.smith@example.org"),
            ("bob (at) example.com", "bob (at) example.com", "bob@example.com"),
            ("bob [at] example dot co dot uk", "bob [at] example dot co dot uk",
             "bob@example.co.uk"),
            ("jo underscore k at example dot net", "jo underscore k at example dot net",
             "jo_k@example.net"),
            ("SAM AT EXAMPLE DOT COM", "SAM AT EXAMPLE DOT COM", "sam@example.com"),
        ]  # fmt: skip
        self.assertEqual(wrong("email", samples), [])

    def test_other_words_are_none(self) -> None:
        self.assertEqual(
            mistaken("email", [
                "I'm at work. Please call", "meet me @ home", "@parley help", "look at this dot",
                "user@", "@example.com", "price @ 20", "at example.com", "12 @ 3.50",
            ]), [],
        )  # fmt: skip


class Postcodes(unittest.TestCase):
    def test_they_are_read_as_typed(self) -> None:
        for typed in (
            "G12 8LX", "g12 8lx", "m146hj", "SW1A 1AA", "sw1a1aa", "EH3 9QQ", "LS6 2AB", "ls6  2ab",
            "BT7 1NN", "W1A 0AX", "CF10 1EP", "EC1A 1BB", "n4 2dh", "Ne26ab",
        ):  # fmt: skip
            with self.subTest(typed):
                self.assertEqual(read(f"postcode {typed}, thanks", "postcode"), [(typed, typed)])

    def test_those_of_other_countries_are_read(self) -> None:
        for message, typed in (
            ("zip 90210", "90210"), ("zip code 10001-4356", "10001-4356"), ("PLZ 10115", "10115"),
            ("Portland, OR 97205", "97205"), ("in 10115 Berlin", "10115"), ("10115", "10115"),
            ("1015 CJ Amsterdam", "1015 CJ"), ("K1A 0B1", "K1A 0B1"), ("D02 X285", "D02 X285"),
            ("postcode 1015cj", "1015cj"), ("my post code is 2000", "2000"),
            ("Bahnhofstr. 5, 8001 Zürich", "8001"),
        ):  # fmt: skip
            with self.subTest(message):
                self.assertEqual(read(message, "postcode"), [(typed, typed)])

    def test_codes_sizes_and_chat_are_none(self) -> None:
        self.assertEqual(
            mistaken("postcode", [
                "MUG-01 2AB", "the A4 2GB thing", "size m12 3xl", "need it b4 3rd of march",
                "b4 2nd", "X12 8LX", "XL 2 for 1", "USB 3 2AB", "m24 5ft", "HP-104233", "e27 bulb",
                "HX-12 3AB", "G12 8LXY", "in 2024 we moved", "1200 MM", "10115 people came",
                "£12345", "1500 OR MORE", "since 1999 Thanks", "the zip is broken",
            ]), [],
        )  # fmt: skip


class Amounts(unittest.TestCase):
    def test_they_are_read(self) -> None:
        samples = [
            ("you took £29.50", "£29.50", "29.50"), ("it says 29,50", "29,50", "29.50"),
            ("20 quid!", "20 quid", "20.00"), ("12 pounds", "12 pounds", "12.00"),
            ("owe me a fiver", "a fiver", "5.00"), ("A TENNER", "A TENNER", "10.00"),
            ("only 50p", "50p", "0.50"), ("30 EUR", "30 EUR", "30.00 EUR"),
            ("€15,99 was", "€15,99", "15.99 EUR"), ("£ 7", "£ 7", "7.00"),
            ("£1,250.00 for a desk", "£1,250.00", "1250.00"), ("twenty quid", "twenty quid",
            "20.00"),
            ("GBP 64", "GBP 64", "64.00"), ("$45", "$45", "45.00 USD"), ("99 pence", "99 pence",
            "0.99"),
            ("29.05 GBP", "29.05 GBP", "29.05"), ("£3,000", "£3,000", "3000.00"),
            ("two hundred and fourteen pounds", "two hundred and fourteen pounds", "214.00"),
            ("eighty quid", "eighty quid", "80.00"), ("I paid 64 for it", "64", "64.00"),
            ("it was 14,90 zł", "14,90 zł", "14.90 PLN"), ("A$25 back", "A$25", "25.00 AUD"),
            ("CHF 52.90", "CHF 52.90", "52.90 CHF"), ("¥500 each", "¥500", "500.00 JPY"),
            ("₹1,500", "₹1,500", "1500.00 INR"), ("250 kr please", "250 kr", "250.00 KR"),
            ("30 francs", "30 francs", "30.00 CHF"), ("$7", "$7", "7.00 USD"),
            ("3 pounds 50", "3 pounds 50", "3.50"), ("1.299,00 €", "1.299,00 €", "1299.00 EUR"),
            ("a hundred quid", "a hundred quid", "100.00"),
        ]  # fmt: skip
        self.assertEqual(wrong("amount", samples), [])

    def test_other_numbers_are_none(self) -> None:
        self.assertEqual(
            mistaken("amount", [
                "2 mugs", "at 10.30", "from 9.30 am", "30 days", "1.25 m", "14.11.2026", "20%",
                "0.75 l", "p 50", "a pound of flesh", "version 1.10", "8 x 32", "2.50.1",
                "on Tuesday 2.15", "paid 3 times", "a person of 1.90 metres", "spent 3 days",
            ]), [],
        )  # fmt: skip


if __name__ == "__main__":
    unittest.main()
