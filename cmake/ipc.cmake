# build/python/_krait_ipc.*.so: the C half of krait.ipc, for the python3 on PATH.
# Its include path and file suffix are asked once; without that Python's headers the package has no krait.ipc.
find_program(KRAIT_PYTHON NAMES python3)
set(ipc_probe "import sysconfig as s; print(s.get_paths()['include'], s.get_config_var('EXT_SUFFIX'), sep=';')")
if(KRAIT_PYTHON)
  execute_process(COMMAND ${KRAIT_PYTHON} -c "${ipc_probe}" OUTPUT_VARIABLE ipc_python
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(ipc_python)
  list(GET ipc_python 0 ipc_python_include)
  list(GET ipc_python 1 ipc_python_suffix)
endif()
if(ipc_python AND EXISTS ${ipc_python_include}/Python.h)
  file(GLOB ipc_core_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/pybind/ipcpy_*.c)
  add_library(ipc_core MODULE ${ipc_core_sources})
  target_include_directories(ipc_core SYSTEM PRIVATE ${ipc_python_include})
  target_compile_options(ipc_core PRIVATE -Wno-pedantic -fvisibility=hidden)
  target_link_libraries(ipc_core PRIVATE room_ipc room_os room_base pthread)
  set_target_properties(ipc_core PROPERTIES PREFIX "" OUTPUT_NAME _krait_ipc SUFFIX ${ipc_python_suffix}
                        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/python)
  # What modules for CPython (krait build --target ext) are linked with: Python's limited API alone.
  file(GLOB ext_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/pybind/extpy_*.c)
  add_library(krait_ext STATIC ${ext_sources})
  target_include_directories(krait_ext SYSTEM PRIVATE ${ipc_python_include})
  target_compile_options(krait_ext PRIVATE -Wno-pedantic -fvisibility=hidden)
  set_target_properties(krait_ext PROPERTIES POSITION_INDEPENDENT_CODE ON ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
else()
  message(STATUS "krait.ipc is not built: no Python headers")
endif()
