"""All digests are there."""


def requires_hashdigest(digestname, openssl=None, usedforsecurity=True):
    def decorator(test):
        return test
    return decorator
