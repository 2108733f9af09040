"""Small questions that several files ask."""

import re
import warnings

from krait.api.datastructures import DefaultPlaceholder
from krait.api.exceptions import FastAPIDeprecationWarning
from krait.api.fields import make_field
from krait.api.paths import path_param_names as get_path_param_names

__all__ = ["deep_dict_update", "generate_operation_id_for_path", "generate_unique_id", "get_path_param_names",
           "get_value_or_default", "is_body_allowed_for_status_code", "make_field"]


def is_body_allowed_for_status_code(status_code):
    if status_code is None or status_code in ("default", "1XX", "2XX", "3XX", "4XX", "5XX"):
        return True
    code = int(status_code)
    return not (code < 200 or code in (204, 205, 304))


def generate_operation_id_for_path(*, name, path, method):
    warnings.warn("fastapi.utils.generate_operation_id_for_path() was deprecated, it is not used internally, and "
                  "will be removed soon", category=FastAPIDeprecationWarning, stacklevel=2)
    return re.sub(r"\W", "_", f"{name}{path}") + f"_{method.lower()}"


def generate_unique_id(route):
    assert route.methods
    return re.sub(r"\W", "_", f"{route.name}{route.path_format}") + f"_{list(route.methods)[0].lower()}"


def deep_dict_update(main_dict, update_dict):
    for key, value in update_dict.items():
        if isinstance(main_dict.get(key), dict) and isinstance(value, dict):
            deep_dict_update(main_dict[key], value)
        elif isinstance(main_dict.get(key), list) and isinstance(value, list):
            main_dict[key] = main_dict[key] + value
        else:
            main_dict[key] = value


def get_value_or_default(first_item, *extra_items):
    """The first that somebody chose; else the first."""
    return next((item for item in (first_item, *extra_items) if not isinstance(item, DefaultPlaceholder)), first_item)
