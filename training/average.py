"""An exponential moving average of a module's weights, with a shorter memory at first. It is what gets evaluated and exported."""
from __future__ import annotations

import copy

import torch
from torch import nn


class Average:
    def __init__(self, module: nn.Module, longest: float = 0.998) -> None:
        self.module, self.longest, self.steps = copy.deepcopy(module).eval(), longest, 0

    @torch.no_grad()
    def update(self, module: nn.Module) -> None:
        self.steps += 1
        keep = min(self.longest, self.steps / (self.steps + 9))
        for mine, new in zip(self.module.state_dict().values(), module.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(new, 1 - keep)
            else:
                mine.copy_(new)
