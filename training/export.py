"""Writes models/demo from the two towers' weights: two ONNX towers and the files of a Hugging Face CLIP folder.

Weights are stored as float16 and cast to float32 when the graph is loaded, so that the folder is small but the arithmetic is float32. The
folder's vocabulary comes from vocabulary.py; its model card (README.md) is written by hand. Both stay as they are.
"""
from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import model as towers
from tokenizer import CONTEXT, END, START, Tokenizer
from words import known_words

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "models" / "demo"


def load_clip() -> tuple[towers.Clip, Tokenizer]:
    """The averaged weights of both towers."""
    tokenizer = Tokenizer.load()
    clip = towers.Clip(len(tokenizer.ids)).eval()
    clip.text.load_state_dict(torch.load(HERE / ".cache" / "text.pt"))
    clip.vision.load_state_dict(torch.load(HERE / ".cache" / "vision.pt"))
    return clip, tokenizer


def halve(graph: onnx.GraphProto) -> None:
    """Stores large float32 weights as float16, each with a cast back to float32."""
    kept, casts = [], []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= 256:
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
            casts.append(helper.make_node("Cast", [half.name], [tensor.name], name=tensor.name + "_cast", to=TensorProto.FLOAT))
            kept.append(half)
        else:
            kept.append(tensor)
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(casts + nodes)


def write_tower(tower: torch.nn.Module, example: torch.Tensor, path: Path, source: str, result: str, axes: dict[int, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(tower, (example,), str(path), input_names=[source], output_names=[result], opset_version=14,
                      dynamic_axes={source: axes, result: {0: "batch"}}, do_constant_folding=True)
    graph = onnx.load(str(path))
    halve(graph.graph)
    graph.graph.output[0].type.tensor_type.shape.dim[1].dim_value = towers.JOINT
    graph.producer_name, graph.producer_version = "txt2image training", "1"
    onnx.checker.check_model(graph)
    onnx.save(graph, str(path))


def write_json(name: str, value: object) -> None:
    (FOLDER / name).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    clip, tokenizer = load_clip()
    clip.vision.to(memory_format=torch.contiguous_format)
    write_tower(clip.vision, torch.zeros(2, 3, towers.SIZE, towers.SIZE), FOLDER / "onnx" / "vision_model.onnx", "pixel_values", "image_embeds", {0: "batch"})
    ids = towers.pad([tokenizer.encode("a red bicycle"), tokenizer.encode("two cats at night")], tokenizer.end)
    write_tower(clip.text, ids, FOLDER / "onnx" / "text_model.onnx", "input_ids", "text_embeds", {0: "batch", 1: "sequence"})
    special = {"bos_token_id": tokenizer.start, "eos_token_id": tokenizer.end, "pad_token_id": tokenizer.end}
    write_json("config.json", {
        "architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": towers.JOINT, "logit_scale_init_value": round(math.log(40), 4),
        "text_config": {"model_type": "clip_text_model", "hidden_size": towers.WIDTH, "max_position_embeddings": CONTEXT, "vocab_size": len(tokenizer.ids), **special},
        "vision_config": {"model_type": "clip_vision_model", "hidden_size": towers.WIDTH, "image_size": towers.SIZE, "patch_size": 16}})
    write_json("preprocessor_config.json", {
        "image_processor_type": "CLIPImageProcessor", "do_convert_rgb": True, "do_resize": True, "size": {"shortest_edge": towers.SIZE}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": towers.SIZE, "width": towers.SIZE}, "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": towers.MEAN, "image_std": towers.STD})
    tokens = {"bos_token": START, "eos_token": END, "unk_token": END, "pad_token": END}
    write_json("tokenizer_config.json", {"tokenizer_class": "CLIPTokenizer", "do_lower_case": True, "add_prefix_space": False, "model_max_length": CONTEXT, **tokens})
    write_json("special_tokens_map.json", tokens)
    write_json("known_words.json", known_words())
    size = sum(f.stat().st_size for f in FOLDER.rglob("*") if f.is_file())
    print(f"{size / 1e6:.1f} MB in {FOLDER}")


if __name__ == "__main__":
    main()
