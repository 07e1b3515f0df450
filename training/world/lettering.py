"""Words in pictures: a board on a post with a word on it. No scene of the world has one, so no lesson shows a word."""
from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

BOARD, EDGE, WOOD, INK = "#f6f5f0", "#34343c", "#8a5a34", "#1c1c22"


def signpost(picture: Image.Image, word: str) -> None:
    """Draws the board into the middle of a square picture, with the word in capitals as wide as it allows."""
    n, draw = picture.width, ImageDraw.Draw(picture)
    left, top, right, bottom = (round(x * n) for x in (0.12, 0.28, 0.88, 0.58))
    draw.rectangle((round(0.47 * n), bottom, round(0.53 * n), round(0.9 * n)), fill=WOOD, outline=EDGE, width=n // 128)
    draw.rounded_rectangle((left, top, right, bottom), radius=n // 32, fill=BOARD, outline=EDGE, width=n // 64)
    mask = letters(word.upper())
    scale = min((right - left) * 0.86 / mask.width, (bottom - top) * 0.7 / mask.height)
    mask = mask.resize((round(mask.width * scale), round(mask.height * scale)), Image.BICUBIC)
    picture.paste(INK, ((left + right - mask.width) // 2, (top + bottom - mask.height) // 2), mask)


def letters(text: str) -> Image.Image:
    """The text in PIL's own bitmap font, cut to its ink."""
    font = ImageFont.load_default()
    x0, y0, x1, y1 = font.getbbox(text)
    image = Image.new("L", (x1 + 2, y1 + 2))
    ImageDraw.Draw(image).text((0, 0), text, 255, font)
    return image.crop(image.getbbox())
