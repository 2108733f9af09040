"""Counters of all workers, in memory that they share, as Prometheus' text."""

import mmap
import os
import struct

FIELDS = (
    ("krait_requests_total", "counter", "Requests answered", "requests"),
    ("krait_connections_accepted_total", "counter", "Connections accepted", "accepted"),
    ("krait_connections_refused_total", "counter", "Connections over the limit", "refused"),
    ("krait_connections", "gauge", "Open connections", "connections"),
    ("krait_requests_open", "gauge", "Requests being answered", "open_requests"),
    ("krait_received_bytes_total", "counter", "Bytes received", "bytes_in"),
    ("krait_sent_bytes_total", "counter", "Bytes sent", "bytes_out"),
    ("krait_timeouts_total", "counter", "Connections that were too slow", "timeouts"),
    ("krait_malformed_total", "counter", "Requests that were refused", "errors"),
)
CLASSES = 5  # of status codes
WORDS = len(FIELDS) + CLASSES


class Board:
    """A row of numbers for each worker. `fd`: of another board's memory."""

    def __init__(self, slots, fd=None):
        self.slots = slots
        self.fd = fd
        if fd is None:
            self.fd = os.memfd_create("krait-metrics")
            os.ftruncate(self.fd, slots * WORDS * 8)
        self.memory = mmap.mmap(self.fd, slots * WORDS * 8)

    def write(self, slot, totals):
        numbers = [totals[key] for _, _, _, key in FIELDS] + list(totals["answers"])
        struct.pack_into(f"{WORDS}Q", self.memory, slot * WORDS * 8, *numbers)

    def rows(self):
        return [struct.unpack_from(f"{WORDS}Q", self.memory, slot * WORDS * 8) for slot in range(self.slots)]

    def text(self):
        lines, rows = [], self.rows()
        for at, (name, kind, what, _) in enumerate(FIELDS):
            lines += [f"# HELP {name} {what}.", f"# TYPE {name} {kind}"]
            lines += [f'{name}{{worker="{slot}"}} {row[at]}' for slot, row in enumerate(rows)]
        lines += ["# HELP krait_answers_total Answers by class of status.", "# TYPE krait_answers_total counter"]
        for slot, row in enumerate(rows):
            for digit in range(CLASSES):
                lines.append(f'krait_answers_total{{worker="{slot}",class="{digit + 1}xx"}} {row[len(FIELDS) + digit]}')
        return "\n".join(lines) + "\n"
