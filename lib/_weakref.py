"""Weak references are not there yet: who makes one is told."""


def _refuse():
    raise NotImplementedError("weak references")


class ref:
    def __init__(self, target, callback=None):
        _refuse()


ReferenceType = ref


class ProxyType:
    def __init__(self, target, callback=None):
        _refuse()


class CallableProxyType:
    def __init__(self, target, callback=None):
        _refuse()


def proxy(target, callback=None):
    _refuse()


def getweakrefcount(target):
    return 0


def _remove_dead_weakref(dct, key):
    pass


def getweakrefs(target):
    return []
