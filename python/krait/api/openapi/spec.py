"""What objects of an OpenAPI document have in common: attributes by name, written out as JSON."""

import json
from enum import Enum


class Spec:
    """An object of the document. `names` are its members as Python and the document call them, in order."""

    names: dict = {}
    defaults: dict = {}
    # Members that must be given, as Python calls them.
    wants: tuple = ()

    def __init__(self, **members):
        values = dict(self.defaults)
        for key, value in members.items():
            values[self.aliases().get(key, key)] = value
        for name in self.names:
            setattr(self, name, values.pop(name, None))
        # Members that nobody knows are kept: documents may be extended.
        for name, value in values.items():
            setattr(self, name, value)
        missing = [self.names.get(name, name) for name in self.wants if getattr(self, name, None) is None]
        if missing:
            raise ValueError(f"{type(self).__name__} needs {', '.join(missing)}")

    @classmethod
    def model_validate(cls, data):
        return data if isinstance(data, cls) else cls(**data)

    @classmethod
    def aliases(cls):
        return {written: name for name, written in cls.names.items()}

    def model_dump(self, *, by_alias=True, exclude_none=False, **_):
        dumped = {}
        for name, value in vars(self).items():
            if value is None and exclude_none:
                continue
            dumped[self.names.get(name, name) if by_alias else name] = _plain(value, by_alias, exclude_none)
        return dumped

    def model_dump_json(self, *, indent=None, **options):
        separators = (",", ":") if indent is None else None
        return json.dumps(self.model_dump(**options), ensure_ascii=False, indent=indent, separators=separators)

    def keys(self):
        return self.model_dump(exclude_none=True).keys()

    def __getitem__(self, key):
        return self.model_dump(exclude_none=True)[key]

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = object.__hash__

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in vars(self).items())})"


def _plain(value, by_alias, exclude_none):
    if isinstance(value, Spec):
        return value.model_dump(by_alias=by_alias, exclude_none=exclude_none)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [_plain(item, by_alias, exclude_none) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, by_alias, exclude_none) for key, item in value.items()}
    return value


def spec_names(*names):
    return {name: {"type_": "type", "in_": "in", "schema_": "schema"}.get(name, name) for name in names}
