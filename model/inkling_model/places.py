"""Where things lie. Everything under RUNS is rebuildable and git-ignored. INKLING_ARTIFACT lets an export go elsewhere first."""

import os
from pathlib import Path

MODEL = Path(__file__).resolve().parent.parent
DATA = MODEL / "data"
ARTIFACT = Path(os.environ.get("INKLING_ARTIFACT", MODEL / "artifact"))
RUNS = MODEL / "runs"
REPORTS = MODEL / "reports"
SHARED = MODEL.parent.parent / "shared" / "data"  # default of --shared: public and real sets, never committed


def runs(name: str) -> Path:
    """Path of a file in the ignored run folder; its parent folder exists afterwards."""
    path = RUNS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
