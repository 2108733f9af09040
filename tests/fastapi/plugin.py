"""pytest's plugin: the alias is in place before any test is imported; outcomes are written as JSON."""

import json
import os

import alias

alias.install()

_outcomes = {}


def pytest_runtest_logreport(report):
    function = report.nodeid.partition("[")[0]
    failed = report.failed or _outcomes.get(function) == "failed"
    if report.when == "call" or report.failed or report.skipped:
        outcome = "failed" if failed else "skipped" if report.skipped else "passed"
        if _outcomes.get(function) != "passed" or outcome != "skipped":
            _outcomes[function] = outcome


def pytest_sessionfinish():
    path = os.environ.get("KRAIT_OUTCOMES")
    if path:
        with open(path, "w", encoding="utf-8") as stream:
            json.dump(_outcomes, stream)
