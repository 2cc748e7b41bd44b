"""Golden vectors: our own messages, odd ones among them, with exact ids and the int8 model's outputs."""

import json

import numpy as np

from . import vocab
from .corpora import read_chat
from .labels import INTENTS, N_INTENTS, N_TOPICS, SENSITIVE, topics
from .places import ARTIFACT
from .runtime import Session
from .split import CHAT_SHARE, FOLLOWUP_SHARE, in_share

ODD: list[tuple[str, tuple[str, ...]]] = [
    ("", ()), (" ", ()), ("\t\n \r\n", ()), ("🎮🎮🔥", ()), ("👩‍👩‍👧 ❤️", ()), ("?!?!...", ()), ("ok", ()), ("12345", ()),
    ("cheap\u0000flights\u0007to\u001b[31m Lisbon", ()), ("\ufeffbest\u200b running\u00ad shoes", ()), ("half a pair \ud83d of socks", ()), ("\udc00", ()),
    ("ﬁnd ｆｕｌｌｗｉｄｔｈ ＬＥＤ strips ½ price ①", ()), ("cafe\u0301 bre\u0301silien", ()), ("café brésilien", ()), ("İstanbul'a uçak bileti", ()),
    ("מה שלומך? אני מחפש טיסה זולה", ()), ("أريد مطعما جيدا في دبي", ()), ("\u202eabc\u202c right to left", ()), ("今週末の天気は?", ()), ("Привет, как дела?", ()),
    ("a" * 10000, ()), ("supercalifragilistic" * 500, ()), ("what is the best laptop for video editing " * 80, ()),
    ("x" * 1999 + "😀", ()), ("😀" * 1500, ()), ("I need a hotel in Rome. " * 100 + "Actually, forget it: which guitar should a beginner buy?", ()),
    ("and for two people?", ("cheap flights to Lisbon in May",)), ("which one is cheaper", ("is sertraline or fluoxetine better for me",)),
    ("thanks!!", ("best pizza oven for a small balcony",)), ("et pour deux personnes ?", ("hôtel à Québec en février", "plutôt dans le vieux")),
    ("¿cuál es más barato?", ("quiero una bici eléctrica", "para la ciudad", "que aguante 40 km")),
    ("e pra criança?", ("tênis de corrida", "pode ser usado", "tamanho 32", "até 200 reais")),
    ("last one", ("first " * 60, "second " * 60, "third " * 60)), ("", ("cheap flights to Lisbon",)), ("how long does it take", ("", "how do i bleach linen curtains")),
    ("a message longer than the whole budget " * 20, ("with a turn before it",)), ("WHAT IS THE BEST ELECTRIC CAR FOR A FAMILY OF FIVE", ()),
    ("wh4t 1s th3 b3st k3yb0ard", ()), ("muy buenos días,   ¿me recomiendas    una laptop?", ()), ("<s> hello </s>", ()), ("<unk> <pad>", ()), ("▁already▁spaced▁", ()),
    ("l'été à l'île d'Orléans, c'est cher ?", ()), ("não sei se compro uma air fryer", ()), ("El niño comió piñas añejas", ()), ("ok so like um where do i get uh tires", ()),
]


def messages() -> list[tuple[str, tuple[str, ...]]]:
    """ODD, and equally many own validation messages of each language, about 200 in all."""
    rows = sorted((r for r in read_chat() if in_share(r.text, FOLLOWUP_SHARE if r.earlier else CHAT_SHARE)), key=lambda r: (r.source, r.text))
    rng = np.random.default_rng(3)
    out = list(ODD)
    pools = {lang: [r for r in rows if r.lang == lang] for lang in ("en", "fr", "es", "pt")}
    for lang, pool in pools.items():
        out += [(pool[i].text, pool[i].earlier) for i in rng.permutation(len(pool))[: (200 - len(ODD)) // 4]]
    return out


def write() -> int:
    """Writes artifact/golden.json from the shipped files; returns the number of vectors."""
    session = Session(ARTIFACT / "model.onnx")
    names = [t.id for t in topics()]
    vectors = []
    for text, earlier in messages():
        ids, length = vocab.encode([(text, earlier)])[0]
        p = session.run(ids, length)
        best = np.argsort(-p[:N_TOPICS], kind="stable")[:5]
        vectors.append({
            "text": text, "earlier": list(earlier), "ids": [int(i) for i in ids], "last_length": length,
            "topics": [{"id": names[i], "p": round(float(p[i]), 5)} for i in best],
            "intents": {n: round(float(p[N_TOPICS + i]), 5) for i, n in enumerate(INTENTS)},
            "sensitive": {n: round(float(p[N_TOPICS + N_INTENTS + i]), 5) for i, n in enumerate([*SENSITIVE, "any"])},
        })
    lines = ",\n".join(json.dumps(v, ensure_ascii=True) for v in vectors)
    (ARTIFACT / "golden.json").write_text(f'{{"note":"text and earlier are raw input; lone surrogates are meant","vectors":[\n{lines}\n]}}\n')
    return len(vectors)
