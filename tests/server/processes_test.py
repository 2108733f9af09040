"""@worker: functions in processes beside the server.

  KRAIT_BUILD=build python3 tests/server/processes_test.py
"""

import os
import signal
import time
import unittest

from hosting import Served


class Processes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = Served("computing:app", "--workers=1")

    @classmethod
    def tearDownClass(cls):
        assert cls.served.stop() == 0, cls.served.text()

    def ask(self, path):
        return self.served.ask("GET", path, timeout=30)[:2]

    def test_a_result_comes_from_another_process(self):
        status, body = self.ask("/square?12")
        number, pid = body.split()
        self.assertEqual((status, number), (200, b"144"))
        self.assertNotEqual(int(pid), self.served.workers()[0])

    def test_errors_come_back(self):
        self.assertEqual(self.ask("/fails"), (200, b"ValueError('too large')"))

    def test_the_loop_is_free_meanwhile(self):
        peer = self.served.connect()
        peer.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        begin = time.monotonic()
        self.assertEqual(self.ask("/")[0], 200)
        self.assertLess(time.monotonic() - begin, 0.4)
        peer.close()

    def test_a_process_that_dies_is_replaced(self):
        pid = int(self.ask("/square?2")[1].split()[1])
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        self.assertEqual(self.ask("/square?3")[1].split()[0], b"9")


if __name__ == "__main__":
    unittest.main()
