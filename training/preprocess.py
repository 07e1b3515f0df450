"""Converts an image file to the model's input with PIL: the reference for the product's own resizer."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from model import SIZE, normalise


def tile(path: Path) -> np.ndarray:
    """RGB, shortest edge resized to the model's size (bicubic), centre crop: uint8, size x size x 3."""
    image = Image.open(path).convert("RGB")
    short, long = sorted(image.size)
    edge = int(SIZE * long / short)
    width, height = (SIZE, edge) if image.width <= image.height else (edge, SIZE)
    image = image.resize((width, height), Image.BICUBIC)
    left, top = (width - SIZE) // 2, (height - SIZE) // 2
    return np.asarray(image.crop((left, top, left + SIZE, top + SIZE)))


def pixel_values(paths: list[Path]) -> torch.Tensor:
    return normalise(torch.from_numpy(np.stack([tile(p) for p in paths])))
