"""Memory stays flat under a mix of requests, and clients that are slow on purpose cost nothing.

  KRAIT_BUILD=build KRAIT_SOAK_SECONDS=60 python3 tests/server/soak_test.py
"""

import os
import shutil
import subprocess
import time
import unittest

from hosting import Served
from soak import descriptor_count, resident_kb, run_mix

SECONDS = float(os.environ.get("KRAIT_SOAK_SECONDS", "6"))
GROWTH_KB_MAX = 1500  # of the worker, from the end of the warm-up on


class Soak(unittest.TestCase):
    def run_mix(self, served, seconds):
        count, failures = run_mix(served, seconds)
        self.assertEqual(failures[:3], [])
        return count

    def test_memory_is_flat(self):
        served = Served("raw:app", "--workers=1", "--no-access-log")
        pid = served.workers()[0]
        descriptors = descriptor_count(pid)
        self.run_mix(served, SECONDS / 3)
        before = resident_kb(pid)
        count = self.run_mix(served, SECONDS)
        after = resident_kb(pid)
        self.assertGreater(count, 50 * SECONDS)
        self.assertLess(after - before, GROWTH_KB_MAX, f"{before} kB, then {after} kB after {count} exchanges")
        end = time.monotonic() + 5
        while descriptor_count(pid) > descriptors:
            self.assertLess(time.monotonic(), end, "descriptors stay open")
            time.sleep(0.05)
        self.assertEqual(served.stop(), 0)

    @unittest.skipUnless(shutil.which("slowhttptest"), "no slowhttptest")
    def test_slow_clients_cost_nothing(self):
        flags = ("--timeout-header=2", "--timeout-body=2", "--limit-body-rate=1000")
        served = Served("raw:app", "--workers=1", "--no-access-log", *flags)
        url = f"http://127.0.0.1:{served.port}/echo"
        for mode in (["-H", "-i", "1"], ["-B", "-i", "1", "-s", "8192"]):
            command = ["slowhttptest", "-c", "200", "-r", "200", "-l", "5", "-p", "1", "-u", url, *mode]
            attack = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1)
            begin = time.monotonic()
            for _ in range(20):
                self.assertEqual(served.ask("GET", "/")[0], 200)
            self.assertLess(time.monotonic() - begin, 1)
            attack.wait(60)
        self.assertEqual(served.stop(), 0)


if __name__ == "__main__":
    unittest.main()
