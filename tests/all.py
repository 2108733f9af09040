#!/usr/bin/env python3
"""Runs every test and ends with the line `N passed, N failed`: what ./dev test calls once the build stands.

tests/all.py [--quick | --all]       check, unit tests, corpora, suites; without --quick also the address sanitizer
tests/all.py --only-built BUILD      the unit tests and corpora of one build folder

A suite is an executable tests/NAME/run. It is called with --quick, --all or nothing, finds the build in
$KRAIT_BUILD, and ends with a line `N passed, N failed` (or `N passed, N failed, N skipped`); one that prints no
such line counts as one test. It stops by itself after SUITE_SECONDS_MAX at the latest.
"""
import concurrent.futures
import json
import os
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
UNIT_SECONDS_MAX = 120
SUITE_SECONDS_MAX = {"--quick": 60, "": 600, "--all": 3600}
TAIL_LINES = 30
COUNTS = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")


class Totals:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, name, counts, seconds, repeat, output):
        passed, failed, skipped = counts
        self.passed += passed
        self.failed += failed
        self.skipped += skipped
        text = "%-28s %5d passed" % (name, passed)
        if failed:
            text += ", %d FAILED" % failed
        if skipped:
            text += ", %d SKIPPED" % skipped
        print("%s  (%.1f s)" % (text, seconds), flush=True)
        if failed:
            lines = output.rstrip().split("\n")[-TAIL_LINES:]
            print("".join("    %s\n" % line for line in lines) + "  again: %s" % repeat, flush=True)
        elif skipped:
            for line in output.split("\n"):
                if "SKIP" in line.upper():
                    print("    " + line)


def run(command, seconds_max, env=None):
    """(exit code, output, seconds). What runs too long is ended, with all its children, and counts as failed."""
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env=env, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=seconds_max)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        output += b"\nstopped after %d s" % seconds_max
        code = -1
    return code, output.decode("utf-8", "replace"), time.monotonic() - started


def unit_counts(code, output):
    passed = sum(map(int, re.findall(r"^\[  PASSED  \] (\d+) test", output, re.M)))
    failed = sum(map(int, re.findall(r"^\[  FAILED  \] (\d+) test", output, re.M)))
    inputs = re.search(r"^(\d+) inputs$", output, re.M)
    if inputs:
        passed += int(inputs.group(1))
    if code != 0:
        failed = max(failed, 1)  # a crash is a failure whatever was counted before
    elif passed == 0:
        failed = 1  # a program that ran nothing shows nothing
    return passed, failed, 0


def suite_counts(code, output):
    found = COUNTS.findall(output)
    if not found:
        return (1, 0, 0) if code == 0 else (0, 1, 0)
    passed, failed, skipped = (int(count or 0) for count in found[-1])
    if code != 0:
        failed = max(failed, 1)
    return passed, failed, skipped


def unit_tests(build, totals, label=""):
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], cwd=ROOT, check=True,
                             stdout=subprocess.PIPE).stdout
    tests = json.loads(listing)["tests"]
    if not tests:
        totals.add(label + "unit tests", (0, 1, 0), 0, "ctest --test-dir " + build, "no tests in " + build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(test["name"], test.get("command"), pool.submit(run, test["command"], UNIT_SECONDS_MAX)
                 if test.get("command") and os.path.exists(test["command"][0]) else None) for test in tests]
        for name, command, job in jobs:
            if job is None:
                totals.add(label + name, (0, 1, 0), 0, "./dev build", "was not built")
                continue
            code, output, seconds = job.result()
            if code != 0:
                output += "\nexit code %d" % code
            repeat = " ".join(os.path.relpath(word, ROOT) if os.path.isabs(word) else word for word in command)
            totals.add(label + name, unit_counts(code, output), seconds, repeat, output)


def suites(mode, totals):
    env = dict(os.environ, KRAIT_BUILD=os.path.join(ROOT, "build"))
    for name in sorted(os.listdir(os.path.join(ROOT, "tests"))):
        script = "tests/%s/run" % name
        if os.access(os.path.join(ROOT, script), os.X_OK):
            command = [script] + ([mode] if mode else [])
            code, output, seconds = run(command, SUITE_SECONDS_MAX[mode], env)
            totals.add(name, suite_counts(code, output), seconds, " ".join(command), output)


def check(totals):
    for name, command in (("check", ["tools/check/check.py"]), ("check itself", ["tools/check/check_test.py"])):
        code, output, seconds = run([sys.executable] + command, UNIT_SECONDS_MAX)
        totals.add(name, suite_counts(code, output), seconds, "python3 " + command[0], output)


def sanitized(totals):
    code, output, seconds = run(["./dev", "asan-build"], 1200)
    if code != 0:
        totals.add("asan build", (0, 1, 0), seconds, "./dev asan", output)
    else:
        unit_tests("build/asan", totals, "asan ")


def main():
    arguments = sys.argv[1:]
    totals = Totals()
    started = time.monotonic()
    if arguments[:1] == ["--only-built"] and len(arguments) == 2:
        unit_tests(arguments[1], totals)
    elif arguments in ([], ["--quick"], ["--all"]):
        mode = arguments[0] if arguments else ""
        check(totals)
        unit_tests("build", totals)
        suites(mode, totals)
        if mode != "--quick":
            sanitized(totals)
    else:
        raise SystemExit(__doc__)
    skipped = ", %d skipped" % totals.skipped if totals.skipped else ""
    print("(%.0f s%s)" % (time.monotonic() - started, skipped))
    print("%d passed, %d failed" % (totals.passed, totals.failed))
    sys.exit(1 if totals.failed or not totals.passed else 0)


if __name__ == "__main__":
    main()
