# What ./dev build leaves for users: build/krait, build/lib/, build/include/, build/python/.

# tools/NAME/*.c is the program build/NAME; files named *_wasm.c belong to the wasm modules instead.
file(GLOB tool_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true ${CMAKE_SOURCE_DIR}/tools/*)
foreach(folder IN LISTS tool_folders)
  get_filename_component(tool ${folder} NAME)
  file(GLOB tool_sources CONFIGURE_DEPENDS ${folder}/*.c)
  list(FILTER tool_sources EXCLUDE REGEX "_wasm\\.c$")
  if(tool_sources AND NOT tool STREQUAL "web")
    add_executable(${tool} ${tool_sources})
    target_link_libraries(${tool} PRIVATE krait_all)
    set_target_properties(${tool} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  endif()
endforeach()

# The archive that programs compiled through C link with, and the headers they include.
set(runtime_objects "")
foreach(room base text abi host os runtime_core runtime_lib runtime_array runtime_ui)
  if(TARGET room_${room})
    list(APPEND runtime_objects $<TARGET_OBJECTS:room_${room}>)
  endif()
endforeach()
add_library(krait_rt STATIC ${runtime_objects})
set_target_properties(krait_rt PROPERTIES LINKER_LANGUAGE C ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
foreach(folder base abi runtime host text pybind)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${folder} ${CMAKE_BINARY_DIR}/include/${folder} SYMBOLIC)
endforeach()

# Library modules in Python: compiled with the programs that import them.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/lib ${CMAKE_BINARY_DIR}/lib/python SYMBOLIC)

# What krait new copies.
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/tools/krait/templates ${CMAKE_BINARY_DIR}/lib/templates SYMBOLIC)

# The Python package, importable from build/python: links, so that an edit is seen at once.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/python)
if(EXISTS ${CMAKE_SOURCE_DIR}/python/krait)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/python/krait ${CMAKE_BINARY_DIR}/python/krait SYMBOLIC)
endif()

# The scripts of krait.api's pages, from npm, laid out as there: krait.api looks beside its package.
foreach(file swagger-ui-dist/swagger-ui-bundle.js swagger-ui-dist/swagger-ui.css swagger-ui-dist/favicon-32x32.png
             swagger-ui-dist/LICENSE redoc/bundles/redoc.standalone.js redoc/LICENSE)
  if(EXISTS ${CMAKE_SOURCE_DIR}/node_modules/${file})
    get_filename_component(folder ${CMAKE_BINARY_DIR}/python/krait_docs/${file} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/node_modules/${file} ${CMAKE_BINARY_DIR}/python/krait_docs/${file} SYMBOLIC)
  endif()
endforeach()
