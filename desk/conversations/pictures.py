"""Pictures that strangers send, made into plain JPEGs."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from desk.errors import Invalid, TooLarge, UnsupportedKind

MAX_BYTES = 8_000_000
_KINDS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 2000
_QUALITY = 85
# Those of a phone camera at its full resolution; a progressive JPEG takes up to six bytes for each.
_MAX_JPEG_PIXELS = 52_000_000
# A large JPEG is decoded at a half of its size or less. The others are decoded whole, and a few
# kilobytes can hold any number of equal pixels.
_MAX_OTHER_PIXELS = 12_500_000
_MAX_SIDE = 12_000


class DamagedPicture(Invalid):
    """It begins like a picture, but cannot be read to its end."""

    code = "damaged_picture"


@dataclass(frozen=True)
class Picture:
    """A JPEG without anything but the picture; its longer side has at most 2,000 pixels."""

    jpeg: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture that `data` holds, whatever it was called, upright and without its metadata.

    Where and with what a photo was taken goes. Raises `TooLarge`, `UnsupportedKind` or
    `DamagedPicture`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("This picture is too large: 8 MB is the most.")
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            return _redrawn(opened)
    except UnidentifiedImageError as error:
        raise UnsupportedKind(
            "This is no picture that can be shown here. Please send a JPEG, PNG or WebP."
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Invalid:
        raise
    except Exception as error:
        # Broken files make decoders raise almost anything.
        raise DamagedPicture("This picture is damaged and cannot be read.") from error


def _redrawn(opened: Image.Image) -> Picture:
    most = _MAX_JPEG_PIXELS if isinstance(opened, JpegImageFile) else _MAX_OTHER_PIXELS
    if opened.width * opened.height > most or max(opened.size) > _MAX_SIDE:
        raise _too_many_pixels()
    opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright = ImageOps.exif_transpose(opened)
    # A new picture has no metadata to forget; what was transparent becomes white.
    redrawn = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        visible = upright.convert("RGBA")
        redrawn.paste(visible, mask=visible)
    else:
        redrawn.paste(upright.convert("RGB"))
    jpeg = io.BytesIO()
    redrawn.save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(jpeg.getvalue(), *redrawn.size)


def _too_many_pixels() -> TooLarge:
    return TooLarge("This picture has too many pixels to be shown here. Please send a smaller one.")
