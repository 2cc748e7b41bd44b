"""Public sets without labels of ours: texts that people typed, on which a student hears its teachers. Never committed.

- *prompts*: what people asked assistants, out of a mixture of prompt sets (CC BY-SA 4.0): UltraFeedback and CounselChat (MIT),
  OpenAssistant 2 and Capybara (Apache-2.0), HelpSteer2 (CC BY 4.0), Dolly (CC BY-SA 3.0). Its rows from HH-RLHF are left out:
  first messages of that set are what the model is judged on.
- *talk*: turns of two people talking about news, sports, books, films (Topical-Chat, CDLA-Sharing-1.0).
- *comments*: remarks under posts on Reddit (GoEmotions, CC BY 4.0).
- *searches*: questions typed into a search engine (Natural Questions open, CC BY-SA 3.0; WebQuestions, CC BY 4.0).
"""

import json
from collections.abc import Iterator
from pathlib import Path

from .asked_sources import MOST_WORDS, Source, collapse

PROMPTS = "https://raw.githubusercontent.com/anicka-net/karma-electric-project/8d4dff2a03f7f4fc86fef00095def9d53fcaa2e7/data/rl-prompts"
TALK = "https://raw.githubusercontent.com/alexa/Topical-Chat/7c939229cbcf6f55f6977b341a5a2f2fe982d53f/conversations"
COMMENTS = "https://raw.githubusercontent.com/monologg/GoEmotions-pytorch/b75f9d3a8b76bc1060687925b04ca98a1b8ea66b/data/original"
NATURAL = "https://raw.githubusercontent.com/google-research-datasets/natural-questions/fb26a3073b1fe636c97302890a27b491d6530130/nq_open"
WEB = "https://raw.githubusercontent.com/brmson/dataset-factoid-webquestions/668890853388010fe6ae9a5eb035a7917b88933b/main"
PROMPT_SETS = ("ultrafeedback", "helpsteer2", "oasst2", "dolly", "counselchat", "capybara")


def english(text: str) -> bool:
    """Plain letters nearly throughout, no code, no address: good enough for sets that are English but for a few rows."""
    return len(text.encode()) < 1.05 * len(text) and not any(mark in text for mark in ("```", "http", "{", "<", "\\"))


def prompts(path: Path) -> Iterator[str]:
    """Short prompts of PROMPT_SETS."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = collapse(row["prompt"])
        if row["source"] in PROMPT_SETS and len(text.split()) <= MOST_WORDS and english(text):
            yield text


def talk(path: Path) -> Iterator[str]:
    """Every turn of every conversation."""
    for conversation in json.loads(path.read_text(encoding="utf-8")).values():
        yield from (collapse(turn["message"]) for turn in conversation["content"])


def comments(path: Path) -> Iterator[str]:
    """Remarks in which no name was masked ([NAME])."""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = collapse(line.split("\t")[0])
        if "[" not in text and english(text):
            yield text


def searches(path: Path) -> Iterator[str]:
    """Questions as they were typed."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["question"] for line in text.splitlines())
    else:
        yield from (row["qText"] for row in json.loads(text))


HEARD = {
    source.name: source
    for source in (
        Source("prompts", {"rl-prompts-v1.jsonl": f"{PROMPTS}/rl-prompts-v1.jsonl"}, prompts, True),
        Source("talk", {f"{name}.json": f"{TALK}/{name}.json" for name in ("valid_freq", "valid_rare", "test_freq", "test_rare")}, talk, True, 0.3),
        Source("comments", {f"comments-{name}.tsv": f"{COMMENTS}/{name}.tsv" for name in ("train", "dev", "test")}, comments, True, 0.35),
        Source(
            "searches",
            {name: f"{NATURAL}/{name}" for name in ("NQ-open.dev.jsonl", "NQ-open.efficientqa.test.1.1.jsonl")}
            | {f"web-{name}.json": f"{WEB}/{name}.json" for name in ("trainmodel", "val", "devtest", "test")},
            searches,
            True,
        ),
    )
}
