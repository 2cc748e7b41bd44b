"""The second net: phrases of the sensitive lexicon that keep quiet on harmless messages.

    python -m inkling_model.lexicon_net [--shared ../shared/data]

Reads lexicon-sensitive.txt and writes lexicon-net.txt (same format). A phrase stays when at least MIN_PRECISION of the
training messages it fires on are sensitive, in whatever language: people mix them. Matching is word by word, without case,
accents and signs; worker/classify/lexicon.ts does the same and adds disguised spellings.
"""

import argparse
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from .corpora import Message
from .labels import ANY
from .places import DATA, SHARED
from .split import load

MIN_PRECISION = 0.85
SOURCE, NET = DATA / "lexicon" / "lexicon-sensitive.txt", DATA / "lexicon" / "lexicon-net.txt"


def fold(text: str) -> str:
    """Lower case, no accents, no invisible characters, every sign a blank."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M" and unicodedata.category(c) != "Cf")
    return re.sub(r"[^\w]+|_+", " ", text.lower()).strip()


def read(path: Path) -> list[tuple[str, str, list[str]]]:
    """(category, language, phrases) rows."""
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip()]
    return [(r[0].lstrip("!"), r[1], [t.strip() for t in r[2].split(" | ") if t.strip()]) for r in rows]


class Net:
    """Finds phrases in a text."""

    def __init__(self, path: Path = NET):
        self.category: dict[str, str] = {}
        self.longest: dict[str, int] = defaultdict(int)
        for category, _, phrases in read(path):
            for phrase in phrases:
                words = fold(phrase)
                if words:
                    self.category.setdefault(words, category)
                    first = words.split(" ")[0]
                    self.longest[first] = max(self.longest[first], words.count(" ") + 1)

    def phrases(self, text: str) -> set[str]:
        """Folded phrases that stand in the text as whole words."""
        words = fold(text).split(" ")
        out = set()
        for i, word in enumerate(words):
            for length in range(1, self.longest.get(word, 0) + 1):
                candidate = " ".join(words[i : i + length])
                if candidate in self.category:
                    out.add(candidate)
        return out

    def categories(self, text: str) -> set[str]:
        """Categories of those phrases."""
        return {self.category[p] for p in self.phrases(text)}


def prune(rows: list[Message]) -> dict[str, tuple[int, int]]:
    """Folded phrase -> (sensitive messages it fires on, harmless ones)."""
    net = Net(SOURCE)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        for phrase in net.phrases(row.text):
            counts[phrase][0 if row.target[ANY] == 1 else 1] += 1
    return {k: (a, b) for k, (a, b) in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    data = load(args.shared)
    counts = prune(data["train"])
    kept = dropped = 0
    with open(NET, "w", encoding="utf-8") as file:
        for category, lang, phrases in read(SOURCE):
            good = []
            for phrase in phrases:
                hit, miss = counts.get(fold(phrase), (0, 0))
                if miss and hit / (hit + miss) < MIN_PRECISION:
                    dropped += 1
                else:
                    good.append(phrase)
            kept += len(good)
            file.write(f"!{category}\t{lang}\t{' | '.join(good)}\n")
    print(f"{kept} phrases kept, {dropped} dropped")
    net = Net()
    for name, rows in {"real": [r for r in data["validation"] if r.source.startswith("real")], "own": [r for r in data["validation"] if not r.source.startswith("real")]}.items():
        clean = [r for r in rows if r.target[ANY] == 0]
        bad = [r for r in rows if r.target[ANY] == 1]
        print(f"{name}: fires on {sum(bool(net.phrases(r.text)) for r in bad)} of {len(bad)} sensitive, {sum(bool(net.phrases(r.text)) for r in clean)} of {len(clean)} harmless validation messages")


if __name__ == "__main__":
    main()
