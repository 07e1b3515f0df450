"""Trains the tokenizer on captions from the grammar: vocab.json and merges.txt of models/demo. Run once, before training."""
from __future__ import annotations

import random

from tokenizer import Tokenizer, clean, split
from words import known_words, phrases
from world.captions import Claimer, Speaker
from world.scenes import Sampler

SEED, CAPTIONS, MERGES = 20261123, 40_000, 1400


def corpus() -> list[str]:
    rng, sampler = random.Random(SEED), Sampler(SEED)
    claimer, speaker = Claimer(rng), Speaker(rng)
    scenes = [sampler.scene() for _ in range(CAPTIONS // 4)]
    texts = [speaker.say(claim(s)) for s in scenes for claim in (claimer.full, claimer.partial, claimer.short, claimer.short)]
    return texts + [p.replace("{}", " ") for p in phrases()] * 20


def main() -> None:
    texts = corpus()
    known = set(known_words())
    unknown = {w for t in texts for w in split(clean(t)) if any(c.isalnum() for c in w)} - known
    assert not unknown, unknown
    tokenizer = Tokenizer.train(texts, MERGES)
    tokenizer.save()
    lengths = [len(tokenizer.encode(t)) for t in texts]
    print(f"{len(tokenizer.ids)} tokens, {len(known)} known words; captions take {sum(lengths) / len(lengths):.1f} tokens, at most {max(lengths)}")


if __name__ == "__main__":
    main()
