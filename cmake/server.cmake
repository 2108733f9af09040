# The event loop with an answer of fixed bytes: what bench/server measures as the floor.
if(NOT KRAIT_FUZZ)
  add_executable(net_plaintext EXCLUDE_FROM_ALL bench/server/net_plaintext.c)
  link_rooms(net_plaintext bench/server/net_plaintext.c)
endif()
