"""Our labels of public messages without their texts, and the way back.

    python -m inkling_model.real_labels write  [--shared ../shared/data]     texts + labels -> data/real-labels.tsv (hashes + labels)
    python -m inkling_model.real_labels join --hh DIR --prism FILE --out DIR  public files + hashes -> openings.tsv

`join` is for whoever has a network: it needs the files of Anthropic/hh-rlhf (MIT; *.jsonl.gz) and conversations.jsonl of
HannahRoseKirk/prism-alignment (CC BY 4.0), takes the first human message of every conversation, and keeps those whose
sha256 stands in data/real-labels.tsv. Retold rows are our own translations of such messages and are labelled by hash too;
without their texts a rebuild trains without them.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from .asked_sources import collapse, human_turns
from .places import DATA, SHARED

LABELS = DATA / "real-labels.tsv"


def digest(text: str) -> str:
    """sha256 of the text as it stands in openings.tsv (white space collapsed to blanks)."""
    return hashlib.sha256(collapse(text).encode()).hexdigest()


def write(shared: Path) -> int:
    """Writes `hash set source lang intents labels` of all real and retold rows; returns how many."""
    count = 0
    with open(LABELS, "w", encoding="utf-8") as out:
        for name in ("openings", "retold"):
            for line in open(shared / "real" / f"{name}.tsv", encoding="utf-8"):
                source, lang, intents, labels, text = line.rstrip("\n").split("\t")
                if source != "source":
                    out.write("\t".join([digest(text), name, source, lang, intents, labels]) + "\n")
                    count += 1
    return count


def first_messages(hh: Path | None, prism: Path | None) -> Iterator[tuple[str, str]]:
    """(source, first human message) of every conversation."""
    for path in sorted(hh.rglob("*.jsonl.gz")) if hh else []:
        for turns in human_turns(path):
            yield "hh", turns[0]
    if prism:
        for line in open(prism, encoding="utf-8"):
            yield "prism", json.loads(line)["opening_prompt"]


def join(hh: Path | None, prism: Path | None, out: Path) -> int:
    """Writes out/openings.tsv in the format of the shared real set; returns how many rows were found."""
    labels = {}
    for line in open(LABELS, encoding="utf-8"):
        key, name, *rest = line.rstrip("\n").split("\t")
        if name == "openings":
            labels[key] = rest
    out.mkdir(parents=True, exist_ok=True)
    found = set()
    with open(out / "openings.tsv", "w", encoding="utf-8") as file:
        file.write("source\tlang\tintents\tlabels\ttext\n")
        for _, text in first_messages(hh, prism):
            key = digest(text)
            if key in labels and key not in found:
                found.add(key)
                file.write("\t".join([*labels[key], collapse(text)]) + "\n")
    print(f"{len(found)} of {len(labels)} labelled openings found")
    return len(found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["write", "join"])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--hh", type=Path)
    parser.add_argument("--prism", type=Path)
    parser.add_argument("--out", type=Path, default=Path("real"))
    args = parser.parse_args()
    print(write(args.shared) if args.what == "write" else join(args.hh, args.prism, args.out))


if __name__ == "__main__":
    main()
