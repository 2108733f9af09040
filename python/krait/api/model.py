"""`Model`: a class of annotated fields, checked in C.

    class Item(Model):
        name: str
        price: float = Field(gt=0)
        tags: list[str] = []

Smaller than pydantic's BaseModel, which is taken as well where it is installed: no validators of one's own.
"""

import copy
import json


class ValidationError(ValueError):
    """What was wrong with a model's data: `errors()` has one entry for each."""

    def __init__(self, title, errors):
        super().__init__(title, errors)
        self.title = title
        self._errors = errors

    def errors(self):
        return self._errors

    def __str__(self):
        count = len(self._errors)
        lines = [f"{count} validation error{'s' if count != 1 else ''} for {self.title}"]
        for error in self._errors:
            where = ".".join(str(part) for part in error["loc"])
            lines.append(f"{where}\n  {error['msg']} [type={error['type']}, input_value={error['input']!r}]")
        return "\n".join(lines)


class Model:
    model_config: dict = {}

    def __init__(self, **data):
        made = type(self).model_validate(data)
        self.__dict__.update(made.__dict__)

    @classmethod
    def model_validate(cls, data):
        from krait.api.own_fields import checker_of

        value, errors = checker_of(cls).check(data)
        if errors:
            raise ValidationError(cls.__name__, errors)
        return value

    @classmethod
    def _from_checked(cls, data):
        """An instance of values that are checked; defaults are filled in."""
        from krait.api.own_fields import model_infos

        self = cls.__new__(cls)
        given = set(data)
        for name, info in model_infos(cls).items():
            if name not in data:
                data[name] = info.get_default(call_default_factory=True)
        self.__dict__.update(data)
        self.__dict__["model_fields_set"] = given
        return self

    def model_dump(self, *, by_alias=False, exclude_unset=False, exclude_defaults=False, exclude_none=False, **_):
        from krait.api.own_fields import model_infos

        dumped = {}
        infos = model_infos(type(self))
        for name, value in self.__dict__.items():
            if name == "model_fields_set" or (exclude_unset and name not in self.model_fields_set) \
                    or (exclude_none and value is None):
                continue
            info = infos.get(name)
            if info is not None and exclude_defaults and not info.is_required() \
                    and value == info.get_default(call_default_factory=True):
                continue
            alias = info.serialization_alias if info is not None and by_alias else None
            dumped[alias or name] = _plain(value, by_alias, exclude_unset, exclude_defaults, exclude_none)
        return dumped

    def model_dump_json(self, **options):
        from krait.api.encoders import jsonable_encoder

        return json.dumps(jsonable_encoder(self.model_dump(**options)), ensure_ascii=False, separators=(",", ":"))

    def model_copy(self, *, update=None):
        made = copy.copy(self)
        made.__dict__.update(update or {})
        made.__dict__["model_fields_set"] = self.model_fields_set | set(update or {})
        return made

    def _items(self):
        return {name: value for name, value in self.__dict__.items() if name != "model_fields_set"}

    def __eq__(self, other):
        return type(self) is type(other) and self._items() == other._items()

    __hash__ = None

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._items().items())})"


def _plain(value, *options):
    if isinstance(value, Model):
        names = ("by_alias", "exclude_unset", "exclude_defaults", "exclude_none")
        return value.model_dump(**dict(zip(names, options)))
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(item, *options) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item, *options) for key, item in value.items()}
    return value
