"""A customer sends a photo with the widget, and an agent sees it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Chat, Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

WISH = "I would like to talk to a person about my cracked lamp"


def a_photo(size: tuple[int, int] = (3200, 2400)) -> FilePayload:
    data = io.BytesIO()
    Image.new("RGB", size, "tomato").save(data, "JPEG")
    return {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def attach(chat: Chat, file: FilePayload) -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.panel.get_by_role("button", name="Add a photo").click()
    chooser.value.set_files(file)


def colour_in_the_middle(canvas: Locator) -> list[int]:
    found: list[int] = canvas.evaluate(
        "c => [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]"
    )
    return found


def is_tomato(colour: list[int]) -> bool:
    red, green, blue, _ = colour
    return red > 230 and 60 < green < 130 and 40 < blue < 110


def test_a_photo_goes_with_words_and_the_agent_sees_both(
    visitors: Visitors, running: Running
) -> None:
    chat = visitors.shopper().open()
    attach(chat, a_photo())
    to_send = chat.panel.get_by_role("img", name="The photo that goes with your message")
    expect(to_send).to_be_visible()
    chat.say(WISH)
    photo = chat.own.last.get_by_role("img", name="Photo")
    expect(photo).to_be_visible()
    assert is_tomato(colour_in_the_middle(photo))
    expect(chat.panel.get_by_role("button", name="Remove the photo")).to_be_hidden()

    chat.page.reload()
    chat.open()
    photo = chat.own.last.get_by_role("img", name="Photo")
    expect(photo).to_have_js_property("width", 220)
    assert is_tomato(colour_in_the_middle(photo))

    agent = running.demo["agents"][0]
    console = visitors.agent(agent["email"], agent["password"])
    console.get_by_role("link").filter(has_text=WISH).first.click()
    shown = console.get_by_role("region", name="Messages").get_by_role("img", name="Photo of")
    expect(shown).to_have_js_property("naturalWidth", 2000)


def test_a_photo_alone_is_taken_with_thanks_and_can_be_removed_before(visitors: Visitors) -> None:
    chat = visitors.shopper().open()
    attach(chat, a_photo())
    chat.panel.get_by_role("button", name="Remove the photo").click()
    send = chat.panel.get_by_role("button", name="Send message")
    expect(send).to_have_attribute("aria-disabled", "true")
    attach(chat, a_photo((300, 200)))
    expect(send).to_have_attribute("aria-disabled", "false")
    send.click()
    expect(chat.own.last.get_by_role("img", name="Photo")).to_be_visible()
    expect(chat.answers.last).to_contain_text("Thank you for the photo.")


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_photo_can_be_dropped_and_pasted(visitors: Visitors, way: str) -> None:
    chat = visitors.shopper().open()
    chat.field.evaluate(
        """async (field, way) => {
            const canvas = Object.assign(document.createElement("canvas"), {width: 30, height: 20});
            const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
            const data = new DataTransfer();
            data.items.add(new File([blob], "shot.png", {type: "image/png"}));
            const options = {bubbles: true, composed: true, cancelable: true};
            field.dispatchEvent(way === "drop"
                ? new DragEvent("drop", {...options, dataTransfer: data})
                : new ClipboardEvent("paste", {...options, clipboardData: data}));
        }""",
        way,
    )
    expect(chat.panel.get_by_text("shot.png")).to_be_visible()
    chat.say("something is wrong with my screen")
    expect(chat.own.last.get_by_role("img", name="Photo")).to_be_visible()


def test_what_is_no_photo_is_refused_in_words_and_can_be_taken_away(visitors: Visitors) -> None:
    visitors.expect_error("status of 415")
    chat = visitors.shopper().open()
    attach(chat, {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": b"no photo at all"})
    chat.panel.get_by_role("button", name="Send message").click()
    expect(chat.own.last).to_contain_text("Please send a JPEG, PNG or WebP.")
    chat.own.last.get_by_role("button", name="Remove").click()
    expect(chat.own).to_have_count(0)


def test_a_file_that_is_too_large_is_not_even_sent(visitors: Visitors) -> None:
    chat = visitors.shopper().open()
    attach(chat, {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\0" * 8_000_001})
    expect(chat.panel.get_by_role("alert")).to_contain_text("8 MB is the most")


def test_words_sent_at_once_wait_for_the_photo_that_is_being_made_small(
    visitors: Visitors,
) -> None:
    chat = visitors.shopper().open()
    chat.page.evaluate(
        """() => {
            const real = window.createImageBitmap;
            window.createImageBitmap = async (...given) => {
                await new Promise((done) => setTimeout(done, 500));
                return real(...given);
            };
        }"""
    )
    attach(chat, a_photo())
    chat.say("the shade of my lamp is in pieces")
    expect(chat.own.last.get_by_role("img", name="Photo")).to_be_visible()
    expect(chat.own.last).to_contain_text("the shade of my lamp is in pieces")
    expect(chat.own).to_have_count(1)


def test_the_words_of_a_photo_that_was_not_sent_are_still_there_after_a_reload(
    visitors: Visitors,
) -> None:
    visitors.expect_error("Failed to load resource")
    chat = visitors.shopper().open()
    chat.page.route("**/api/chat/photos", lambda route: route.abort())
    attach(chat, a_photo())
    expect(chat.panel.get_by_text("lamp.jpg")).to_be_visible()
    chat.say("the shade of my lamp is in pieces")
    expect(chat.own.last).to_contain_text("Waiting to be sent")
    chat.page.reload()
    chat.open()
    expect(chat.own.last).to_contain_text("the shade of my lamp is in pieces")
    expect(chat.own.last).to_contain_text("The photo was lost")
    chat.own.last.get_by_role("button", name="Try again").click()
    expect(chat.answers.last).to_be_visible()
    expect(chat.own.last).not_to_contain_text("The photo was lost")
