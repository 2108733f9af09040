# The JavaScript beside the wasm modules in build/web/, each bundled into one file by esbuild:
#
#   krait.js         the loader of pages             krait-node.mjs, krait-batch.mjs    units under node
#   krait-js.js      its part for programs that call JavaScript
#   krait-errors.js  its part for error messages
#   krait-dev.js     the page's part of krait dev
#   krait-app.js     the loader of programs with views
#   krait-packages.js  its part for scripts that run in Pyodide
#   playground/      the playground
#   krait-lib/, krait-python/      library modules in Python: ours, and the standard library of this machine's python3
set(ESBUILD ${CMAKE_SOURCE_DIR}/node_modules/.bin/esbuild)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/*.js ${CMAKE_SOURCE_DIR}/web/*.mjs)
set(web_outputs "")

# web_bundle(SOURCE OUTPUT OPTIONS…): every source counts as read, for there are few.
function(web_bundle source output)
  if(NOT EXISTS ${CMAKE_SOURCE_DIR}/web/${source})
    return()
  endif()
  set(bundle ${CMAKE_BINARY_DIR}/web/${output})
  add_custom_command(
    OUTPUT ${bundle}
    COMMAND ${ESBUILD} ${CMAKE_SOURCE_DIR}/web/${source} --bundle --log-level=warning --charset=utf8 ${ARGN}
            --outfile=${bundle}
    DEPENDS ${web_sources} COMMENT "${output}" VERBATIM)
  set(web_outputs ${web_outputs} ${bundle} PARENT_SCOPE)
endfunction()

set(web_page --format=iife --minify --target=es2022)
web_bundle(loader/page.js krait.js ${web_page})
web_bundle(ui/app.js krait-app.js ${web_page})
web_bundle(loader/errors.js krait-errors.js --format=esm --minify --target=es2022)
web_bundle(loader/packages.js krait-packages.js --format=esm --minify --target=es2022)
web_bundle(dev/client.js krait-dev.js ${web_page})
web_bundle(bridge/bridge.js krait-js.js --format=esm --minify --target=es2022)
web_bundle(node/run.mjs krait-node.mjs --format=esm --platform=node --minify-whitespace)
web_bundle(node/batch.mjs krait-batch.mjs --format=esm --platform=node --minify-whitespace)
web_bundle(playground/main.js playground/main.js ${web_page})
web_bundle(playground/worker.js playground/worker.js ${web_page})
foreach(file index.html style.css)
  if(EXISTS ${CMAKE_SOURCE_DIR}/web/playground/${file})
    set(copy ${CMAKE_BINARY_DIR}/web/playground/${file})
    add_custom_command(OUTPUT ${copy} COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/web/playground/${file} ${copy}
                       DEPENDS ${CMAKE_SOURCE_DIR}/web/playground/${file} VERBATIM)
    list(APPEND web_outputs ${copy})
  endif()
endforeach()
file(GLOB_RECURSE library_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/*.py)
set(library_index ${CMAKE_BINARY_DIR}/web/krait-lib/index.txt)
add_custom_command(
  OUTPUT ${library_index}
  COMMAND ${KRAIT_PYTHON} ${CMAKE_SOURCE_DIR}/cmake/web_library.py ${CMAKE_SOURCE_DIR}/lib ${CMAKE_BINARY_DIR}/web
  DEPENDS ${library_sources} ${CMAKE_SOURCE_DIR}/cmake/web_library.py COMMENT "krait-lib, krait-python" VERBATIM)
add_custom_target(krait_web ALL DEPENDS ${web_outputs} ${library_index})
