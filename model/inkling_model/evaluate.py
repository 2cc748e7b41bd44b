"""Step 5: the teacher's numbers on the same validation messages, thresholds chosen the same way.

    python -m inkling_model.evaluate [--shared ../shared/data]      writes reports/teacher.json

The shipped file is scored by export (reports/student.json), the baselines by baselines.py; `npm run eval` scores the
shipped file once more through the Worker's own code.
"""

import argparse
import json
from pathlib import Path

from . import vocab
from .calibrate import calibrate, choose
from .places import REPORTS, SHARED, runs
from .score import full, line, report
from .split import load
from .students import load_network
from .training import predict, sigmoid


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--max-over", type=float, default=0.3)
    parser.add_argument("--recall", type=float, default=0.95)
    args = parser.parse_args()
    rows = load(args.shared)["validation"]
    logits = predict(load_network(runs("teacher.pt")), vocab.encode([(r.text, r.earlier) for r in rows]))
    slope, shift = calibrate(logits, rows)
    p = sigmoid(logits * slope + shift)
    thresholds = choose(p, rows, args.max_over, args.recall)
    results = full(p, rows, thresholds)
    follow = [r for r in rows if r.earlier]
    alone = predict(load_network(runs("teacher.pt")), vocab.encode([(r.text, ()) for r in follow]))
    results["followups_last_message_alone"] = report(sigmoid(alone * slope + shift), follow, thresholds)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "teacher.json").write_text(json.dumps(results, indent=1) + "\n")
    for name, numbers in results.items():
        print(line(name, numbers))


if __name__ == "__main__":
    main()
