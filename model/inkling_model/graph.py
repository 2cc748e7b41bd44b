"""Writes a Network as an ONNX graph by hand, so that the file holds exactly the fused operators the runtime should run.

float:  ordinary MatMul + Add.
int8:   com.microsoft.DynamicQuantizeMatMul (weights int8, activations quantised on the fly), word table int8 with a
        scale a row. Nothing is left for the runtime's optimiser to do, so a session is created fast.
Attention is com.microsoft.MultiHeadAttention, Gelu com.microsoft.Gelu; both are in the WASM CPU provider.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from .labels import ANY, N_INTENTS, N_SENSITIVE, N_TOPICS
from .network import HEADS, WIDTH, Network
from .smoothing import Smooth
from .two_readings import CATEGORIES, LEAST

CONTRIB = "com.microsoft"


class Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self, int8: bool, per_channel: bool, smooth: dict[int, Smooth]):
        self.int8, self.per_channel, self.smooth = int8, per_channel, smooth
        self.nodes: list = []
        self.weights: list = []
        self.count = 0

    def const(self, value: np.ndarray) -> str:
        self.count += 1
        name = f"w{self.count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **attributes):
        self.count += 1
        names = outputs if isinstance(outputs, list) else [f"x{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if len(names) == 1 else names

    def module(self, x: str, module: torch.nn.Linear) -> str:
        """A linear module, its input smoothed where that is known (smoothing.py)."""
        weight, smooth = module.weight.detach(), self.smooth.get(id(module))
        if not self.int8 or smooth is None:
            return self.linear(x, weight, module.bias)
        inverse, scaled = 1 / smooth.scale, weight * torch.from_numpy(smooth.scale)
        inverse[smooth.loud] = 0
        scaled[:, smooth.loud] = 0
        quiet = self.linear(self.op("Mul", [x, self.const(inverse)]), scaled, module.bias)
        if len(smooth.loud) == 0:
            return quiet
        loud = self.op("Gather", [x, self.const(smooth.loud.astype(np.int64))], axis=-1)
        return self.op("Add", [quiet, self.op("MatMul", [loud, self.const(weight[:, smooth.loud].numpy().T)])])

    def linear(self, x: str, weight: torch.Tensor, bias: torch.Tensor, exact: bool = False) -> str:
        """x @ weight.T + bias. `exact` keeps it in float."""
        w, b = weight.detach().float().numpy().T, bias.detach().float().numpy()
        if not self.int8 or exact:
            return self.op("Add", [self.op("MatMul", [x, self.const(w)]), self.const(b)])
        q, scale, zero = quantize(w, self.per_channel)
        return self.op("DynamicQuantizeMatMul", [x, self.const(q), self.const(scale), self.const(zero), self.const(b)], domain=CONTRIB)

    def norm(self, x: str, skip: str, layer: torch.nn.LayerNorm) -> str:
        """LayerNorm(x + skip)."""
        total = self.op("Add", [x, skip])
        return self.op("LayerNormalization", [total, self.const(layer.weight.detach().numpy()), self.const(layer.bias.detach().numpy())], axis=-1, epsilon=1e-12)

    def words(self, ids: str, table: torch.Tensor) -> str:
        """Rows of the word table."""
        w = table.detach().float().numpy()
        if not self.int8:
            return self.op("Gather", [self.const(w), ids])
        scale = np.abs(w).max(1, keepdims=True) / 127
        rows = self.op("Cast", [self.op("Gather", [self.const(np.round(w / scale).astype(np.int8)), ids])], to=TensorProto.FLOAT)
        return self.op("Mul", [rows, self.op("Gather", [self.const(scale.astype(np.float32)), ids])])

    def attention(self, q: str, k: str, v: str) -> str:
        """Multi-head attention over [1, n, WIDTH] inputs."""
        return self.op("MultiHeadAttention", [q, k, v], domain=CONTRIB, num_heads=HEADS)

    def both_readings(self, logits: str) -> str:
        """[1, N_ALL] with "any" read in two ways, as two_readings.both_readings."""
        rest, categories, any_score = self.op("Split", [logits, self.const(np.array([CATEGORIES.start, ANY - CATEGORIES.start, 1], np.int64))], 3, axis=-1)
        last = self.const(np.array([-1], np.int64))
        total = self.op("Max", [self.op("ReduceSum", [self.op("Softplus", [categories]), last], keepdims=1), self.const(np.array([LEAST], np.float32))])
        unlikely = self.op("Sub", [self.const(np.array([1], np.float32)), self.op("Exp", [self.op("Neg", [total])])])
        other = self.op("Add", [total, self.op("Log", [unlikely])])
        mean = self.op("Mul", [self.op("Add", [any_score, other]), self.const(np.array([0.5], np.float32))])
        return self.op("Concat", [rest, categories, mean], axis=-1)


def quantize(w: np.ndarray, per_channel: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Symmetric int8 of a [in, out] matrix: (values, scale, zero point), one scale or one a column."""
    high = np.abs(w).max(0) if per_channel else np.abs(w).max()
    scale = np.maximum(high / 127, 1e-8).astype(np.float32)
    q = np.clip(np.round(w / scale), -127, 127).astype(np.int8)
    return q, np.atleast_1d(scale) if per_channel else np.array(scale), np.zeros(w.shape[1] if per_channel else (), np.int8)


def build(net: Network, path, int8: bool, slope: np.ndarray | None = None, shift: np.ndarray | None = None, per_channel: bool = False,
          smooth: dict[int, Smooth] | None = None) -> None:
    """Writes the network to `path`. Logits become `sigmoid(slope * logit + shift)` (calibration), that of "any" after `both_readings`."""
    assert net.shape.pooled_last, "only students are exported"
    g = Graph(int8, per_channel, smooth or {})
    ids = g.op("Squeeze", ["input_ids", g.const(np.array([0], np.int64))])
    count = g.op("Shape", [ids])
    zero = g.const(np.array([0], np.int64))
    positions = g.op("Slice", [g.const(net.pos.weight.detach().numpy()), zero, count, zero])
    words = g.words(ids, net.word.weight)
    x = g.op("Unsqueeze", [g.norm(words, positions, net.norm), zero])  # [1, n, WIDTH]
    for layer in net.layers[:-1]:
        q, k, v = g.op("Split", [g.module(x, layer.qkv)], 3, axis=-1, num_outputs=3)
        x = g.norm(x, g.module(g.attention(q, k, v), layer.ao), layer.aln)
        h = g.op("Gelu", [g.module(x, layer.fi)], domain=CONTRIB)
        x = g.norm(x, g.module(h, layer.fo), layer.oln)
    layer = net.layers[-1]
    end = g.op("Cast", ["last_length"], to=TensorProto.INT64)
    one = g.const(np.array([1], np.int64))
    mean = g.op("ReduceMean", [g.op("Slice", [x, zero, end, one]), one], keepdims=1)  # [1, 1, WIDTH]
    wq, wkv = layer.qkv.weight.split([WIDTH, 2 * WIDTH])
    bq, bkv = layer.qkv.bias.split([WIDTH, 2 * WIDTH])
    k, v = g.op("Split", [g.linear(x, wkv, bkv)], 2, axis=-1, num_outputs=2)
    a = g.attention(g.linear(mean, wq, bq), k, v)
    x = g.norm(mean, g.module(a, layer.ao), layer.aln)
    h = g.op("Gelu", [g.module(x, layer.fi)], domain=CONTRIB)
    x = g.norm(x, g.module(h, layer.fo), layer.oln)
    slope = np.ones(net.head.bias.shape[0], np.float32) if slope is None else slope.astype(np.float32)
    shift = np.zeros_like(slope) if shift is None else shift.astype(np.float32)
    pooled = g.op("Squeeze", [x, zero])  # [1, WIDTH]
    logits = g.both_readings(g.linear(pooled, net.head.weight, net.head.bias, exact=True))
    scores = g.op("Sigmoid", [g.op("Add", [g.op("Mul", [logits, g.const(slope)]), g.const(shift)])])
    sizes = [N_TOPICS, N_INTENTS, N_SENSITIVE]
    g.op("Split", [scores, g.const(np.array(sizes, np.int64))], ["topics", "intents", "sensitive"], axis=-1)

    graph = helper.make_graph(
        g.nodes, "inkling",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT32, [1, "n"]), helper.make_tensor_value_info("last_length", TensorProto.INT32, [1])],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, size]) for n, size in zip(("topics", "intents", "sensitive"), sizes)],
        g.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)], producer_name="inkling")
    model.ir_version = 9
    onnx.save(model, str(path))
