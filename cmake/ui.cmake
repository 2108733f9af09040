# The runtime of views in modules of its own:
#
#   build/web/test/signals.mjs   its reactive core, driven from JavaScript; the wasm is inside
#   build/web/test/layout.mjs    the layout engine likewise
if(NOT WASM_CLANG OR NOT WASM_LD OR NOT WASM_LLC)
  return()
endif()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/wasm/ui ${CMAKE_BINARY_DIR}/web/test)
file(GLOB reactive_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/runtime/ui/reactive*.c)
set(WASM_OPTIMIZE -O2)
set(WASM_COLD "")
set(WASM_EXTRA -fvisibility=hidden)
wasm_objects(signals_objects ui ${reactive_sources} ${CMAKE_SOURCE_DIR}/src/base/mem.c
             ${CMAKE_SOURCE_DIR}/src/base/check.c ${CMAKE_SOURCE_DIR}/tools/web/signals_wasm.c)
set(signals_wasm ${CMAKE_BINARY_DIR}/wasm/ui/signals.wasm)
set(signals_bundle ${CMAKE_BINARY_DIR}/web/test/signals.mjs)
add_custom_command(
  OUTPUT ${signals_wasm}
  COMMAND ${WASM_LD} --no-entry --gc-sections --strip-all -O2 -z stack-size=262144 ${signals_objects} -o ${signals_wasm}
  DEPENDS ${signals_objects} COMMENT "signals.wasm" VERBATIM COMMAND_EXPAND_LISTS)
add_custom_command(
  OUTPUT ${signals_bundle}
  COMMAND ${ESBUILD} ${CMAKE_SOURCE_DIR}/web/signals/signals.mjs --bundle --format=esm --minify --target=es2022
          --loader:.wasm=binary --alias:signals.wasm=${signals_wasm} --log-level=warning --outfile=${signals_bundle}
  DEPENDS ${signals_wasm} ${CMAKE_SOURCE_DIR}/web/signals/signals.mjs COMMENT "test/signals.mjs" VERBATIM)
add_custom_target(krait_signals ALL DEPENDS ${signals_bundle})

# src/layout in a module of its own: build/web/test/layout.mjs, a tree in and boxes out; the wasm is inside.
file(GLOB layout_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/layout/*.c)
list(FILTER layout_sources EXCLUDE REGEX "/(font|text)\\.c$")
wasm_objects(layout_objects ui ${layout_sources} ${CMAKE_SOURCE_DIR}/tools/web/layout_wasm.c)
set(layout_wasm ${CMAKE_BINARY_DIR}/wasm/ui/layout.wasm)
set(layout_bundle ${CMAKE_BINARY_DIR}/web/test/layout.mjs)
set(layout_mem ${CMAKE_BINARY_DIR}/wasm/ui/src_base_mem.c.o)
add_custom_command(
  OUTPUT ${layout_wasm}
  COMMAND ${WASM_LD} --no-entry --gc-sections --strip-all -O2 -z stack-size=1048576 ${layout_objects} ${layout_mem} -o ${layout_wasm}
  DEPENDS ${layout_objects} ${layout_mem} COMMENT "layout.wasm" VERBATIM COMMAND_EXPAND_LISTS)
add_custom_command(
  OUTPUT ${layout_bundle}
  COMMAND ${ESBUILD} ${CMAKE_SOURCE_DIR}/web/layout/layout.mjs --bundle --format=esm --minify --target=es2022
          --loader:.wasm=binary --alias:layout.wasm=${layout_wasm} --log-level=warning --outfile=${layout_bundle}
  DEPENDS ${layout_wasm} ${CMAKE_SOURCE_DIR}/web/layout/layout.mjs COMMENT "test/layout.mjs" VERBATIM)
add_custom_target(krait_layout_wasm ALL DEPENDS ${layout_bundle})

# Views written against the C interface, for the tests: build/web/test/ui/NAME.wasm and their page's script.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/web/test/ui)
file(GLOB ui_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/runtime/ui/*.c)
list(REMOVE_ITEM ui_sources ${reactive_sources})
list(FILTER ui_sources EXCLUDE REGEX "/(native_[a-z]+|page_[a-z]+|world)\\.c$")  # for programs: they need the rest of the runtime
wasm_objects(ui_objects ui ${ui_sources})
set(ui_outputs "")
foreach(source bench/ui/rows/rows.c tests/web/ui/form.c tests/web/ui/work.c)
  get_filename_component(name ${source} NAME_WE)
  wasm_objects(app_object ui ${CMAKE_SOURCE_DIR}/${source})
  set(module ${CMAKE_BINARY_DIR}/web/test/ui/${name}.wasm)
  set(objects ${signals_objects} ${ui_objects} ${app_object})
  list(FILTER objects EXCLUDE REGEX signals_wasm)
  add_custom_command(
    OUTPUT ${module}
    COMMAND ${WASM_LD} --no-entry --gc-sections --strip-all -O2 -z stack-size=65536 ${objects} -o ${module}
    DEPENDS ${objects} COMMENT "test/ui/${name}.wasm" VERBATIM COMMAND_EXPAND_LISTS)
  list(APPEND ui_outputs ${module})
endforeach()
set(ui_app ${CMAKE_BINARY_DIR}/web/test/ui/app.js)
add_custom_command(
  OUTPUT ${ui_app}
  COMMAND ${ESBUILD} ${CMAKE_SOURCE_DIR}/tests/web/ui/app.mjs --bundle --format=esm --target=es2022 --log-level=warning
          --outfile=${ui_app}
  DEPENDS ${CMAKE_SOURCE_DIR}/tests/web/ui/app.mjs ${CMAKE_SOURCE_DIR}/web/ui/dom.mjs ${CMAKE_SOURCE_DIR}/web/ui/events.mjs
          ${CMAKE_SOURCE_DIR}/web/ui/frames.mjs
  COMMENT "test/ui/app.js" VERBATIM)
add_custom_target(krait_ui_tests ALL DEPENDS ${ui_outputs} ${ui_app})
