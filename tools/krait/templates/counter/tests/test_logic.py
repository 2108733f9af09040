"""python3 -m unittest"""
import unittest

from logic import label


class Label(unittest.TestCase):
    def test_counts(self) -> None:
        self.assertEqual([label(0), label(1), label(2)], ["0 clicks", "1 click", "2 clicks"])


if __name__ == "__main__":
    unittest.main()
