"""Photos through the chat API: taken, cleaned, kept to their conversation, and erased."""

from __future__ import annotations

import asyncio
import io
import struct
import uuid
import zipfile
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from desk.clock import utc_now
from desk.commands.customers import erase_customer, export_one
from desk.conversations.conversation import Reply
from desk.conversations.inbound import MOST_PHOTOS
from desk.conversations.photos import folder_in
from desk.demo_shop.data import fill
from desk.handoff.ticket import Reason
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.job_shop import SQLITE

pytestmark = [pytest.mark.anyio, SQLITE]

_ORIENTATION, _GPS, _CAMERA, _COMMENT = 0x0112, 0x8825, 0x0110, b"taken by Ada at home"


@pytest.fixture
async def desk(tmp_path: Path, database_url: str) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, database_url) as desk:
        yield desk


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "tomato").save(data, kind, **options)
    return data.getvalue()


def photo_from_a_phone() -> bytes:
    """A JPEG that lies on its side, is red on top when upright, and says where it was taken."""
    lying = Image.new("RGB", (3000, 1500), "blue")
    lying.paste("red", (0, 0, 1500, 1500))
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    exif[_CAMERA] = "Ada's telephone"
    exif[_GPS] = {1: "N", 2: (51.0, 30.0, 0.0)}
    data = io.BytesIO()
    lying.save(data, "JPEG", exif=exif, comment=_COMMENT)
    return data.getvalue()


def bomb(width: int, height: int) -> bytes:
    """The beginning of a PNG that says to be this large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (header, body, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


async def send(
    desk: Desk,
    data: bytes,
    text: str | None = None,
    *,
    name: str = "photo.jpg",
    client_message_id: str = "",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    fields = {"client_message_id": client_message_id or uuid.uuid4().hex}
    if text is not None:
        fields["text"] = text
    return await desk.http.post(
        "/api/chat/photos",
        data=fields,
        files={"photo": (name, data, "image/jpeg")},
        headers=desk.headers if headers is None else headers,
    )


async def kept(desk: Desk, seq: int) -> Image.Image:
    answer = await desk.http.get(f"/api/chat/photos/{seq}", headers=desk.headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "no-store"
    return Image.open(io.BytesIO(answer.content))


def files_of(desk: Desk) -> list[Path]:
    return list(folder_in(desk.services.settings.data_dir).rglob("*.jpg"))


def said_no(answer: httpx.Response, status: int, words: str) -> None:
    assert answer.status_code == status, answer.text
    assert words in answer.json()["error"]["message"]


async def test_a_photo_is_a_message_and_the_engine_hears_of_it(desk: Desk) -> None:
    answer = await send(desk, picture())
    assert answer.status_code == 202, answer.text
    message = (await desk.messages())[answer.json()["seq"] - 1]
    assert (message["author"], message["text"]) == ("customer", "")
    assert message["photo"] == {"width": 60, "height": 40}
    assert desk.line.heard == ["/photo_sent"]
    assert (await kept(desk, 1)).size == (60, 40)


async def test_with_words_the_engine_reads_them(desk: Desk) -> None:
    await send(desk, picture(), "  the shade is in pieces ")
    (message, _) = await desk.messages()
    assert message["text"] == "the shade is in pieces"
    assert "photo" in message
    assert desk.line.heard == ["the shade is in pieces"]


async def test_place_and_camera_are_gone_and_the_photo_stands_upright(desk: Desk) -> None:
    sent = photo_from_a_phone()
    assert _COMMENT in sent
    assert b"Ada's telephone" in sent
    await send(desk, sent)
    photo = await kept(desk, 1)
    assert photo.size == (1000, 2000)
    assert not photo.getexif()
    assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    red, _, blue = photo.convert("RGB").getpixel((500, 100))  # type: ignore[misc]
    assert (red > 200, blue < 60) == (True, True)
    (file,) = files_of(desk)
    assert _COMMENT not in file.read_bytes()
    assert b"telephone" not in file.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_what_it_is_called_does_not_matter(desk: Desk, kind: str) -> None:
    assert (await send(desk, picture(kind), name="letter.txt")).status_code == 202
    assert (await kept(desk, 1)).format == "JPEG"


async def test_what_was_transparent_is_white(desk: Desk) -> None:
    data = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(data, "PNG")
    await send(desk, data.getvalue())
    assert (await kept(desk, 1)).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [b"Dear shop, this is a text.", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a"],
)
async def test_what_is_no_picture_is_refused_whatever_its_name(desk: Desk, data: bytes) -> None:
    said_no(await send(desk, data), 415, "JPEG, PNG or WebP")


async def test_a_kind_of_picture_that_browsers_do_not_show_is_refused(desk: Desk) -> None:
    said_no(await send(desk, picture("TIFF")), 415, "JPEG, PNG or WebP")


async def test_half_a_photo_is_refused(desk: Desk) -> None:
    data = photo_from_a_phone()
    said_no(await send(desk, data[: len(data) // 2]), 422, "damaged")


@pytest.mark.parametrize(
    "size", [(4_000, 4_000), (6_000, 6_000), (60_000, 60_000), (1, 12_001), (12_001, 300)]
)
async def test_a_bomb_is_refused_before_it_goes_off(desk: Desk, size: tuple[int, int]) -> None:
    said_no(await send(desk, bomb(*size)), 413, "too many pixels")


@pytest.mark.parametrize("count", [8_000_001, 20_000_000])
async def test_a_file_of_more_than_8_mb_is_refused(desk: Desk, count: int) -> None:
    said_no(await send(desk, picture() + b"\0" * count), 413, "8 MB is the most")


async def test_what_is_refused_leaves_nothing_behind(desk: Desk) -> None:
    await send(desk, b"no picture")
    await send(desk, picture(), "x" * 5_000)
    assert await desk.messages() == []
    assert files_of(desk) == []


async def test_sent_twice_it_is_kept_once(desk: Desk) -> None:
    first = await send(desk, picture(), client_message_id="the-same")
    again = await send(desk, picture(), client_message_id="the-same")
    assert first.json() == again.json() == {"seq": 1}
    assert len(files_of(desk)) == 1
    assert (await kept(desk, 1)).size == (60, 40)


async def test_ten_are_the_most_in_a_conversation(desk: Desk) -> None:
    for _ in range(MOST_PHOTOS):
        assert (await send(desk, picture())).status_code == 202
    said_no(await send(desk, picture()), 409, "10 photos already")
    assert len(files_of(desk)) == MOST_PHOTOS


async def test_what_needs_no_reading_is_answered_unread(desk: Desk) -> None:
    first = await send(desk, picture(), client_message_id="the-same")
    again = await send(desk, b"no picture", client_message_id="the-same")
    assert (again.status_code, again.json()) == (202, first.json())
    for _ in range(1, MOST_PHOTOS):
        await send(desk, picture())
    said_no(await send(desk, b"no picture"), 409, "10 photos already")


async def test_those_who_would_wait_long_are_asked_to_come_again(desk: Desk) -> None:
    large = picture(size=(3_500, 3_500))
    answers = await asyncio.gather(*(send(desk, large) for _ in range(8)))
    refused = [one for one in answers if one.status_code != 202]
    assert 1 <= len(refused) <= 3
    for answer in refused:
        said_no(answer, 503, "Please send it again")
        assert answer.headers["retry-after"] == "1"
    assert len(files_of(desk)) == len(answers) - len(refused)
    assert (await send(desk, picture())).status_code == 202


async def test_a_request_that_is_broken_off_leaves_no_photo_without_its_file(desk: Desk) -> None:
    small, services = picture(), desk.services
    for moment in range(80):
        conversation = await services.conversations.start("web")
        sending = asyncio.create_task(services.photos.receive(conversation.id, "one", small))
        await asyncio.sleep(moment / 4000)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        for message in await services.conversations.messages(conversation.id):
            assert await services.photos.read(conversation.id, message.seq)


async def test_many_in_a_minute_are_too_many(desk: Desk) -> None:
    answers = [await send(desk, b"") for _ in range(13)]
    assert [one.status_code for one in answers[:12]] == [415] * 12
    said_no(answers[12], 429, "a lot at once")
    assert (await desk.send("hello")).status_code == 202


async def test_another_conversation_does_not_see_it(desk: Desk) -> None:
    await send(desk, picture())
    theirs = desk.headers
    await desk.open_conversation()
    answer = await desk.http.get("/api/chat/photos/1", headers=desk.headers)
    said_no(answer, 404, "no such photo")
    assert (await desk.http.get("/api/chat/photos/1", headers=theirs)).status_code == 200


async def test_nobody_sees_or_sends_one_without_a_session(desk: Desk) -> None:
    await send(desk, picture())
    said_no(await desk.http.get("/api/chat/photos/1"), 401, "token is needed")
    said_no(await send(desk, picture(), headers={}), 401, "token is needed")


@pytest.mark.parametrize("seq", ["2", "0", "-1", "../1", "1.jpg", "99999999999"])
async def test_a_message_without_a_photo_shows_none(desk: Desk, seq: str) -> None:
    await send(desk, picture())
    await desk.messages()
    answer = await desk.http.get(f"/api/chat/photos/{seq}", headers=desk.headers)
    assert answer.status_code in (404, 422)


async def test_a_photo_without_a_file_or_an_id_is_refused_in_words(desk: Desk) -> None:
    only_id = {"client_message_id": "one"}
    answer = await desk.http.post("/api/chat/photos", data=only_id, headers=desk.headers)
    said_no(answer, 422, "photo")
    answer = await send(desk, picture(), client_message_id="with blanks")
    said_no(answer, 422, "client_message_id")


async def test_agents_see_it_in_the_ticket_and_nobody_else_does(desk: Desk) -> None:
    await send(desk, picture(), "the shade is in pieces")
    reason = Reason("asked_for_person", "They asked.")
    ticket = await desk.services.handoff.request(desk.conversation_id, reason)
    path = f"/api/console/tickets/{ticket.id}/photos/1"
    said_no(await desk.http.get(path), 401, "start again")
    said_no(await desk.http.get(path, headers=desk.headers), 401, "start again")

    await desk.services.agents.add("mia@shop.example", "Mia", "a long password")
    form = {"email": "mia@shop.example", "password": "a long password"}
    assert (await desk.http.post("/console/login", data=form)).status_code == 303
    answer = await desk.http.get(path)
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (60, 40)
    page = (await desk.http.get(f"/api/console/tickets/{ticket.id}")).json()
    assert page["messages"][0]["photo"] == {"width": 60, "height": 40}
    said_no(await desk.http.get(path.replace("/1", "/2")), 404, "no such photo")


async def test_a_photo_sent_while_people_have_the_conversation_is_theirs(desk: Desk) -> None:
    await desk.services.handoff.request(desk.conversation_id, Reason("asked_for_person", "Asked."))
    assert (await send(desk, picture())).status_code == 202
    assert [message["author"] for message in await desk.messages()] == ["system", "customer"]
    assert desk.line.heard == []


async def test_exported_with_the_customer_and_erased_with_them_the_file_is_gone(desk: Desk) -> None:
    services = desk.services
    await fill(services.database, utc_now().date())
    await services.conversations.verify(desk.conversation_id, "cus_0004", "email")
    await send(desk, picture())
    theirs = desk.headers
    await desk.open_conversation()
    await send(desk, picture())
    await desk.messages()
    assert len(files_of(desk)) == 2
    data_dir = services.settings.data_dir
    packed, _ = await export_one(services.database, data_dir, "cus_0004", ".zip")
    (exported,) = [n for n in zipfile.ZipFile(io.BytesIO(packed)).namelist() if ".jpg" in n]

    await erase_customer(services.database, data_dir, "cus_0004")
    (left,) = files_of(desk)
    assert left.name not in exported
    assert left.parent.name == desk.conversation_id
    said_no(await desk.http.get("/api/chat/photos/1", headers=theirs), 404, "no such photo")
    history = (await desk.http.get("/api/chat/messages", headers=theirs)).json()
    assert "photo" not in history["messages"][0]


async def test_an_erased_conversation_takes_nothing_more(desk: Desk) -> None:
    services = desk.services
    data_dir = services.settings.data_dir
    await fill(services.database, utc_now().date())
    await services.conversations.verify(desk.conversation_id, "cus_0004", "email")
    await send(desk, picture())
    before = await desk.messages()
    await erase_customer(services.database, data_dir, "cus_0004")

    said_no(await send(desk, picture()), 404, "was erased")
    said_no(await desk.send("I live in Ferry Lane"), 404, "was erased")
    assert not await services.conversations.finish_turn(desk.conversation_id, 1, [Reply("Ada, …")])
    assert len(await desk.messages()) == len(before)
    assert files_of(desk) == []


async def test_a_photo_that_is_being_read_is_not_kept_when_its_customer_is_erased(
    desk: Desk,
) -> None:
    services = desk.services
    await fill(services.database, utc_now().date())
    await services.conversations.verify(desk.conversation_id, "cus_0004", "email")
    sending = [
        asyncio.create_task(send(desk, picture(size=(3_500, 3_500)), client_message_id=name))
        for name in ("one", "two", "three")
    ]
    await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
    await erase_customer(services.database, services.settings.data_dir, "cus_0004")
    answers = await asyncio.gather(*sending)
    said_no(answers[-1], 404, "was erased")
    history = (await desk.http.get("/api/chat/messages", headers=desk.headers)).json()["messages"]
    assert not any("photo" in message for message in history)
    assert files_of(desk) == []
