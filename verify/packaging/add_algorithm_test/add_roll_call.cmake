# Adds one header and one word to a copy of the tree, and looks for the word in the model, the
# native tests, the benchmark and the list.
#
#   cmake -D tree=... -D copy=... -P add_roll_call.cmake
set(word roll_call)
set(build ${copy}/build/bench)

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${copy} COMMAND_ECHO STDOUT
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The copy.
file(REMOVE_RECURSE ${copy})
file(MAKE_DIRECTORY ${copy})
execute_process(
  COMMAND git -c safe.directory=${tree} ls-files -z --cached --others --exclude-standard
  COMMAND xargs -0 cp --parents --target-directory ${copy}
  WORKING_DIRECTORY ${tree} COMMAND_ERROR_IS_FATAL ANY)

# The one header, and the one word.
file(COPY ${CMAKE_CURRENT_LIST_DIR}/${word}.hpp DESTINATION ${copy}/impls/barriers)
file(READ ${copy}/impls/CMakeLists.txt list)
string(REPLACE "set(BARRIERS_ALGORITHMS\n" "set(BARRIERS_ALGORITHMS\n  ${word}\n" list "${list}")
file(WRITE ${copy}/impls/CMakeLists.txt "${list}")

# Built as the list wants it, but quickly: what is looked for is the word, not its speed.
run(${CMAKE_COMMAND} --preset release -B ${build} -DBARRIERS_MODEL=ON
  "-DCMAKE_CXX_FLAGS_RELEASE=-O0 -DNDEBUG")
run(${CMAKE_COMMAND} --build ${build} --target model_${word} stress_${word}_parked barriers_bench)

# The model passes, as far as it gets at once; and so do the native tests.
run(${build}/verify/model/model_${word} --team 2 3 --search random --executions 300)
run(${CMAKE_CTEST_COMMAND} --test-dir ${build} --tests-regex "^stress_${word}_parked$" --no-tests=error
  --output-on-failure)

# The benchmark measures it.
run(${build}/bench/barriers_bench --words ${word} --cell_ms 20)

# It describes it, as an algorithm: what it describes is what `scripts/barriers list` prints.
execute_process(COMMAND ${build}/bench/barriers_bench --describe
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(JSON rows LENGTH "${listed}")
math(EXPR last "${rows} - 1")
foreach(row RANGE ${last})
  string(JSON listed_word GET "${listed}" ${row} word)
  string(JSON kind GET "${listed}" ${row} kind)
  if(listed_word STREQUAL word AND kind STREQUAL "algorithm")
    file(REMOVE_RECURSE ${copy})
    return()
  endif()
endforeach()
message(FATAL_ERROR "${word} is not among the algorithms described:\n${listed}")
