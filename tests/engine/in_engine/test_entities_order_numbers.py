"""Order numbers in messages, in the demo shop's format and in others."""

from __future__ import annotations

import unittest

from bot.entities.details import DetailReader
from bot.entities.order_format import OrderNumbers
from tests.engine.in_engine.detail_samples import TODAY, mistaken, read, wrong


def read_by(reader: DetailReader, text: str) -> list[tuple[str, str | int]]:
    return [(one.text, one.value) for one in reader.read(text, TODAY) if one.type == "order_number"]


class DemoShop(unittest.TestCase):
    def test_they_are_read_however_they_are_written(self) -> None:
        samples = [
            ("where is HP-104233", "HP-104233"), ("hp 104 233 pls", "hp 104 233"),
            ("#104233", "#104233"), ("# 104233 hasn't come", "# 104233"),
            ("order no 104233 please", "104233"), ("its number is 104 233", "104 233"),
            ("cancel 104233", "104233"), ("HP104233??", "HP104233"), ("(hp-104233)", "hp-104233"),
            ("hp_104233", "hp_104233"), ("HP:104233", "HP:104233"), ("Hp–104233 late", "Hp–104233"),
            ("#HP-104233.", "#HP-104233"), ("my order 104233 is late", "104233"),
            ("ref 104233, thanks", "104233"), ("HP - 104233", "HP - 104233"),
            ("HP-1O4233 it says", "HP-1O4233"), ("order lO4233", "lO4233"),
            ("hp-one zero four two three three", "hp-one zero four two three three"),
            ("it says HP then a dash then 104 and 233 on the slip",
             "HP then a dash then 104 and 233"),
            ("its 10 4 2 3 3", "10 4 2 3 3"), ("paid by card for order 104233", "104233"),
            ("ＨＰ－１０４２３３ please 1", "ＨＰ－１０４２３３"),
            ("HP-104233, the mug", "HP-104233"), ("104 233", "104 233"),
        ]  # fmt: skip
        named = [(message, typed, "HP-104233") for message, typed in samples]
        self.assertEqual(wrong("order_number", named), [])

    def test_several_are_all_read(self) -> None:
        for message in (
            "104233, HP-104234 and #104235", "104233 104234 104235", "104233,104234,104235",
            "HP104233/HP104234/HP104235",
        ):  # fmt: skip
            with self.subTest(message):
                values = [value for _, value in read(message, "order_number")]
                self.assertEqual(values, ["HP-104233", "HP-104234", "HP-104235"])

    def test_other_numbers_are_none(self) -> None:
        self.assertEqual(
            mistaken("order_number", [
                "tracking 1042334455", "call 07700 900123", "about 900123 people", "HP-10423",
                "£104233", "104233.50 was taken", "build 1.104233", "sku AB104233", "104233kg",
                "a 104 233 b", "card 4417 104233", "+104233", "104233/2", "HP-1042334",
                "my phone is 104233", "the code 104233 won't work", "104233 pounds",
                "more than 104233 customers", "order £104233", "ph-104233@example.com",
                "5 people in 12 rooms with 233", "104233,50", "it's 10 4 2 3 3 people",
            ]), [],
        )  # fmt: skip


class OtherShops(unittest.TestCase):
    def test_a_format_has_signs_of_its_own(self) -> None:
        shop = DetailReader(orders=OrderNumbers(r"\#W#######"))
        for message, typed in (
            ("Cancel #W2378156 please", "#W2378156"), ("order W2378156", "W2378156"),
            ("it's w 2378156", "w 2378156"), ("#w2378156??", "#w2378156"),
            ("order 2378156", "2378156"), ("2378156", "2378156"), ("# 2378156", "# 2378156"),
            ("w-2378156 and a mug", "w-2378156"), ("W237 8156", "W237 8156"),
        ):  # fmt: skip
            with self.subTest(message):
                self.assertEqual(read_by(shop, message), [(typed, "#W2378156")])
        for message in ("HP-104233", "#W237815", "W23781567", "order 104233", "call 020 2378156"):
            with self.subTest(message):
                self.assertEqual(read_by(shop, message), [])

    def test_there_may_be_several_formats(self) -> None:
        shop = DetailReader(orders=OrderNumbers(["SHOP-#####", "WEB#######", "##-##-##A"]))
        found = read_by(shop, "shop 12345, web 1234567, 12 34 56a and order 7654321")
        values = [value for _, value in found]
        self.assertEqual(values, ["SHOP-12345", "WEB1234567", "12-34-56A", "WEB7654321"])

    def test_a_short_number_needs_a_word_before_it(self) -> None:
        shop = DetailReader(orders=OrderNumbers("A-####"))
        self.assertEqual(read_by(shop, "in 2024 we bought 1200 mugs"), [])
        self.assertEqual(read_by(shop, "order 2024"), [("2024", "A-2024")])


if __name__ == "__main__":
    unittest.main()
