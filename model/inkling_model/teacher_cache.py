"""What the teachers say about the texts a student learns from, computed once and kept on disk.

runs/cache/<size>-<copies>/: rows.pkl (the messages), logits-<teacher>.npy f16 (NaN where it does not know the row), and of the teacher
whose layers a student takes over pooled-<teacher>.npy f16 and states-<teacher>-<layer>.npy f16 (all tokens of all texts, one
after the other). A further teacher, or one trained on since, costs its own pass only. Delete the folder when the corpora have changed.
"""

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import vocab
from .asked_sources import SOURCES
from .bases import base_of, load_teacher, mean_opinion
from .corpora import Message, is_written, nothing_known, one_reading, whole
from .followups import draw_followups, empty_messages
from .labels import N_ALL
from .lexicon import draw_lexicon, read_lexicon
from .metrics import targets
from .network import WIDTH, Network, collate
from .noise import noisy, perturbed
from .places import complete
from .public_sets import draw_public, read_public
from .split import near_validation
from .substitutes import substituted

SEED = 11
SUBSTITUTES = {"real-openings": 18.0, "real-retold": 6.0, "prompts": 2.0, **dict.fromkeys(SOURCES, 2.2), "sensitive-openings": 1.2, "openings": 0.8}  # copies of a message, by source


def texts(data: dict[str, list[Message]], shared: Path, size: float = 1.0, copies: float = 1.0) -> list[Message]:
    """All training messages, noisy copies, lexicon phrases alone and framed, public texts, made-up conversations, messages with other words, texts without labels.

    `data` as split.load gives it. `size` below 1 takes a part of everything, `copies` is a factor on the messages with exchanged words alone.
    """
    rng = np.random.default_rng(SEED)
    base = data["train"]
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
    rows += perturb([r for r in plain if r.source.startswith(("real", "sensitive-openings", *SOURCES))], int(25000 * size), rng)
    bare = data["unlabelled"]
    bare = [row for row, close in zip(bare, near_validation(bare, data["validation"]), strict=True) if not close]
    bare = [bare[i] for i in rng.permutation(len(bare))[: int(len(bare) * size)]]
    rows += bare + substitute(plain + [row for row in bare if row.source.startswith("prompts")], copies, rng)
    return [rows[i] for i in rng.permutation(len(rows))]


def perturb(rows: list[Message], count: int, rng: np.random.Generator) -> list[Message]:
    """`count` messages with other words here and there, labels unknown: what the teachers make of them shows which words count."""
    words = {lang: [word for row in rows if row.lang == lang for word in row.text.split()] for lang in {row.lang for row in rows}}
    picks = [rows[i] for i in rng.permutation(len(rows))[:count]]
    return [replace(row, text=perturbed(row.text, words[row.lang], rng), target=nothing_known(), source="perturbed") for row in picks]


def substitute(rows: list[Message], copies: float, rng: np.random.Generator) -> list[Message]:
    """Messages with words exchanged for words of like meaning, labels unknown: SUBSTITUTES times `copies` of each, most of real openings."""
    out = []
    for row in rows:
        times = copies * next((n for start, n in SUBSTITUTES.items() if row.source.startswith(start)), 0.0)
        for _ in range(whole(times, rng)):
            text = substituted(row.text, row.lang, rng)
            if text != row.text:
                out.append(replace(row, text=text, target=nothing_known(), source="perturbed"))
    return out


class Cache:
    """Texts and what teachers (files) say about them, read batch-wise; vectors and states of the first one if `layers` are asked for."""

    def __init__(self, folder: Path, teachers: list[Path], layers: list[int]):
        rows: list[Message] = pickle.loads((folder / "rows.pkl").read_bytes())
        self.encoded = vocab.encode([(r.text, r.earlier) for r in rows])
        self.target, self.written = targets(rows), np.array([is_written(row) for row in rows])
        self.english = np.array([row.lang == "en" for row in rows])
        self.lengths = np.array([len(e[0]) for e in self.encoded])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.opinions = [np.load(folder / f"logits-{path.stem}.npy", mmap_mode="r") for path in teachers]
        self.bases = [base_of(path) for path in teachers]
        self.vectors = np.load(folder / f"pooled-{teachers[0].stem}.npy", mmap_mode="r") if layers else None
        self.states = {layer: np.load(folder / f"states-{teachers[0].stem}-{layer}.npy", mmap_mode="r") for layer in layers}

    def logits(self, at: np.ndarray) -> torch.Tensor:
        """float32 [texts, N_ALL]: the teachers' mean."""
        return torch.from_numpy(mean_opinion([opinion[at] for opinion in self.opinions], self.bases))

    def pooled(self, at: np.ndarray) -> torch.Tensor:
        """float32 [texts, WIDTH] of the first teacher."""
        return torch.from_numpy(self.vectors[at]).float()

    def tokens(self, layer: int, at: np.ndarray) -> torch.Tensor:
        """float32 [tokens of these texts, WIDTH] of the first teacher, in batch order."""
        states = self.states[layer]
        return torch.from_numpy(np.concatenate([states[self.starts[i] : self.starts[i + 1]] for i in at])).float()


def write_cache(folder: Path, paths: list[Path], data: dict[str, list[Message]], shared: Path, size: float, copies: float, layers: list[int]) -> None:
    """Draws the texts and runs the teachers over them, the first one with the token states of `layers`; keeps what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "rows.pkl").exists():
        with complete(folder / "rows.pkl") as unfinished:
            unfinished.write_bytes(pickle.dumps(texts(data, shared, size, copies)))
    rows = pickle.loads((folder / "rows.pkl").read_bytes())
    if layers and not all((folder / f"states-{paths[0].stem}-{layer}.npy").exists() for layer in layers):
        write_states(folder, load_teacher(paths[0]).net, paths[0].stem, rows, layers)
    for path in paths:
        target = folder / f"logits-{path.stem}.npy"
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            print(f"{path.stem} reads {len(rows)} texts", flush=True)
            with complete(target) as unfinished, open(unfinished, "wb") as file:
                np.save(file, load_teacher(path).opinion(rows).astype(np.float16))


@torch.inference_mode()
def write_states(folder: Path, teacher: Network, name: str, rows: list[Message], layers: list[int], batch: int = 64) -> None:
    """Logits, pooled vectors and token states of the teacher whose layers a student takes over. The files appear when they are whole."""
    encoded = vocab.encode([(r.text, r.earlier) for r in rows])
    lengths = np.array([len(e[0]) for e in encoded])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    shapes = {f"logits-{name}": (len(rows), N_ALL), f"pooled-{name}": (len(rows), WIDTH), **{f"states-{name}-{layer}": (int(starts[-1]), WIDTH) for layer in layers}}
    files = {key: np.lib.format.open_memmap(folder / f"{key}.part", "w+", np.float16, shape) for key, shape in shapes.items()}
    order = np.argsort(lengths, kind="stable")
    for start in tqdm(range(0, len(order), batch), desc=name, mininterval=10):
        at = order[start : start + batch]
        with torch.autocast(teacher.device.type, torch.bfloat16):
            vector, hidden = teacher.encode(collate([encoded[i] for i in at]).to(teacher.device), keep=True)
        files[f"logits-{name}"][at] = teacher.head(vector.float()).cpu().numpy().astype(np.float16)
        files[f"pooled-{name}"][at] = vector.float().cpu().numpy().astype(np.float16)
        for layer in layers:
            values = hidden[layer + 1].float().cpu().numpy().astype(np.float16)
            first = 0
            for i in at:
                files[f"states-{name}-{layer}"][starts[i] : starts[i + 1]] = values[first : first + lengths[i]]
                first += lengths[i]
    for key in shapes:
        (folder / f"{key}.part").rename(folder / f"{key}.npy")
