"""Train and validation. A hash of the text decides, so new data never moves an old row.

Near-duplicates never straddle: a training row that is close to a validation row (same normalised text, or TF-IDF cosine
of words and word pairs >= 0.8) is left out of training. A retold opening stays on the side of its original, and is used only
where it is beyond doubt which that is; the pairs (found by prepare.py with the pretrained encoder) stand in
data/retold-pairs.tsv as hashes. Questions of the question site are for training only.
"""

import hashlib
import re

import numpy as np

from .asked import read_asked
from .corpora import Message, among, read_chat, read_real, second_target, text_key
from .noise import no_punctuation, strip_accents
from .places import DATA

REAL_SHARE, CHAT_SHARE, FOLLOWUP_SHARE = 0.11, 0.08, 0.13
NEAR = 0.8
PAIRS = DATA / "retold-pairs.tsv"
SECOND = DATA / "sensitive-second.tsv"


def normal(text: str) -> str:
    """Lower case, no accents, no punctuation, single blanks."""
    return re.sub(r"\s+", " ", strip_accents(no_punctuation(text.lower()))).strip()


def in_share(text: str, share: float) -> bool:
    """Whether a hash of the normalised text falls into the first `share` of the hash space."""
    return among(hashlib.sha256(b"split1:" + normal(text).encode()).hexdigest(), share)


def read_pairs() -> dict[str, tuple[str, bool]]:
    """Hash of a retold text -> (hash of its original, whether the match is beyond doubt)."""
    if not PAIRS.exists():
        return {}
    rows = [line.rstrip("\n").split("\t") for line in open(PAIRS, encoding="utf-8")]
    return {a: (b, sure == "1") for a, b, sure in rows}


def read_second() -> dict[str, str]:
    """Hash of a real opening -> its sensitive labels as a second annotator, who did not know the first ones, gave them."""
    if not SECOND.exists():
        return {}
    return dict(line.rstrip("\n").split("\t") for line in open(SECOND, encoding="utf-8"))


def near_validation(train: list[Message], validation: list[Message]) -> np.ndarray:
    """bool[len(train)]: True where a training row is a near-duplicate of a validation row."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not train or not validation:
        return np.zeros(len(train), bool)

    def view(row: Message) -> str:
        return normal(" ".join((*row.earlier, row.text)))

    a, b = [view(r) for r in train], [view(r) for r in validation]
    exact = set(b)
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", dtype=np.float32).fit(a + b)
    left, right = vectorizer.transform(a), vectorizer.transform(b).T.tocsc()
    close = np.zeros(len(a), bool)
    for start in range(0, len(a), 4000):
        close[start : start + 4000] = (left[start : start + 4000] @ right).max(axis=1).toarray()[:, 0] >= NEAR
    return close | np.array([x in exact for x in a], bool)


def load(shared) -> dict[str, list[Message]]:
    """{'train': …, 'validation': …, 'unlabelled': …}; `source` tells real, retold and own rows apart. Reads the files anew.

    The unlabelled ones are as they were read: near-duplicates of the validation are still among them.
    """
    chat = read_chat()
    real, retold = read_real(shared / "real")
    pairs, second = read_pairs(), read_second()
    train, validation = [], []
    held = set()
    for row in real:
        key = text_key(row.text)
        row.second = second_target(row.target, second[key]) if key in second else None
        if in_share(row.text, REAL_SHARE):
            validation.append(row)
            held.add(key)
        else:
            train.append(row)
    for row in retold:
        original, sure = pairs.get(text_key(row.text), ("", False))
        if not sure:
            continue
        (validation if original in held else train).append(row)
        row.second = second_target(row.target, second[original]) if original in second else None
    asked, unlabelled = read_asked()
    train += asked
    for row in chat:
        share = FOLLOWUP_SHARE if row.earlier else CHAT_SHARE
        (validation if in_share(row.text, share) else train).append(row)
    close = near_validation(train, validation)
    print(f"{len(train)} training rows, {int(close.sum())} of them left out as near-duplicates of {len(validation)} validation rows")
    return {"train": [r for r, c in zip(train, close) if not c], "validation": validation, "unlabelled": unlabelled}
