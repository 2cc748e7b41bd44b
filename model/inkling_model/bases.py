"""The pretrained encoders that a teacher starts from.

Three unlike ones: multilingual-e5-small (12 layers x 384, four languages; the student takes over its layers), all-MiniLM-L6-v2
(6 x 384, English) and all-mpnet-base-v2 (12 x 768, English). MPNet ranks sensitive messages far better than the small ones and is
heard three times; on topics the mean beats each of them, see README.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from tokenizers import Tokenizer

from . import vocab
from .corpora import Message, is_written
from .labels import N_ALL
from .mpnet import load_mpnet, mpnet_tokenizer
from .network import Network, Shape
from .peer import load_peer
from .places import runs
from .students import load_network
from .training import DEVICE, predict


@dataclass(frozen=True)
class Base:
    """An encoder: the languages it is used for, its marks at the start and end of a turn, how to get it, its tokenizer.

    `network` gives the pretrained encoder under fresh heads and raises where the weights are not to be had. `voice` is how
    much its opinion weighs in the mean.
    """

    languages: frozenset[str]
    bos: int
    eos: int
    network: Callable[[], Network]
    tokenizer: Callable[[], Tokenizer]
    voice: int = 1

    def encode(self, rows: list[Message]) -> list[tuple[list[int], int]]:
        """(input_ids, last_length) pairs, laid out alike for every base."""
        return vocab.encode([(r.text, r.earlier) for r in rows], self.tokenizer(), self.bos, self.eos)


def _e5() -> Network:
    """multilingual-e5-small as `prepare` trimmed it."""
    net = Network(Shape(vocab=len(np.load(runs("pieces.npy")))))
    weights = torch.load(runs("pretrained/e5-trimmed.pt"))
    net.load_state_dict({**net.state_dict(), **{k: v for k, v in weights.items() if not k.startswith("head.")}})
    return net


@cache
def _minilm() -> tuple[Network, Tokenizer]:
    """MiniLM and its tokenizer, read once."""
    net, tokenizer = load_peer()
    if tokenizer is None:
        raise RuntimeError("no pretrained MiniLM, and a teacher from random weights is none")
    return net, tokenizer


ENGLISH = frozenset(("en",))
BASES = {
    "e5": Base(frozenset(("en", "fr", "es", "pt")), vocab.BOS, vocab.EOS, _e5, vocab.tokenizer),
    "minilm": Base(ENGLISH, 101, 102, lambda: _minilm()[0], lambda: _minilm()[1]),
    "mpnet": Base(ENGLISH, 0, 2, load_mpnet, mpnet_tokenizer, voice=3),
}


@dataclass(frozen=True)
class Teacher:
    """A fine-tuned encoder. `focus`: it was trained on messages only, and is not asked about phrases and public sets."""

    net: Network
    base: Base
    focus: bool = False

    def knows(self, row: Message) -> bool:
        """Whether its opinion on a row counts."""
        return row.lang in self.base.languages and (is_written(row) or not self.focus)

    def opinion(self, rows: list[Message]) -> np.ndarray:
        """Logits float32 [n, N_ALL], NaN for rows it does not know."""
        out = np.full((len(rows), N_ALL), np.nan, np.float32)
        at = np.flatnonzero([self.knows(row) for row in rows])
        if len(at):
            out[at] = predict(self.net, self.base.encode([rows[i] for i in at]))
        return out


def base_of(path) -> Base:
    """The base of a teacher's file {shape, state, base, focus}."""
    return BASES[torch.load(path, weights_only=False, mmap=True).get("base", "e5")]


def load_teacher(path) -> Teacher:
    """A teacher from its file."""
    return Teacher(load_network(path).to(DEVICE), base_of(path), torch.load(path, weights_only=False, mmap=True).get("focus", False))


def mean_opinion(opinions: list[np.ndarray], bases: list[Base]) -> np.ndarray:
    """The mean float32 [n, N_ALL] of several teachers' logits, by voice; on each row, over those that know it (at least one must)."""
    voices = [base.voice * ~np.isnan(opinion[:, :1]) for base, opinion in zip(bases, opinions, strict=True)]
    total = sum(voice * np.nan_to_num(opinion.astype(np.float32)) for voice, opinion in zip(voices, opinions))
    return (total / sum(voices)).astype(np.float32)
