from . import sub
from .sub import value as v2
__all__ = ["sub", "v2"]
