from krait.api.errors import ServerErrorMiddleware

__all__ = ["ServerErrorMiddleware"]
