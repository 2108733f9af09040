"""What t-strings make."""


class Interpolation:
    __module__ = "string.templatelib"
    __match_args__ = ("value", "expression", "conversion", "format_spec")

    def __new__(cls, value, expression="", conversion=None, format_spec=""):
        self = object.__new__(cls)
        self.value = value
        self.expression = expression
        self.conversion = conversion
        self.format_spec = format_spec
        return self

    def __repr__(self):
        return f"Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})"


class TemplateIter:
    __module__ = "string.templatelib"

    def __init__(self, parts):
        self._parts = iter(parts)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._parts)


class Template:
    __module__ = "string.templatelib"

    def __new__(cls, *args):
        strings, interpolations = [""], []
        for arg in args:
            if isinstance(arg, str):
                strings[-1] += arg
            elif isinstance(arg, Interpolation):
                interpolations.append(arg)
                strings.append("")
            else:
                raise TypeError(
                    "Template.__new__ *args need to be of type 'str' or 'Interpolation', "
                    f"got {type(arg).__name__}"
                )
        self = object.__new__(cls)
        self.strings = tuple(strings)
        self.interpolations = tuple(interpolations)
        return self

    @property
    def values(self):
        return tuple(item.value for item in self.interpolations)

    def __iter__(self):
        parts = []
        for index, text in enumerate(self.strings):
            if text:
                parts.append(text)
            if index < len(self.interpolations):
                parts.append(self.interpolations[index])
        return TemplateIter(parts)

    def __add__(self, other):
        if isinstance(other, Template):
            return Template(*self, *other)
        kind = type(other).__name__
        raise TypeError(f'can only concatenate string.templatelib.Template (not "{kind}") to string.templatelib.Template')

    def __repr__(self):
        return f"Template(strings={self.strings!r}, interpolations={self.interpolations!r})"


def convert(obj, /, conversion):
    """The object as the conversion of a replacement field has it."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")
