# Compares the operations that the algorithms make on the machine with those under a checker.
#
#   cmake -D native=... -D checker=... -P same_operations.cmake
execute_process(COMMAND ${native} OUTPUT_VARIABLE on_the_machine COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n[a-z_]+\n" barriers "\n${on_the_machine}")
set(under_the_checker "")
foreach(barrier IN LISTS barriers)
  string(STRIP "${barrier}" barrier)
  execute_process(COMMAND ${checker} mutants ${barrier} --operations --effort short
    OUTPUT_VARIABLE operations COMMAND_ERROR_IS_FATAL ANY)
  string(APPEND under_the_checker "${operations}")
endforeach()
message("${on_the_machine}")
if(on_the_machine STREQUAL "" OR NOT on_the_machine STREQUAL under_the_checker)
  message(FATAL_ERROR "under the checker they are different:\n${under_the_checker}")
endif()
