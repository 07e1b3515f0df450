"""Loads the towers of models/demo, so that training can continue from the shipped weights (the repository contains no checkpoint)."""
from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

import model as towers

FOLDER = Path(__file__).resolve().parent.parent / "models" / "demo" / "onnx"


def _tensors(path: Path) -> tuple[dict[str, torch.Tensor], list[str]]:
    graph = onnx.load(str(path)).graph
    values = {t.name.removesuffix("_half"): torch.tensor(numpy_helper.to_array(t)).float() for t in graph.initializer}
    used = [i for node in graph.node if node.op_type in ("MatMul", "Conv", "Gemm") for i in node.input if i.removesuffix("_half") in values]
    return values, used


def _module(module: torch.nn.Module, values: dict[str, torch.Tensor], used: list[str]) -> list[str]:
    """Loads matching weights into a tower by name. Matrices lose their names in the export, so they are matched in order of use. Returns what was not
    loaded."""
    state, left = module.state_dict(), []
    named = [n for n, m in module.named_modules() if isinstance(m, torch.nn.Linear)]
    linear = iter([u for u in used if "MatMul" in u])
    matrices = {f"{n}.weight": values[u].T for n, u in zip(sorted(named, key=_use), linear)}
    for name, mine in state.items():
        theirs = values.get(name, matrices.get(name))
        if theirs is not None and theirs.shape == mine.shape:
            mine.copy_(theirs)
        elif not name.startswith("stem."):
            left.append(name)
    return left


def _use(name: str) -> tuple:
    """The position at which a tower uses a linear layer."""
    parts = name.split(".")
    if parts[0] != "blocks":
        return (9, 0)
    return (int(parts[1]), ("attention.qkv", "attention.out", "up", "down").index(".".join(parts[2:])))


def _stem(vision: towers.Vision, values: dict[str, torch.Tensor], used: list[str]) -> None:
    """Loads the convolutions. Their normalisation is folded in, so only its bias remains."""
    convolutions = [m for m in vision.stem.modules() if isinstance(m, towers.ConvNorm)]
    weights = [u for u in used if "Conv" in u and values[u].ndim == 4]
    biases = [u for u in used if "Conv" in u and values[u].ndim == 1]
    for module, weight, bias in zip(convolutions, weights, biases, strict=True):
        module[0].weight.copy_(values[weight])
        norm = module[1]
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.fill_(1)
        norm.bias.copy_(values[bias])


@torch.no_grad()
def read(clip: towers.Clip) -> None:
    """Loads the shipped weights into both towers, as far as they match."""
    for module, name in ((clip.text, "text"), (clip.vision, "vision")):
        values, used = _tensors(FOLDER / f"{name}_model.onnx")
        print(f"{name}: not loaded: {_module(module, values, used)}", flush=True)
        if name == "vision":
            _stem(clip.vision, values, used)
