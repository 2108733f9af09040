"""Reactive state of JXL in Python: atoms, computed atoms and effects, in one graph with the views."""

import _ui


class Atom:
    def __init__(self, value):
        self._value = value
        self._node = _ui.atom("atom")

    @property
    def value(self):
        _ui.read(self._node)
        return self._value

    @value.setter
    def value(self, value):
        self.set(value)

    def set(self, value):
        old = self._value
        if old == value or (old != old and value != value):
            return
        self._value = value
        _ui.mark(self._node)

    def get(self):
        return self.value

    def peek(self):
        return self._value


class Computed:
    def __init__(self, code):
        self._value = None
        self._code = code
        self._node = _ui.computed(self._update, "computed")

    def _update(self):
        value = self._code()
        old = self._value
        if old == value or (old != old and value != value):
            return False
        self._value = value
        return True

    @property
    def value(self):
        _ui.read(self._node)
        return self._value

    def get(self):
        return self.value

    def peek(self):
        _ui.peek(self._node)
        return self._value


def atom(value):
    return Atom(value)


def computed(code):
    return Computed(code)


def effect(code):
    _ui.effect(code)
    return code


def untracked(code):
    return _ui.untracked(code)


def flush():
    _ui.flush()
