"""Makes `import fastapi` mean `krait.api`, for the tests of FastAPI's own source package."""

import importlib
import importlib.abc
import importlib.util
import sys
import types

# Modules of FastAPI that hold no public names: what its tests look at in them, by what it is called here.
PRIVATE = {
    "fastapi._compat": {
        "ModelField": "fields.AdapterField", "Undefined": "fieldinfo.Undefined",
        "field_annotation_is_scalar": "introspection.is_scalar",
        "field_annotation_is_scalar_sequence": "introspection.is_scalar_sequence",
        "field_annotation_is_sequence": "introspection.is_sequence",
        "is_bytes_sequence_annotation": "introspection.is_bytes_sequence",
        "is_uploadfile_sequence_annotation": "introspection.is_upload_sequence",
        "is_bytes_or_nonable_bytes_annotation": "introspection.is_bytes",
        "is_uploadfile_or_nonable_uploadfile_annotation": "introspection.is_upload",
        "lenient_issubclass": "introspection.is_subclass", "get_cached_model_fields": "fields.model_fields",
        "value_is_sequence": "introspection.is_sequence_value",
    },
    "fastapi._form_limits": {"_FormLimits": "types.FormLimits"},
    "fastapi._compat.shared": {
        "is_bytes_sequence_annotation": "introspection.is_bytes_sequence",
        "field_annotation_is_scalar": "introspection.is_scalar",
        "field_annotation_is_sequence": "introspection.is_sequence",
    },
}
# Private names in modules that are public.
MORE = {
    "krait.api.routing": {"_IncludedRouter": "routing.IncludedRouter"},
    "krait.api.dependencies.utils": {"_read_file_bytes": "dependencies.forms.read_file_bytes"},
}


def _lookup(dotted):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module("krait.api." + module), name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name != "fastapi" and not name.startswith("fastapi."):
            return None
        if name in PRIVATE:
            return importlib.util.spec_from_loader(name, self, is_package=name == "fastapi._compat")
        ours = "krait.api" + name[len("fastapi"):]
        try:
            found = importlib.util.find_spec(ours)
        except ModuleNotFoundError:
            return None
        if found is None:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=found.submodule_search_locations is not None)

    def create_module(self, spec):
        if spec.name not in PRIVATE:
            module = importlib.import_module("krait.api" + spec.name[len("fastapi"):])
            for name, dotted in MORE.get("krait.api" + spec.name[len("fastapi"):], {}).items():
                setattr(module, name, _lookup(dotted))
            return module
        module = types.ModuleType(spec.name)
        for name, dotted in PRIVATE[spec.name].items():
            setattr(module, name, _lookup(dotted))
        if spec.name == "fastapi._compat":
            from pydantic import VERSION

            module.__path__ = []
            module.PYDANTIC_VERSION_MINOR_TUPLE = tuple(int(part) for part in VERSION.split(".")[:2])
        return module

    def exec_module(self, module):
        """The module is ours and was executed when it was imported under its own name."""


def install():
    sys.meta_path.insert(0, Finder())
