"""The network: a BERT-style encoder over unpadded tokens and three linear heads.

Linear layers run on the real tokens only (no padding): on a CPU that is where the time goes.
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .labels import N_ALL

WIDTH, HEADS = 384, 12


@dataclass(frozen=True)
class Shape:
    """Size of an encoder. `pooled_last`: the last layer computes only the pooled position; `last_ff`: its own width."""

    layers: int = 12
    ff: int = 1536
    last_ff: int = 1536
    vocab: int = 20000
    positions: int = 96
    pooled_last: bool = False

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass
class Batch:
    """`ids` int64[tokens] without padding, `place` the flat positions of the tokens in a [size, width] grid."""

    ids: torch.Tensor
    positions: torch.Tensor
    place: torch.Tensor
    mask: torch.Tensor  # bool[size, 1, 1, width]
    pool: torch.Tensor  # float[size, width]: 1/last_length over the last message, else 0
    size: int
    width: int


def collate(encoded: list[tuple[list[int], int]]) -> Batch:
    """(input_ids, last_length) pairs to a Batch."""
    lengths = np.array([len(ids) for ids, _ in encoded])
    last = np.array([n for _, n in encoded])
    size, width = len(encoded), int(lengths.max())
    columns = np.arange(width)[None]
    real = columns < lengths[:, None]
    pool = (columns < last[:, None]) / last[:, None]
    return Batch(
        torch.from_numpy(np.concatenate([np.asarray(ids) for ids, _ in encoded]).astype(np.int64)),
        torch.from_numpy(np.broadcast_to(columns, real.shape)[real].astype(np.int64)),
        torch.from_numpy(np.flatnonzero(real)),
        torch.from_numpy(real)[:, None, None],
        torch.from_numpy(pool.astype(np.float32)),
        size,
        width,
    )


def spread(values: torch.Tensor, batch: Batch) -> torch.Tensor:
    """[tokens, d] to [size, width, d], zeros in the padding."""
    grid = values.new_zeros(batch.size * batch.width, values.shape[-1])
    return grid.index_copy(0, batch.place, values).view(batch.size, batch.width, -1)


def attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Scaled dot-product attention, written out: on CPUs the backward pass of torch's fused kernel took 60 % of a step."""
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    return scores.masked_fill(~mask, -1e4).softmax(-1).to(v.dtype) @ v


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, ff: int):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.ao = nn.Linear(WIDTH, WIDTH)
        self.aln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.fi = nn.Linear(WIDTH, ff)
        self.fo = nn.Linear(ff, WIDTH)
        self.oln = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, batch: Batch) -> torch.Tensor:
        """[tokens, WIDTH] to [tokens, WIDTH]."""
        q, k, v = (t.view(batch.size, batch.width, HEADS, -1).transpose(1, 2) for t in spread(self.qkv(x), batch).chunk(3, -1))
        a = attend(q, k, v, batch.mask)
        a = a.transpose(1, 2).reshape(batch.size * batch.width, WIDTH).index_select(0, batch.place)
        x = self.aln(x + self.ao(a))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))

    def pooled(self, x: torch.Tensor, batch: Batch) -> torch.Tensor:
        """[tokens, WIDTH] to [size, WIDTH]: the query is the mean over the last message, keys and values are all tokens."""
        mean = pool(x, batch).to(x.dtype)
        wq, wkv = self.qkv.weight.split([WIDTH, 2 * WIDTH])
        bq, bkv = self.qkv.bias.split([WIDTH, 2 * WIDTH])
        q = F.linear(mean, wq, bq).view(batch.size, 1, HEADS, -1).transpose(1, 2)
        k, v = (t.view(batch.size, batch.width, HEADS, -1).transpose(1, 2) for t in spread(F.linear(x, wkv, bkv), batch).chunk(2, -1))
        a = attend(q, k, v, batch.mask).transpose(1, 2).reshape(batch.size, WIDTH)
        x = self.aln(mean + self.ao(a))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


def pool(x: torch.Tensor, batch: Batch) -> torch.Tensor:
    """[tokens, WIDTH] to [size, WIDTH], float32: mean over the last message."""
    with torch.autocast("cpu", enabled=False):
        return torch.bmm(batch.pool[:, None], spread(x.float(), batch))[:, 0]


class Network(nn.Module):
    """Encoder and heads. Logits come as one [size, N_ALL] tensor: topics, intents, sensitive + any."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocab, WIDTH)
        self.pos = nn.Embedding(shape.positions, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.ff if i + 1 < shape.layers else shape.last_ff) for i in range(shape.layers))
        self.head = nn.Linear(WIDTH, N_ALL)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)

    def encode(self, batch: Batch, keep: bool = False) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """(pooled [size, WIDTH], the token states after each full layer if `keep`)."""
        x = self.norm(self.word(batch.ids) + self.pos(batch.positions))
        states = [x] if keep else []
        full = self.layers[:-1] if self.shape.pooled_last else self.layers
        for layer in full:
            x = layer(x, batch)
            if keep:
                states.append(x)
        return (self.layers[-1].pooled(x, batch) if self.shape.pooled_last else pool(x, batch)), states

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits float32 [size, N_ALL]."""
        pooled, _ = self.encode(batch)
        with torch.autocast("cpu", enabled=False):
            return self.head(pooled.float())


def from_e5(tensors: dict[str, np.ndarray], shape: Shape) -> Network:
    """A fresh 12-layer network on pretrained weights (word rows already trimmed); token type 0 is folded into positions."""
    net = Network(shape)
    t = {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in tensors.items()}
    with torch.no_grad():
        net.word.weight.copy_(t["emb.word"])
        net.pos.weight.copy_(t["emb.pos"][: shape.positions] + t["emb.type"].reshape(-1, WIDTH)[0])
        net.norm.weight.copy_(t["emb.ln.w"])
        net.norm.bias.copy_(t["emb.ln.b"])
        for i, layer in enumerate(net.layers):
            layer.qkv.weight.copy_(torch.cat([t[f"l{i}.{n}.w"] for n in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([t[f"l{i}.{n}.b"] for n in "qkv"]))
            for name in ("ao", "fi", "fo", "aln", "oln"):
                getattr(layer, name).weight.copy_(t[f"l{i}.{name}.w"])
                getattr(layer, name).bias.copy_(t[f"l{i}.{name}.b"])
    return net
