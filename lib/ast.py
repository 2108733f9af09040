"""`literal_eval` alone: compiled programs have no trees of their source."""

import _expression_text


def literal_eval(node_or_string):
    """The value that a literal's text means."""
    if not isinstance(node_or_string, str):
        raise ValueError(f"malformed node or string: {node_or_string!r}")
    return _expression_text.literal(node_or_string)


def __getattr__(name):
    raise AttributeError(f"module 'ast' has no attribute {name!r}: programs that are compiled ahead of time "
                         "have no syntax trees")
