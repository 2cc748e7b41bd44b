"""What people asked elsewhere: texts of public sets that carry our labels, by hash. The texts are never committed.

    python -m inkling_model.asked [--from DIR]     public files -> runs/asked/ (from GitHub, or from a folder that has them)

- Questions typed into a question site (WikiAnswers, published as query-wellformedness, CC BY-SA 4.0). Earlier teachers chose
  13,160 of 25,098: those they were unsure of whether they are sensitive, and clean ones they were unsure about otherwise. The
  rest has no labels, and is only text on which a student hears its teachers.
- Later turns of people in HH-RLHF (harmless-base, test; MIT), read alone, as if each were a first message: real, rude and
  half of them sensitive. First messages are left out: those are what the model is judged on.

Labels: data/asked-labels.tsv (hash, intents, labels). Without the files a rebuild runs, on fewer messages.
"""

import argparse
import gzip
import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from .corpora import Message, encode, nothing_known, text_key
from .places import DATA, runs

LABELS = DATA / "asked-labels.tsv"
QUESTIONS = "https://raw.githubusercontent.com/google-research-datasets/query-wellformedness/fb69c21416195cddc797277ea9e4d393226571d2"
TURNS = "https://raw.githubusercontent.com/anthropics/hh-rlhf/354e5c3cb8960630860dd5774a6ac2a58313bf4d"
QUESTION_FILES = ("train.tsv", "dev.tsv", "test.tsv")
TURN_FILE = "harmless-base-test.jsonl.gz"
FILES = {**{name: f"{QUESTIONS}/{name}" for name in QUESTION_FILES}, TURN_FILE: f"{TURNS}/harmless-base/test.jsonl.gz"}
LEAST_WORDS = 3


def tidy(text: str) -> str:
    """The question as a person would type it: the set has blanks before marks and before 's, n't and the like."""
    text = re.sub(r" ([?.,!;:])", r"\1", text)
    text = re.sub(r" ('s|n't|'re|'ve|'ll|'m|'d)\b", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def questions(folder: Path) -> Iterator[str]:
    """The questions as the set has them, of the files that are there."""
    for name in QUESTION_FILES:
        if (folder / name).exists():
            for line in open(folder / name, encoding="utf-8"):
                yield line.rstrip("\n").rpartition("\t")[0]


def later_turns(folder: Path) -> Iterator[str]:
    """What people said in a conversation after their first message; white space collapsed to blanks."""
    if (folder / TURN_FILE).exists():
        for line in gzip.open(folder / TURN_FILE, "rt", encoding="utf-8"):
            for turn in json.loads(line)["chosen"].split("\n\nHuman:")[2:]:
                yield re.sub(r"\s+", " ", turn.split("\n\nAssistant:")[0]).strip()


def read_asked(folder: Path | None = None) -> tuple[list[Message], list[Message]]:
    """(texts with labels, questions without: every column unknown). Both empty where the files are not there."""
    folder = folder or runs("asked/x").parent
    labels = {key: (intents, names) for key, intents, names in (line.rstrip("\n").split("\t") for line in open(LABELS, encoding="utf-8"))}
    labelled, bare, seen = [], [], set()
    for source, texts in (("asked", questions(folder)), ("turns", later_turns(folder))):
        for raw in texts:
            key = text_key(raw)
            if key in seen or len(raw.split()) < LEAST_WORDS:
                continue
            seen.add(key)
            if key in labels:
                intents, names = labels[key]
                target, impersonal = encode(intents, names)
                labelled.append(Message(tidy(raw), "en", target, source, (), intents.split(",")[0], names, impersonal))
            elif source == "asked":
                bare.append(Message(tidy(raw), "en", nothing_known(), "asked-bare"))
    return labelled, bare


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="folder", type=Path, help=f"a folder with {', '.join(FILES)}")
    args = parser.parse_args()
    for name, url in FILES.items():
        target = runs(f"asked/{name}")
        if target.exists():
            continue
        try:
            if args.folder:
                shutil.copy(args.folder / name, target)
            else:
                urllib.request.urlretrieve(url, target)
        except OSError as error:
            print(f"WITHOUT {name}: {type(error).__name__}: {error}")
    labelled, bare = read_asked()
    print(f"{len(labelled)} texts with our labels, {len(bare)} without")


if __name__ == "__main__":
    main()
