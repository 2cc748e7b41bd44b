"""Step 5: the teachers' numbers on the same validation messages, thresholds chosen the same way.

    python -m inkling_model.evaluate [--shared ../shared/data] [--also runs/teacher-minilm.pt]      writes reports/teacher.json

Each teacher alone, on the languages it knows, and their mean, which is what a student hears (any-sensitive read in two ways, as in
the shipped graph). The shipped file is scored by
export (reports/student.json), the baselines by baselines.py; `npm run eval` scores the shipped file once more through the
Worker's own code.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from .bases import load_teacher, mean_opinion
from .calibrate import MAX_OVER, RECALL, calibrate, choose
from .corpora import Message
from .places import REPORTS, SHARED, runs
from .score import full, line, report
from .split import load
from .training import sigmoid
from .two_readings import both_readings


def judge(logits: np.ndarray, alone: np.ndarray, rows: list[Message], max_over: float, recall: float) -> dict:
    """The full report of logits on `rows`; `alone` are those of the follow-ups without their context."""
    logits, alone = both_readings(logits), both_readings(alone)
    slope, shift = calibrate(logits, rows)
    p = sigmoid(logits * slope + shift)
    thresholds = choose(p, rows, max_over, recall)
    follow = [r for r in rows if r.earlier]
    return {**full(p, rows, thresholds), "followups_last_message_alone": report(sigmoid(alone * slope + shift), follow, thresholds)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--teacher", type=Path, default=runs("teacher-e5.pt"))
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    parser.add_argument("--max-over", type=float, default=MAX_OVER)
    parser.add_argument("--recall", type=float, default=RECALL)
    args = parser.parse_args()
    rows = load(args.shared)["validation"]
    bare = [replace(r, earlier=()) for r in rows if r.earlier]
    results, opinions, alone, bases = {}, [], [], []
    for path in (args.teacher, *args.also):
        teacher = load_teacher(path)
        bases.append(teacher.base)
        opinions.append(teacher.opinion(rows))
        alone.append(teacher.opinion(bare))
        known = [[teacher.knows(r) for r in part] for part in (rows, bare)]
        results[path.stem] = judge(opinions[-1][known[0]], alone[-1][known[1]], [r for r in rows if teacher.knows(r)], args.max_over, args.recall)
    if args.also:
        results["together"] = judge(mean_opinion(opinions, bases), mean_opinion(alone, bases), rows, args.max_over, args.recall)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "teacher.json").write_text(json.dumps(results, indent=1) + "\n")
    for who, parts in results.items():
        for name, numbers in parts.items():
            print(who, line(name, numbers))


if __name__ == "__main__":
    main()
