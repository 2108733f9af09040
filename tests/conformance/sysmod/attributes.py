# Attributes of sys that library modules and scripts look at.
import sys

print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.is_finalizing())
print(sys.gettrace(), sys.getprofile(), type(sys.getswitchinterval()).__name__)
for name in ("prefix", "base_prefix", "exec_prefix", "base_exec_prefix", "executable", "platlibdir", "copyright",
             "float_repr_style"):
    assert isinstance(getattr(sys, name), str), name
print(sys.float_repr_style, sys.platlibdir)
print(sys.hexversion >> 16 == sys.version_info[0] << 8 | sys.version_info[1], sys.api_version)
print(sys.flags.optimize, sys.flags.debug, type(sys.flags.int_max_str_digits).__name__)
print(sys.hash_info.width, sys.hash_info.modulus == 2**61 - 1, sys.hash_info.inf)
print(sys.int_info.default_max_str_digits, sys.pycache_prefix)
print(type(sys.meta_path).__name__, type(sys.path_hooks).__name__, type(sys.warnoptions).__name__)
print("sys" in sys.builtin_module_names, sys.orig_argv[len(sys.orig_argv):])
print(sys.__stdout__ is sys.stdout, sys.__stdin__ is sys.stdin, sys.__stderr__ is sys.stderr)
print(sys.getrefcount([]) >= 1)
