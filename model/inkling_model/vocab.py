"""Trims the tokenizer to the pieces our languages and subjects use, and encodes messages.

Normalising is spelled out so that Python (Rust, Oniguruma) and JavaScript regexes agree on every character:
NFKC; joiners, variation selectors, direction marks and soft hyphens vanish; control characters and blanks become one
blank; blanks at the ends go. A lone surrogate must become U+FFFD before (`toWellFormed` in JavaScript).
"""

import hashlib
import json
from collections import Counter
from functools import cache

import numpy as np
from tokenizers import Tokenizer

from .places import ARTIFACT

BOS, PAD, EOS, UNK = 0, 1, 2, 3
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
MAX_TOKENS = 96
MAX_CHARS = 2000  # UTF-16 code units of one message that are looked at; its END is kept
MAX_EARLIER = 3

_VANISH = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
_BLANKS = "[\u0000-\u0020\u007f-\u009f\u2028\u2029]+"


def tokenizer_json(pieces: list[tuple[str, float]]) -> dict:
    """A HF tokenizer.json: Unigram over `pieces` (specials first), no post-processor."""
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [
            {"id": i, "content": s, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for i, s in enumerate(SPECIALS)
        ],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFKC"},
            {"type": "Replace", "pattern": {"Regex": _VANISH}, "content": ""},
            {"type": "Replace", "pattern": {"Regex": _BLANKS}, "content": " "},
            {"type": "Replace", "pattern": {"Regex": "^ | $"}, "content": ""},
        ]},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": None,
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": UNK, "vocab": [list(p) for p in pieces], "byte_fallback": False},
    }


def trim(full: dict, texts: list[str], size: int) -> tuple[dict, np.ndarray]:
    """(trimmed tokenizer.json, original ids of its pieces).

    Keeps the `size` pieces used most by `texts`, all pieces of one character that they use, and every Latin letter,
    digit, punctuation mark and emoji that the full vocabulary has as one piece.
    """
    vocab = full["model"]["vocab"]
    whole = Tokenizer.from_str(json.dumps(tokenizer_json([tuple(v) for v in vocab])))
    counts: Counter[int] = Counter()
    for start in range(0, len(texts), 20000):
        for encoding in whole.encode_batch(texts[start : start + 20000], add_special_tokens=False):
            counts.update(encoding.ids)
    characters = set().union(*map(set, texts))
    keep = set()
    for i, (piece, _) in enumerate(vocab):
        bare = piece.removeprefix("▁")
        if i < 4 or piece == "▁":
            keep.add(i)
        elif len(bare) == 1 and (bare in characters or ord(bare) < 0x250 or 0x2000 <= ord(bare) < 0x2800 or ord(bare) >= 0x1F000):
            keep.add(i)
    for i, _ in counts.most_common():
        if len(keep) >= size:
            break
        keep.add(i)
    ids = np.array(sorted(keep))
    assert list(ids[:4]) == [0, 1, 2, 3] and [vocab[i][0] for i in ids[:4]] == SPECIALS
    return tokenizer_json([tuple(vocab[i]) for i in ids]), ids


def clip_text(text: str) -> str:
    """Last MAX_CHARS UTF-16 code units; lone surrogates become U+FFFD. Same as `text.slice(-2000).toWellFormed()`."""
    return text.encode("utf-16-le", "surrogatepass")[-2 * MAX_CHARS :].decode("utf-16-le", "replace")


@cache
def tokenizer(path: str = str(ARTIFACT / "tokenizer.json")) -> Tokenizer:
    """The trimmed tokenizer."""
    return Tokenizer.from_file(path)


@cache
def fingerprint() -> str:
    """The first 16 digits of the sha256 of the trimmed tokenizer's file: what networks note that were trained on its pieces."""
    return hashlib.sha256((ARTIFACT / "tokenizer.json").read_bytes()).hexdigest()[:16]


def layout(last: list[int], earlier: list[list[int]], bos: int = BOS, eos: int = EOS) -> tuple[list[int], int]:
    """Token ids of a message and its context -> (input_ids, last_length).

    `earlier` is oldest first; the newest three count, newest first behind the message. Too long: the far end of the
    context goes first; a message longer than the budget keeps its END.
    """
    ids = [bos, *(last[-(MAX_TOKENS - 2) :]), eos]
    length = len(ids)
    for turn in reversed(earlier[-MAX_EARLIER:]):
        if len(ids) + 3 > MAX_TOKENS:
            break
        ids += [eos, *turn, eos]
    if len(ids) > MAX_TOKENS:
        ids = ids[: MAX_TOKENS - 1] + [eos]
    return ids, length


def encode(messages: list[tuple[str, tuple[str, ...]]], tok: Tokenizer | None = None, bos: int = BOS, eos: int = EOS) -> list[tuple[list[int], int]]:
    """(text, earlier turns) pairs -> (input_ids, last_length) pairs. `bos` and `eos` are the marks of `tok`."""
    tok = tok or tokenizer()
    flat, counts = [], []
    for text, earlier in messages:
        turns = [clip_text(t) for t in earlier[-MAX_EARLIER:]]
        flat += [clip_text(text), *turns]
        counts.append(len(turns))
    ids = [e.ids for e in tok.encode_batch(flat, add_special_tokens=False)]
    out, at = [], 0
    for count in counts:
        out.append(layout(ids[at], ids[at + 1 : at + 1 + count], bos, eos))
        at += 1 + count
    return out
