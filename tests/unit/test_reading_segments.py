"""Which stretch of a message belongs to which item."""

from __future__ import annotations

import pytest

from actions.reading.choices import Candidate
from actions.reading.wishes import segments

RETAIL = [
    Candidate("kb", "Mechanical Keyboard", {"switch type": "clicky"}),
    Candidate("th", "Smart Thermostat", {"compatibility": "Apple HomeKit"}),
    Candidate("l1", "Desk Lamp", {"color": "black"}),
    Candidate("l2", "Desk Lamp", {"color": "white"}),
]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        (
            "exchange the keyboard for a clicky one and the thermostat for one with Google Home",
            {
                "kb": "exchange the keyboard for a clicky one and",
                "th": "the thermostat for one with Google Home",
            },
        ),
        (
            "I'd like a clicky keyboard and a Google Home thermostat",
            {"kb": "I'd like a clicky keyboard and", "th": "a Google Home thermostat"},
        ),
        (
            "Keyboard: linear, full size. Thermostat: alexa, black",
            {"kb": "Keyboard: linear, full size.", "th": "Thermostat: alexa, black"},
        ),
        ("keybord linear thermostat alexa", {"kb": "keybord linear", "th": "thermostat alexa"}),
        (
            "the black lamp for a silver one and the white lamp for a gold one",
            {"l1": "the black lamp for a silver one and", "l2": "the white lamp for a gold one"},
        ),
        ("the lamp for a silver one", {}),
        ("a linear one please", {}),
        (
            "both desk lamps in silver",
            {"l1": "both desk lamps in silver", "l2": "both desk lamps in silver"},
        ),
    ],
)
def test_each_item_has_its_stretch_of_the_message(text: str, stretches: dict[str, str]) -> None:
    assert segments(text, RETAIL) == stretches
