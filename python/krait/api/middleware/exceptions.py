from krait.api.errors import ExceptionMiddleware

__all__ = ["ExceptionMiddleware"]
