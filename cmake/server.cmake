# The event loop with an answer of fixed bytes: what bench/server measures as the floor.
if(NOT KRAIT_FUZZ)
  add_executable(net_plaintext EXCLUDE_FROM_ALL bench/server/net_plaintext.c)
  link_rooms(net_plaintext bench/server/net_plaintext.c)
endif()

# permessage-deflate of WebSockets, where zlib is there.
find_package(ZLIB QUIET)
if(TARGET room_server_net AND ZLIB_FOUND)
  target_compile_definitions(room_server_net PRIVATE KRAIT_ZLIB)
  target_link_libraries(room_server_net PUBLIC ZLIB::ZLIB)
else()
  message(STATUS "WebSockets are not compressed: no zlib")
endif()
