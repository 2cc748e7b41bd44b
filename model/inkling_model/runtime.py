"""Runs an exported model in Python's ONNX Runtime, one message at a time, as the Worker does."""

import numpy as np
import onnxruntime as ort

from .labels import N_ALL


class Session:
    """An ONNX file of graph.py, on one thread as in the Worker, or on more to be sooner done."""

    def __init__(self, path, threads: int = 1):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, ids: list[int], last_length: int) -> np.ndarray:
        """Probabilities float32 [N_ALL] of one input."""
        out = self.session.run(["topics", "intents", "sensitive"], {"input_ids": np.array([ids], np.int32), "last_length": np.array([last_length], np.int32)})
        return np.concatenate(out, 1)[0]

    def all(self, encoded) -> np.ndarray:
        """Probabilities float32 [n, N_ALL] of (input_ids, last_length) pairs."""
        out = np.zeros((len(encoded), N_ALL), np.float32)
        for i, (ids, length) in enumerate(encoded):
            out[i] = self.run(ids, length)
        return out


def logit(p: np.ndarray) -> np.ndarray:
    """Inverse of the logistic function, clipped to +-16."""
    p = np.clip(p.astype(np.float64), 1e-7, 1 - 1e-7)
    return np.log(p / (1 - p))
