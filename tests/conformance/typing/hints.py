from typing import Any, Dict, List, Optional, Union, get_type_hints


class Model:
    name: str
    count: int = 0

    def method(self, a: int, *rest: str, flag: bool = False, **more: float) -> None:
        pass


class Derived(Model):
    extra: float


def function(a: int, b: List[int], c: Optional[str] = None, d: "int" = 4) -> Dict[str, Any]:
    return {}


print(get_type_hints(Model), get_type_hints(Derived))
print(get_type_hints(Model.method))
hints = get_type_hints(function)
print(list(hints), hints["a"], hints["b"], hints["c"] == Union[str, None], hints["d"], hints["return"])


# What such hints are for: checking arguments when running.
def checked(func):
    hints = get_type_hints(func)

    def wrapper(*args):
        for (name, kind), value in zip(hints.items(), args):
            if not isinstance(value, kind):
                raise TypeError(f"{name} must be {kind.__name__}, not {type(value).__name__}")
        return func(*args)

    return wrapper


@checked
def area(width: int, height: int) -> int:
    return width * height


print(area(2, 3))
try:
    area(2, "x")
except TypeError as error:
    print(error)
