"""Asynchronous test cases run on a loop of their own."""

import asyncio
import unittest

LOG = []


class Case(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        LOG.append("setUp")

    async def asyncSetUp(self):
        await asyncio.sleep(0)
        LOG.append("asyncSetUp")

    async def asyncTearDown(self):
        LOG.append("asyncTearDown")

    def tearDown(self):
        LOG.append("tearDown")

    async def test_good(self):
        self.addAsyncCleanup(self.clean, 1)
        self.assertEqual(await asyncio.wait_for(asyncio.sleep(0, 3), 1), 3)

    async def test_bad(self):
        await asyncio.sleep(0)
        self.fail("on purpose")

    def test_plain(self):
        LOG.append(asyncio.iscoroutinefunction(self.asyncSetUp))

    async def clean(self, number):
        LOG.append(f"clean {number}")


for name in ("test_good", "test_bad", "test_plain"):
    result = unittest.TestResult()
    Case(name).run(result)
    print(name, result.testsRun, len(result.failures), len(result.errors), LOG)
    LOG.clear()
