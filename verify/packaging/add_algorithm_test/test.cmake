# One header and one line in the list make an algorithm appear everywhere.
add_test(NAME add_algorithm
  COMMAND ${CMAKE_COMMAND}
    -D tree=${PROJECT_SOURCE_DIR}
    -D copy=${CMAKE_BINARY_DIR}/add_algorithm
    -P ${CMAKE_CURRENT_LIST_DIR}/add_roll_call.cmake
)
set_tests_properties(add_algorithm PROPERTIES LABELS packaging PROCESSORS 2 TIMEOUT 1800)
only_in_full_suite(TESTS add_algorithm)
