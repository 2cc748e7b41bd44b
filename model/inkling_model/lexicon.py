"""Lexicon phrases as training text: alone and in short frames, four languages."""

from collections import defaultdict
from pathlib import Path

import numpy as np

from .corpora import UNKNOWN, Message
from .labels import ANY, INTENTS, INTENT_SLICE, N_ALL, N_INTENTS, N_TOPICS, SENSITIVE, SENSITIVE_SLICE, TOPIC_SLICE, topic_index, topics
from .places import DATA

# (intent, frame); "{}" takes the phrase. Frames are plain: they must not bring a topic of their own.
FRAMES = {
    "en": [("recommend", "best {}"), ("recommend", "any good {}?"), ("recommend", "recommend me some {}"), ("learn", "what is {}"), ("learn", "tell me about {}"),
           ("learn", "how does {} work?"), ("purchase", "where can i buy {}"), ("purchase", "{} for sale cheap"), ("compare", "which {} is better"),
           ("fix", "problem with {}, help"), ("fix", "{} not working"), ("learn", "can you explain {} to me?"), ("plan", "help me plan {}"),
           ("create", "write something about {}"), ("learn", "I have a question about {}"), ("chat", "been thinking about {} all day"),
           ("own", "already got {}, all good"), ("dislike", "enough about {} please"), ("learn", "{}?"), ("learn", "how much is {}")],
    "fr": [("recommend", "meilleur {}"), ("recommend", "tu me conseilles quoi comme {} ?"), ("learn", "c'est quoi {}"), ("learn", "parle-moi de {}"),
           ("learn", "comment ça marche {}"), ("purchase", "où acheter {}"), ("compare", "quel {} choisir"), ("fix", "problème avec {}"), ("fix", "{} ne marche plus"),
           ("plan", "aide-moi à organiser {}"), ("create", "écris un texte sur {}"), ("learn", "j'ai une question sur {}"), ("chat", "je pense à {} depuis ce matin"),
           ("learn", "{} ?"), ("purchase", "{} pas cher")],
    "es": [("recommend", "mejor {}"), ("recommend", "¿qué {} me recomiendas?"), ("learn", "qué es {}"), ("learn", "cuéntame sobre {}"), ("learn", "cómo funciona {}"),
           ("purchase", "dónde comprar {}"), ("compare", "cuál {} es mejor"), ("fix", "problema con {}"), ("fix", "{} no funciona"), ("plan", "ayúdame a planear {}"),
           ("create", "escribe algo sobre {}"), ("learn", "tengo una pregunta sobre {}"), ("chat", "llevo todo el día pensando en {}"), ("learn", "¿{}?"), ("purchase", "{} barato")],
    "pt": [("recommend", "melhor {}"), ("recommend", "me indica {}?"), ("learn", "o que é {}"), ("learn", "me fala sobre {}"), ("learn", "como funciona {}"),
           ("purchase", "onde comprar {}"), ("compare", "qual {} é melhor"), ("fix", "problema com {}"), ("fix", "{} não funciona"), ("plan", "me ajuda a planejar {}"),
           ("create", "escreve algo sobre {}"), ("learn", "tenho uma dúvida sobre {}"), ("chat", "fiquei o dia todo pensando em {}"), ("learn", "{}?"), ("purchase", "{} barato")],
}


def read_lexicon(folder: Path = DATA / "lexicon") -> list[tuple[str, str, frozenset[str]]]:
    """(language, phrase, labels) for every phrase; labels are topic ids and `!category`."""
    labels_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("lexicon-*.txt")):
        if path.stem == "lexicon-net":
            continue
        for line in open(path, encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3:
                continue
            label, lang, terms = cells
            for term in terms.split(" | "):
                if term.strip():
                    labels_of[lang, term.strip()].add(label)
    return [(lang, term, frozenset(labels)) for (lang, term), labels in labels_of.items()]


def phrase_message(lang: str, phrase: str, labels: frozenset[str], rng: np.random.Generator, framed: bool) -> Message:
    """A phrase as a message. Intents are known only in a frame; topics are unknown for purely sensitive phrases."""
    at, known = topic_index(), topics()
    target = np.zeros(N_ALL, np.int8)
    ids = [x for x in labels if x in at]
    categories = [x[1:] for x in labels if x[:1] == "!" and x[1:] in SENSITIVE]
    for i in ids:
        target[at[i]] = target[at[known[at[i]].tier1]] = 1
    if not ids:
        target[TOPIC_SLICE] = UNKNOWN
    if categories:
        target[SENSITIVE_SLICE] = UNKNOWN
        for c in categories:
            target[N_TOPICS + N_INTENTS + SENSITIVE.index(c)] = 1
        target[ANY] = 1
    elif not all(known[at[i]].eligible for i in ids):
        target[SENSITIVE_SLICE] = UNKNOWN
    text = phrase
    if framed:
        intent, frame = FRAMES[lang][rng.integers(len(FRAMES[lang]))]
        text = frame.format(phrase)
        target[N_TOPICS + INTENTS.index(intent)] = 1
    else:
        target[INTENT_SLICE] = UNKNOWN
    return Message(text, lang, target, "lexicon")


def draw_lexicon(phrases, count: int, rng: np.random.Generator, framed: float = 0.5) -> list[Message]:
    """`count` phrases drawn without repetition, a share of them in frames."""
    picks = rng.permutation(len(phrases))[:count]
    return [phrase_message(*phrases[i], rng, rng.random() < framed) for i in picks if phrases[i][0] in FRAMES]
