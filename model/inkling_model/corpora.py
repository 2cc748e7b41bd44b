"""Reads labelled messages: our own corpora (committed) and the real openings (never committed)."""

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .labels import ANY, INTENTS, N_ALL, N_INTENTS, N_TOPICS, SENSITIVE, SENSITIVE_SLICE, leaf_parents, topic_index, topics
from .places import DATA

UNKNOWN = -1


@dataclass
class Message:
    """One message and its labels. `earlier` holds turns of the same person, oldest first.

    `target` is int8[N_ALL]: 1 true, 0 false, -1 unknown (masked from the loss).
    `impersonal` marks `~` rows: about a sensitive matter without being personal.
    `second` is the target as a second annotator read its sensitive columns, where one did (real messages).
    """

    text: str
    lang: str
    target: np.ndarray
    source: str
    earlier: tuple[str, ...] = ()
    main_intent: str = ""
    labels: str = ""
    impersonal: bool = False
    second: np.ndarray | None = None


def text_key(text: str, earlier: tuple[str, ...] = ()) -> str:
    """sha256 of a message (earlier turns joined with ' || ' before a TAB); the key of our labels of public texts."""
    return hashlib.sha256(("\t".join([" || ".join(earlier), text]) if earlier else text).encode()).hexdigest()


def among(digest: str, share: float) -> bool:
    """Whether a hash (hex) falls into the first `share` of the hash space."""
    return int(digest[:8], 16) < share * 2**32


def nothing_known() -> np.ndarray:
    """The target int8[N_ALL] of a text that nobody labelled: only teachers have an opinion on it."""
    return np.full(N_ALL, UNKNOWN, np.int8)


def is_written(row: Message) -> bool:
    """Somebody wrote it as a message: no phrase of the lexicon, no row of a public set."""
    return row.source != "lexicon" and not row.source.startswith("public-")


class BadLine(ValueError):
    pass


def encode(intents: str, labels: str) -> tuple[np.ndarray, bool]:
    """Label columns of a corpus line to (target int8[N_ALL], impersonal). Raises BadLine on unknown ids."""
    target = np.zeros(N_ALL, np.int8)
    at = topic_index()
    for name in intents.split(","):
        if name not in INTENTS:
            raise BadLine(f"unknown intent {name!r}")
        target[N_TOPICS + INTENTS.index(name)] = 1
    personal = impersonal = False
    for label in labels.split(","):
        if label == "-":
            continue
        if label[:1] in ("!", "~"):
            if label[1:] not in SENSITIVE:
                raise BadLine(f"unknown category {label!r}")
            target[N_TOPICS + N_INTENTS + SENSITIVE.index(label[1:])] = 1
            target[ANY] = 1
            personal |= label[0] == "!"
            impersonal |= label[0] == "~"
        elif label in at:
            target[at[label]] = 1
            target[at[topics()[at[label]].tier1]] = 1
        else:
            raise BadLine(f"unknown topic {label!r}")
    return target, impersonal and not personal


def whole(times: float, rng: np.random.Generator) -> int:
    """`times` as a whole number, the fraction by chance: 1.2 is 1, and 2 in one of five draws."""
    return int(times) + (rng.random() < times % 1)


def one_reading(row: Message, rng: np.random.Generator) -> Message:
    """The row as one of its annotators labelled it, drawn by chance, so that a disputed label counts by half over the epochs."""
    return row if row.second is None or rng.random() < 0.5 else replace(row, target=row.second)


def second_target(first: np.ndarray, labels: str) -> np.ndarray:
    """`first` with its sensitive columns replaced by `labels` (`-`, or `!category` and `~category` joined with commas)."""
    out = first.copy()
    out[SENSITIVE_SLICE] = encode(INTENTS[0], labels)[0][SENSITIVE_SLICE]
    return out


def _rows(path: Path, columns: tuple[int, ...]):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\n").split("\t")
            if not line.strip():
                continue
            if len(cells) not in columns:
                print(f"DROPPED {path.name}:{number}: {len(cells)} columns", file=sys.stderr)
                continue
            yield number, cells


def read_chat(folder: Path = DATA / "chat") -> list[Message]:
    """Every message of our own corpora. Bad lines are dropped and named on stderr."""
    out = []
    for path in sorted(folder.glob("*.tsv")):
        follow = path.name.startswith("followups")
        for number, cells in _rows(path, (5,) if follow else (4,)):
            lang, intents, labels, *rest = cells
            try:
                if lang not in ("en", "fr", "es", "pt"):
                    raise BadLine(f"language {lang!r}")
                target, impersonal = encode(intents, labels)
                if not rest[-1].strip():
                    raise BadLine("empty text")
            except BadLine as error:
                print(f"DROPPED {path.name}:{number}: {error}", file=sys.stderr)
                continue
            earlier = tuple(t for t in rest[0].split(" || ") if t) if follow else ()
            out.append(Message(rest[-1], lang, target, path.stem, earlier, intents.split(",")[0], labels, impersonal))
    return out


def read_real(folder: Path) -> tuple[list[Message], list[Message]]:
    """(real openings, their retellings in fr/es/pt) from `--shared`; empty lists when the folder is absent."""
    both = []
    for name in ("openings", "retold"):
        path, out = folder / f"{name}.tsv", []
        if path.exists():
            for _, (source, lang, intents, labels, text) in _rows(path, (5,)):
                if source == "source":
                    continue
                target, impersonal = encode(intents, labels)
                out.append(Message(text, lang, target, f"real-{name}-{source}", (), intents.split(",")[0], labels, impersonal))
        both.append(out)
    return both[0], both[1]


def sibling_columns(tier1_column: int) -> list[int]:
    """Leaf columns under a tier-1 column."""
    return [leaf for leaf, parent in leaf_parents() if parent == tier1_column]
