"""Template strings: what t"…" gives."""

from _templatelib import Interpolation, Template, convert

__all__ = ["Interpolation", "Template", "convert"]
