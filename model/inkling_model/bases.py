"""The pretrained encoders that a teacher starts from.

Two unlike ones: multilingual-e5-small (12 layers, four languages; the student takes over its layers) and all-MiniLM-L6-v2
(6 layers, English). What the second adds is another opinion: on real openings the mean of the two ranks sensitive messages
clearly better than either, see README.md.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from tokenizers import Tokenizer

from . import vocab
from .corpora import Message
from .network import Network, Shape
from .peer import load_peer
from .places import runs
from .students import load_network
from .training import predict

CLS, SEP = 101, 102  # MiniLM's marks, in place of <s> and </s>


@dataclass(frozen=True)
class Base:
    """An encoder's name, the languages it is used for, and its end mark."""

    name: str
    languages: frozenset[str]
    eos: int

    def network(self) -> Network:
        """The pretrained encoder under fresh heads. Raises where the weights are not to be had."""
        if self.name == "e5":
            net = Network(Shape(vocab=len(np.load(runs("pieces.npy")))))
            weights = torch.load(runs("pretrained/e5-trimmed.pt"))
        else:
            peer, tokenizer = _minilm()
            if tokenizer is None:
                raise RuntimeError("no pretrained MiniLM, and a teacher from random weights is none")
            net, weights = Network(peer.shape), peer.state_dict()
        net.load_state_dict({**net.state_dict(), **{k: v for k, v in weights.items() if not k.startswith("head.")}})
        return net

    def encode(self, rows: list[Message]) -> list[tuple[list[int], int]]:
        """(input_ids, last_length) pairs, laid out alike for every base."""
        messages = [(r.text, r.earlier) for r in rows]
        return vocab.encode(messages) if self.name == "e5" else vocab.encode(messages, _minilm()[1], CLS, SEP)


@cache
def _minilm() -> tuple[Network, Tokenizer | None]:
    """The pretrained MiniLM and its tokenizer, read once; see `load_peer`."""
    return load_peer()


BASES = {
    "e5": Base("e5", frozenset(("en", "fr", "es", "pt")), vocab.EOS),
    "minilm": Base("minilm", frozenset(("en",)), SEP),
}


def load_teacher(path) -> tuple[Network, Base]:
    """A teacher and its base from a file of {shape, state, base}."""
    return load_network(path), BASES[torch.load(path, weights_only=False, mmap=True).get("base", "e5")]


def mean_opinion(logits: np.ndarray, others: list[tuple[Network, Base]], rows: list[Message]) -> np.ndarray:
    """Logits float32 [n, N_ALL] of a first teacher -> the mean over it and those of `others` that know a row's language."""
    total, voices = logits.copy(), np.ones((len(rows), 1), np.float32)
    for net, base in others:
        at = np.flatnonzero([row.lang in base.languages for row in rows])
        total[at] += predict(net, base.encode([rows[i] for i in at]))
        voices[at] += 1
    return total / voices
