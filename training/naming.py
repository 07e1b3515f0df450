"""Auxiliary predictions of what each part of a picture shows, for training the vision tower. They are not exported."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from model import WIDTH
from stream import COLOUR_NAMES, KINDS, TRAITS
from world.light import HOURS
from world.scenes import Scene
from world.sceneries import SCENERIES, SEASONS

NOTHING = 0.1
"""The weight of a part that shows nothing, because most parts show nothing."""


class Naming(nn.Module):
    """Predicts from each token the kind and the colour of the thing that it shows; the last kind means nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds, self.colours = nn.Linear(WIDTH, len(KINDS) + 1), nn.Linear(WIDTH, len(COLOUR_NAMES))

    def losses(self, tokens: torch.Tensor, kinds: torch.Tensor, colours: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        weights = torch.ones(len(KINDS) + 1)
        weights[-1] = NOTHING
        shown = colours >= 0
        return F.cross_entropy(self.kinds(tokens).flatten(0, 1), kinds.flatten(), weights), F.cross_entropy(self.colours(tokens[shown]), colours[shown])


class Telling(nn.Module):
    """Also predicts, after the transformer, the thing's count, its action and its relations."""

    def __init__(self) -> None:
        super().__init__()
        self.naming, self.traits = Naming(), nn.Linear(WIDTH, len(TRAITS))

    def losses(self, tokens: torch.Tensor, kinds: torch.Tensor, colours: torch.Tensor, traits: torch.Tensor) -> tuple[torch.Tensor, ...]:
        shown = colours >= 0
        return *self.naming.losses(tokens, kinds, colours), F.binary_cross_entropy_with_logits(self.traits(tokens[shown]), traits[shown].float()) * 8


class Around(nn.Module):
    """Predicts scenery, hour, season and rain from the summary token."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleList(nn.Linear(WIDTH, len(values)) for values in AROUND)

    def loss(self, summaries: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        """truth: [picture, 4], indices from `around_of`."""
        return sum(F.cross_entropy(head(summaries), of) for head, of in zip(self.heads, truth.T))


AROUND: tuple[tuple, ...] = (tuple(SCENERIES), ("", *HOURS), ("", *SEASONS), (False, True))


def around_of(scene: Scene) -> list[int]:
    return [values.index(value) for values, value in zip(AROUND, (scene.scenery, scene.hour, scene.season, scene.rain))]
