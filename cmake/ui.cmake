# The runtime of views in modules of its own:
#
#   build/web/test/signals.mjs   its reactive core, driven from JavaScript; the wasm is inside
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
