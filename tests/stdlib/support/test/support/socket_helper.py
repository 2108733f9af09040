"""What tests with sockets ask for: there are none."""

import unittest

HOST = "localhost"
HOSTv4 = "127.0.0.1"
HOSTv6 = "::1"
has_gethostname = False
IPV6_ENABLED = False


def find_unused_port(*args):
    raise unittest.SkipTest("needs sockets")


def bind_port(*args):
    raise unittest.SkipTest("needs sockets")


def skip_unless_bind_unix_socket(test):
    return unittest.skip("needs sockets")(test)


def get_bind_port_error(*args):
    raise unittest.SkipTest("needs sockets")
