# One header and one word make an algorithm appear everywhere.
add_test(NAME sixth_algorithm
  COMMAND ${CMAKE_COMMAND}
    -D tree=${PROJECT_SOURCE_DIR}
    -D copy=${CMAKE_BINARY_DIR}/sixth
    -P ${CMAKE_CURRENT_LIST_DIR}/appears.cmake
)
set_tests_properties(sixth_algorithm PROPERTIES LABELS sixth PROCESSORS 2 TIMEOUT 600)
