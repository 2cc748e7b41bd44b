"""What a training leaves behind, and what it goes on from."""

import tempfile
import unittest
from pathlib import Path

import torch

from inkling_model import vocab
from inkling_model.network import Network, Shape, collate
from inkling_model.places import complete
from inkling_model.students import load_network, save_network
from inkling_model.training import Checkpoint

SMALL = Shape(layers=2, ff=64, last_ff=64, vocab=50, pooled_last=True)


class Resume(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_file_that_was_not_finished_is_not_found(self):
        path = self.folder / "weights.pt"
        with self.assertRaises(KeyboardInterrupt), complete(path) as unfinished:
            unfinished.write_text("half")
            raise KeyboardInterrupt
        self.assertFalse(path.exists())
        with complete(path) as unfinished:
            unfinished.write_text("all")
        self.assertEqual(path.read_text(), "all")

    def test_a_network_comes_back_as_it_was_saved(self):
        net, batch = Network(SMALL).eval(), collate([([1, 7, 9, 2], 4)])
        save_network(net, self.folder / "net.pt", pieces=vocab.fingerprint())
        with torch.no_grad():
            self.assertTrue(torch.equal(load_network(self.folder / "net.pt")(batch), net(batch)))

    def test_weights_of_other_pieces_are_refused_with_both_fingerprints(self):
        save_network(Network(SMALL), self.folder / "net.pt", pieces="0123456789abcdef")
        with self.assertRaisesRegex(ValueError, f"0123456789abcdef.*{vocab.fingerprint()}"):
            load_network(self.folder / "net.pt")

    def test_a_checkpoint_goes_on_only_from_the_weights_it_had_begun_with(self):
        path = self.folder / "net.ckpt"
        self.assertIsNone(Checkpoint(path, None).read())
        Checkpoint(path, Path("first.pt")).write(step=3)
        self.assertEqual(Checkpoint(path, Path("first.pt")).read()["step"], 3)
        with self.assertRaisesRegex(ValueError, "goes on from first.pt, not from second.pt"):
            Checkpoint(path, Path("second.pt")).read()

    def test_a_batch_moves_as_a_whole(self):
        batch = collate([([1, 7, 9, 2], 4), ([1, 2], 2)]).to(torch.device("meta"))
        self.assertTrue(all(t.is_meta for t in (batch.ids, batch.positions, batch.place, batch.mask, batch.pool)))
        self.assertEqual((batch.size, batch.width), (2, 4))


if __name__ == "__main__":
    unittest.main()
