"""What teacher and student training share: loss, batches, schedule by the clock, averaged weights."""

import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from .labels import ANY, N_ALL, N_LEAVES, N_TOPICS
from .network import Network, collate
from .places import complete
from .students import check_pieces
from .vocab import EOS

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def label_weights(any_weight: float = 3.0) -> torch.Tensor:
    """float32 [N_ALL]: tier-1 at half weight, any-sensitive three times (trial runs) or as often as asked."""
    weights = torch.ones(N_ALL)
    weights[N_LEAVES:N_TOPICS] = 0.5
    weights[ANY] = any_weight
    return weights


def loss(logits: torch.Tensor, target: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy summed over known labels, mean over messages. `target` float [n, N_ALL], -1 unknown."""
    known = (target >= 0).float() * weights
    return (F.binary_cross_entropy_with_logits(logits, target.clamp(min=0), reduction="none") * known).sum(1).mean()


def batches(lengths: np.ndarray, size: int, rng: np.random.Generator, pool: int = 8) -> list[np.ndarray]:
    """Shuffled batches whose members are of similar length (sorted within pools of `pool` batches)."""
    order = rng.permutation(len(lengths))
    out = []
    for start in range(0, len(order), size * pool):
        chunk = order[start : start + size * pool]
        chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
        out += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    return [out[i] for i in rng.permutation(len(out))]


def thin(encoded: list[tuple[list[int], int]], share: float, rng: np.random.Generator, least: int = 8, eos: int = EOS) -> list[tuple[list[int], int]]:
    """Leaves out about `share` of the pieces of inputs longer than `least`, never the first piece or an end mark."""
    out = []
    for ids, last in encoded:
        if len(ids) <= least:
            out.append((ids, last))
            continue
        stay = (rng.random(len(ids)) >= share) | (np.asarray(ids) == eos)
        stay[0] = True
        out.append(([piece for piece, kept in zip(ids, stay) if kept], int(stay[:last].sum())))
    return out


class Clock:
    """Training time in seconds against a budget; survives a resume. The learning rate follows it, so a run always ends in time."""

    def __init__(self, budget_s: float, spent_s: float = 0.0, warmup: float = 0.05):
        self.budget_s, self.spent_s, self.warmup = budget_s, spent_s, warmup
        self.started = time.monotonic()

    @property
    def elapsed_s(self) -> float:
        return self.spent_s + time.monotonic() - self.started

    def rate(self) -> float:
        """Factor on the learning rate: linear up over `warmup` of the budget, linear down to 0 at its end."""
        share = self.elapsed_s / self.budget_s
        return share / self.warmup if share < self.warmup else max(0.0, (1 - share) / (1 - self.warmup))


class Average:
    """Exponential moving average of weights, updated every `every` steps with decay ** every."""

    def __init__(self, net: torch.nn.Module, decay: float = 0.999, every: int = 5):
        self.decay, self.every = decay, every
        self.shadow = [p.detach().clone() for p in net.parameters()]

    @torch.no_grad()
    def update(self, net: torch.nn.Module, step: int) -> None:
        if step % self.every == 0:
            decay = min(self.decay, (1 + step) / (10 + step)) ** self.every
            torch._foreach_lerp_(self.shadow, [p.detach() for p in net.parameters()], 1 - decay)

    @torch.no_grad()
    def swap(self, net: torch.nn.Module) -> None:
        """Exchanges the averaged with the current weights."""
        for mine, p in zip(self.shadow, net.parameters()):
            keep = p.detach().clone()
            p.copy_(mine)
            mine.copy_(keep)


class Checkpoint:
    """A file to go on from: everything a training needs, and which weights it had begun with (`after`)."""

    def __init__(self, path: Path, after: Path | None):
        self.path, self.after = path, str(after)

    def read(self) -> dict | None:
        """What was saved, None where nothing was. Raises ValueError where it began with other weights, or learned other pieces."""
        if not self.path.exists():
            return None
        state = torch.load(self.path, weights_only=False, map_location=DEVICE)
        if state.get("after", self.after) != self.after:
            raise ValueError(f"{self.path} goes on from {state['after']}, not from {self.after}: move it aside, or give this training another --name")
        check_pieces(state, self.path)
        return state

    def write(self, **state: object) -> None:
        with complete(self.path) as unfinished:
            torch.save({**state, "after": self.after}, unfinished)


@torch.inference_mode()
def predict(net: Network, encoded: list[tuple[list[int], int]], batch: int = 64) -> np.ndarray:
    """Logits float32 [n, N_ALL] of (input_ids, last_length) pairs."""
    order = np.argsort([len(e[0]) for e in encoded], kind="stable")
    out = np.zeros((len(encoded), N_ALL), np.float32)
    for start in tqdm(range(0, len(order), batch), mininterval=10, disable=len(order) < 20000):
        at = order[start : start + batch]
        with torch.autocast(net.device.type, torch.bfloat16):
            out[at] = net(collate([encoded[i] for i in at]).to(net.device)).cpu().numpy()
    return out


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Logistic function."""
    return 1 / (1 + np.exp(-x))
