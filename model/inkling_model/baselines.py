"""What simpler models reach on the same split: TF-IDF + linear, mean of static embeddings + linear, MiniLM frozen + linear.

    python -m inkling_model.baselines [--shared ../shared/data]      writes reports/baselines.json

All three learn the same labels with the same loss and get calibration and thresholds the same way as the shipped model.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import vocab
from .calibrate import MAX_OVER, RECALL, calibrate, choose
from .labels import N_ALL
from .lexicon import draw_lexicon, read_lexicon
from .metrics import targets
from .peer import embed_peer, load_peer
from .places import REPORTS, SHARED, runs
from .score import full, line
from .split import load
from .training import label_weights, loss, sigmoid
from .two_readings import both_readings

SEED = 5


def probe(train, validation, target: np.ndarray, epochs: int, rate: float) -> np.ndarray:
    """Logits of a linear model on features: dense arrays, or scipy sparse ones (then as a weighted embedding bag)."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    sparse = hasattr(train, "indptr")
    layer = torch.nn.EmbeddingBag(train.shape[1], N_ALL, mode="sum") if sparse else torch.nn.Linear(train.shape[1], N_ALL)
    bias = torch.nn.Parameter(torch.full((N_ALL,), -4.0))
    torch.nn.init.zeros_(layer.weight)

    def forward(x, at):
        if not sparse:
            return layer(torch.from_numpy(x[at])) + bias
        rows = x[at]
        return layer(torch.from_numpy(rows.indices.astype(np.int64)), torch.from_numpy(rows.indptr[:-1].astype(np.int64)), per_sample_weights=torch.from_numpy(rows.data)) + bias

    optimizer = torch.optim.Adam([*layer.parameters(), bias], lr=rate, fused=True)
    weights, y = label_weights(), torch.from_numpy(target)
    steps = epochs * (len(target) // 256)
    bar = tqdm(total=steps, mininterval=5)
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(target))
        for start in range(0, len(order) - 255, 256):
            at = np.sort(order[start : start + 256])
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / steps)
            value = loss(forward(train, at), y[at].float(), weights)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            step += 1
            bar.update()
    with torch.inference_mode():
        n = validation.shape[0]
        return np.concatenate([forward(validation, np.arange(i, min(n, i + 512))).numpy() for i in range(0, n, 512)])


def main() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    data = load(args.shared)
    rng = np.random.default_rng(SEED)
    train = data["train"] + draw_lexicon(read_lexicon(), 30000, rng, 0.5)
    validation = data["validation"]
    texts = [" ".join((*r.earlier, r.text)) for r in train]
    held = [" ".join((*r.earlier, r.text)) for r in validation]
    target = targets(train)
    results = {}

    def finish(name: str, logits: np.ndarray) -> None:
        logits = both_readings(logits)
        slope, shift = calibrate(logits, validation)
        p = sigmoid(logits * slope + shift)
        thresholds = choose(p, validation, MAX_OVER, RECALL)
        results[name] = full(p, validation, thresholds)
        for part, numbers in results[name].items():
            print(name, line(part, numbers), flush=True)
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / "baselines.json").write_text(json.dumps(results, indent=1) + "\n")

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, max_features=60000, sublinear_tf=True, strip_accents="unicode", dtype=np.float32)
    finish("tfidf_linear", probe(words.fit_transform(texts), words.transform(held), target, 8, 0.02))

    table = torch.load(runs("pretrained/e5-trimmed.pt"))["word.weight"].numpy()
    mean = lambda batch: np.stack([table[e[0][1:-1] or [vocab.UNK]].mean(0) for e in vocab.encode([(t, ()) for t in batch])]).astype(np.float32)
    a, b = mean(texts), mean(held)
    centre, spread = a.mean(0), a.std(0) + 1e-6
    finish("static_mean", probe((a - centre) / spread, (b - centre) / spread, target, 12, 0.003))

    net, tokenizer = load_peer()
    if tokenizer is not None:
        a, b = embed_peer(net, tokenizer, texts), embed_peer(net, tokenizer, held)
        finish("minilm_frozen", probe(a * 20, b * 20, target, 12, 0.003))


if __name__ == "__main__":
    main()
