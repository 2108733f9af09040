# Tests of all kinds, their outcomes through a result and the report of the runner.
import io
import re
import unittest


class Numbers(unittest.TestCase):
    log = []

    @classmethod
    def setUpClass(cls):
        cls.log.append("class up")

    @classmethod
    def tearDownClass(cls):
        cls.log.append("class down")

    def setUp(self):
        self.value = 3
        self.addCleanup(self.log.append, "cleanup")

    def tearDown(self):
        self.log.append("down")

    def test_equal(self):
        """What is equal."""
        self.assertEqual(self.value, 3)
        self.assertNotEqual(self.value, 4)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertTrue(self.value)
        self.assertIsNone(None)
        self.assertIn(1, [1, 2])
        self.assertIsInstance(1, int)
        self.assertGreater(2, 1)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])

    def test_raises(self):
        with self.assertRaises(ValueError) as caught:
            int("x")
        self.assertIn("invalid literal", str(caught.exception))
        self.assertRaises(ZeroDivisionError, lambda: 1 // 0)
        with self.assertRaisesRegex(KeyError, "k+"):
            {}["kk"]

    def test_wrong(self):
        self.assertEqual(self.value, 4, "not four")

    def test_error(self):
        [][1]

    def test_subtests(self):
        for i in range(4):
            with self.subTest("odd", i=i):
                self.assertEqual(i % 2, 0)

    @unittest.skip("not now")
    def test_skipped(self):
        self.fail()

    def test_skips_itself(self):
        self.skipTest("no network")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual(1, 2)

    @unittest.skipIf(1 > 2, "never")
    def test_not_raised(self):
        with self.assertRaises(TypeError):
            pass


@unittest.skip("all of it")
class Left(unittest.TestCase):
    def test_it(self):
        self.fail()


suite = unittest.TestSuite()
suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(Numbers))
suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(Left))
print(suite.countTestCases())
stream = io.StringIO()
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
print(result)
for line in stream.getvalue().split("\n"):
    # Lines of source are told with carets that differ by version.
    if re.match(r"\s+[\^~]+$|  File", line):
        continue
    print(re.sub(r"in \d+\.\d+s", "in 0s", line))
print(Numbers.log)
print([str(test) for test, _ in result.failures])
print([test.id() for test, _ in result.errors], result.skipped, len(result.expectedFailures))
