# Holds the table of operations of the machine against that of the model.
#
#   cmake -D native=... -D model=... -P same_operations.cmake
execute_process(COMMAND ${native} OUTPUT_VARIABLE on_the_machine COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${model} --operations OUTPUT_VARIABLE in_the_model
  COMMAND_ERROR_IS_FATAL ANY)
message("${on_the_machine}")
if(on_the_machine STREQUAL "" OR NOT on_the_machine STREQUAL in_the_model)
  message(FATAL_ERROR "in the model it is another table:\n${in_the_model}")
endif()
