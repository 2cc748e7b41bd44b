"""The report of a model: what it gets right at its thresholds, part by part of the validation messages."""

import numpy as np

from .calibrate import expected_calibration_error, suppressed
from .corpora import Message
from .labels import ANY, INTENT_SLICE, N_INTENTS, N_LEAVES, N_TOPICS, SENSITIVE, topics
from .lexicon_net import SOURCE, Net
from .metrics import auc, f1, parts, targets, tier1_scores


def explicit(rows: list[Message]) -> np.ndarray:
    """bool [n]: a phrase of the whole sensitive lexicon stands in the message or its context. Otherwise implicit."""
    words = Net(SOURCE)
    return np.array([bool(words.phrases(" \n ".join((*r.earlier, r.text)))) for r in rows])


def interval(hits: int, n: int) -> list[float]:
    """Wilson 95 % interval of a share."""
    if not n:
        return [0.0, 1.0]
    z, p = 1.96, hits / n
    middle, half = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return [round(float((middle - half) / (1 + z * z / n)), 4), round(float((middle + half) / (1 + z * z / n)), 4)]


def share(mask: np.ndarray) -> dict:
    """{'share', 'n', 'ci'} of a boolean array."""
    return {"share": round(float(mask.mean()), 4) if len(mask) else None, "n": int(len(mask)), "ci": interval(int(mask.sum()), len(mask))}


def choose_leaves(p: np.ndarray, rows: list[Message], thresholds: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(leaves bool [n, 287], tier-1 bool [n, 26], suppressed bool [n]) at the thresholds of each row's language."""
    leaf = np.zeros((len(rows), N_LEAVES), bool)
    tier1 = np.zeros((len(rows), N_TOPICS - N_LEAVES), bool)
    stop = np.zeros(len(rows), bool)
    net = Net()
    hits = np.array([bool(net.phrases(r.text)) for r in rows])
    for lang, limits in thresholds.items():
        at = np.array([r.lang == lang for r in rows])
        if at.any():
            leaf[at] = p[at, :N_LEAVES] >= limits["leaf"]
            tier1[at] = tier1_scores(p[at], limits["leaf"], limits["tier1"])
            stop[at] = suppressed(p[at], limits["sensitive"], hits[at])
    return leaf, tier1, stop


def report(p: np.ndarray, rows: list[Message], thresholds: dict) -> dict:
    """Every number the model card and the evaluation table need, for one set of messages."""
    y = targets(rows)
    leaf, tier1, stop = choose_leaves(p, rows, thresholds)
    leaf_true, tier1_true = y[:, :N_LEAVES] == 1, y[:, N_LEAVES:N_TOPICS] == 1
    bad = y[:, ANY] == 1
    plain = explicit(rows)
    has_leaf = leaf_true.any(1)
    eligible = np.array([t.eligible for t in topics()])
    trace = (leaf & eligible[:N_LEAVES]).any(1) | (tier1 & eligible[N_LEAVES:]).any(1)
    impersonal = np.array([r.impersonal for r in rows])
    out = {
        "n": len(rows),
        "leaf_f1": round(f1(leaf, leaf_true), 4),
        "leaf_precision": round(float((leaf & leaf_true).sum() / max(1, leaf.sum())), 4),
        "leaf_recall": round(float((leaf & leaf_true).sum() / max(1, leaf_true.sum())), 4),
        "tier1_f1": round(f1(tier1, tier1_true), 4),
        "top1": share((leaf_true[np.arange(len(rows)), p[:, :N_LEAVES].argmax(1)])[has_leaf]),
        "intent": share((y[:, INTENT_SLICE] == 1)[np.arange(len(rows)), p[:, INTENT_SLICE].argmax(1)]),
        "ece_topics": round(expected_calibration_error(p[:, :N_TOPICS], y[:, :N_TOPICS] == 1), 4),
        "ece_intents": round(expected_calibration_error(p[:, INTENT_SLICE], y[:, INTENT_SLICE] == 1), 4),
        "ece_any": round(expected_calibration_error(p[:, ANY], bad), 4),
        "any_auc": round(auc(p[:, ANY], bad), 4),
        "sensitive_recall": share(stop[bad]),
        "sensitive_recall_explicit": share(stop[bad & plain]),
        "sensitive_recall_implicit": share(stop[bad & ~plain]),
        "sensitive_recall_impersonal": share(stop[bad & impersonal]),
        "over_suppression": share(stop[~bad]),
        "over_at_95": over_at(p, rows, thresholds, bad, 0.95),
        "leak": share((~stop & trace)[bad]),
        "leak_explicit": share((~stop & trace)[bad & plain]),
        "leak_implicit": share((~stop & trace)[bad & ~plain]),
        "categories": {},
    }
    for i, name in enumerate(SENSITIVE):
        at = y[:, N_TOPICS + N_INTENTS + i] == 1
        out["categories"][name] = {"explicit": share(stop[at & plain]), "implicit": share(stop[at & ~plain])}
    return out


def over_at(p: np.ndarray, rows: list[Message], thresholds: dict, bad: np.ndarray, recall: float) -> float | None:
    """Share of the harmless messages that are stopped on the highest line that stops `recall` of the sensitive ones.

    One line for all of `rows`, whatever their languages; categories and phrases stop as they do in `thresholds`. None where one
    kind is missing.
    """
    if not 0 < bad.sum() < len(rows):
        return None
    silent = {lang: {**limits, "sensitive": {**limits["sensitive"], "any": 2.0}} for lang, limits in thresholds.items()}
    scores = np.where(choose_leaves(p, rows, silent)[2], 2.0, p[:, ANY])
    threshold = np.sort(scores[bad])[::-1][int(np.ceil(recall * bad.sum())) - 1]
    return round(float((scores[~bad] >= threshold).mean()), 4)


def curve(p: np.ndarray, rows: list[Message], thresholds: dict, grid=(0.5, 0.33, 0.25, 0.15, 0.1, 0.075, 0.05, 0.03)) -> list[dict]:
    """What other any-thresholds would do, all others left as they are: {'any', 'over_suppression', 'recall', 'leak'} each."""
    out = []
    for value in grid:
        moved = {lang: {**limits, "sensitive": {**limits["sensitive"], "any": value}} for lang, limits in thresholds.items()}
        r = report(p, rows, moved)
        out.append({"any": value, "over_suppression": r["over_suppression"]["share"], "recall": r["sensitive_recall"]["share"], "leak": r["leak"]["share"]})
    return out


def second_reader(rows: list[Message]) -> dict:
    """How a second annotator would score as a filter against the first: {'recall', 'over_suppression', 'agreed'}."""
    read = [r for r in rows if r.second is not None]
    first, second = np.array([r.target[ANY] == 1 for r in read], bool), np.array([r.second[ANY] == 1 for r in read], bool)
    return {"recall": share(second[first]), "over_suppression": share(second[~first]), "agreed": share(first == second)}


def full(p: np.ndarray, rows: list[Message], thresholds: dict) -> dict[str, dict]:
    """`report` of every part of the validation set and of all messages in each language other than English, follow-ups aside.

    `real_agreed`: the real openings that two annotators read alike, sensitive or not.
    """
    out = {name: report(p[at], [rows[i] for i in at], thresholds) for name, at in parts(rows).items()}
    for lang in ("fr", "es", "pt"):
        at = [i for i, r in enumerate(rows) if r.lang == lang and not r.earlier]
        if at:
            out[f"lang_{lang}"] = report(p[at], [rows[i] for i in at], thresholds)
    alike = [i for i in parts(rows).get("real", []) if rows[i].second is not None and rows[i].second[ANY] == rows[i].target[ANY]]
    if alike:
        out["real_agreed"] = report(p[alike], [rows[i] for i in alike], thresholds)
    return out


def line(name: str, r: dict) -> str:
    """A report as one line."""
    return (f"{name:12s} n={r['n']:5d} leaf={r['leaf_f1']:.3f} tier1={r['tier1_f1']:.3f} top1={r['top1']['share'] or 0:.3f} intent={r['intent']['share']:.3f} "
            f"recall={r['sensitive_recall']['share'] or 0:.3f} (expl {r['sensitive_recall_explicit']['share'] or 0:.3f} impl {r['sensitive_recall_implicit']['share'] or 0:.3f}) "
            f"over={r['over_suppression']['share'] or 0:.3f} leak={r['leak']['share'] or 0:.3f} auc={r['any_auc']:.3f} ece={r['ece_topics']:.3f}")
