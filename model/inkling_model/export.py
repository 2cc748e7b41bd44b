"""Step 4: calibrate, quantise, choose thresholds, write the artifact.

    python -m inkling_model.export [--student 6x384-ff1024] [--version m6] [--max-over 0.3] [--recall 0.974]
"""

import argparse
import datetime
import hashlib
import json
from pathlib import Path

import numpy as np

from . import graph, vocab
from .calibrate import MAX_OVER, RECALL, calibrate, choose
from .golden import write as write_golden
from .labels import N_INTENTS, N_LEAVES, N_SENSITIVE, N_TOPICS, as_json
from .metrics import parts, targets
from .mix import is_own
from .places import ARTIFACT, DATA, REPORTS, SHARED, runs
from .runtime import Session, logit
from .score import curve, full, line, report, second_reader
from .smoothing import smooth
from .split import load
from .students import load_network, quiet_emoji

TOLERANCE_MESSAGES = 500


def fingerprint() -> str:
    """sha256 over names and contents of the committed training data."""
    digest = hashlib.sha256()
    for path in sorted(DATA.rglob("*")):
        if path.is_file() and path.name not in ("validation.tsv", "floors.json"):
            digest.update(f"{path.relative_to(DATA)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--student", default="6x384-ff1024")
    parser.add_argument("--version", default="m6")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--max-over", type=float, default=MAX_OVER, help="harmless validation messages that may be stopped")
    parser.add_argument("--recall", type=float, default=RECALL, help="sensitive validation messages that should be stopped")
    args = parser.parse_args()

    net = load_network(runs(f"student-{args.student}.pt"))
    quiet_emoji(net, [piece for piece, _ in json.loads((ARTIFACT / "tokenizer.json").read_text())["model"]["vocab"]])
    data = load(args.shared)
    rows = data["validation"]
    encoded = vocab.encode([(r.text, r.earlier) for r in rows])
    smoothed = smooth(net, vocab.encode([(r.text, r.earlier) for r in data["train"][::60]]))
    plain = runs("export/int8-plain.onnx")
    graph.build(net, plain, True, per_channel=True, smooth=smoothed)
    slope, shift = calibrate(logit(Session(plain, 2).all(encoded)).astype(np.float32), rows)

    ARTIFACT.mkdir(exist_ok=True)
    float_path = runs("export/float.onnx")
    graph.build(net, ARTIFACT / "model.onnx", True, slope, shift, per_channel=True, smooth=smoothed)
    graph.build(net, float_path, False, slope, shift)
    p = Session(ARTIFACT / "model.onnx", 2).all(encoded)
    exact = Session(float_path, 2).all(encoded)
    thresholds = choose(p, rows, args.max_over, args.recall)

    (ARTIFACT / "labels.json").write_text(json.dumps(as_json(), ensure_ascii=False, indent=1) + "\n")
    difference = np.abs(p - exact)[:TOLERANCE_MESSAGES]
    tolerance = {"messages": TOLERANCE_MESSAGES, "mean": float(difference.mean()), "p99": float(np.quantile(difference, 0.99)), "p999": float(np.quantile(difference, 0.999)), "max": float(difference.max())}
    counts: dict[str, int] = {}
    for row in data["train"]:
        key = "own" if is_own(row.source) else row.source
        counts[key] = counts.get(key, 0) + 1
    files = {n: {"sha256": hashlib.sha256((ARTIFACT / n).read_bytes()).hexdigest(), "bytes": (ARTIFACT / n).stat().st_size} for n in ("model.onnx", "tokenizer.json", "labels.json")}
    manifest = {
        "version": args.version, "taxonomy": "t1", "created": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "network": {"student": args.student, **net.shape.as_dict()},
        "max_tokens": vocab.MAX_TOKENS, "max_chars": vocab.MAX_CHARS, "files": files,
        "inputs": {"input_ids": "int32[1,n]", "last_length": "int32[1]"},
        "outputs": {"topics": N_TOPICS, "intents": N_INTENTS, "sensitive": N_SENSITIVE},
        "thresholds": thresholds,
        "calibration": {"method": "Platt", "leaf": [float(slope[0]), float(shift[0])], "tier1": [float(slope[N_LEAVES]), float(shift[N_LEAVES])],
                        "intents": [[round(float(a), 4), round(float(b), 4)] for a, b in zip(slope[N_TOPICS:N_TOPICS + N_INTENTS], shift[N_TOPICS:N_TOPICS + N_INTENTS])],
                        "sensitive": [[round(float(a), 4), round(float(b), 4)] for a, b in zip(slope[N_TOPICS + N_INTENTS:], shift[N_TOPICS + N_INTENTS:])]},
        "tolerance": tolerance,
        "training_data": {"fingerprint": fingerprint(), "counts": counts},
    }
    (ARTIFACT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    REPORTS.mkdir(exist_ok=True)
    results = {"int8": full(p, rows, thresholds), "float": full(exact, rows, choose(exact, rows, args.max_over, args.recall))}
    real = parts(rows).get("real", [])
    reader = second_reader([rows[i] for i in real])
    points = curve(p[real], [rows[i] for i in real], thresholds) if real else []
    follow = [r for r in rows if r.earlier]
    alone = Session(ARTIFACT / "model.onnx", 2).all(vocab.encode([(r.text, ()) for r in follow]))
    results["int8"]["followups_last_message_alone"] = report(alone, follow, thresholds)
    (REPORTS / "student.json").write_text(json.dumps({"student": args.student, "bytes": files["model.onnx"]["bytes"], "tolerance": tolerance, "second_reader": reader, "curve": points, **results}, indent=1) + "\n")
    print("second annotator against the first:", reader)
    for point in points:
        print("any-threshold", point)
    for kind, table in results.items():
        for name, numbers in table.items():
            print(kind, line(name, numbers))
    print("int8 against float:", tolerance, f"{write_golden()} golden vectors")
    print("thresholds", json.dumps(thresholds))
    assert targets(rows).shape == p.shape


if __name__ == "__main__":
    main()
