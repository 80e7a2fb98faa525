# What is installed is found, compiled without a warning and used, by either compiler.
set(prefix ${CMAKE_BINARY_DIR}/consumer/prefix)
add_test(NAME consumer_installs
  COMMAND ${CMAKE_COMMAND} --install ${CMAKE_BINARY_DIR} --prefix ${prefix})
set_tests_properties(consumer_installs PROPERTIES FIXTURES_SETUP installed)

foreach(compiler IN ITEMS g++ clang++-19)
  add_test(NAME consumer_${compiler}
    COMMAND ${CMAKE_CTEST_COMMAND}
      --build-and-test ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_BINARY_DIR}/consumer/${compiler}
      --build-generator ${CMAKE_GENERATOR}
      --build-options
        -DCMAKE_CXX_COMPILER=${compiler}
        -DCMAKE_PREFIX_PATH=${prefix}
      --test-command consumer
  )
  set_tests_properties(consumer_${compiler} PROPERTIES FIXTURES_REQUIRED installed)
endforeach()
