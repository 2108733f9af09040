"""What the server says: plain, coloured or JSON lines on standard error; the access log is the C half's."""

import json
import logging
import logging.config
import os
import sys

COLOURS = {"DEBUG": 36, "INFO": 32, "WARNING": 33, "ERROR": 31, "CRITICAL": 91}
TRACE = 5
LEVELS = {"critical": 50, "error": 40, "warning": 30, "info": 20, "debug": 10, "trace": TRACE}


def uses_colours(stream, wanted):
    if wanted is not None:
        return wanted
    return stream.isatty() and not os.environ.get("NO_COLOR")


class PlainFormatter(logging.Formatter):
    def __init__(self, is_coloured):
        super().__init__("%(message)s")
        self.is_coloured = is_coloured

    def format(self, record):
        name = record.levelname
        space = " " * (8 - len(name))
        if self.is_coloured:
            name = f"\x1b[{COLOURS.get(name, 0)}m{name}\x1b[0m"
        return f"{name}:{space} {super().format(record)}"


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {"level": record.levelname.lower(), "logger": record.name, "time": round(record.created, 3),
                "pid": record.process, "message": record.getMessage()}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(options):
    """Sets up the logger `krait.error` and returns it; --log-config replaces all of it."""
    logging.addLevelName(TRACE, "TRACE")
    log = logging.getLogger("krait.error")
    if options.log_config:
        read_config(options.log_config)
    elif not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        is_coloured = uses_colours(sys.stderr, options.use_colors)
        handler.setFormatter(JsonFormatter() if options.log_format == "json" else PlainFormatter(is_coloured))
        log.addHandler(handler)
        log.propagate = False
    level = options.log_level
    log.setLevel(LEVELS[level] if level in LEVELS else int(level))
    return log


def read_config(path):
    if path.endswith(".json"):
        with open(path) as file:
            logging.config.dictConfig(json.load(file))
    elif path.endswith((".yaml", ".yml")):
        import yaml

        with open(path) as file:
            logging.config.dictConfig(yaml.safe_load(file))
    else:
        logging.config.fileConfig(path, disable_existing_loggers=False)


def access_kind(options):
    """What the C half writes for each answer: None, 'plain', 'colour' or 'json'."""
    level = options.log_level
    if not options.access_log or (LEVELS[level] if level in LEVELS else int(level)) > logging.INFO:
        return None
    if options.log_format == "json":
        return "json"
    return "colour" if uses_colours(sys.stdout, options.use_colors) else "plain"
