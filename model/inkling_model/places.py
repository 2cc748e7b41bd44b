"""Where things lie. Everything under RUNS is rebuildable and git-ignored.

INKLING_ARTIFACT and INKLING_RUNS name other folders, for a trial build that leaves the shipped files and long trainings alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MODEL = Path(__file__).resolve().parent.parent
DATA = MODEL / "data"
ARTIFACT = Path(os.environ.get("INKLING_ARTIFACT", MODEL / "artifact"))
RUNS = Path(os.environ.get("INKLING_RUNS", MODEL / "runs"))
REPORTS = MODEL / "reports"
SHARED = MODEL.parent.parent / "shared" / "data"  # default of --shared: public and real sets, never committed


def runs(name: str) -> Path:
    """Path of a file in the ignored run folder; its parent folder exists afterwards."""
    path = RUNS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def complete(path: Path) -> Iterator[Path]:
    """A path to write to that becomes `path` when the block ends well: a file that stopped half way is never found under its name."""
    unfinished = path.with_name(path.name + ".part")
    yield unfinished
    os.replace(unfinished, path)
