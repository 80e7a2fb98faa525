# Adds one header and one line to a copy of the tree, and looks for the algorithm in both checkers, the
# stress tests, the benchmark and the list. The other lines of the list go, to save their compilation.
#
#   cmake -D tree=... -D copy=... -P add_roll_call.cmake
set(algorithm roll_call)
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

# The one header, and the one line.
file(COPY ${CMAKE_CURRENT_LIST_DIR}/${algorithm}.hpp DESTINATION ${copy}/impls/barriers)
file(READ ${copy}/impls/CMakeLists.txt list)
string(REGEX REPLACE "(set\\(BARRIERS_ALGORITHMS)\n[^)]*\\)" "\\1\n  ${algorithm}\n)" list "${list}")
file(WRITE ${copy}/impls/CMakeLists.txt "${list}")

# Built as the list wants it, but quickly: what is looked for is the algorithm, not its speed.
run(${CMAKE_COMMAND} --preset release -B ${build} -DBARRIERS_MODEL=ON
  "-DCMAKE_CXX_FLAGS_RELEASE=-O0 -DNDEBUG")
run(${CMAKE_COMMAND} --build ${build} --target check_relacy check_rc11
  stress_${algorithm}_parked barriers_bench)

# The checkers pass it, as far as they get at once; and so do the stress tests.
run(${build}/verify/check_rc11 run ${algorithm} --team 2 --phases 2)
run(${build}/verify/check_relacy run ${algorithm} --team 2,3 --search random --executions 300)
run(${CMAKE_CTEST_COMMAND} --test-dir ${build} --tests-regex "^stress_${algorithm}_parked$" --no-tests=error
  --output-on-failure)

# The benchmark measures it.
run(${build}/bench/barriers_bench --cell-ms=20 --benchmark_filter=^${algorithm}/spin/.*/compact/)

# It describes it, as an algorithm: what it describes is what `scripts/barriers list` prints.
execute_process(COMMAND ${build}/bench/barriers_bench --describe
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(JSON rows LENGTH "${listed}" barriers)
math(EXPR last "${rows} - 1")
foreach(row RANGE ${last})
  string(JSON listed_algorithm GET "${listed}" barriers ${row} barrier)
  string(JSON kind GET "${listed}" barriers ${row} kind)
  if("${listed_algorithm}/${kind}" STREQUAL "${algorithm}/algorithm")
    file(REMOVE_RECURSE ${copy})
    return()
  endif()
endforeach()
message(FATAL_ERROR "${algorithm} is not among the algorithms described:\n${listed}")
