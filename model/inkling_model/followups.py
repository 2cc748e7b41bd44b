"""Made-up conversations: elliptical follow-ups that inherit the subject, thanks that inherit nothing, new subjects."""

import numpy as np

from .corpora import Message
from .labels import ANY, INTENTS, INTENT_SLICE, N_TOPICS, SENSITIVE_SLICE, TOPIC_SLICE

# (intent, last message): says nothing by itself, so it inherits topics and sensitive categories of what came before.
ELLIPTICAL = {
    "en": [("compare", "which one is cheaper"), ("compare", "which is better?"), ("compare", "what's the difference between the two"), ("compare", "is the second one worth the extra money"),
           ("learn", "how long does it take"), ("learn", "how much does it cost"), ("learn", "and is it safe?"), ("learn", "why is that"), ("learn", "can you explain that again, simpler"),
           ("learn", "what about for beginners"), ("learn", "how does that work exactly"), ("recommend", "any other options?"), ("recommend", "something cheaper maybe"), ("recommend", "which one would you pick"),
           ("recommend", "and for kids?"), ("recommend", "anything closer to me"), ("plan", "and for two people?"), ("plan", "what about next weekend"), ("plan", "ok what should I do first"),
           ("purchase", "where do I get it"), ("purchase", "can i order that online"), ("fix", "still not working"), ("fix", "tried that already, same thing"), ("fix", "it got worse since yesterday"),
           ("book", "ok book it for friday"), ("create", "make it shorter please"), ("create", "can you rewrite it more friendly"), ("create", "now do it in spanish"), ("learn", "and in winter?"), ("learn", "is that normal?")],
    "fr": [("compare", "lequel est le moins cher"), ("compare", "et c'est quoi la différence entre les deux ?"), ("compare", "le deuxième vaut le coup ?"), ("learn", "ça prend combien de temps"), ("learn", "et ça coûte combien ?"),
           ("learn", "pourquoi ça ?"), ("learn", "tu peux réexpliquer plus simplement"), ("learn", "c'est normal ?"), ("recommend", "t'as autre chose à proposer ?"), ("recommend", "un truc moins cher peut-être"), ("recommend", "et pour des enfants ?"),
           ("plan", "et pour deux personnes ?"), ("plan", "plutôt le week-end prochain"), ("purchase", "je trouve ça où"), ("fix", "ça marche toujours pas"), ("fix", "j'ai déjà essayé, pareil"), ("book", "ok réserve pour vendredi"),
           ("create", "fais plus court stp"), ("create", "réécris-le en plus chaleureux"), ("learn", "et en hiver ?")],
    "es": [("compare", "cuál es más barato"), ("compare", "¿y qué diferencia hay entre los dos?"), ("compare", "¿vale la pena el segundo?"), ("learn", "cuánto tarda"), ("learn", "¿y cuánto cuesta?"), ("learn", "¿por qué pasa eso?"),
           ("learn", "explícamelo más fácil"), ("learn", "¿eso es normal?"), ("recommend", "¿alguna otra opción?"), ("recommend", "algo más económico"), ("recommend", "¿y para niños?"), ("plan", "¿y para dos personas?"), ("plan", "mejor el próximo fin de semana"),
           ("purchase", "dónde lo consigo"), ("fix", "sigue sin funcionar"), ("fix", "ya lo intenté y nada"), ("book", "ok resérvalo para el viernes"), ("create", "hazlo más corto"), ("create", "reescríbelo más amable"), ("learn", "¿y en invierno?")],
    "pt": [("compare", "qual é mais barato"), ("compare", "qual a diferença entre os dois?"), ("compare", "o segundo vale a pena?"), ("learn", "quanto tempo demora"), ("learn", "e quanto custa?"), ("learn", "por que isso acontece?"),
           ("learn", "explica de um jeito mais simples"), ("learn", "isso é normal?"), ("recommend", "tem outra opção?"), ("recommend", "algo mais em conta"), ("recommend", "e pra criança?"), ("plan", "e pra duas pessoas?"), ("plan", "melhor no outro fim de semana"),
           ("purchase", "onde eu acho isso"), ("fix", "continua sem funcionar"), ("fix", "já tentei isso e nada"), ("book", "ok marca pra sexta"), ("create", "faz mais curto"), ("create", "reescreve mais simpático"), ("learn", "e no inverno?")],
}

# `chat` and nothing else, whatever came before.
EMPTY = {
    "en": ["thanks!!", "ok thanks", "thx", "great, thank you", "lol ok", "perfect", "cool", "got it", "hi", "bye", "you're the best", "haha nice", "ok", "hmm ok", "awesome 😊", "good night", "👍", "no that's all"],
    "fr": ["merci !!", "ok merci", "super, merci beaucoup", "mdr ok", "parfait", "d'accord", "salut", "bonne nuit", "t'es le meilleur", "haha bien vu", "ok", "nickel 👍", "non c'est tout", "bonjour"],
    "es": ["gracias!!", "ok gracias", "mil gracias", "jaja ok", "perfecto", "vale", "hola", "buenas noches", "eres lo máximo", "dale", "listo 👍", "no, eso es todo", "genial"],
    "pt": ["obrigado!!", "valeu", "muito obrigada", "kkk ok", "perfeito", "beleza", "oi", "boa noite", "você é demais", "show", "ok 👍", "não, é só isso", "entendi"],
}


def draw_followups(rows: list[Message], count: int, rng: np.random.Generator) -> list[Message]:
    """`count` two- to four-turn conversations: 45 % elliptical, 15 % empty, 40 % a new subject after old ones.

    Rows whose topics or categories are partly unknown pass their mask on.
    """
    by_lang: dict[str, list[Message]] = {}
    for row in rows:
        if not row.earlier and len(row.text) < 250:
            by_lang.setdefault(row.lang, []).append(row)
    langs = [x for x in by_lang if x in ELLIPTICAL]
    out = []
    for _ in range(count):
        pool = by_lang[langs[rng.choice(len(langs), p=[0.46 if x == "en" else 0.54 / (len(langs) - 1) for x in langs] if len(langs) > 1 else None)]]
        first = pool[rng.integers(len(pool))]
        draw = rng.random()
        if draw < 0.45:
            intent, last = ELLIPTICAL[first.lang][rng.integers(len(ELLIPTICAL[first.lang]))]
            target = first.target.copy()
            target[INTENT_SLICE] = 0
            target[N_TOPICS + INTENTS.index(intent)] = 1
            earlier = (first.text,)
            if rng.random() < 0.3:
                earlier += (ELLIPTICAL[first.lang][rng.integers(len(ELLIPTICAL[first.lang]))][1],)
            if rng.random() < 0.15:
                earlier = (pool[rng.integers(len(pool))].text,) + earlier
        elif draw < 0.6:
            last = EMPTY[first.lang][rng.integers(len(EMPTY[first.lang]))]
            target = np.zeros_like(first.target)
            target[N_TOPICS + INTENTS.index("chat")] = 1
            earlier, intent = (first.text,), "chat"
        else:
            last, target, intent = first.text, first.target, first.main_intent
            earlier = tuple(pool[rng.integers(len(pool))].text for _ in range(int(rng.integers(1, 4))))
        if draw >= 0.45 and draw < 0.5:
            earlier = ()
        out.append(Message(last, first.lang, target, "followups-made", earlier, intent))
    return out


def empty_messages() -> list[Message]:
    """The `EMPTY` texts as single messages."""
    out = []
    for lang, texts in EMPTY.items():
        for text in texts:
            target = np.zeros(ANY + 1, np.int8)
            target[N_TOPICS + INTENTS.index("chat")] = 1
            out.append(Message(text, lang, target, "empty", (), "chat"))
    return out


__all__ = ["draw_followups", "empty_messages", "ELLIPTICAL", "EMPTY", "TOPIC_SLICE", "SENSITIVE_SLICE"]
