"""Messages with words exchanged for words of like meaning: more text of the kind that people type, for a student to hear its
teachers on (data augmentation as in TinyBERT, Jiao et al. 2020, section 4.2, there with GloVe).

Which words are alike is read off the input embeddings of MPNet, so this is for English; other languages have `noise.perturbed`.
"""

import re
from functools import cache

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .bases import BASES

NEAREST = 15
LEAST_LETTERS = 3
LEAST_COSINE = 0.25
SHARE = 0.4


@cache
def neighbours() -> dict[str, list[str]]:
    """Lower-case word -> up to NEAREST words of like meaning, the nearest first. Function words have none, nor have those of several pieces."""
    vocab = BASES["mpnet"].tokenizer().get_vocab()
    words = [w for w in vocab if w.isascii() and w.isalpha() and len(w) >= LEAST_LETTERS and w not in ENGLISH_STOP_WORDS]
    vectors = BASES["mpnet"].network().word.weight.detach().numpy()[[vocab[w] for w in words]]
    vectors = vectors - vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    out = {}
    for start in range(0, len(words), 2000):
        likeness = vectors[start : start + 2000] @ vectors.T
        best = np.argpartition(-likeness, NEAREST + 1, axis=1)[:, : NEAREST + 1]
        for row, columns in enumerate(best):
            columns = sorted(columns, key=lambda c: -likeness[row, c])
            out[words[start + row]] = [words[c] for c in columns if c != start + row and likeness[row, c] >= LEAST_COSINE][:NEAREST]
    return out


def substituted(text: str, rng: np.random.Generator) -> str:
    """About SHARE of the words that have neighbours become one of them; a capital at the start stays."""
    def exchange(match: re.Match) -> str:
        word = match[0]
        near = neighbours().get(word.lower())
        if not near or rng.random() >= SHARE:
            return word
        new = near[rng.integers(len(near))]
        return new.capitalize() if word[0].isupper() else new

    return re.sub(r"[A-Za-z]+", exchange, text)
