"""Calibration and thresholds, both from validation messages only."""

import numpy as np
from scipy.optimize import minimize

from .corpora import Message
from .labels import ANY, INTENT_SLICE, INTENTS, LANGUAGES, N_ALL, N_INTENTS, N_LEAVES, N_TOPICS, SENSITIVE, SENSITIVE_SLICE
from .lexicon_net import Net
from .metrics import best_threshold, f1, targets, tier1_scores
from .training import sigmoid

MIN_POSITIVES = 25  # below that a label shares the calibration of its head
MAX_OVER, RECALL = 0.3, 0.974  # how many harmless messages the sensitive line may stop at most, and how many sensitive ones it should
MIN_REAL = 150  # real messages of a language that are enough to choose the thresholds of topics and intents by


def platt(logits: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """(slope, shift) that minimise the log loss of sigmoid(slope * logit + shift); slope is kept within 0.3 to 3."""
    x, y = logits.ravel().astype(np.float64), true.ravel().astype(np.float64)

    def cost(p):
        z = p[0] * x + p[1]
        return np.mean(np.logaddexp(0, z) - y * z), np.array([np.mean((sigmoid(z) - y) * x), np.mean(sigmoid(z) - y)])

    result = minimize(cost, [1.0, 0.0], jac=True, bounds=[(0.3, 3), (-4, 4)], method="L-BFGS-B")
    return float(result.x[0]), float(result.x[1])


def calibrate(logits: np.ndarray, rows: list[Message]) -> tuple[np.ndarray, np.ndarray]:
    """(slope, shift), float32 [N_ALL]: one pair for all leaves, one for all tier-1 nodes, one a label elsewhere."""
    y = targets(rows) == 1
    slope, shift = np.ones(N_ALL, np.float32), np.zeros(N_ALL, np.float32)

    def fit(columns, each: bool):
        shared = platt(logits[:, columns], y[:, columns])
        for column in np.arange(N_ALL)[columns]:
            own = platt(logits[:, column], y[:, column]) if each and y[:, column].sum() >= MIN_POSITIVES else shared
            slope[column], shift[column] = own

    fit(slice(0, N_LEAVES), False)
    fit(slice(N_LEAVES, N_TOPICS), False)
    fit(INTENT_SLICE, True)
    fit(SENSITIVE_SLICE, True)
    return slope, shift


def expected_calibration_error(p: np.ndarray, true: np.ndarray, bins: int = 15) -> float:
    """Mean |confidence - share true| over equal-width bins of all label decisions with p > 0.01, weighted by size."""
    p, true = p.ravel(), true.ravel()
    keep = p > 0.01
    p, true = p[keep], true[keep]
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[at == b].mean() - true[at == b].mean()) * (at == b).mean() for b in range(bins) if (at == b).any()))


def suppressed(p: np.ndarray, limits: dict[str, float], hits: np.ndarray) -> np.ndarray:
    """bool [n]: any-score or a category above its threshold, or the second net fired."""
    out = hits | (p[:, ANY] >= limits["any"])
    for i, name in enumerate(SENSITIVE):
        out |= p[:, N_TOPICS + N_INTENTS + i] >= limits[name]
    return out


def choose(p: np.ndarray, rows: list[Message], max_over: float, recall: float, certain_over: float = 0.06) -> dict[str, dict]:
    """Thresholds a language (all messages where a language has fewer than 250 of its own).

    Topics and intents: best micro F1 on the real messages, where there are MIN_REAL, for those are what arrives; our own ones
    are harder and ask for lower thresholds. Sensitive: the highest any-threshold that reaches `recall` on the sensitive ones among the real
    messages (of the language, or of all where it has fewer than 40), but never one at which more than `max_over` of the
    harmless real ones are stopped. A trace that is left cannot be taken back, an interest that is lost can be told again;
    so recall comes first. Our own corpora are full of look-alikes, far denser than traffic, and are not asked here.
    `certain`: the any-score that `certain_over` of the harmless real messages reach; such a finding silences the next turns.
    """
    net = Net()
    hits = np.array([bool(net.phrases(r.text)) for r in rows])
    real = np.array([r.source.startswith("real") for r in rows])
    y = targets(rows)
    out = {}
    for lang in LANGUAGES:
        at = np.array([r.lang == lang for r in rows])
        if at.sum() < 250:
            at = np.ones(len(rows), bool)
        like_traffic = at & real if (at & real).sum() >= MIN_REAL else at
        q, t = p[like_traffic], y[like_traffic]
        leaf, _ = best_threshold(q[:, :N_LEAVES], t[:, :N_LEAVES] == 1)
        grid = np.arange(0.15, 0.8, 0.01)
        tier1 = float(grid[np.argmax([f1(tier1_scores(q, leaf, g), t[:, N_LEAVES:N_TOPICS] == 1) for g in grid])])
        intent, _ = best_threshold(q[:, INTENT_SLICE], t[:, INTENT_SLICE] == 1)
        asked = at & real if (at & real & (y[:, ANY] == 1)).sum() >= 40 else real if real.any() else at
        sensitive = choose_sensitive(p[asked], y[asked], hits[asked], max_over, recall)
        harmless = p[asked][y[asked][:, ANY] == 0, ANY]
        certain = max(sensitive["any"], round(float(np.quantile(harmless, 1 - certain_over)), 4))
        out[lang] = {"leaf": round(leaf, 3), "tier1": round(tier1, 3), "intent": round(intent, 3), "sensitive": sensitive, "certain": certain}
    return out


def choose_sensitive(p: np.ndarray, y: np.ndarray, hits: np.ndarray, max_over: float, recall: float) -> dict[str, float]:
    """Thresholds of the 15 categories and any; see `choose`. A category alone may stop 0.1 % of harmless messages."""
    bad = y[:, ANY] == 1
    limits: dict[str, float] = {}
    for i, name in enumerate(SENSITIVE):
        scores = p[~bad, N_TOPICS + N_INTENTS + i]
        limits[name] = round(float(max(0.3, np.quantile(scores, 0.999))), 4)
    rest = hits.copy()
    for i, name in enumerate(SENSITIVE):
        rest |= p[:, N_TOPICS + N_INTENTS + i] >= limits[name]
    best = 0.5
    for t in np.arange(0.5, 0.01, -0.005):
        stop = rest | (p[:, ANY] >= t)
        if stop[~bad].mean() > max_over:
            break
        best = float(t)
        if stop[bad].mean() >= recall:
            break
    limits["any"] = round(best, 4)
    return {**{name: limits[name] for name in SENSITIVE}, "any": limits["any"]}


__all__ = ["calibrate", "choose", "expected_calibration_error", "suppressed", "INTENTS"]
