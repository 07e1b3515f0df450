"""How well the towers find scenes that training never uses: each caption is searched among the pictures of all these scenes."""
from __future__ import annotations

import random

import torch
from torch.nn import functional as F

import model as towers
from heldout import Heldout
from learn_text import claims_of, speakers
from stream import Composer, alibi_matrix
from tokenizer import Tokenizer
from world.captions import Claimer

SEED, BATCHES, SIZE = 20261131, 6, 96


class Validation:
    """Scenes and captions like those of training, including twins, from a separate seed."""

    def __init__(self, tokenizer: Tokenizer, scale: float = 40.0) -> None:
        composer, rng = Composer(Heldout.load(), SEED, SIZE, towers.SIZE), random.Random(SEED)
        batches = [composer.batch(i) for i in range(BATCHES)]
        scenes = [scene for batch in batches for scene in batch.scenes]
        claimer, voices = Claimer(rng), speakers(rng)
        claims = [claims_of(rng, claimer, s) for s in scenes]
        self.tiles = [torch.from_numpy(batch.tiles) for batch in batches]
        self.ids = towers.pad([tokenizer.encode(rng.choice(voices).say(c)) for c in claims], tokenizer.end)
        self.alibis, self.scale = torch.from_numpy(alibi_matrix(scenes, claims)), scale

    @torch.no_grad()
    def of(self, clip: towers.Clip) -> tuple[float, float, float]:
        """R@1, R@10 and InfoNCE; other pictures for which a caption is also true are ignored."""
        images = F.normalize(torch.cat([clip.vision(towers.normalise(t).contiguous(memory_format=torch.channels_last)) for t in self.tiles]), dim=1)
        texts = F.normalize(torch.cat([clip.text(part) for part in self.ids.split(128)]), dim=1)
        scores = (texts @ images.T).masked_fill(self.alibis, -1)
        ranks = (scores > scores.diagonal()[:, None]).sum(1)
        own = torch.arange(len(scores))
        logits = (self.scale * scores).masked_fill(self.alibis, -1e4)
        loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
        return (ranks < 1).float().mean().item(), (ranks < 10).float().mean().item(), loss.item()
