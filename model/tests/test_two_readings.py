"""Any-sensitive read in two ways: the formula, its limits, and the exported graph."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from inkling_model import graph
from inkling_model.labels import ANY, N_ALL
from inkling_model.network import Network, Shape, collate
from inkling_model.runtime import Session, logit
from inkling_model.training import sigmoid
from inkling_model.two_readings import CATEGORIES, both_readings


class TwoReadings(unittest.TestCase):
    def test_it_is_the_mean_log_odds_of_any_and_of_at_least_one_category(self):
        logits = np.random.default_rng(0).normal(-3, 2, (20, N_ALL)).astype(np.float32)
        at_least_one = 1 - np.prod(1 - sigmoid(logits[:, CATEGORIES].astype(np.float64)), axis=1)
        expected = (logits[:, ANY] + np.log(at_least_one / (1 - at_least_one))) / 2
        out = both_readings(logits)
        np.testing.assert_allclose(out[:, ANY], expected, atol=1e-4)
        np.testing.assert_array_equal(out[:, :ANY], logits[:, :ANY])

    def test_scores_at_the_ends_stay_finite(self):
        ends = both_readings(np.stack([np.full(N_ALL, -60.0), np.full(N_ALL, 60.0)]))
        self.assertTrue(np.isfinite(ends).all())
        self.assertLess(ends[0, ANY], -30)
        self.assertGreater(ends[1, ANY], 60)

    def test_the_exported_graph_reads_as_the_formula_does(self):
        torch.manual_seed(0)
        net = Network(Shape(layers=2, ff=64, last_ff=64, vocab=50, pooled_last=True)).eval()
        torch.nn.init.normal_(net.head.weight, std=0.2)
        encoded = [([1, 7, 9, 2], 4), ([1, 30, 2, 1, 40, 2], 3)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            graph.build(net, path, int8=False)
            scores = Session(path).all(encoded)
        with torch.no_grad():
            expected = both_readings(net(collate(encoded)).numpy())
        np.testing.assert_allclose(logit(scores)[:, ANY], expected[:, ANY], atol=1e-3)
        np.testing.assert_allclose(scores, sigmoid(expected), atol=1e-5)


if __name__ == "__main__":
    unittest.main()
