"""The two towers: a small residual network whose 7 x 7 tokens a transformer relates, and a causal text transformer.

Inputs and outputs are those of exported CLIP models: `pixel_values` -> `image_embeds`, `input_ids` -> `text_embeds`, not normalised. Nothing
depends on the rest of the batch: batch normalisation is folded into the convolutions when the towers are exported.
"""
from __future__ import annotations

import contextlib
import math

import torch
from torch import nn
from torch.nn import functional as F

from tokenizer import CONTEXT

SIZE, TOKEN = 112, 16
WIDTH = 192
JOINT = 256
REACH = 5
TEMPER_PACE = 10.0
MEAN, STD = (0.48, 0.50, 0.52), (0.27, 0.25, 0.28)


class ConvNorm(nn.Sequential):
    def __init__(self, inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> None:
        super().__init__(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = ConvNorm(width, width), ConvNorm(width, width)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.second(F.relu(self.first(x))))


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q * self.scale) @ k.transpose(-2, -1)
        if mask is not None:
            weights = weights + mask
        return self.out((weights.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.attention = nn.LayerNorm(width), Attention(width, heads)
        self.norm2, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        x = x + self.attention(self.norm1(x), mask)
        return x + self.down(F.relu(self.up(self.norm2(x))))


class Vision(nn.Module):
    swift = False

    def __init__(self, layers: int = 3) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            ConvNorm(3, 32, 2), nn.ReLU(), ConvNorm(32, 64, 2), nn.ReLU(), Residual(64),
            ConvNorm(64, 128, 2), nn.ReLU(), Residual(128), ConvNorm(128, WIDTH, 2), nn.ReLU(), Residual(WIDTH))
        self.positions = nn.Parameter(torch.randn(1, (SIZE // TOKEN) ** 2, WIDTH) * 0.02)
        self.summary = nn.Parameter(torch.randn(1, 1, WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block(WIDTH, 6) for _ in range(layers))
        self.norm, self.project = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, JOINT, bias=False)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.project(self.norm(self._relate(self._see(pixel_values))[:, 0]))

    def look(self, pixel_values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The embedding, the tokens of the picture before the transformer relates them, and what each would be as an embedding afterwards."""
        tokens = self._see(pixel_values)
        related = self.project(self.norm(self._relate(tokens)))
        return related[:, 0], tokens, related[:, 1:]

    def _see(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.stem(pixel_values).flatten(2).transpose(1, 2)

    def _relate(self, tokens: torch.Tensor) -> torch.Tensor:
        x = torch.cat([self.summary.expand(tokens.shape[0], -1, -1), tokens + self.positions], 1)
        with lower_precision(self.swift):
            for block in self.blocks:
                x = block(x)
        return x.float()


class Text(nn.Module):
    swift = False

    def __init__(self, vocabulary: int, layers: int = 3) -> None:
        super().__init__()
        self.end = vocabulary - 1
        self.words = nn.Embedding(vocabulary, WIDTH)
        nn.init.normal_(self.words.weight, std=0.05)
        self.phrases = nn.Conv1d(WIDTH, WIDTH, REACH, bias=False)
        """Lets every word know the few before it from the first layer on: whose colour it is, and who stands left."""
        nn.init.zeros_(self.phrases.weight)
        self.positions = nn.Parameter(torch.randn(CONTEXT, WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block(WIDTH, 6) for _ in range(layers))
        self.norm, self.project = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, JOINT, bias=False)
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), -1e4).triu(1), persistent=False)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        length = input_ids.shape[1]
        words = self.words(input_ids)
        phrases = self.phrases(F.pad(words.transpose(1, 2), (REACH - 1, 0))).transpose(1, 2)
        x = words + phrases + self.positions[:length]
        mask = self.mask[:length, :length]
        with lower_precision(self.swift):
            for block in self.blocks:
                x = block(x, mask)
        x = x.float()
        first_end = (input_ids == self.end).to(torch.int32).argmax(1)
        last = x.gather(1, first_end.reshape(-1, 1, 1).expand(-1, 1, WIDTH))
        return self.project(self.norm(last.squeeze(1)))


class Clip(nn.Module):
    def __init__(self, vocabulary: int, kinds: int, colours: int, facts: int) -> None:
        super().__init__()
        self.vision, self.text = Vision(), Text(vocabulary)
        self.kinds, self.colours = nn.Linear(WIDTH, kinds + 1), nn.Linear(WIDTH, colours)
        """Tell what each token of a picture shows. They help the vision tower to see while it learns, and are not exported."""
        self.prototypes = nn.Parameter(torch.randn(facts, JOINT) * 0.05)
        """What embeddings of either tower that hold a fact have in common; not exported."""
        self.grip = nn.Parameter(torch.tensor(math.log(40.0) / TEMPER_PACE))
        self.temper = nn.Parameter(torch.tensor(math.log(14.0) / TEMPER_PACE))

    @property
    def scale(self) -> torch.Tensor:
        """What cosines are multiplied with before the softmax: learnt, ten times as fast as the weights, at most 100."""
        return (self.temper * TEMPER_PACE).exp().clamp(max=100)

    @property
    def grasp(self) -> torch.Tensor:
        return (self.grip * TEMPER_PACE).exp().clamp(max=100)

    def read(self, embeddings: torch.Tensor, facts: torch.Tensor | slice = slice(None)) -> torch.Tensor:
        """How surely each fact can be read off each unit embedding: [embedding, fact]."""
        return self.grasp * embeddings @ F.normalize(self.prototypes[facts], dim=1).T

    def read_one(self, embeddings: torch.Tensor, facts: torch.Tensor) -> torch.Tensor:
        """How surely some facts, others for each embedding, can be read off it: [embedding, n]."""
        return self.grasp * (embeddings[:, None] * F.normalize(self.prototypes[facts], dim=2)).sum(2)

    def swift(self, on: bool) -> None:
        """Lets the transformers multiply in bfloat16 (training only): three times as fast on processors that have it."""
        self.vision.swift = self.text.swift = on


def lower_precision(on: bool):
    return torch.cpu.amp.autocast(dtype=torch.bfloat16) if on else contextlib.nullcontext()


def normalise(tiles: torch.Tensor) -> torch.Tensor:
    """uint8 [n, size, size, 3] -> float32 [n, 3, size, size], as the image processor does."""
    x = tiles.permute(0, 3, 1, 2).to(torch.float32) / 255.0
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (x - mean) / std


def pad(rows: list[list[int]], end: int) -> torch.Tensor:
    """Token ids as one tensor; what follows the end token is never looked at."""
    length = max(map(len, rows))
    return torch.tensor([r + [end] * (length - len(r)) for r in rows])
