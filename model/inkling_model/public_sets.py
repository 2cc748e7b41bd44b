"""Public sets mapped to our labels. They are coarse: what a set does not say is unknown, not false."""

from pathlib import Path

import numpy as np

from .corpora import UNKNOWN, Message, sibling_columns
from .labels import ANY, INTENTS, INTENT_SLICE, N_ALL, N_INTENTS, N_TOPICS, SENSITIVE, SENSITIVE_SLICE, TIER1, TOPIC_SLICE, topic_index, topics

# Rows drawn from each set per epoch at most; small where a set is far from chat or its labels far from ours.
MAX_ROWS = {"clinc150": 1200, "hwu64": 900, "ms_personality_chat": 900, "sgd": 800, "opentrivia": 500, "medquad_questions": 500,
            "banking77": 500, "chatterbot_corpus": 300, "nlupp": 300, "rasa_nlu_training": 300, "restaurant8k": 200, "bitext_support": 300}
DEFAULT_MAX_ROWS = 250

# Sets of general knowledge, small talk or statements about groups: "not sensitive" there means that nobody looked.
NOBODY_LOOKED = {"opentrivia", "crows_pairs", "hatecheck_en", "holistic_bias_lexicon", "toxigen_annotated", "persona_statements", "ms_personality_chat", "nlupp"}


def read_public(folder: Path) -> list[Message]:
    """Every usable row of the public sets, unknown columns masked; empty when the folder is absent."""
    by_path = {t.path: t for t in topics()}
    at = topic_index()
    out = []
    for path in sorted(folder.glob("*.tsv")):
        with open(path, encoding="utf-8") as file:
            next(file)
            for line in file:
                cells = line.rstrip("\n").split("\t")
                if len(cells) != 7 or cells[1] not in ("en", "fr", "es", "pt"):
                    continue
                _, lang, intents, paths, sensitive, _, text = cells
                target = np.zeros(N_ALL, np.int8)
                if intents == "?":
                    target[INTENT_SLICE] = UNKNOWN
                else:
                    for name in intents.split(","):
                        if name in INTENTS:
                            target[N_TOPICS + INTENTS.index(name)] = 1
                if paths == "?":
                    target[TOPIC_SLICE] = UNKNOWN
                elif paths != "-":
                    parts = paths.split("|")
                    if len(parts) > 1:  # several topics fit a source label: none is certain
                        target[TOPIC_SLICE] = np.where(np.isin([t.path.split(" > ")[0] for t in topics()], [p.split(" > ")[0] for p in parts]), UNKNOWN, 0)
                        parts = []
                    for part in parts:
                        tier1 = TIER1.get(part.split(" > ")[0])
                        if tier1 is None:  # outside our taxonomy: says nothing about it
                            target[TOPIC_SLICE] = UNKNOWN
                            continue
                        target[sibling_columns(at[tier1])] = UNKNOWN
                        target[at[tier1]] = 1
                        if part in by_path:
                            target[at[by_path[part].id]] = 1
                if sensitive == "?" or (sensitive == "-" and path.stem in NOBODY_LOOKED):
                    target[SENSITIVE_SLICE] = UNKNOWN
                elif sensitive != "-":
                    target[SENSITIVE_SLICE] = UNKNOWN  # other categories may be touched as well
                    for name in sensitive.split(","):
                        if name in SENSITIVE:
                            target[N_TOPICS + N_INTENTS + SENSITIVE.index(name)] = 1
                            target[ANY] = 1
                out.append(Message(text, lang, target, f"public-{path.stem}", (), ""))
    return out


def draw_public(rows: list[Message], rng: np.random.Generator, scale: float = 1.0) -> list[Message]:
    """A fresh sub-sample of the public sets for one epoch."""
    groups: dict[str, list[Message]] = {}
    for row in rows:
        groups.setdefault(row.source, []).append(row)
    out = []
    for name, group in groups.items():
        limit = int(scale * MAX_ROWS.get(name.removeprefix("public-"), DEFAULT_MAX_ROWS))
        picks = rng.permutation(len(group))[:limit]
        out += [group[i] for i in picks]
    return out
