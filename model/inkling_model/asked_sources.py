"""The public sets of what people asked elsewhere that carry labels of ours: where their files are, how to read texts out of them.

- *asked*: questions typed into a question site (WikiAnswers, published as query-wellformedness, CC BY-SA 4.0).
- *turns*: later turns of people in HH-RLHF (harmless-base, test; MIT), real, rude and half of them sensitive. First messages
  are left out: those are what the model is judged on.
- *oasst*: English messages of OpenAssistant conversations (OASST1, Apache-2.0), from the documents in which they were sent to
  a translator (TurkuNLP/oasst-fi). Those documents do not say who speaks, so some are answers of the assistant.
"""

import gzip
import html
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = "https://raw.githubusercontent.com/google-research-datasets/query-wellformedness/fb69c21416195cddc797277ea9e4d393226571d2"
TURNS = "https://raw.githubusercontent.com/anthropics/hh-rlhf/354e5c3cb8960630860dd5774a6ac2a58313bf4d"
OASST = "https://raw.githubusercontent.com/TurkuNLP/oasst-fi/45e9c4600eacf5844887e321ba3952befe9727dc"
LEAST_WORDS, MOST_WORDS = 3, 60


@dataclass(frozen=True)
class Source:
    """`files` maps names in the run folder to addresses; `read` yields the texts of one file, as the set has them.

    `unlabelled`: whether texts without labels of ours are used too, as texts on which a student hears its teachers; `share` of
    them, chosen by hash.
    """

    name: str
    files: dict[str, str]
    read: Callable[[Path], Iterator[str]]
    unlabelled: bool
    share: float = 1.0

    def texts(self, folder: Path) -> Iterator[str]:
        """The texts of those of its files that are in the folder."""
        for name in self.files:
            if (folder / name).exists():
                yield from self.read(folder / name)


def collapse(text: str) -> str:
    """White space to single blanks."""
    return re.sub(r"\s+", " ", text).strip()


def tidy(text: str) -> str:
    """The question as a person would type it: the set has blanks before marks and before 's, n't and the like."""
    text = re.sub(r" ([?.,!;:])", r"\1", text)
    return collapse(re.sub(r" ('s|n't|'re|'ve|'ll|'m|'d)\b", r"\1", text))


def human_turns(path: Path) -> Iterator[list[str]]:
    """What the person says in each conversation of a file of HH-RLHF (*.jsonl.gz), first message first."""
    for line in gzip.open(path, "rt", encoding="utf-8"):
        yield [turn.split("\n\nAssistant:")[0].strip() for turn in json.loads(line)["chosen"].split("\n\nHuman:")[1:]]


def questions(path: Path) -> Iterator[str]:
    """Questions of the question site."""
    for line in open(path, encoding="utf-8"):
        yield line.rstrip("\n").rpartition("\t")[0]


def later_turns(path: Path) -> Iterator[str]:
    """What people said in a conversation after their first message."""
    for turns in human_turns(path):
        yield from map(collapse, turns[1:])


def documents(path: Path) -> Iterator[str]:
    """The texts of a translator's document (.docx): each stands behind a bold heading `Document <number>`."""
    parts: list[str] | None = None
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL):
        text = html.unescape("".join(re.sub("<[^>]*>", "", t) or "\n" for t in re.findall(r"<w:br/>|<w:t[^>]*>.*?</w:t>", paragraph, re.DOTALL)))
        if "<w:b/>" in paragraph and re.fullmatch(r"Document \d+", text):
            if parts is not None:
                yield "".join(parts)
            parts = []
        elif parts is not None:
            parts.append(text)
    if parts is not None:
        yield "".join(parts)


def assistant_talk(path: Path) -> Iterator[str]:
    """Messages of OpenAssistant conversations up to MOST_WORDS, without code and addresses."""
    for text in map(collapse, documents(path)):
        if len(text.split()) <= MOST_WORDS and not re.search(r"```|[{};]{2}|http", text):
            yield text


SOURCES = {
    source.name: source
    for source in (
        Source("asked", {name: f"{QUESTIONS}/{name}" for name in ("train.tsv", "dev.tsv", "test.tsv")}, questions, True),
        Source("turns", {"harmless-base-test.jsonl.gz": f"{TURNS}/harmless-base/test.jsonl.gz"}, later_turns, False),
        Source("oasst", {f"en-train-{n:05}.docx": f"{OASST}/doc-in/en-train-{n:05}.docx" for n in range(25)}, assistant_talk, True),
    )
}
