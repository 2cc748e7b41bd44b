"""The label space: topics, intents, sensitive categories, in output order.

Topics are the 289 rows of `topics.tsv` plus 26 tier-1 parents. Two tier-1 nodes (42 Books and
Literature, 432 Pop Culture) also stand among the 289 rows. They are ONE output each, with tier-1
meaning (true for themselves and for every child), so the head has 287 + 26 = 313 outputs.
"""

from dataclasses import dataclass
from functools import cache

import csv

from .places import DATA

INTENTS = ["purchase", "compare", "plan", "book", "recommend", "fix", "learn", "create", "support", "own", "dislike", "chat"]
SENSITIVE = [
    "health", "mental_health", "sex_life", "orientation_gender", "religion", "politics", "race_ethnicity", "trade_union",
    "crime_legal", "financial_hardship", "addiction", "violence_abuse", "grief_breakup", "weapons", "minor",
]
LANGUAGES = ["en", "fr", "es", "pt"]

# Ids of the tier-1 nodes; source: data README, IAB Content Taxonomy 3.1.
TIER1 = {
    "Attractions": "150", "Automotive": "1", "Books and Literature": "42", "Business and Finance": "52", "Careers": "123",
    "Education": "132", "Entertainment": "JLBCU7", "Events": "8VZQHL", "Family and Relationships": "186", "Fine Art": "201",
    "Food & Drink": "210", "Healthy Living": "223", "Hobbies & Interests": "239", "Home & Garden": "274",
    "Personal Celebrations & Life Events": "163", "Personal Finance": "391", "Pets": "422", "Pop Culture": "432",
    "Real Estate": "441", "Science": "464", "Shopping": "473", "Sports": "483", "Style & Fashion": "552",
    "Technology & Computing": "596", "Travel": "653", "Video Gaming": "680",
}


@dataclass(frozen=True)
class Topic:
    """One output of the topic head. `tier1` is the id of its tier-1 node (its own id for a tier-1)."""

    id: str
    name: str
    path: str
    tier1: str
    level: str  # "leaf" | "tier1"
    eligible: bool


@cache
def topics() -> tuple[Topic, ...]:
    """All 313 topics in output order: 287 leaves in file order, then 26 tier-1 nodes by name."""
    with open(DATA / "labels" / "topics.tsv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    tier1_ids = set(TIER1.values())
    leaves = [
        Topic(r["iab_id"], r["name"], r["path"], TIER1[r["tier1"]], "leaf", r["eligible"] == "yes")
        for r in rows
        if r["iab_id"] not in tier1_ids
    ]
    with_eligible_child = {t.tier1 for t in leaves if t.eligible}
    parents = [Topic(i, name, name, i, "tier1", i in with_eligible_child) for name, i in sorted(TIER1.items())]
    return tuple(leaves + parents)


@cache
def topic_index() -> dict[str, int]:
    """Topic id to column of the topic head."""
    return {t.id: i for i, t in enumerate(topics())}


@cache
def leaf_parents() -> tuple[tuple[int, int], ...]:
    """(leaf column, tier-1 column) pairs."""
    at = topic_index()
    return tuple((i, at[t.tier1]) for i, t in enumerate(topics()) if t.level == "leaf")


N_TOPICS, N_INTENTS, N_SENSITIVE = 313, len(INTENTS), len(SENSITIVE) + 1
N_LEAVES = 287
N_ALL = N_TOPICS + N_INTENTS + N_SENSITIVE
TOPIC_SLICE = slice(0, N_TOPICS)
INTENT_SLICE = slice(N_TOPICS, N_TOPICS + N_INTENTS)
SENSITIVE_SLICE = slice(N_TOPICS + N_INTENTS, N_ALL)
ANY = N_ALL - 1  # column of "any sensitive"


def as_json() -> dict:
    """Content of labels.json."""
    return {
        "topics": [
            {"id": t.id, "name": t.name, "path": t.path, "tier1": t.tier1, "level": t.level, "eligible": t.eligible}
            for t in topics()
        ],
        "intents": INTENTS,
        "sensitive": SENSITIVE + ["any"],
    }
