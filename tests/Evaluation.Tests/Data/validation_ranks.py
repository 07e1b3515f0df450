"""Writes validation-ranks.json beside it: scores of texts and pictures, and the figures that the rule of training/validation.py makes of them."""
import json
import pathlib

import numpy

SIZE = 40


def main() -> None:
    random = numpy.random.default_rng(2)
    images = random.normal(size=(SIZE, 16))
    texts = images + random.normal(size=(SIZE, 16)) * 3
    images /= numpy.linalg.norm(images, axis=1, keepdims=True)
    texts /= numpy.linalg.norm(texts, axis=1, keepdims=True)
    # Other pictures for which a caption is also true are ignored, as in Validation.of.
    alibis = (random.random((SIZE, SIZE)) < 0.05) & ~numpy.eye(SIZE, dtype=bool)
    scores = numpy.where(alibis, -1, numpy.round(texts @ images.T, 6))
    ranks = (scores > scores.diagonal()[:, None]).sum(1)
    document = {"scores": scores.tolist(), "r1": (ranks < 1).mean(), "r10": (ranks < 10).mean()}
    pathlib.Path(__file__).with_name("validation-ranks.json").write_text(json.dumps(document) + "\n")


main()
