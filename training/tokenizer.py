"""A small byte-level BPE in CLIP's file format, so that any CLIP tokenizer can load it.

Words are split as in CLIP, their UTF-8 bytes are mapped to printable characters, the last unit of a word ends in `</w>`, and merges are applied
by rank. vocab.json contains the 256 bytes, the same with `</w>`, one unit per merge, and finally the two special tokens. vocab.json and merges.txt
are in models/demo.
"""
from __future__ import annotations

import collections
import html
import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 48
FOLDER = Path(__file__).resolve().parent.parent / "models" / "demo"
_SUFFIXES = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


def byte_characters() -> dict[int, str]:
    """CLIP's table from bytes to printable characters, in CLIP's order."""
    kept = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    rest = [b for b in range(256) if b not in kept]
    return {**{b: chr(b) for b in kept}, **{b: chr(256 + i) for i, b in enumerate(rest)}}


def clean(text: str) -> str:
    """CLIP's cleaning of text whose encoding needs no repair: entities, white space, case."""
    return re.sub(r"\s+", " ", html.unescape(html.unescape(unicodedata.normalize("NFC", text)))).strip().lower()


def split(text: str) -> list[str]:
    """CLIP's pattern: special tokens, English suffixes, runs of letters, single digits, runs of anything else except white space."""
    words, i = [], 0

    def run(test) -> int:
        j = i
        while j < len(text) and test(text[j]):
            j += 1
        return j

    def kind(c: str) -> str:
        return "s" if c.isspace() else unicodedata.category(c)[0]

    while i < len(text):
        special = next((s for s in (START, END, *_SUFFIXES) if text.startswith(s, i)), None)
        if special:
            end = i + len(special)
        elif kind(text[i]) == "s":
            i += 1
            continue
        elif kind(text[i]) == "L":
            end = run(lambda c: kind(c) == "L")
        elif kind(text[i]) == "N":
            end = i + 1
        else:
            end = run(lambda c: kind(c) not in ("s", "L", "N"))
        words.append(text[i:end])
        i = end
    return words


def _merge(units: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out, i = [], 0
    while i < len(units):
        if i + 1 < len(units) and (units[i], units[i + 1]) == pair:
            out.append(units[i] + units[i + 1])
            i += 2
        else:
            out.append(units[i])
            i += 1
    return tuple(out)


class Tokenizer:
    def __init__(self, merges: list[tuple[str, str]]) -> None:
        self.merges = merges
        self.bytes = byte_characters()
        units = list(self.bytes.values())
        units += [u + "</w>" for u in units] + ["".join(m) for m in merges] + [START, END]
        self.ids = {u: i for i, u in enumerate(units)}
        assert len(self.ids) == len(units)
        self.ranks = {m: i for i, m in enumerate(merges)}
        self.start, self.end = self.ids[START], self.ids[END]
        self.word_ids = lru_cache(maxsize=20000)(self._word_ids)

    def units_of(self, word: str) -> tuple[str, ...]:
        units = tuple(self.bytes[b] for b in word.encode())
        return units[:-1] + (units[-1] + "</w>",)

    def _word_ids(self, word: str) -> tuple[int, ...]:
        if word in (START, END):
            return (self.ids[word],)
        units = self.units_of(word)
        while len(units) > 1:
            best = min(zip(units, units[1:]), key=lambda p: self.ranks.get(p, len(self.ranks)))
            if best not in self.ranks:
                break
            units = _merge(units, best)
        return tuple(self.ids[u] for u in units)

    def encode(self, text: str) -> list[int]:
        """Start token, the words' units, end token; truncated to the context, keeping the end token."""
        ids = [i for word in split(clean(text)) for i in self.word_ids(word)]
        return [self.start, *ids[:CONTEXT - 2], self.end]

    @staticmethod
    def train(texts: list[str], merges: int) -> Tokenizer:
        """Greedy byte pair encoding over the words of the texts; ties go to the alphabetically first pair."""
        base = Tokenizer([])
        counts = collections.Counter(w for t in texts for w in split(clean(t)))
        words = {base.units_of(w): n for w, n in counts.items()}
        found: list[tuple[str, str]] = []
        while len(found) < merges:
            pairs: collections.Counter = collections.Counter()
            for units, n in words.items():
                for pair in zip(units, units[1:]):
                    pairs[pair] += n
            if not pairs:
                break
            best = min(pairs, key=lambda p: (-pairs[p], p))
            found.append(best)
            words = {_merge(u, best): n for u, n in words.items()}
        return Tokenizer(found)

    def save(self) -> None:
        (FOLDER / "vocab.json").write_text(json.dumps(self.ids, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        (FOLDER / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in self.merges), encoding="utf-8")

    @staticmethod
    def load() -> Tokenizer:
        lines = (FOLDER / "merges.txt").read_text(encoding="utf-8").split("\n")[1:]
        return Tokenizer([tuple(line.split(" ")) for line in lines if line])
