"""The component of the pipeline: training, loading, what it adds, and whatever customers type."""

from __future__ import annotations

import base64
import random
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entities.detail import Detail, without_overlaps
from bot.entities.extractor import DetailExtractor
from bot.entities.reading import MAX_CHARACTERS
from bot.entities.words import word_set
from tests.engine.in_engine.detail_samples import CATALOGUE_FILE, TODAY, lookups, reader

RESOURCE = Resource("details")
CONTEXT = ExecutionContext(GraphSchema({}), "model")


def trained(training_data: TrainingData, **config: Any) -> DetailExtractor:
    """An extractor as the engine has it: trained, kept, loaded."""
    config = DetailExtractor.get_default_config() | config
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        DetailExtractor.create(config, storage, RESOURCE, CONTEXT).train(training_data)
        return DetailExtractor.load(config, storage, RESOURCE, CONTEXT)


def entities(extractor: DetailExtractor, text: str, **more: Any) -> list[dict[str, Any]]:
    message = Message({TEXT: text, **more})
    extractor.process([message])
    found: list[dict[str, Any]] = message.get(ENTITIES, [])
    return found


class Component(unittest.TestCase):
    extractor: DetailExtractor

    @classmethod
    def setUpClass(cls) -> None:
        cls.extractor = trained(RasaYAMLReader().read(CATALOGUE_FILE))

    def test_it_reads_by_the_catalogue_it_was_trained_with(self) -> None:
        self.assertEqual(
            entities(self.extractor, "is teh keybord HP-104233"),
            [
                {
                    "entity": "product", "start": 7, "end": 14, "value": "Slate wireless keyboard",
                    "confidence_entity": 0.9, "extractor": "DetailExtractor",
                },
                {
                    "entity": "order_number", "start": 15, "end": 24, "value": "HP-104233",
                    "confidence_entity": 1.0, "extractor": "DetailExtractor",
                },
            ],
        )  # fmt: skip

    def test_it_adds_to_what_others_have_read(self) -> None:
        other = {"entity": "mood", "start": 0, "end": 2, "value": "odd"}
        found = entities(self.extractor, "hm, cracked", entities=[other])
        self.assertEqual([one["entity"] for one in found], ["mood", "reason"])

    def test_messages_without_text_are_left_alone(self) -> None:
        message = Message({"intent": "greet"})
        self.extractor.process([message, Message({TEXT: ""})])
        self.assertIsNone(message.get(ENTITIES))

    def test_without_lookup_tables_it_reads_all_but_products_and_options(self) -> None:
        found = entities(trained(TrainingData()), "moss keyboard, 20 quid")
        self.assertEqual([one["entity"] for one in found], ["amount"])

    def test_it_reads_order_numbers_as_config_yml_has_them(self) -> None:
        extractor = trained(TrainingData(), order_number=["HP-######", r"\#W#######"])
        found = entities(extractor, "w 2378156 or hp104233")
        self.assertEqual([one["value"] for one in found], ["#W2378156", "HP-104233"])

    def test_a_format_that_is_none_is_told_of_at_the_start(self) -> None:
        wrongs: tuple[object, ...] = ("HP", [], 12)
        for wrong in wrongs:
            with self.assertRaisesRegex(InvalidConfigException, "order_number is"):
                trained(TrainingData(), order_number=wrong)

    def test_it_reads_before_it_is_loaded(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            storage = LocalModelStorage.create(Path(folder))
            config = DetailExtractor.get_default_config()
            fresh = DetailExtractor.create(config, storage, RESOURCE, CONTEXT)
            self.assertEqual([one["value"] for one in entities(fresh, "cracked")], ["damaged"])


class BadInput(unittest.TestCase):
    def test_nothing_that_is_typed_raises(self) -> None:
        chance = random.Random(7)  # noqa: S311 - the same every time
        texts = [
            "", " ", "\n\t", "\x00", "a\x00b", "\ud83d", "\udc00 HP-104233 \ud800",
            "🙈🙈 2 mugs 🙈",
            "\u202eHP-104233", "مرحبا HP-104233", "שלום 104233", "١٠٤٢٣٣", "ＨＰ－１０４２３３",
            "²³¹ ½ ⅷ", "0/0", "00/00/0000", "9999-99-99", "0 days ago", "99999999999 years ago",
            "in 999 years", "£" + "9" * 50, "£0", "@", "@@@", ". at . dot .", "'s", "’s’s",
            "the the", "1" * 3_000, "(" * 3_000, "a" * 20_000, "at dot " * 3_000,
            "1 a b c d " * 2_000,
            "\u0301\u0301x", "İ ß ŉ", "\ufeff", "HP-" * 5_000, "14/11/" * 3_000, "a.b@" * 5_000,
            base64.b64encode(chance.randbytes(15_000)).decode(),
            "".join(chr(chance.randrange(1, 0x3000)) for _ in range(20_000)),
        ]  # fmt: skip
        for text in texts:
            with self.subTest(text[:20].encode("unicode_escape")):
                for found in reader().read(text, TODAY):
                    self.assertEqual(text[found.start : found.end], found.text)

    def test_random_mixtures_give_details_that_do_not_overlap(self) -> None:
        chance = random.Random(11)  # noqa: S311 - the same every time
        parts = sorted(word_set(
            "HP - # 104233 104 233 £ 29 . , / 50 p a an the of in on last next Tuesday March 3 rd "
            "th mug keyboard desk lamp moss XL 30 l x not doesn't turn too small by mistake at dot "
            "com 14 High Street Leeds LS6 2AB size one 's ago days week @ ( ) 🙈 \x00"
        ))  # fmt: skip
        for _ in range(3_000):
            words = chance.choices(parts, k=chance.randrange(1, 25))
            text = "".join(word + chance.choice((" ", " ", " ", "", "-")) for word in words)
            end = 0
            for found in reader().read(text, TODAY):
                self.assertEqual(text[found.start : found.end], found.text)
                self.assertLessEqual(end, found.start)
                self.assertLess(found.start, found.end)
                end = found.end

    def test_only_the_beginning_of_a_long_message_is_read(self) -> None:
        text = "HP-104233 " + "x " * MAX_CHARACTERS + "HP-104234"
        found = reader().read(text, TODAY)
        self.assertEqual([one.text for one in found], ["HP-104233"])

    def test_the_store_of_strings_does_not_grow_with_what_customers_write(self) -> None:
        strings = reader()._reader.vocab.strings
        before = len(strings)
        for number in range(300):
            reader().read(f"qzx{number}wv snorfle{chr(97 + number % 26)}ing {number}77 ☃", TODAY)
        self.assertEqual(len(strings), before)

    def test_the_longest_and_worst_messages_take_no_longer_than_a_blink(self) -> None:
        for name, text in worst_messages().items():
            # The best of a few: other programs run on the machine, too.
            seconds = min(seconds_to_read(text) for _ in range(3))
            # Measured: 0.04 s at most, on a slow and busy machine 0.16.
            self.assertLess(seconds, 0.5, name)

    def test_new_words_take_no_longer_than_known_ones(self) -> None:
        chance = random.Random(3)  # noqa: S311 - the same every time
        reader().read("warm", TODAY)
        for length in (4, 7, 11):
            words = ("".join(chance.choices(LETTERS, k=length)) for _ in range(LONG // length))
            self.assertLess(seconds_to_read(" ".join(words)), 0.5, length)


LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONG = 20_000


def seconds_to_read(text: str) -> float:
    """Of the processor."""
    began = time.process_time()
    reader().read(text, TODAY)
    return time.process_time() - began


def worst_messages() -> dict[str, str]:
    """By name, 20,000 characters each."""
    chance = random.Random(5)  # noqa: S311 - the same every time
    tables = lookups()
    options = [option.partition(": ")[2] for option in tables["option"]]
    parts = {
        "digits": "1 ", "many digits": "12 345 6 ", "order numbers": "104233 ", "prefixes": "HP-",
        "letters": "a a a a ", "one word": "a", "emoji": "🙈 ", "families": "👩‍👩‍👧",
        "signs": "#@£",
        "house numbers": "1 a b c street ", "streets": "Am Alten Straßen ",
        "dates": "last 3 march ", "slashes": "14/11/", "dashes": "1-",
        "spoken addresses": "a at b dot ", "at signs": "a.b@c.",
        "amounts": "£1,000.00 ", "number words": "two hundred and ", "quantities": "x2 ",
        "reasons": "not too small ", "things": "mug ", "sizes": "in a large, ", "quotes": "'s",
        "postcodes": "LS6 2AB 1015 CJ ", "months": "may ", "units": "1 cm x 2 l ",
    }  # fmt: skip
    messages = {name: (part * LONG)[:LONG] for name, part in parts.items()}
    for name, choices in (("products", tables["product"]), ("options", options)):
        messages[name] = " ".join(chance.choices(choices, k=LONG))[:LONG]
    noise = chance.randbytes(LONG)
    return messages | {
        "base64": base64.b64encode(noise).decode()[:LONG],
        "all of Unicode": "".join(chr(chance.randrange(1, 0x3000)) for _ in range(LONG)),
    }


class Overlaps(unittest.TestCase):
    def test_the_longer_detail_stays_unless_the_other_is_told_by_its_form(self) -> None:
        longer = Detail("product", 0, 20, "x" * 20, "x")
        shorter = Detail("option", 0, 5, "x" * 5, "x")
        code = Detail("order_number", 15, 25, "x" * 10, "x")
        self.assertEqual(without_overlaps([shorter, longer]), [longer])
        self.assertEqual(without_overlaps([shorter, longer, code]), [shorter, code])

    def test_details_side_by_side_all_stay_in_the_order_of_the_text(self) -> None:
        first, second = (
            Detail("option", 0, 4, "moss", "moss"),
            Detail("product", 5, 8, "mug", "mug"),
        )
        self.assertEqual(without_overlaps([second, first]), [first, second])


if __name__ == "__main__":
    unittest.main()
