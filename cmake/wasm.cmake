# The wasm modules of a page: the freestanding rooms compiled by clang-19 for wasm32, file by file, linked by wasm-ld-19.
# Both programs are called directly: the clang driver would run whatever wasm-opt is on PATH when it links.
#
#   build/web/krait-compiler.wasm   rooms of the compiler, entry points in tools/web/compiler*_wasm.c
#   build/web/krait-rt.wasm         rooms of the runtime, entry points in tools/web/rt*_wasm.c or runtime/**/*_wasm.c
#   build/web/krait-library.wasm    those of its modules that few programs import (src/compiler/wasm/split.h)
#
# Target wasm_rt_objects compiles the runtime's rooms without linking: the check that they build for wasm.
find_program(WASM_CLANG NAMES clang-19)
find_program(WASM_LD NAMES wasm-ld-19)
find_program(WASM_LLC NAMES llc-19)
find_program(KRAIT_PYTHON NAMES python3)
if(NOT WASM_CLANG OR NOT WASM_LD OR NOT WASM_LLC)
  message(WARNING "clang-19, llc-19 or wasm-ld-19 is missing: no build/web (./dev doctor)")
  return()
endif()

set(WASM_COMPILER_OPTIMIZE -Oz CACHE STRING "How the compiler module is optimized")
set(WASM_RT_OPTIMIZE -O2 CACHE STRING "How the runtime module is optimized")
# Sources of the runtime that no loop of a program waits for: made small, for they are most of what a page loads.
set(WASM_RT_COLD "/(natives|calls|math|unit|state|traceback|main|module|class|repr|builtin|construct|file|calendar|math_[a-z]+\
|random_distribution|sha512|sys|time|text_native|bytes_[a-z]+|exception|attribute|[a-z_]*wasm\
|format_(natives|number|percent|spec|template)|codec|new_text|async_step|atexit|call_star|class_(build|mro|native|new)|descriptor|str_case|gc|bytes_(case|translate|search)|dict_merge\
|complex|complex_text|delegate|exception_(group|print|unraisable)|foreign|function|gc_visit|list_native|match|module_value\
|native|native_class|open|posix|reduction|scope_native|set_native|struct_method|suggest|trace|traceback_object|type_form\
|unit_module|codec_wide|leak|weak|weakref_module|binascii|digest|event_loop|functools|gc_module|hashlib|operator_getter|regex_flag|struct_format\
|bigint_(print|parse)|regex_(parse|set_parse|escape|template)[a-z_]*)\\.c$")
set(WASM_COMPILER_STACK_BYTES 1048576 CACHE STRING "Stack of the compiler module")
set(WASM_RT_STACK_BYTES 2097152)  # behind its data; a loader says how much of it Python code may use
set(WASM_RT_GLOBAL_BASE 65536)  # RtState lies below: RT_STATE_ADDRESS in abi/state.h

set(WASM_FLAGS
    --target=wasm32 -std=gnu17 -msimd128 -mbulk-memory -msign-ext -mnontrapping-fptoint -mmultivalue
    -Xclang -target-abi -Xclang experimental-mv -ffreestanding -fno-strict-aliasing -ffp-contract=off -ffunction-sections
    -fdata-sections -fno-ident -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes
    -Wno-gnu-label-as-value -isystem ${CMAKE_SOURCE_DIR}/src/base/wasm_include -I${CMAKE_SOURCE_DIR}/src
    -I${CMAKE_SOURCE_DIR} -I${CMAKE_BINARY_DIR}/generated)
if(KRAIT_WERROR)
  list(APPEND WASM_FLAGS -Werror)
endif()

# One object per source; `result` receives the list.
function(wasm_objects result folder)
  set(objects "")
  foreach(source IN LISTS ARGN)
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${source})
    string(REPLACE "/" "_" name ${name})
    set(object ${CMAKE_BINARY_DIR}/wasm/${folder}/${name}.o)
    # Only this room reads generated tables; its objects alone wait for them.
    set(order "")
    if(source MATCHES "/src/text/")
      set(order ${UNICODE_TABLES} text_tables)
    endif()
    set(optimize ${WASM_OPTIMIZE})
    if(WASM_COLD AND source MATCHES "${WASM_COLD}")
      set(optimize -Oz)
    endif()
    add_custom_command(
      OUTPUT ${object}
      COMMAND ${KRAIT_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/wasm_cc.py ${WASM_CLANG} ${WASM_LLC} ${source} ${object}
              ${WASM_FLAGS} ${optimize} ${WASM_EXTRA}
      DEPENDS ${source} ${order} ${CMAKE_SOURCE_DIR}/cmake/wasm_cc.py
      DEPFILE ${object}.d
      COMMENT "wasm ${name}" VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  set(${result} ${objects} PARENT_SCOPE)
endfunction()

# The sources of rooms, *_wasm.c included and tests left out.
function(wasm_room_sources result)
  set(all "")
  foreach(room IN LISTS ARGN)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.c)
    list(FILTER sources EXCLUDE REGEX "/test/")
    list(APPEND all ${sources})
  endforeach()
  set(${result} ${all} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/web ${CMAKE_BINARY_DIR}/wasm/compiler ${CMAKE_BINARY_DIR}/wasm/rt)

# ---- the compiler
wasm_room_sources(compiler_sources base text abi compiler/source compiler/syntax compiler/ir compiler/sema
                  compiler/jxl compiler/desugar compiler/lower compiler/pass compiler/wasm compiler/driver)
file(GLOB compiler_entries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/web/compiler*_wasm.c)
set(WASM_OPTIMIZE ${WASM_COMPILER_OPTIMIZE})
set(WASM_EXTRA -fvisibility=hidden)
wasm_objects(compiler_objects compiler ${compiler_sources} ${compiler_entries})
add_custom_target(wasm_compiler_objects DEPENDS ${compiler_objects})
if(compiler_entries)
  set(module ${CMAKE_BINARY_DIR}/web/krait-compiler.wasm)
  add_custom_command(
    OUTPUT ${module}
    COMMAND ${WASM_LD} --no-entry --gc-sections --strip-all -O2 --stack-first -z stack-size=${WASM_COMPILER_STACK_BYTES}
            ${compiler_objects} -o ${module}
    DEPENDS ${compiler_objects} COMMENT "krait-compiler.wasm" VERBATIM COMMAND_EXPAND_LISTS)
  add_custom_target(krait_compiler_wasm ALL DEPENDS ${module})
endif()

# ---- the runtime. It exports what the tables of src/abi say compiled code may call, and what is marked export_name.
wasm_room_sources(rt_sources base text abi runtime/core runtime/lib runtime/ui)
list(FILTER rt_sources EXCLUDE REGEX "/page_none\\.c$")  # in wasm there is a page
file(GLOB_RECURSE rt_entries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/runtime/*_wasm.c)
file(GLOB rt_web_entries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/web/rt*_wasm.c)
set(WASM_OPTIMIZE ${WASM_RT_OPTIMIZE})
set(WASM_COLD ${WASM_RT_COLD})
set(WASM_EXTRA -fvisibility=hidden)
wasm_objects(rt_objects rt ${rt_sources} ${rt_web_entries})
add_custom_target(wasm_rt_objects DEPENDS ${rt_objects})

set(exports "")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS src/abi/calls.def src/abi/math.def)
file(STRINGS ${CMAKE_SOURCE_DIR}/src/abi/calls.def rows REGEX "^CALL[0-9]+\\(")
foreach(row IN LISTS rows)
  string(REGEX MATCH "^CALL[0-9]+\\([A-Z0-9_]+, *([A-Za-z0-9_]+)" ignored "${row}")
  string(APPEND exports "--export-if-defined=${CMAKE_MATCH_1}\n")
endforeach()
file(STRINGS ${CMAKE_SOURCE_DIR}/src/abi/math.def rows REGEX "^MATH[12]\\(")
foreach(row IN LISTS rows)
  string(REGEX MATCH "^MATH[12]\\(([A-Z0-9_]+)" ignored "${row}")
  string(APPEND exports "--export-if-defined=rt_math_${CMAKE_MATCH_1}\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/wasm/rt.exports CONTENT "${exports}" @ONLY)

if(rt_entries OR rt_web_entries)
  # With its relocations: what krait links programs with.
  set(linkable ${CMAKE_BINARY_DIR}/lib/krait-rt.o)
  add_custom_command(
    OUTPUT ${linkable}
    COMMAND ${WASM_LD} --no-entry --gc-sections --strip-debug --emit-relocs -O2 -z stack-size=${WASM_RT_STACK_BYTES}
            --global-base=${WASM_RT_GLOBAL_BASE} --growable-table --export-table --export=__stack_pointer
            @${CMAKE_BINARY_DIR}/wasm/rt.exports ${rt_objects} -o ${linkable}
    DEPENDS ${rt_objects} ${CMAKE_BINARY_DIR}/wasm/rt.exports COMMENT "lib/krait-rt.o" VERBATIM COMMAND_EXPAND_LISTS)
  # What a page loads: the core, and on demand the library.
  set(modules ${CMAKE_BINARY_DIR}/web/krait-rt.wasm ${CMAKE_BINARY_DIR}/web/krait-library.wasm)
  add_custom_command(
    OUTPUT ${modules}
    COMMAND rt_split ${linkable} ${modules}
    DEPENDS ${linkable} rt_split COMMENT "krait-rt.wasm, krait-library.wasm" VERBATIM)
  add_custom_target(krait_rt_wasm ALL DEPENDS ${modules})
endif()
