"""Step 1: trimmed tokenizer, trimmed pretrained weights, pairs of openings and retellings.

    python -m inkling_model.prepare [--shared ../shared/data] [--pieces 20000]
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import e5, vocab
from .corpora import Message, read_chat, read_real, text_key
from .lexicon import draw_lexicon, read_lexicon
from .network import Network, Shape, collate, from_bert
from .places import ARTIFACT, SHARED, runs
from .public_sets import draw_public, read_public
from .split import PAIRS

SEED = 7


def embed(net: Network, texts: list[str], batch: int = 64) -> np.ndarray:
    """Unit vectors float32 [n, WIDTH] of texts from the pretrained encoder ('query: ' prefix as it was trained with)."""
    encoded = vocab.encode([("query: " + t, ()) for t in texts])
    order = np.argsort([len(e[0]) for e in encoded])
    out = np.zeros((len(texts), 384), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in tqdm(range(0, len(order), batch), desc="embed"):
            at = order[start : start + batch]
            out[at] = net.encode(collate([encoded[i] for i in at]))[0].float().numpy()
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def pair_retold(net: Network, real: list[Message], retold: list[Message]) -> list[tuple[str, str, bool]]:
    """(hash of retold, hash of original, sure): nearest opening with the same intents and labels."""
    a, b = embed(net, [r.text for r in retold]), embed(net, [r.text for r in real])
    key = lambda r: (r.target.tobytes(), r.labels)
    groups: dict = {}
    for i, row in enumerate(real):
        groups.setdefault(key(row), []).append(i)
    out = []
    for i, row in enumerate(retold):
        candidates = groups.get(key(row)) or list(range(len(real)))
        scores = b[candidates] @ a[i]
        order = np.argsort(-scores)
        sure = len(order) < 2 or scores[order[0]] - scores[order[1]] > 0.01
        out.append((text_key(row.text), text_key(real[candidates[order[0]]].text), bool(sure)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--pieces", type=int, default=20000)
    args = parser.parse_args()
    rng = np.random.default_rng(SEED)

    chat = read_chat()
    real, retold = read_real(args.shared / "real")
    phrases = read_lexicon()
    texts = [t for r in chat + real + retold for t in (r.text, *r.earlier)]
    texts += [p[1] for p in phrases] + [r.text for r in draw_lexicon(phrases, 30000, rng, 1.0)]
    texts += [r.text for r in draw_public(read_public(args.shared / "public"), rng)]
    full = json.loads(e5.tokenizer_file().read_text())
    trimmed, ids = vocab.trim(full, texts + [t.lower() for t in texts[:60000]], args.pieces)
    ARTIFACT.mkdir(exist_ok=True)
    (ARTIFACT / "tokenizer.json").write_text(json.dumps(trimmed, ensure_ascii=False, separators=(",", ":")))
    np.save(runs("pieces.npy"), ids)
    net = from_bert(e5.load(ids), Shape(vocab=len(ids)))
    torch.save(net.state_dict(), runs("pretrained/e5-trimmed.pt"))
    print(f"{len(ids)} pieces")
    sample = [e[0] for e in vocab.encode([(r.text, ()) for r in real])]
    if sample:
        print(f"mean tokens of a real opening: {np.mean([len(s) for s in sample]) - 2:.1f}; unknown pieces {np.mean([vocab.UNK in s for s in sample]):.4f}")
    if retold and not PAIRS.exists():
        with open(PAIRS, "w", encoding="utf-8") as file:
            for a, b, sure in pair_retold(net, real, retold):
                file.write(f"{a}\t{b}\t{int(sure)}\n")


if __name__ == "__main__":
    main()
