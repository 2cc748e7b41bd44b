"""Measures on validation: topics, intents, sensitive. Probabilities in, plain numbers out."""

import numpy as np

from .corpora import Message
from .labels import ANY, INTENT_SLICE, N_LEAVES, N_TOPICS, leaf_parents, topics


def targets(rows: list[Message]) -> np.ndarray:
    """int8 [n, N_ALL]."""
    return np.stack([r.target for r in rows])


def f1(predicted: np.ndarray, true: np.ndarray) -> float:
    """Micro F1 of two boolean arrays."""
    both = (predicted & true).sum()
    return float(2 * both / max(1, predicted.sum() + true.sum()))


def tier1_scores(probabilities: np.ndarray, leaf: float, tier1: float) -> np.ndarray:
    """bool [n, 26]: own head above `tier1`, or a leaf of it above `leaf`."""
    out = probabilities[:, N_LEAVES:N_TOPICS] >= tier1
    for column, parent in leaf_parents():
        out[:, parent - N_LEAVES] |= probabilities[:, column] >= leaf
    return out


def best_threshold(scores: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """(threshold, micro F1) that is best on a grid of 0.05 to 0.8."""
    grid = np.round(np.arange(0.05, 0.81, 0.01), 3)
    values = [f1(scores >= t, true) for t in grid]
    best = int(np.argmax(values))
    return float(grid[best]), values[best]


def auc(scores: np.ndarray, true: np.ndarray) -> float:
    """Area under the ROC curve; 0.5 when one class is missing."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(true, scores)) if 0 < true.sum() < len(true) else 0.5


def summary(probabilities: np.ndarray, rows: list[Message]) -> dict[str, float]:
    """Numbers for watching training: best-threshold F1s, top-1, main intent, any-sensitive."""
    y = targets(rows)
    leaf_true, leaf_scores = y[:, :N_LEAVES] == 1, probabilities[:, :N_LEAVES]
    leaf_t, leaf_f1 = best_threshold(leaf_scores, leaf_true)
    tier1_true = y[:, N_LEAVES:N_TOPICS] == 1
    _, head_f1 = best_threshold(probabilities[:, N_LEAVES:N_TOPICS], tier1_true)
    both = max(f1(tier1_scores(probabilities, leaf_t, t), tier1_true) for t in np.arange(0.2, 0.75, 0.05))
    with_leaf = leaf_true.any(1)
    top1 = leaf_true[np.arange(len(rows)), leaf_scores.argmax(1)][with_leaf].mean() if with_leaf.any() else 0.0
    intent_true = y[:, INTENT_SLICE] == 1
    intent = intent_true[np.arange(len(rows)), probabilities[:, INTENT_SLICE].argmax(1)].mean()
    sensitive = y[:, ANY] == 1
    scores = probabilities[:, ANY]
    out = {"n": len(rows), "leaf_f1": leaf_f1, "tier1_f1": head_f1, "tier1_f1_both": both, "top1": float(top1), "intent": float(intent), "any_auc": auc(scores, sensitive)}
    if 0 < sensitive.sum() < len(rows):
        cut = np.quantile(scores[~sensitive], 0.90)
        out["recall_at_10"] = float((scores[sensitive] > cut).mean())
        out["recall_at_5"] = float((scores[sensitive] > np.quantile(scores[~sensitive], 0.95)).mean())
    return out


def parts(rows: list[Message]) -> dict[str, list[int]]:
    """Validation rows by kind."""
    out: dict[str, list[int]] = {"real": [], "retold": [], "own": [], "own_frespt": [], "followups": []}
    for i, r in enumerate(rows):
        if r.source.startswith("real-openings"):
            out["real"].append(i)
        elif r.source.startswith("real-retold"):
            out["retold"].append(i)
        elif r.earlier:
            out["followups"].append(i)
        else:
            out["own" if r.lang == "en" else "own_frespt"].append(i)
    return {k: v for k, v in out.items() if v}


def table(probabilities: np.ndarray, rows: list[Message]) -> dict[str, dict[str, float]]:
    """`summary` of every part."""
    return {name: summary(probabilities[at], [rows[i] for i in at]) for name, at in parts(rows).items()}


def show(results: dict[str, dict[str, float]]) -> str:
    """`table` as aligned text."""
    return "\n".join(f"{name:11s} " + " ".join(f"{k}={v:.3f}" if isinstance(v, float) else f"{k}={v}" for k, v in row.items()) for name, row in results.items())


__all__ = ["summary", "table", "show", "topics"]
