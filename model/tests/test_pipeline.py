"""Fast checks of the pipeline's promises, no training: `cd model && python -m unittest discover tests`."""

import gzip
import json
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

import numpy as np
import torch

from inkling_model import vocab
from inkling_model.asked import read_asked
from inkling_model.asked_sources import SOURCES, documents, tidy
from inkling_model.bases import BASES, Teacher, mean_opinion
from inkling_model.corpora import BadLine, Message, encode, one_reading, second_target
from inkling_model.heard_sources import HEARD
from inkling_model.labels import ANY, N_ALL, N_TOPICS, as_json, topic_index, topics
from inkling_model.lexicon_net import fold
from inkling_model.network import Network, Shape, collate, distance_buckets
from inkling_model.noise import perturbed
from inkling_model.places import ARTIFACT
from inkling_model.split import in_share
from inkling_model.students import blend
from inkling_model.substitutes import substituted
from inkling_model.training import thin


class Labels(unittest.TestCase):
    def test_tier1_nodes_stand_once(self):
        ids = [t.id for t in topics()]
        self.assertEqual((len(ids), len(set(ids))), (N_TOPICS, N_TOPICS))
        self.assertEqual(json.loads((ARTIFACT / "labels.json").read_text()), as_json())

    def test_a_leaf_brings_its_tier1(self):
        target, impersonal = encode("plan,compare", "672,~health")
        self.assertEqual(target[topic_index()["653"]], 1)
        self.assertEqual((target[ANY], impersonal, target.shape), (1, True, (N_ALL,)))

    def test_unknown_labels_are_refused(self):
        for intents, labels in (("plan", "99999"), ("plan", "!money"), ("wish", "-")):
            self.assertRaises(BadLine, encode, intents, labels)


class TwoAnnotators(unittest.TestCase):
    def test_the_second_changes_only_what_is_sensitive(self):
        first, _ = encode("learn", "216,!health")
        second = second_target(first, "-")
        self.assertEqual((second[ANY], int((first != second).sum()), second[topic_index()["216"]]), (0, 2, 1))

    def test_each_counts_by_half(self):
        first, _ = encode("learn", "-")
        row = Message("x", "en", first, "real-openings-hh", second=second_target(first, "~politics"))
        rng = np.random.default_rng(0)
        self.assertAlmostEqual(np.mean([one_reading(row, rng).target[ANY] for _ in range(400)]), 0.5, delta=0.1)


class Thin(unittest.TestCase):
    def test_marks_and_short_messages_stay(self):
        rng = np.random.default_rng(0)
        self.assertEqual(thin([([0, 7, 8, 2], 4)], 0.99, rng), [([0, 7, 8, 2], 4)])
        ids, last = thin([([0, *range(10, 20), 2, 2, *range(20, 30), 2], 12)], 0.99, rng)[0]
        self.assertEqual((ids[0], ids.count(2), ids[last - 1]), (0, 3, 2))


class Asked(unittest.TestCase):
    def test_questions_read_as_people_type_them(self):
        self.assertEqual(tidy("What is ireland 's best food ?"), "What is ireland's best food?")

    def test_a_first_message_is_never_used(self):
        talk = "\n\nHuman: the first one here\n\nAssistant: hm\n\nHuman: and a second\n one\n\nAssistant: yes\n\nHuman: a third"
        with tempfile.TemporaryDirectory() as folder:
            with gzip.open(Path(folder) / "harmless-base-test.jsonl.gz", "wt") as file:
                file.write(json.dumps({"chosen": talk}) + "\n")
            self.assertEqual(list(SOURCES["turns"].texts(Path(folder))), ["and a second one", "a third"])

    def test_a_translators_document_gives_its_texts(self):
        def paragraph(text, bold=""):
            return f'<w:p><w:r><w:rPr>{bold}</w:rPr><w:t>{text}</w:t></w:r></w:p>'

        heading = "<w:b/>"
        xml = "".join([paragraph("Document 7", heading), paragraph("Tea &amp; cake</w:t><w:br/><w:t>please"), paragraph("Document 8", heading), paragraph("Document 9", ""), paragraph(" is missing")])
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(Path(folder) / "a.docx", "w") as file:
                file.writestr("word/document.xml", xml)
            self.assertEqual(list(documents(Path(folder) / "a.docx")), ["Tea & cake\nplease", "Document 9 is missing"])

    def test_prompts_leave_out_what_the_model_is_judged_on(self):
        rows = [{"prompt": "name a  good tea", "source": "dolly"}, {"prompt": "name a good cake", "source": "anthropic_helpful"}, {"prompt": "call f() { }", "source": "oasst2"}]
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "rl-prompts-v1.jsonl").write_text("\n".join(map(json.dumps, rows)))
            self.assertEqual(list(HEARD["prompts"].texts(Path(folder))), ["name a good tea"])

    def test_comments_with_masked_names_are_left_out(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "comments-dev.tsv").write_text("I love [NAME]\t1\tx\nbread is great\t2\ty\nмне нравится\t3\tz")
            self.assertEqual(list(HEARD["comments"].texts(Path(folder))), ["bread is great"])

    def test_without_the_files_there_is_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(read_asked(Path(folder)), ([], []))


class Teachers(unittest.TestCase):
    rows = [Message("hi", "en", np.zeros(N_ALL, np.int8), "openings-1"), Message("salut", "fr", np.zeros(N_ALL, np.int8), "openings-1"), Message("bread", "en", np.zeros(N_ALL, np.int8), "lexicon")]

    def test_each_speaks_of_what_it_knows(self):
        for base, focus, knows in (("e5", False, [True, True, True]), ("minilm", False, [True, False, True]), ("mpnet", True, [True, False, False])):
            teacher = Teacher(Network(Shape(layers=1, vocab=8)), BASES[base], focus)
            self.assertEqual([teacher.knows(row) for row in self.rows], knows)

    def test_the_mean_is_over_those_who_know_by_voice(self):
        mean = mean_opinion([np.array([[1.0], [2.0]]), np.array([[3.0], [np.nan]])], [BASES["e5"], BASES["mpnet"]])
        self.assertEqual(mean.tolist(), [[2.5], [2.0]])


class Blend(unittest.TestCase):
    def test_a_share_of_the_start_stays(self):
        net, start = Network(Shape(layers=1, vocab=8)), Network(Shape(layers=1, vocab=8))
        want = 0.4 * start.word.weight + 0.6 * net.word.weight
        blend(net, start, 0.4)
        self.assertTrue(torch.allclose(net.word.weight, want, atol=1e-6))


class Distances(unittest.TestCase):
    def test_steps_are_exact_near_by_and_coarse_far_off(self):
        got = distance_buckets(100, 32)
        self.assertEqual(got[50, [50, 49, 43, 51, 57]].tolist(), [0, 1, 7, 17, 23])
        self.assertEqual(got[99, [91, 90, 60, 0]].tolist(), [8, 8, 12, 15])
        self.assertEqual(int(got.max()), 31)


class Substituted(unittest.TestCase):
    def test_only_known_words_change_and_capitals_stay(self):
        near = {"doctor": ["nurse"], "bread": ["cake"]}
        with mock.patch("inkling_model.substitutes.neighbours", return_value=near), mock.patch("inkling_model.substitutes.SHARE", 1.0):
            self.assertEqual(substituted("Doctor, who bakes bread?", "en", np.random.default_rng(0)), "Nurse, who bakes cake?")


class Perturbed(unittest.TestCase):
    def test_words_are_exchanged_and_left_out_never_all(self):
        rng = np.random.default_rng(0)
        text = " ".join(["a"] * 1000)
        words = perturbed(text, ["b"], rng).split()
        self.assertAlmostEqual(len(words), 900, delta=40)
        self.assertAlmostEqual(words.count("b"), 200, delta=50)
        self.assertTrue(all(perturbed("one", ["two"], rng) for _ in range(100)))


class Input(unittest.TestCase):
    def test_layout(self):
        self.assertEqual(vocab.layout([7, 8], []), ([0, 7, 8, 2], 4))
        self.assertEqual(vocab.layout([7], [[4], [5], [6], [9]]), ([0, 7, 2, 2, 9, 2, 2, 6, 2, 2, 5, 2], 3))
        self.assertEqual(vocab.layout([7], [[5]], 101, 102), ([101, 7, 102, 102, 5, 102], 3))

    def test_the_end_of_a_long_message_is_kept(self):
        ids, length = vocab.layout(list(range(4, 304)), [[5]])
        self.assertEqual((len(ids), length, ids[-2]), (vocab.MAX_TOKENS, vocab.MAX_TOKENS, 303))

    def test_the_far_end_of_the_context_goes_first(self):
        ids, length = vocab.layout([7], [[5] * 90, [6] * 50])
        self.assertEqual((len(ids), length, ids[4], ids[-1]), (vocab.MAX_TOKENS, 3, 6, 2))

    def test_surrogates(self):
        self.assertEqual(vocab.clip_text("a\ud83d"), "a\ufffd")
        self.assertEqual(vocab.clip_text("x" * 1999 + "😀"), "x" * 1998 + "😀")


class Nets(unittest.TestCase):
    def test_a_message_scores_the_same_in_any_batch(self):
        torch.manual_seed(0)
        net = Network(Shape(layers=3, ff=64, last_ff=64, vocab=50, pooled_last=True)).eval()
        alone = ([0, 7, 8, 2], 4)
        other = ([0, 9, 2, 2, 11, 12, 13, 2], 3)
        with torch.inference_mode():
            a, b = net(collate([alone])), net(collate([other, alone]))
        np.testing.assert_allclose(a[0], b[1], atol=1e-5)

    def test_fold(self):
        self.assertEqual(fold("J'ai 14 ans, Été!"), "j ai 14 ans ete")


class Split(unittest.TestCase):
    def test_case_and_signs_do_not_change_sides(self):
        for text in ("Best pizza oven?", "¿Qué laptop compro?", "ça coûte combien"):
            self.assertEqual(in_share(text, 0.5), in_share(text.upper() + " !!", 0.5))


if __name__ == "__main__":
    unittest.main()
