"""What a photograph tells: when and where it was taken; and a copy of print size."""

import io
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assessor.errors import EvidenceUnreadable

if TYPE_CHECKING:
    from PIL import Image

# 16 cm at 250 dots an inch: sharp on paper, a tenth of a telephone's megabytes.
_PRINT_SIDE = 1600
_QUALITY = 82
_MOST_PIXELS = 200_000_000

# Tags of the Exif standard (JEITA CP-3451).
_EXIF_IFD = 0x8769
_GPS_IFD = 0x8825
_TIME, _ORIGINAL_TIME, _OFFSET = 0x0132, 0x9003, 0x9011


@dataclass(frozen=True)
class Picture:
    """Time with its zone, place in degrees where the camera kept them, and the print copy."""

    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    print_copy: bytes


def read(content: bytes, name: str) -> Picture:
    """Read a JPEG, PNG or HEIC; EvidenceUnreadable if it is broken or absurdly large."""
    from PIL import Image, UnidentifiedImageError

    _ready(Image)
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise EvidenceUnreadable(name=name)
            exif = image.getexif()
            latitude, longitude = _place(exif.get_ifd(_GPS_IFD))
            return Picture(_time(exif), latitude, longitude, _print_copy(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise EvidenceUnreadable(name=name) from error


def _ready(library: Any) -> None:
    import pi_heif

    pi_heif.register_heif_opener()
    # What a photograph says of itself may be damaged: then it tells less, and still counts.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    # Pillow would warn of telephones' 108 megapixels; the limit is ours, checked before decoding.
    library.MAX_IMAGE_PIXELS = None


def _print_copy(image: "Image.Image") -> bytes:
    from PIL import ImageOps

    # draft() lets the decoder skip what the copy does not need: a 12-megapixel photograph
    # takes 0.25 s instead of 0.7.
    image.draft("RGB", (_PRINT_SIDE, _PRINT_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((_PRINT_SIDE, _PRINT_SIDE))
    out = io.BytesIO()
    _on_white(upright).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _on_white(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        shown = image.convert("RGBA")
        ground = Image.new("RGB", shown.size, "white")
        ground.paste(shown, mask=shown.getchannel("A"))
        return ground
    return image.convert("RGB")


def _time(exif: "Image.Exif") -> datetime | None:
    details = exif.get_ifd(_EXIF_IFD)
    written = str(details.get(_ORIGINAL_TIME) or exif.get(_TIME) or "").strip("\x00 ")
    offset = str(details.get(_OFFSET) or "").strip("\x00 ")
    # A camera without a zone shows the local time of the visit, as this laptop does.
    return _moment(f"{written}{offset}", "%Y:%m:%d %H:%M:%S%z") or _moment(
        written, "%Y:%m:%d %H:%M:%S"
    )


def _moment(written: str, form: str) -> datetime | None:
    try:
        found = datetime.strptime(written, form).astimezone()
        found.astimezone(UTC)  # what cannot be told in UTC cannot be stored
    except (ValueError, OverflowError):
        return None
    return found


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(2), gps.get(1), "S", 90)
    longitude = _degrees(gps.get(4), gps.get(3), "W", 180)
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def _degrees(parts: Any, side: Any, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:  # nan as well: a camera without reception writes 0/0
        return None
    return round(-value if str(side).strip("\x00 ").upper() == negative else value, 6)
