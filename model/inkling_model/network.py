"""The network: a BERT-style encoder over unpadded tokens and three linear heads.

Linear layers run on the real tokens only (no padding): on a CPU that is where the time goes.
"""

from dataclasses import asdict, dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .labels import N_ALL

WIDTH, HEADS = 384, 12  # width of the student and of every network whose layers it can take over


@dataclass(frozen=True)
class Shape:
    """Size of an encoder. `pooled_last`: the last layer computes only the pooled position; `last_ff`: its own width.

    `buckets`: number of distances between tokens that have a learned part in attention (as in MPNet), 0 for none.
    """

    layers: int = 12
    ff: int = 1536
    last_ff: int = 1536
    vocab: int = 20000
    positions: int = 96
    pooled_last: bool = False
    width: int = WIDTH
    buckets: int = 0

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

    def to(self, device: torch.device) -> "Batch":
        """The same on a device."""
        return replace(self, **{name: value.to(device) for name, value in vars(self).items() if isinstance(value, torch.Tensor)})


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


def attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
    """Scaled dot-product attention, written out: on CPUs the backward pass of torch's fused kernel took 60 % of a step.

    `bias` [HEADS, width, width] is added to the scores.
    """
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    scores = scores if bias is None else scores + bias.to(scores.dtype)
    return scores.masked_fill(~mask, -1e4).softmax(-1).to(v.dtype) @ v


def distance_buckets(width: int, buckets: int, farthest: int = 128) -> torch.Tensor:
    """int64 [width, width]: the bucket of the way from each token (row) to each other one (column).

    Half of the buckets look ahead; in each half the first half are single steps, the rest grow by a constant factor up to
    `farthest` (Raffel et al. 2020, T5, section 2.1; MPNet uses the same).
    """
    half = buckets // 2
    steps = half // 2
    back = torch.arange(width)[:, None] - torch.arange(width)[None]
    far = back.abs().clamp(min=1).float()
    grown = steps + (torch.log(far / steps) / np.log(farthest / steps) * (half - steps)).long()
    return torch.where(back.abs() < steps, back.abs(), grown.clamp(max=half - 1)) + half * (back < 0)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width: int, ff: int):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.ao = nn.Linear(width, width)
        self.aln = nn.LayerNorm(width, eps=1e-12)
        self.fi = nn.Linear(width, ff)
        self.fo = nn.Linear(ff, width)
        self.oln = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: torch.Tensor, batch: Batch, bias: torch.Tensor | None = None) -> torch.Tensor:
        """[tokens, width] to [tokens, width]; `bias` as in `attend`."""
        q, k, v = (t.view(batch.size, batch.width, HEADS, -1).transpose(1, 2) for t in spread(self.qkv(x), batch).chunk(3, -1))
        a = attend(q, k, v, batch.mask, bias)
        a = a.transpose(1, 2).reshape(batch.size * batch.width, -1).index_select(0, batch.place)
        x = self.aln(x + self.ao(a))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))

    def pooled(self, x: torch.Tensor, batch: Batch) -> torch.Tensor:
        """[tokens, width] to [size, width]: the query is the mean over the last message, keys and values are all tokens."""
        mean = pool(x, batch).to(x.dtype)
        width = mean.shape[-1]
        wq, wkv = self.qkv.weight.split([width, 2 * width])
        bq, bkv = self.qkv.bias.split([width, 2 * width])
        q = F.linear(mean, wq, bq).view(batch.size, 1, HEADS, -1).transpose(1, 2)
        k, v = (t.view(batch.size, batch.width, HEADS, -1).transpose(1, 2) for t in spread(F.linear(x, wkv, bkv), batch).chunk(2, -1))
        a = attend(q, k, v, batch.mask).transpose(1, 2).reshape(batch.size, width)
        x = self.aln(mean + self.ao(a))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


def pool(x: torch.Tensor, batch: Batch) -> torch.Tensor:
    """[tokens, width] to [size, width], float32: mean over the last message."""
    with torch.autocast(x.device.type, enabled=False):
        return torch.bmm(batch.pool[:, None], spread(x.float(), batch))[:, 0]


class Network(nn.Module):
    """Encoder and heads. Logits come as one [size, N_ALL] tensor: topics, intents, sensitive + any."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocab, shape.width)
        self.pos = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.apart = nn.Embedding(shape.buckets, HEADS) if shape.buckets else None
        self.layers = nn.ModuleList(Layer(shape.width, shape.ff if i + 1 < shape.layers else shape.last_ff) for i in range(shape.layers))
        self.head = nn.Linear(shape.width, N_ALL)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return self.head.weight.device

    def encode(self, batch: Batch, keep: bool = False) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """(pooled [size, width], the token states after each full layer if `keep`)."""
        x = self.norm(self.word(batch.ids) + self.pos(batch.positions))
        states = [x] if keep else []
        bias = None if self.apart is None else self.apart(distance_buckets(batch.width, self.shape.buckets).to(batch.ids.device)).permute(2, 0, 1)
        full = self.layers[:-1] if self.shape.pooled_last else self.layers
        for layer in full:
            x = layer(x, batch, bias)
            if keep:
                states.append(x)
        return (self.layers[-1].pooled(x, batch) if self.shape.pooled_last else pool(x, batch)), states

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits float32 [size, N_ALL]."""
        pooled, _ = self.encode(batch)
        with torch.autocast(pooled.device.type, enabled=False):
            return self.head(pooled.float())


def from_bert(tensors: dict[str, np.ndarray], shape: Shape) -> Network:
    """A network on pretrained weights (word rows already trimmed) under fresh heads; token type 0 is folded into positions."""
    net = Network(shape)
    t = {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in tensors.items()}
    with torch.no_grad():
        net.word.weight.copy_(t["emb.word"])
        net.pos.weight.copy_(t["emb.pos"][: shape.positions] + t["emb.type"].reshape(-1, shape.width)[0])
        net.norm.weight.copy_(t["emb.ln.w"])
        net.norm.bias.copy_(t["emb.ln.b"])
        for i, layer in enumerate(net.layers):
            layer.qkv.weight.copy_(torch.cat([t[f"l{i}.{n}.w"] for n in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([t[f"l{i}.{n}.b"] for n in "qkv"]))
            for name in ("ao", "fi", "fo", "aln", "oln"):
                getattr(layer, name).weight.copy_(t[f"l{i}.{name}.w"])
                getattr(layer, name).bias.copy_(t[f"l{i}.{name}.b"])
    return net
