"""What the demo shop's figures are measured on: held-out messages, none of them learnt."""

from __future__ import annotations

import unittest

from bench import held_out


class HeldOut(unittest.TestCase):
    def test_no_message_that_is_measured_stands_in_data_nlu(self) -> None:
        learnt = held_out.learnt_words()
        texts = [one.get("text") for one in held_out.messages()]
        texts += [one["text"] for one in held_out.requests()]
        # Only counted: who reads a failure must not come to know the held-out messages.
        self.assertEqual(sum(held_out.words_of(text) in learnt for text in texts), 0)

    def test_enough_is_left_to_measure_on(self) -> None:
        self.assertGreaterEqual(len(held_out.messages()), 500)
        self.assertGreaterEqual(len(held_out.requests()), 60)

    def test_capitals_and_punctuation_make_no_other_message(self) -> None:
        for one, other in (
            ("Where's my order?!", "where s my ORDER"),
            ("HP-104233", "hp 104233"),
            ("👍 👍", "👍👍"),
        ):
            with self.subTest(one):
                self.assertEqual(held_out.words_of(one), held_out.words_of(other))
        for one, other in (("👍", "👎"), ("?", "!"), ("no", "now")):
            with self.subTest(one):
                self.assertNotEqual(held_out.words_of(one), held_out.words_of(other))


if __name__ == "__main__":
    unittest.main()
