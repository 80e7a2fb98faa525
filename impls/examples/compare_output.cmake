# cmake -D program=FILE -D expected=FILE -P compare_output.cmake: the program has to end with 0, and to
# print what the other file holds.
execute_process(COMMAND ${program} RESULT_VARIABLE result OUTPUT_VARIABLE output)
file(READ ${expected} text)
if(NOT result EQUAL 0 OR NOT output STREQUAL text)
  message(FATAL_ERROR "${program} ended with ${result}.\nIt had to print:\n${text}\nIt printed:\n${output}")
endif()
