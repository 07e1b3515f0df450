"""The two towers: a small residual network followed by a transformer over its 7 x 7 tokens, and a causal text transformer.

Inputs and outputs match exported CLIP models: `pixel_values` -> `image_embeds`, `input_ids` -> `text_embeds`, not normalised. No result depends
on the rest of the batch: batch normalisation is folded into the convolutions at export.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from tokenizer import CONTEXT

SIZE, TOKEN = 112, 16
WIDTH = 192
JOINT = 512
REACH = 5
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


class Bound(nn.Module):
    """Sums, over the tokens of a picture or a text, the products of two projections of each: what the token is, times its properties. Without the
    product, a sum could not distinguish a red cat beside a blue dog from a blue cat beside a red dog."""

    def __init__(self) -> None:
        super().__init__()
        self.what, self.said = nn.Linear(WIDTH, JOINT), nn.Linear(WIDTH, JOINT)
        self.out = nn.Linear(JOINT, JOINT, bias=False)
        nn.init.eye_(self.out.weight)

    def forward(self, tokens: torch.Tensor, counts: torch.Tensor | None = None) -> torch.Tensor:
        products = self.what(tokens) * self.said(tokens)
        return self.out((products if counts is None else products * counts[:, :, None]).sum(1))


class Vision(nn.Module):

    def __init__(self, layers: int = 3) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            ConvNorm(3, 32, 2), nn.ReLU(), ConvNorm(32, 64, 2), nn.ReLU(), Residual(64),
            ConvNorm(64, 128, 2), nn.ReLU(), Residual(128), ConvNorm(128, WIDTH, 2), nn.ReLU(), Residual(WIDTH))
        self.positions = nn.Parameter(torch.randn(1, (SIZE // TOKEN) ** 2, WIDTH) * 0.02)
        self.summary = nn.Parameter(torch.randn(1, 1, WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block(WIDTH, 6) for _ in range(layers))
        self.norm, self.project, self.bound = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, JOINT, bias=False), Bound()

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.embed(self.relate(self.see(pixel_values)))

    def see(self, pixel_values: torch.Tensor) -> torch.Tensor:
        """Features of each part of the picture by itself: [picture, 49, WIDTH]."""
        return self.stem(pixel_values).flatten(2).transpose(1, 2)

    def relate(self, tokens: torch.Tensor) -> torch.Tensor:
        """A summary token, then features of each part in the context of the others: [picture, 50, WIDTH]."""
        x = torch.cat([self.summary.expand(tokens.shape[0], -1, -1), tokens + self.positions], 1)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def embed(self, related: torch.Tensor) -> torch.Tensor:
        return self.project(related[:, 0]) + self.bound(related[:, 1:])


class Text(nn.Module):
    def __init__(self, vocabulary: int, layers: int = 3) -> None:
        super().__init__()
        self.end = vocabulary - 1
        self.words = nn.Embedding(vocabulary, WIDTH)
        nn.init.normal_(self.words.weight, std=0.05)
        self.phrases = nn.Conv1d(WIDTH, WIDTH, REACH, bias=False)
        """Gives every word access to the few before it from the first layer on: which thing has a colour, and which is on the left."""
        nn.init.zeros_(self.phrases.weight)
        self.positions = nn.Parameter(torch.randn(CONTEXT, WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block(WIDTH, 6) for _ in range(layers))
        self.norm, self.project, self.bound = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, JOINT, bias=False), Bound()
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), -1e4).triu(1), persistent=False)
        self.register_buffer("places", torch.arange(CONTEXT), persistent=False)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        length = input_ids.shape[1]
        words = self.words(input_ids)
        phrases = self.phrases(F.pad(words.transpose(1, 2), (REACH - 1, 0))).transpose(1, 2)
        x = words + phrases + self.positions[:length]
        mask = self.mask[:length, :length]
        for block in self.blocks:
            x = block(x, mask)
        x = self.norm(x)
        first_end = (input_ids == self.end).to(torch.int32).argmax(1)
        last = x.gather(1, first_end.reshape(-1, 1, 1).expand(-1, 1, WIDTH))
        counts = (self.places[:length] <= first_end[:, None]).to(x.dtype)
        return self.project(last.squeeze(1)) + self.bound(x, counts)


class Clip(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.vision, self.text = Vision(), Text(vocabulary)


def normalise(tiles: torch.Tensor) -> torch.Tensor:
    """uint8 [n, size, size, 3] -> float32 [n, 3, size, size], like the image processor."""
    x = tiles.permute(0, 3, 1, 2).to(torch.float32) / 255.0
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (x - mean) / std


def pad(rows: list[list[int]], end: int) -> torch.Tensor:
    """Token ids as one tensor. Positions after the end token are never used."""
    length = max(map(len, rows))
    return torch.tensor([r + [end] * (length - len(r)) for r in rows])
