"""What an epoch of training is made of. The files are read anew every epoch, so new data is picked up."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from .asked_sources import SOURCES
from .corpora import Message, one_reading, whole
from .followups import draw_followups, empty_messages
from .lexicon import draw_lexicon, read_lexicon
from .noise import noisy
from .public_sets import draw_public, read_public
from .split import load

NOISE_SHARE = 0.12


def repeats(source: str) -> float:
    """How often a row comes in one epoch (fractions: with that chance). From the trial runs: real openings are the lever."""
    if source.startswith("real-openings"):
        return 1.6
    if source.startswith("real-retold"):
        return 1.2
    if source.startswith(("sensitive-openings", "openings", "followups")):
        return 1.2
    return 0.8  # topics-*, plain-*, sensitive-*, public texts with labels of ours


def is_own(source: str) -> bool:
    """We wrote it for training; nobody asked it."""
    return not source.startswith("real-") and source not in SOURCES


class Mix:
    """Draws epochs: the messages of the training side, and lexicon phrases, public texts and made-up conversations anew each time."""

    def __init__(self, shared: Path, seed: int):
        self.shared, self.seed = shared, seed
        self.public = read_public(shared / "public")
        self.validation: list[Message] = []

    def epoch(self, number: int, focus: bool = False) -> list[Message]:
        """All messages of an epoch, unshuffled. `focus` leaves out phrases and public sets and takes half of our own messages."""
        rng = np.random.default_rng(self.seed * 1000 + number)
        data = load(self.shared)
        self.validation = self.validation or data["validation"]
        rows = []
        for row in data["train"]:
            times = repeats(row.source) * (0.5 if focus and is_own(row.source) else 1)
            rows += [one_reading(row, rng) for _ in range(whole(times, rng))]
        rows = [replace(r, text=noisy(r.text, r.lang, rng)) if rng.random() < NOISE_SHARE else r for r in rows]
        base = [r for r in data["train"] if not r.earlier]
        rows += draw_followups(base, 4500, rng)
        rows += empty_messages() * 2
        if focus:
            return rows
        rows += draw_lexicon(read_lexicon(), 22000, rng, 0.6)
        rows += draw_public(self.public, rng, 0.8)
        return rows
