"""The committed validation set (our own text only) and the floors that CI holds the artifact to.

    python -m inkling_model.gate      writes data/validation.tsv and data/floors.json

validation.tsv: `lang intents labels kind earlier text`, no row of it was trained on. `kind`: explicit when a phrase of the
whole sensitive lexicon stands in message or context, else implicit; `-` for harmless messages. A floor is the measured
recall (network or second net) minus a margin for what a retraining may shift.
"""

import json

import numpy as np

from . import vocab
from .corpora import read_chat
from .labels import ANY, INTENTS, N_INTENTS, N_TOPICS, SENSITIVE
from .metrics import targets
from .places import ARTIFACT, DATA
from .runtime import Session
from .score import choose_leaves, explicit
from .split import CHAT_SHARE, FOLLOWUP_SHARE, in_share

ROWS = 1500
MARGIN = 0.05


def main() -> None:
    rows = [r for r in read_chat() if in_share(r.text, FOLLOWUP_SHARE if r.earlier else CHAT_SHARE)]
    rows = [r for r in rows if "\t" not in r.text]
    rng = np.random.default_rng(17)
    sensitive = [r for r in rows if r.target[ANY] == 1]
    follow = [r for r in rows if r.target[ANY] == 0 and r.earlier]
    clean = [r for r in rows if r.target[ANY] == 0 and not r.earlier]
    pick = lambda pool, n: [pool[i] for i in sorted(rng.permutation(len(pool))[:n])]
    chosen = pick(sensitive, 650) + pick(follow, 250)
    chosen += pick(clean, ROWS - len(chosen))
    plain = explicit(chosen)
    with open(DATA / "validation.tsv", "w", encoding="utf-8") as file:
        for row, words in zip(chosen, plain):
            intents = ",".join(n for i, n in enumerate(INTENTS) if row.target[N_TOPICS + i] == 1)
            kind = "-" if row.target[ANY] == 0 else "explicit" if words else "implicit"
            file.write("\t".join([row.lang, intents, row.labels, kind, " || ".join(row.earlier), row.text]) + "\n")
    thresholds = json.loads((ARTIFACT / "manifest.json").read_text())["thresholds"]
    p = Session(ARTIFACT / "model.onnx").all(vocab.encode([(r.text, r.earlier) for r in chosen]))
    _, _, stop = choose_leaves(p, chosen, thresholds)
    y = targets(chosen)
    floors = {}
    for i, name in enumerate(SENSITIVE):
        at = y[:, N_TOPICS + N_INTENTS + i] == 1
        measured = float(stop[at].mean()) if at.any() else 0.0
        floors[name] = {"n": int(at.sum()), "measured": round(measured, 4), "floor": round(max(0.0, measured - MARGIN), 4)}
    bad = y[:, ANY] == 1
    summary = {"any": {"n": int(bad.sum()), "measured": round(float(stop[bad].mean()), 4), "floor": round(float(stop[bad].mean()) - 0.02, 4)},
               "over_suppression": {"n": int((~bad).sum()), "measured": round(float(stop[~bad].mean()), 4), "ceiling": round(float(stop[~bad].mean()) + 0.02, 4)}}
    (DATA / "floors.json").write_text(json.dumps({"recall": floors, **summary}, indent=1) + "\n")
    print(json.dumps({"recall": floors, **summary}))


if __name__ == "__main__":
    main()
