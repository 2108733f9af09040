"""The package around CPython's test files: support here is ours, the test files come from Debian."""
