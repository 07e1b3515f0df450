"""Renders pictures of the world into a folder, to test a large ingest: python3 render.py OUT --count 20000.

Two processes, about 7 ms per picture each.
"""
from __future__ import annotations

import argparse
import random
from multiprocessing import get_context
from pathlib import Path

from world.captions import Claimer, Speaker
from world.compose import FastPainter
from world.scenes import Sampler

SEED, FOLDER = 20261130, 500
"""FOLDER: the number of pictures in each folder below OUT."""


def render(out: Path, pixels: int, numbers: range) -> None:
    painter = FastPainter(pixels)
    for number in numbers:
        rng = random.Random(SEED * 1_000_003 + number)
        scene = Sampler(rng.getrandbits(48)).scene()
        path = out / f"{number // FOLDER:03d}" / f"{number:06d}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        painter.paint(scene, rng.getrandbits(40)).save(path, quality=82)
        path.with_suffix(".txt").write_text(Speaker(rng, frames=False, bare=False).say(Claimer(rng).full(scene)) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--pixels", type=int, default=256)
    args = parser.parse_args()
    processes = [get_context("fork").Process(target=render, args=(args.out, args.pixels, range(i, args.count, 2))) for i in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"{args.count} pictures in {args.out}")


if __name__ == "__main__":
    main()
