# The event loop with an answer of fixed bytes: what bench/server measures as the floor.
if(NOT KRAIT_FUZZ)
  add_executable(net_plaintext EXCLUDE_FROM_ALL bench/server/net_plaintext.c)
  link_rooms(net_plaintext bench/server/net_plaintext.c)
  add_executable(paced_load EXCLUDE_FROM_ALL bench/server/paced_load.c)
  link_rooms(paced_load bench/server/paced_load.c)
  add_executable(queue_bench EXCLUDE_FROM_ALL bench/server/queue_bench.c)
  link_rooms(queue_bench bench/server/queue_bench.c)
endif()

# permessage-deflate of WebSockets, where zlib is there.
find_package(ZLIB QUIET)
if(TARGET room_server_net AND ZLIB_FOUND)
  target_compile_definitions(room_server_net PRIVATE KRAIT_ZLIB)
  target_link_libraries(room_server_net PUBLIC ZLIB::ZLIB)
else()
  message(STATUS "WebSockets are not compressed: no zlib")
endif()

# build/python/_krait_server.*.so, for the python3 on PATH.
if(ipc_python AND EXISTS ${ipc_python_include}/Python.h AND TARGET room_server_net AND NOT KRAIT_SANITIZE)
  file(GLOB pyhost_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/server/pyhost/*.c
       ${CMAKE_SOURCE_DIR}/src/server/pyapi/*.c)
  add_library(server_core MODULE ${pyhost_sources})
  target_include_directories(server_core SYSTEM PRIVATE ${ipc_python_include})
  target_compile_options(server_core PRIVATE -Wno-pedantic -fvisibility=hidden)
  target_link_libraries(server_core PRIVATE $<TARGET_NAME_IF_EXISTS:room_server_app>
                        room_server_net room_server_http room_os room_base pthread)
  set_target_properties(server_core PROPERTIES PREFIX "" OUTPUT_NAME _krait_server SUFFIX ${ipc_python_suffix}
                        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/python)
endif()
