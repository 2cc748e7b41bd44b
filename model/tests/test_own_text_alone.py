"""A rebuild without the public and real sets: every step that looks at them copes with none."""

import unittest

import numpy as np

from inkling_model.calibrate import choose
from inkling_model.corpora import Message, encode
from inkling_model.labels import ANY, N_ALL
from inkling_model.score import full, second_reader
from inkling_model.split import near_validation


def message(text: str, labels: str, lang: str = "en") -> Message:
    target, impersonal = encode("learn", labels)
    return Message(text, lang, target, "openings-0", (), "learn", labels, impersonal)


class OwnTextAlone(unittest.TestCase):
    def test_nothing_is_near_where_there_is_nothing(self):
        rows = [message("flights to Lisbon in May", "672")]
        self.assertEqual(len(near_validation([], rows)), 0)
        self.assertEqual(near_validation(rows, []).tolist(), [False])

    def test_thresholds_and_reports_come_from_own_messages_then(self):
        rows = [message(f"what causes a rash number {i}", "!health") for i in range(20)] + [message(f"flights to town {i}", "672") for i in range(40)]
        p = np.full((len(rows), N_ALL), 0.01, np.float32)
        p[:20, ANY] = 0.9
        thresholds = choose(p, rows, 0.3, 0.95)
        self.assertLess(thresholds["en"]["sensitive"]["any"], 0.9)
        own = full(p, rows, thresholds)["own"]
        self.assertEqual(own["sensitive_recall"]["share"], 1.0)
        self.assertEqual(own["over_at_95"], 0.0)

    def test_no_second_annotator_is_no_error(self):
        self.assertIsNone(second_reader([])["agreed"]["share"])


if __name__ == "__main__":
    unittest.main()
