# Two checkers, check_relacy and check_rc11: one driver, two engines, and a translation unit for each
# algorithm of the list. They are apart because each replaces operator new.
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
include(${CMAKE_CURRENT_LIST_DIR}/wrong/list.cmake)
set(folder ${CMAKE_CURRENT_LIST_DIR})

add_library(mutation_table STATIC mutation/operation.cpp mutation/table.cpp)
target_link_libraries(mutation_table PUBLIC barriers::barriers barriers_strict)

add_library(check_driver STATIC
  driver/command_line.cpp driver/effort.cpp driver/engine.cpp driver/report.cpp driver/run.cpp
  driver/self_test.cpp driver/wrong.cpp
  mutation/command.cpp mutation/equivalents.cpp mutation/kill_matrix.cpp mutation/kill_search.cpp
  mutation/mutation.cpp mutation/self_test.cpp
  wrong/known_faults.cpp)
target_link_libraries(check_driver
  PUBLIC mutation_table CLI11::CLI11 nlohmann_json::nlohmann_json)
target_compile_definitions(check_driver PRIVATE BARRIERS_TREE="${PROJECT_SOURCE_DIR}")

add_subdirectory(relacy)
add_subdirectory(rc11)

# What is checked beside the algorithms, each with scenarios of its own.
set(own_subjects cyclic)

# generate_checker(ENGINE): check_<ENGINE>, from the lists of algorithms and of wrong barriers.
function(generate_checker engine)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated/${engine})
  set(declarations "")
  set(calls "")
  set(sources "")
  foreach(algorithm IN LISTS BARRIERS_ALGORITHMS)
    configure_file(${folder}/driver/subject.cpp.in ${generated}/${algorithm}.cpp @ONLY)
    list(APPEND sources ${generated}/${algorithm}.cpp)
    string(APPEND declarations "subject subject_${algorithm}();\n")
    string(APPEND calls "subject_${algorithm}(), ")
  endforeach()
  foreach(own IN LISTS own_subjects)
    configure_file(${folder}/driver/${own}.cpp.in ${generated}/${own}.cpp @ONLY)
    list(APPEND sources ${generated}/${own}.cpp)
    string(APPEND declarations "subject subject_${own}();\n")
    string(APPEND calls "subject_${own}(), ")
  endforeach()
  list(TRANSFORM BARRIERS_WRONG REPLACE "(.+)" "#include <verify/wrong/\\1.hpp>" OUTPUT_VARIABLE includes)
  list(JOIN includes "\n" includes)
  list(TRANSFORM BARRIERS_WRONG REPLACE "(.+)" "wrong_barrier_of<backend, wrong::\\1>(\"\\1\")"
    OUTPUT_VARIABLE rows)
  list(JOIN rows ",\n          " rows)
  foreach(source IN ITEMS main.cpp subjects.cpp wrong_barriers.cpp)
    configure_file(${folder}/driver/${source}.in ${generated}/${source} @ONLY)
    list(APPEND sources ${generated}/${source})
  endforeach()
  add_executable(check_${engine} ${folder}/${engine}/canaries.cpp ${sources})
  target_link_libraries(check_${engine} PRIVATE check_driver ${engine}_engine)
endfunction()

# add_check(ENGINE NAME COMMAND...): a test of check_<ENGINE>. Those with an effort are quick in the
# short suite, and have their usual depth under the label `full`.
function(add_check engine name)
  add_test(NAME ${engine}_${name} COMMAND check_${engine} ${ARGN})
  set_tests_properties(${engine}_${name} PROPERTIES LABELS short)
endfunction()
function(add_check_of_effort engine name)
  add_check(${engine} ${name} ${ARGN} --effort short)
  add_test(NAME ${engine}_${name}_full COMMAND check_${engine} ${ARGN})
  set_tests_properties(${engine}_${name}_full PROPERTIES TIMEOUT 1800)
  only_in_full_suite(TESTS ${engine}_${name}_full)
endfunction()

foreach(engine IN ITEMS relacy rc11)
  generate_checker(${engine})
  add_check(${engine} self_test self-test)
  foreach(barrier IN LISTS BARRIERS_ALGORITHMS own_subjects ITEMS parking)
    add_check_of_effort(${engine} run_${barrier} run ${barrier})
    add_check_of_effort(${engine} mutants_${barrier} mutants ${barrier})
  endforeach()
endforeach()
add_check(relacy wrong wrong --traces ${folder}/wrong/traces)
add_check(rc11 wrong wrong)

# The checkers and the machine make the same operations, at the same places, with the same orders.
add_executable(native_operations mutation/native_operations.cpp)
target_link_libraries(native_operations PRIVATE mutation_table)
foreach(engine IN ITEMS relacy rc11)
  add_test(NAME ${engine}_operations
    COMMAND ${CMAKE_COMMAND}
      -D native=$<TARGET_FILE:native_operations>
      -D checker=$<TARGET_FILE:check_${engine}>
      -P ${folder}/mutation/same_operations.cmake)
  set_tests_properties(${engine}_operations PROPERTIES LABELS short)
endforeach()

# The graph of a failure is valid input for dot.
set(graph ${CMAKE_CURRENT_BINARY_DIR}/hoisted_release_fence)
add_test(NAME rc11_graphviz COMMAND check_rc11 wrong hoisted_release_fence --graphviz ${graph}.dot)
add_test(NAME rc11_is_drawn COMMAND dot -Tsvg -o ${graph}.svg ${graph}.dot)
set_tests_properties(rc11_graphviz PROPERTIES FIXTURES_SETUP graph LABELS short)
set_tests_properties(rc11_is_drawn PROPERTIES FIXTURES_REQUIRED graph LABELS short)
