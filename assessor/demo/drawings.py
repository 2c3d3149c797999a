"""Photographs of the sample, drawn at run time: plain illustrations with a camera's time."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    Pen = ImageDraw.ImageDraw

WIDTH, HEIGHT = 1280, 960
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_CAMERA, _TIME, _ORIGINAL_TIME, _OFFSET = 0x0110, 0x0132, 0x9003, 0x9011


def photograph(name: str, taken_at: datetime, place: tuple[float, float] | None = None) -> bytes:
    """Return a drawing as a JPEG with the time, and the place if one is given."""
    from PIL import Image, ImageDraw

    top, bottom, draw = DRAWINGS[name]
    image = _sky(top, bottom)
    draw(ImageDraw.Draw(image))
    exif = Image.Exif()
    exif[_CAMERA] = "Illustration"
    exif[_TIME] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    details = exif.get_ifd(_EXIF_IFD)
    details[_ORIGINAL_TIME] = exif[_TIME]
    details[_OFFSET] = f"{taken_at.strftime('%z')[:3]}:{taken_at.strftime('%z')[3:5]}"
    if place is not None:
        exif.get_ifd(_GPS_IFD).update(_position(*place))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=86, exif=exif)
    return out.getvalue()


def _position(latitude: float, longitude: float) -> dict[int, object]:
    def degrees(value: float) -> tuple[float, float, float]:
        minutes = (abs(value) % 1) * 60
        return (float(int(abs(value))), float(int(minutes)), round(minutes % 1 * 60, 2))

    return {
        1: "N" if latitude >= 0 else "S",
        2: degrees(latitude),
        3: "E" if longitude >= 0 else "W",
        4: degrees(longitude),
    }


def _sky(top: str, bottom: str) -> "Image.Image":
    from PIL import Image, ImageOps

    ramp = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    return ImageOps.colorize(ramp, top, bottom)


def _dock(pen: "Pen") -> None:
    pen.rectangle((0, 700, WIDTH, HEIGHT), fill="#8b8f94")
    pen.rectangle((0, 120, WIDTH, 700), fill="#d9d4c8")
    for x in range(0, WIDTH, 64):
        pen.line((x, 120, x, 700), fill="#c9c3b4", width=3)
    for x in (60, 900):
        pen.rectangle((x, 300, x + 320, 700), fill="#4b545c")
        for y in range(320, 700, 48):
            pen.line((x, y, x + 320, y), fill="#5f6a73", width=5)
    # the trailer, doors open towards us
    pen.rectangle((440, 230, 840, 720), fill="#f4f5f6", outline="#9aa1a8", width=8)
    pen.rectangle((478, 270, 802, 690), fill="#2f353b")
    pen.polygon(((478, 690), (802, 690), (742, 560), (538, 560)), fill="#77624a")
    pen.rectangle((538, 330, 742, 560), fill="#3c434a")
    for x in (560, 650):
        pen.rectangle((x, 470, x + 78, 560), fill="#b98a4e", outline="#8a6536", width=4)
    for x in (470, 720):
        pen.ellipse((x, 690, x + 100, 790), fill="#23282d")
        pen.ellipse((x + 32, 722, x + 68, 758), fill="#a9b0b6")
    pen.rectangle((420, 700, 860, 716), fill="#3b4046")
    for x in (400, 852):
        for y in range(540, 700, 40):
            colour = "#f2c230" if (y // 40) % 2 else "#22262a"
            pen.rectangle((x, y, x + 28, y + 40), fill=colour)
    _sign(pen, (560, 140, 720, 212), "6", "#0b5c7a")


def _seal(pen: "Pen") -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#e7e9eb")
    for x in range(40, WIDTH, 170):
        pen.rectangle((x, 0, x + 70, HEIGHT), fill="#d3d7da")
        pen.line((x + 70, 0, x + 70, HEIGHT), fill="#b9bec3", width=5)
    pen.rectangle((540, 0, 600, HEIGHT), fill="#8d959c")
    pen.rectangle((552, 0, 566, HEIGHT), fill="#b5bcc2")
    pen.rounded_rectangle((470, 380, 1010, 452), 20, fill="#7b848c", outline="#5c656d", width=6)
    pen.ellipse((505, 352, 635, 482), fill="#6a737b", outline="#535b62", width=6)
    pen.rectangle((900, 330, 960, 520), fill="#59626a")
    # a thin plastic loop and its flag, not a bolt
    pen.ellipse((860, 430, 1000, 690), outline="#d43b2f", width=14)
    pen.rounded_rectangle((800, 650, 1060, 780), 16, fill="#e2483b", outline="#b3261e", width=5)
    _text(pen, (930, 715), "A 004187", 46, "#ffffff")
    _text(pen, (250, 890), "187", 120, "#9aa2a9")


def _fence(pen: "Pen") -> None:
    pen.rectangle((0, 660, WIDTH, HEIGHT), fill="#8fa06b")
    pen.polygon(((0, 780), (WIDTH, 730), (WIDTH, 850), (0, 920)), fill="#b7a887")
    for x in range(40, WIDTH, 240):
        pen.rectangle((x, 220, x + 22, 760), fill="#6d767e")
        pen.line((x + 11, 220, x - 40, 160), fill="#6d767e", width=12)
    for offset in range(-800, WIDTH + 800, 34):
        pen.line((offset, 240, offset + 480, 720), fill="#aeb6bd", width=3)
        pen.line((offset + 480, 240, offset, 720), fill="#aeb6bd", width=3)
    for y in (190, 205, 220):
        pen.line((0, y, WIDTH, y), fill="#7c858d", width=4)
    # the lifted stretch
    pen.polygon(((700, 725), (960, 725), (900, 590), (770, 600)), fill="#8fa06b")
    pen.line((700, 722, 770, 600, 900, 590, 960, 722), fill="#59626a", width=9)
    for x, y, size in ((640, 700, 70), (990, 690, 90), (1060, 720, 60), (560, 730, 50)):
        for turn in range(5):
            left = x + turn * 18 - size
            pen.ellipse((left, y - size + turn % 3 * 20, left + size, y + 40), fill="#5f7a3e")
    _sign(pen, (300, 360, 430, 450), "11", "#b3261e")


def _yard(pen: "Pen") -> None:
    pen.rectangle((0, 640, WIDTH, HEIGHT), fill="#1d242b")
    for x in range(80, WIDTH, 300):
        pen.line((x, 640, x - 60, HEIGHT), fill="#3b4753", width=6)
    for number, x in enumerate(range(120, WIDTH, 260)):
        pen.rectangle((x, 150, x + 12, 640), fill="#4a5967")
        pen.rectangle((x - 40, 140, x + 52, 158), fill="#4a5967")
        if number == 4:
            pen.polygon(
                ((x - 30, 158), (x + 42, 158), (x + 150, 640), (x - 140, 640)), fill="#56603f"
            )
            pen.ellipse((x - 24, 150, x + 36, 182), fill="#f6e3a1")
        else:
            pen.ellipse((x - 24, 150, x + 36, 178), fill="#2c3640")
    for number, x in enumerate((40, 330, 620)):
        pen.rectangle((x, 430, x + 240, 650), fill="#33404c", outline="#475665", width=5)
        pen.line((x + 120, 430, x + 120, 650), fill="#475665", width=4)
        for wheel in (x + 30, x + 160):
            pen.ellipse((wheel, 640, wheel + 56, 696), fill="#12171c")
        _text(pen, (x + 60, 480), str(185 + number), 44, "#6c7d8d")
    for y in (330, 350, 370):
        pen.line((0, y, WIDTH, y), fill="#27313a", width=3)


def _guardhouse(pen: "Pen") -> None:
    pen.rectangle((0, 680, WIDTH, HEIGHT), fill="#9a9d9f")
    pen.polygon(((560, HEIGHT), (760, 680), (900, 680), (1100, HEIGHT)), fill="#7f8386")
    pen.rectangle((140, 300, 560, 740), fill="#efe6d3", outline="#b9ab8c", width=6)
    pen.polygon(((100, 310), (350, 190), (600, 310)), fill="#8c4a3c")
    pen.rectangle((190, 380, 380, 560), fill="#9cc3d5", outline="#5f6a73", width=8)
    pen.line((285, 380, 285, 560), fill="#5f6a73", width=6)
    pen.rectangle((430, 430, 530, 740), fill="#6b7780")
    pen.ellipse((504, 580, 520, 596), fill="#e8d28a")
    pen.rectangle((620, 560, 660, 740), fill="#c9ccd0")
    for number in range(9):
        colour = "#d43b2f" if number % 2 == 0 else "#ffffff"
        pen.rectangle((640 + number * 66, 560, 706 + number * 66, 590), fill=colour)
    # the register on the sill
    pen.rectangle((210, 530, 300, 575), fill="#ffffff", outline="#66727e", width=3)
    for y in (542, 553, 564):
        pen.line((220, y, 290, y), fill="#9aa5af", width=2)
    pen.rectangle((1030, 440, 1044, 700), fill="#8d959c")
    _sign(pen, (940, 350, 1134, 450), "STOP", "#b3261e")


def _sign(pen: "Pen", box: tuple[int, int, int, int], words: str, colour: str) -> None:
    pen.rounded_rectangle(box, 12, fill=colour, outline="#ffffff", width=5)
    _text(pen, ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2), words, 50, "#ffffff")


def _text(pen: "Pen", middle: tuple[int, int], words: str, size: int, colour: str) -> None:
    from PIL import ImageFont

    pen.text(middle, words, font=ImageFont.load_default(size), fill=colour, anchor="mm")


DRAWINGS: dict[str, tuple[str, str, "Callable[[Pen], None]"]] = {
    "dock": ("#b9d2e4", "#eef4f8", _dock),
    "seal": ("#e7e9eb", "#e7e9eb", _seal),
    "fence": ("#a9cbe6", "#e9f2f8", _fence),
    "yard": ("#060a10", "#1b2632", _yard),
    "guardhouse": ("#b4d0e6", "#f1f6fa", _guardhouse),
}
