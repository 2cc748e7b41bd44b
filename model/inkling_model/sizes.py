"""The table of sizes x quality x milliseconds: every student that was trained, exported to int8 and scored.

    python -m inkling_model.sizes [--shared ../shared/data]     reports/sizes.json, runs/sizes/*.onnx
    node model/speed.mjs                                         adds milliseconds in onnxruntime-web to reports/sizes.json

Quality is at each one's best threshold on the real openings of the validation set, through the int8 file.
"""

import argparse
import json
from pathlib import Path

from . import graph, vocab
from .metrics import show, table
from .places import REPORTS, SHARED, runs
from .runtime import Session
from .smoothing import smooth
from .split import load
from .students import RECIPES, load_network


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    data = load(args.shared)
    rows = [r for r in data["validation"] if r.source.startswith("real")]
    encoded = vocab.encode([(r.text, r.earlier) for r in rows])
    sample = vocab.encode([(r.text, r.earlier) for r in data["train"][::60]])
    target = REPORTS / "sizes.json"
    results = json.loads(target.read_text()) if target.exists() else {}
    for name, recipe in RECIPES.items():
        source, path = runs(f"student-{name}.pt"), runs(f"sizes/{name}.onnx")
        if not source.exists():
            continue
        net = load_network(source)
        graph.build(net, path, True, per_channel=True, smooth=smooth(net, sample))
        parts = table(Session(path, 2).all(encoded), rows)
        progress = json.loads(runs(f"student-{name}.json").read_text())
        results[name] = {"layers": len(recipe.layers), "ff": recipe.ff, "bytes": path.stat().st_size, "training_seconds": round(progress["seconds"]), "steps": progress["steps"], **parts}
        print(f"{name} {path.stat().st_size} bytes {progress['seconds']:.0f} s\n{show(parts)}", flush=True)
    REPORTS.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
