# cmake -D... -P foreign_object.cmake: makes OBJECT of SOURCE by COMPILER with FLAGS, including from ROOT.
#
# With ISOLATE, the archive LIBRARY is linked into the object, and only symbols of the pattern ISOLATE
# stay global: a C++ run-time in the archive would else take the place of ours.
separate_arguments(flags UNIX_COMMAND "${FLAGS}")
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run(${COMPILER} ${flags} -Wall -Wextra -Wshadow -Wconversion -Werror -I${ROOT}
  -MD -MT ${OBJECT} -MF ${OBJECT}.d -c ${SOURCE} -o ${OBJECT})
if(ISOLATE)
  run(${LINKER} -r --force-group-allocation -o ${OBJECT}.linked ${OBJECT} ${LIBRARY})
  run(${OBJCOPY} --wildcard --keep-global-symbol=${ISOLATE} ${OBJECT}.linked ${OBJECT})
endif()
