# src/**/test/NAME_fuzz.c defines LLVMFuzzerTestOneInput. In an ordinary build NAME_fuzz runs the files it is given
# (corpus/NAME/ as a plain test); with KRAIT_FUZZ (clang only) it is a libFuzzer program.
option(KRAIT_FUZZ "Build the fuzz targets with libFuzzer" OFF)

file(GLOB_RECURSE fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*_fuzz.c)
foreach(source IN LISTS fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  if(KRAIT_FUZZ)
    add_executable(${name} ${source})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${name} ${source} ${CMAKE_SOURCE_DIR}/tests/unit/fuzz_main.c)
    string(REGEX REPLACE "_fuzz$" "" corpus ${name})
    add_test(NAME ${name} COMMAND ${name} ${CMAKE_SOURCE_DIR}/corpus/${corpus})
  endif()
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -Wno-missing-prototypes)
  link_rooms(${name} ${source})
endforeach()

# src/**/test/NAME_dump.c is the program build/NAME_dump: a phase's printer for the suites in tests/.
if(NOT KRAIT_FUZZ)
  file(GLOB_RECURSE dump_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*_dump.c)
  list(FILTER dump_sources INCLUDE REGEX "/test/")
  foreach(source IN LISTS dump_sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    link_rooms(${name} ${source})
  endforeach()
endif()
