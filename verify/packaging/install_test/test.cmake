# What is installed, or fetched, is found, compiled without a warning and used, by either compiler.
set(prefix ${CMAKE_BINARY_DIR}/install_test/prefix)
add_test(NAME install_test_installs
  COMMAND ${CMAKE_COMMAND} --install ${CMAKE_BINARY_DIR} --prefix ${prefix})
set_tests_properties(install_test_installs PROPERTIES FIXTURES_SETUP installed)

foreach(compiler IN ITEMS g++ clang++-19)
  add_test(NAME install_test_${compiler}
    COMMAND ${CMAKE_CTEST_COMMAND}
      --build-and-test ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_BINARY_DIR}/install_test/${compiler}
      --build-generator ${CMAKE_GENERATOR}
      --build-options
        -DCMAKE_CXX_COMPILER=${compiler}
        -DCMAKE_PREFIX_PATH=${prefix}
      --test-command install_test
  )
  set_tests_properties(install_test_${compiler} PROPERTIES FIXTURES_REQUIRED installed)
endforeach()

add_test(NAME install_test_without_checkers
  COMMAND find ${prefix} ( -name "relacy*" -o -name "rc11*" -o -name native.hpp ))
set_tests_properties(install_test_without_checkers PROPERTIES FIXTURES_REQUIRED installed
  PASS_REGULAR_EXPRESSION native.hpp FAIL_REGULAR_EXPRESSION "relacy|rc11")

# A project that fetches the library installs what is its own.
set(fetching ${CMAKE_BINARY_DIR}/install_test/fetching)
add_test(NAME install_test_fetches
  COMMAND ${CMAKE_CTEST_COMMAND}
    --build-and-test ${CMAKE_CURRENT_LIST_DIR} ${fetching}
    --build-generator ${CMAKE_GENERATOR}
    --build-options -DBARRIERS_SOURCE=${PROJECT_SOURCE_DIR} -DCMAKE_INSTALL_PREFIX=${fetching}/prefix
    --build-target install
    --test-command find ${fetching}/prefix -type f
)
set_tests_properties(install_test_fetches PROPERTIES
  PASS_REGULAR_EXPRESSION "prefix/bin/install_test" FAIL_REGULAR_EXPRESSION "prefix/include")
