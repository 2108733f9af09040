"""What library modules get from `compile`: text that is kept, and said not to run."""


class code:
    def __init__(self, source, filename, mode):
        self.co_filename = filename
        self.co_name = "<module>"
        self.co_flags = 0
        self._source = source
        self._mode = mode

    def __repr__(self):
        return f"<code of {self._source!r}, not compiled>"


def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1):
    if mode != "eval":
        raise NotImplementedError("unsupported: built-in compile")
    return code(source, filename, mode)
