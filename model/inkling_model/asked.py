"""What people asked elsewhere: texts of public sets that carry our labels, by hash. The texts are never committed.

    python -m inkling_model.asked [--from DIR]     public files -> runs/asked/ (from GitHub, or from a folder that has them)

Labels: data/asked-labels.tsv (hash, intents, labels). Earlier models chose what was labelled: texts they were unsure of whether
they are sensitive, and clean ones they were unsure about otherwise. The sets: asked_sources.py, and heard_sources.py for those
without labels. Each text is read alone, as if it were a first message. Without the files a rebuild runs, on fewer messages.
"""

import argparse
import shutil
import urllib.request
from pathlib import Path

from .asked_sources import LEAST_WORDS, SOURCES, tidy
from .corpora import Message, among, encode, nothing_known, text_key
from .heard_sources import HEARD
from .places import DATA, complete, runs

LABELS = DATA / "asked-labels.tsv"
SETS = (*SOURCES.values(), *HEARD.values())


def read_asked(folder: Path | None = None) -> tuple[list[Message], list[Message]]:
    """(texts with labels, texts without: every column unknown). Both empty where the files are not there."""
    folder = folder or runs("asked/x").parent
    labels = {key: (intents, names) for key, intents, names in (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines())}
    labelled, bare, seen = [], [], set()
    for source in SETS:
        for raw in source.texts(folder):
            key = text_key(raw)
            if key in seen or len(raw.split()) < LEAST_WORDS:
                continue
            seen.add(key)
            if key in labels:
                intents, names = labels[key]
                target, impersonal = encode(intents, names)
                labelled.append(Message(tidy(raw), "en", target, source.name, (), intents.split(",")[0], names, impersonal))
            elif source.unlabelled and among(key, source.share):
                bare.append(Message(tidy(raw), "en", nothing_known(), f"{source.name}-bare"))
    return labelled, bare


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="folder", type=Path, help="a folder that has the files")
    args = parser.parse_args()
    for name, url in (item for source in SETS for item in source.files.items()):
        target = runs(f"asked/{name}")
        if target.exists():
            continue
        try:
            with complete(target) as unfinished:
                if args.folder:
                    shutil.copy(args.folder / name, unfinished)
                else:
                    urllib.request.urlretrieve(url, unfinished)
        except OSError as error:
            print(f"WITHOUT {name}: {type(error).__name__}: {error}")
    labelled, bare = read_asked()
    print(f"{len(labelled)} texts with our labels, {len(bare)} without")


if __name__ == "__main__":
    main()
