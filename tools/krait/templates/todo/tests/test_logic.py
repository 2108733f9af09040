"""python3 -m unittest"""
import unittest

from logic import clean, summary


class Rules(unittest.TestCase):
    def test_titles(self) -> None:
        self.assertEqual(clean("  buy \t milk "), "buy milk")
        self.assertEqual(clean(" "), "")

    def test_summary(self) -> None:
        self.assertEqual(summary(0, 0), "Nothing yet")
        self.assertEqual([summary(1, 2), summary(0, 2)], ["1 thing left", "0 things left"])


if __name__ == "__main__":
    unittest.main()
