"""JSON: the work is done by _json, in C."""

from _json import JSONDecodeError, dump, dumps, load, loads
from json.decoder import JSONDecoder
from json.encoder import JSONEncoder

__all__ = [
    "dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder",
]
