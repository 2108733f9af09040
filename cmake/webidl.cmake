# The table of the web platform's interfaces, made by node from npm's @webref/idl: build/web/krait-web.idl.
# The compiler reads it when a program imports krait.web; pages fetch it then.
set(WEBIDL_PACKAGE ${CMAKE_SOURCE_DIR}/node_modules/@webref/idl)
set(WEBIDL_TABLE ${CMAKE_BINARY_DIR}/web/krait-web.idl)
file(GLOB webidl_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/webidl/*.mjs)
add_custom_command(
  OUTPUT ${WEBIDL_TABLE}
  COMMAND ${NODE_PROGRAM} ${CMAKE_SOURCE_DIR}/tools/webidl/gen.mjs ${WEBIDL_PACKAGE} ${WEBIDL_TABLE}
  DEPENDS ${webidl_sources} ${WEBIDL_PACKAGE}/package.json
  VERBATIM)
add_custom_target(krait_webidl ALL DEPENDS ${WEBIDL_TABLE})
foreach(tests compiler_sema_tests compiler_lower_tests)
  if(TARGET ${tests})
    target_compile_definitions(${tests} PRIVATE KRAIT_WEB_IDL="${WEBIDL_TABLE}")
    add_dependencies(${tests} krait_webidl)
  endif()
endforeach()
