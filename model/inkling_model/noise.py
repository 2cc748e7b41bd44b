"""Messy copies of a message: the ways people really type and speak."""

import unicodedata

import numpy as np

FILLERS = {"en": ["um", "uh", "so like", "you know", "ok so", "hey"], "fr": ["euh", "bah", "du coup", "genre", "ben"],
           "es": ["eh", "este", "o sea", "pues", "mira"], "pt": ["é", "tipo", "então", "assim", "ah"]}
LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})


def strip_accents(text: str) -> str:
    """'santé' to 'sante'; other characters stay."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def no_punctuation(text: str) -> str:
    """Drops punctuation, keeps apostrophes and hyphens inside words."""
    return " ".join("".join(" " if unicodedata.category(c)[0] == "P" and c not in "'’-" else c for c in text).split())


def typos(text: str, rng: np.random.Generator, share: float = 0.06) -> str:
    """Swaps, drops and doubles letters, about `share` of them."""
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isalpha() and rng.random() < share:
            kind = rng.integers(3)
            if kind == 0 and i + 1 < len(text) and text[i + 1].isalpha():
                out += [text[i + 1], c]
                i += 2
                continue
            if kind == 1:
                i += 1
                continue
            out.append(c)
        out.append(c)
        i += 1
    return "".join(out)


def fillers(text: str, lang: str, rng: np.random.Generator) -> str:
    """Voice style: lower case, no punctuation, fillers between words."""
    words = no_punctuation(text).lower().split()
    choices = FILLERS.get(lang, FILLERS["en"])
    for _ in range(1 + len(words) // 10):
        words.insert(int(rng.integers(len(words) + 1)), choices[rng.integers(len(choices))])
    return " ".join(words)


def leetspeak(text: str) -> str:
    """'suicide' to '5u1c1d3'."""
    return text.lower().translate(LEET)


def noisy(text: str, lang: str, rng: np.random.Generator) -> str:
    """One kind of mess, drawn at random."""
    kind = rng.integers(10)
    if kind == 0:
        return no_punctuation(text)
    if kind == 1:
        return no_punctuation(text).lower()
    if kind == 2:
        return text.upper()
    if kind == 3:
        return strip_accents(text)
    if kind == 4:
        return fillers(text, lang, rng)
    if kind == 5:
        return strip_accents(no_punctuation(text).lower())
    if kind == 6:
        return text.lower()
    if kind == 7:
        return typos(text, rng, 0.03)
    if kind == 8:
        return " ".join(leetspeak(word) if rng.random() < 0.3 else word for word in text.split())
    return typos(text, rng, 0.06)


def perturbed(text: str, words: list[str], rng: np.random.Generator, swap: float = 0.2, drop: float = 0.1) -> str:
    """The text with some words exchanged for words drawn from `words` and some left out; it has no label any more."""
    out = []
    for word in text.split():
        chance = rng.random()
        if chance >= swap + drop:
            out.append(word)
        elif chance < swap:
            out.append(words[rng.integers(len(words))])
    return " ".join(out) or text
