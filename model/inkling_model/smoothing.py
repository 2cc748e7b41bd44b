"""Moves outliers from activations into weights before quantising (the idea of SmoothQuant, Xiao et al. 2023).

An int8 activation shares one scale over all its columns; a few columns of an e5 encoder are ten times larger than the
rest and would eat the resolution. Dividing column j of the input by s_j and multiplying row j of the weights by s_j
changes nothing in exact arithmetic: s_j = sqrt(largest |x_j| / largest |w_j|).
"""

import numpy as np
import torch

from .network import Network, collate


@torch.inference_mode()
def input_peaks(net: Network, encoded, batch: int = 64) -> dict[int, np.ndarray]:
    """id(linear module) -> float32 [in]: largest |input| of every column over `encoded`."""
    peaks: dict[int, torch.Tensor] = {}
    hooks = []

    def watch(module, inputs, _output):
        top = inputs[0].float().abs().reshape(-1, module.in_features).amax(0)
        peaks[id(module)] = torch.maximum(peaks.get(id(module), top), top)

    for layer in net.layers:
        for module in (layer.qkv, layer.ao, layer.fi, layer.fo):
            hooks.append(module.register_forward_hook(watch))
    for start in range(0, len(encoded), batch):
        net.encode(collate(encoded[start : start + batch]))
    for hook in hooks:
        hook.remove()
    return {k: v.numpy() for k, v in peaks.items()}


def scales(net: Network, encoded, strength: float = 0.5) -> dict[int, np.ndarray]:
    """id(linear module) -> float32 [in], the s_j above. The pooled layer's query and keys are left alone."""
    peaks = input_peaks(net, encoded)
    out = {}
    for layer in net.layers:
        for module in (layer.qkv, layer.ao, layer.fi, layer.fo):
            if id(module) in peaks:
                weight = module.weight.detach().abs().amax(0).numpy()
                out[id(module)] = (np.maximum(peaks[id(module)], 1e-4) ** strength / np.maximum(weight, 1e-4) ** (1 - strength)).astype(np.float32)
    return out
