"""Messages with words exchanged for words of like meaning: more text of the kind that people type, for a student to hear its
teachers on (data augmentation as in TinyBERT, Jiao et al. 2020, section 4.2, there with GloVe).

Which words are alike is read off the input embeddings of a pretrained encoder: MPNet's for English, where every word of its
vocabulary takes part, e5's for French, Spanish and Portuguese, where it is the words that our own messages in that language use.
"""

import re
from collections import Counter, defaultdict
from functools import cache

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .bases import BASES
from .corpora import read_chat

NEAREST = 15
LEAST_LETTERS = 3
LEAST_COSINE = 0.2
LEAST_SEEN, MOST_FREQUENT = 3, 80  # in languages other than English: how often a word must be seen, and how many words are too common to stand for a meaning
SHARE = 0.4
WORD = re.compile(r"[^\W\d_]+")


@cache
def neighbours(lang: str) -> dict[str, list[str]]:
    """Lower-case word -> up to NEAREST words of like meaning, the nearest first. Function words have none."""
    words, vectors, pieces = _english() if lang == "en" else _seen(lang)
    vectors = vectors - vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    out = {}
    for start in range(0, len(words), 2000):
        likeness = vectors[start : start + 2000] @ vectors.T
        best = np.argpartition(-likeness, 2 * NEAREST + 1, axis=1)[:, : 2 * NEAREST + 1]
        for row, columns in enumerate(best):
            mine = start + row
            columns = sorted((c for c in columns if c != mine and likeness[row, c] >= LEAST_COSINE and not pieces[mine] & pieces[c]), key=lambda c: -likeness[row, c])
            out[words[mine]] = [words[c] for c in columns[:NEAREST]]
    return out


def _english() -> tuple[list[str], np.ndarray, list[set[int]]]:
    """(words, vectors float32 [n, width], the pieces of each) of MPNet's whole-word vocabulary."""
    vocab = BASES["mpnet"].tokenizer().get_vocab()
    words = [w for w in vocab if w.isascii() and w.isalpha() and len(w) >= LEAST_LETTERS and w not in ENGLISH_STOP_WORDS]
    return words, BASES["mpnet"].network().word.weight.detach().numpy()[[vocab[w] for w in words]], [{vocab[w]} for w in words]


def _seen(lang: str) -> tuple[list[str], np.ndarray, list[set[int]]]:
    """The same of the words in our own messages; the vector of a word of several pieces is their mean, and words that share a piece are no neighbours."""
    counts = _counts()[lang]
    common = {word for word, _ in counts.most_common(MOST_FREQUENT)}
    words = [w for w, n in counts.items() if n >= LEAST_SEEN and len(w) >= LEAST_LETTERS and w not in common]
    pieces = [encoding.ids for encoding in BASES["e5"].tokenizer().encode_batch(words, add_special_tokens=False)]
    table = _piece_vectors()
    return words, np.stack([table[ids].mean(0) for ids in pieces]), [set(ids) for ids in pieces]


@cache
def _counts() -> dict[str, Counter[str]]:
    """Language -> how often each lower-case word stands in our own messages."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in read_chat():
        counts[row.lang].update(word.lower() for word in WORD.findall(row.text))
    return counts


@cache
def _piece_vectors() -> np.ndarray:
    """float32 [pieces, width]: e5's input embeddings."""
    return BASES["e5"].network().word.weight.detach().numpy()


def substituted(text: str, lang: str, rng: np.random.Generator) -> str:
    """About SHARE of the words that have neighbours become one of them; a capital at the start stays."""

    def exchange(match: re.Match) -> str:
        word = match[0]
        near = neighbours(lang).get(word.lower())
        if not near or rng.random() >= SHARE:
            return word
        new = near[rng.integers(len(near))]
        return new.capitalize() if word[0].isupper() else new

    return WORD.sub(exchange, text)
