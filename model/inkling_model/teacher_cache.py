"""What the teachers say about the texts a student learns from, computed once and kept on disk.

runs/cache/<name>/: texts.pkl (encoded inputs, hard targets, which are messages), logits.npy f16, pooled.npy f16, states-<layer>.npy f16
(all tokens of all texts, one after the other).
"""

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import vocab
from .asked import read_asked
from .bases import Base, mean_opinion
from .corpora import Message, nothing_known, one_reading
from .followups import draw_followups, empty_messages
from .labels import N_ALL
from .lexicon import draw_lexicon, read_lexicon
from .metrics import targets
from .network import WIDTH, Network, collate
from .noise import noisy, perturbed
from .places import runs
from .public_sets import draw_public, read_public
from .split import load

SEED = 11


def texts(shared: Path, size: float = 1.0) -> list[Message]:
    """All training messages, noisy copies, lexicon phrases alone and framed, public texts, made-up conversations, perturbed messages, bare questions."""
    rng = np.random.default_rng(SEED)
    base = load(shared)["train"]
    base = base if size >= 1 else [base[i] for i in rng.permutation(len(base))[: int(size * len(base))]]
    rows = [one_reading(row, rng) for row in base]
    for row in base:  # real openings and plain openings matter most: a noisy copy of many
        chance = 0.9 if row.source.startswith("real") else 0.35 if "openings" in row.source else 0.15
        if rng.random() < chance * size:
            rows.append(replace(one_reading(row, rng), text=noisy(row.text, row.lang, rng)))
    plain = [r for r in base if not r.earlier]
    rows += draw_followups(plain, int(9000 * size), rng)
    rows += empty_messages()
    phrases = read_lexicon()
    rows += draw_lexicon(phrases, int(8000 * size), rng, 0.0) + draw_lexicon(phrases, int(16000 * size), rng, 1.0)
    rows += draw_public(read_public(shared / "public"), rng, 1.0 * size)
    rows += perturb([r for r in plain if r.source.startswith(("real", "sensitive-openings", "turns"))], int(25000 * size), rng)
    bare = read_asked()[1]
    rows += bare[: int(len(bare) * size)]
    return [rows[i] for i in rng.permutation(len(rows))]


def perturb(rows: list[Message], count: int, rng: np.random.Generator) -> list[Message]:
    """`count` messages with other words here and there, labels unknown: what the teachers make of them shows which words count."""
    words = {lang: [word for row in rows if row.lang == lang for word in row.text.split()] for lang in {row.lang for row in rows}}
    picks = [rows[i] for i in rng.permutation(len(rows))[:count]]
    return [replace(row, text=perturbed(row.text, words[row.lang], rng), target=nothing_known(), source="perturbed") for row in picks]


def is_written(row: Message) -> bool:
    """Somebody wrote it as a message: no phrase of the lexicon, no row of a public set."""
    return row.source != "lexicon" and not row.source.startswith("public-")


class Cache:
    """Teacher outputs, read batch-wise."""

    def __init__(self, folder: Path, layers: list[int]):
        saved = pickle.loads((folder / "texts.pkl").read_bytes())
        self.encoded, self.target, self.written = saved["encoded"], saved["target"], saved["written"]
        self.lengths = np.array([len(e[0]) for e in self.encoded])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.logits = np.load(folder / "logits.npy", mmap_mode="r")
        self.pooled = np.load(folder / "pooled.npy", mmap_mode="r")
        self.states = {layer: np.load(folder / f"states-{layer}.npy", mmap_mode="r") for layer in layers}

    def tokens(self, layer: int, at: np.ndarray) -> torch.Tensor:
        """float32 [tokens of these texts, WIDTH] in batch order."""
        states = self.states[layer]
        return torch.from_numpy(np.concatenate([states[self.starts[i] : self.starts[i + 1]] for i in at])).float()


@torch.inference_mode()
def write_cache(teacher: Network, others: list[tuple[Network, Base]], rows: list[Message], layers: list[int], name: str, batch: int = 64) -> Path:
    """Runs the teachers over all rows; does nothing when the folder is complete already.

    Vectors and states are those of `teacher`. Logits are the mean over it and those of `others` that know the row's language.
    """
    folder = runs(f"cache/{name}/done").parent
    if (folder / "done").exists():
        return folder
    encoded = vocab.encode([(r.text, r.earlier) for r in rows])
    lengths = np.array([len(e[0]) for e in encoded])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    (folder / "texts.pkl").write_bytes(pickle.dumps({"encoded": encoded, "target": targets(rows), "written": np.array([is_written(row) for row in rows])}))
    create = np.lib.format.open_memmap
    logits = create(folder / "logits.npy", "w+", np.float16, (len(rows), N_ALL))
    pooled = create(folder / "pooled.npy", "w+", np.float16, (len(rows), WIDTH))
    states = {layer: create(folder / f"states-{layer}.npy", "w+", np.float16, (int(starts[-1]), WIDTH)) for layer in layers}
    order = np.argsort(lengths, kind="stable")
    for start in tqdm(range(0, len(order), batch), desc="teacher", mininterval=10):
        at = order[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16):
            vector, hidden = teacher.encode(collate([encoded[i] for i in at]), keep=True)
        logits[at] = teacher.head(vector.float()).numpy().astype(np.float16)
        pooled[at] = vector.float().numpy().astype(np.float16)
        for layer in layers:
            values = hidden[layer + 1].float().numpy().astype(np.float16)
            first = 0
            for i in at:
                states[layer][starts[i] : starts[i + 1]] = values[first : first + lengths[i]]
                first += lengths[i]
    logits[:] = mean_opinion(logits.astype(np.float32), others, rows)
    (folder / "done").write_text("")
    return folder
