# micronas_add_model(TARGET FILE) makes the interface library TARGET of the model that the micronas.yaml FILE describes: the generated sources, the runtime and the
# board's layer, compiled into what links it. MICRONAS_BOARD is a board's name, or "host" (default).
#
# `dotnet micronas` runs when the yaml, a data file or a generated file changed, and decides by content what is to be done; dependencies come back in a depfile.
# The same file is the script of that step.

if(CMAKE_SCRIPT_MODE_FILE)
    execute_process(COMMAND ${MICRONAS_TOOL} build "${MICRONAS_FILE}" --output "${MICRONAS_OUTPUT}" ${MICRONAS_OPTIONS} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "micronas ended with exit code ${result}; the lines above say why.")
    endif()
    # Every input in make's notation, in which a blank is escaped.
    file(STRINGS "${MICRONAS_OUTPUT}/inputs.txt" inputs ENCODING UTF-8)
    string(REPLACE " " "\\ " target "${MICRONAS_STAMP}")
    set(text "${target}:")
    foreach(input IN LISTS inputs)
        string(REPLACE " " "\\ " input "${input}")
        string(APPEND text " \\\n  ${input}")
    endforeach()
    file(WRITE "${MICRONAS_OUTPUT}/inputs.d" "${text}\n")
    file(TOUCH "${MICRONAS_STAMP}")
    return()
endif()

set(MICRONAS_TOOL dotnet;micronas CACHE STRING "The command that runs the tool MicroNas.Tool")
set(MICRONAS_OPTIONS "" CACHE STRING "Further options of `dotnet micronas build`, such as --cache;FOLDER")
set(MICRONAS_BOARD host CACHE STRING "The board that the firmware is built for, or host")
set(_micronas_script "${CMAKE_CURRENT_LIST_FILE}")

function(_micronas_describe)
    execute_process(COMMAND ${MICRONAS_TOOL} sources --board "${MICRONAS_BOARD}" --json
        WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" OUTPUT_VARIABLE json ERROR_VARIABLE error RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "'${MICRONAS_TOOL}' does not run (${error}). Run 'dotnet tool restore' in ${CMAKE_CURRENT_SOURCE_DIR} first.")
    endif()
    foreach(name IN ITEMS sources includes compilerOptions linkerOptions)
        set(values "")
        string(JSON count LENGTH "${json}" ${name})
        if(count GREATER 0)
            math(EXPR last "${count} - 1")
            foreach(index RANGE ${last})
                string(JSON value GET "${json}" ${name} ${index})
                list(APPEND values "${value}")
            endforeach()
        endif()
        set(micronas_${name} "${values}" PARENT_SCOPE)
    endforeach()
endfunction()

function(micronas_add_model target file)
    get_filename_component(file "${file}" ABSOLUTE)
    file(STRINGS "${file}" line REGEX "^model:" LIMIT_COUNT 1)
    string(REGEX REPLACE "^model:[ \t]*([A-Za-z0-9_]+).*" "\\1" name "${line}")
    if(NOT name)
        message(FATAL_ERROR "${file} does not begin a line with 'model: NAME'.")
    endif()
    # Another name makes other files.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")

    set(output "${CMAKE_CURRENT_BINARY_DIR}/micronas/${name}")
    set(stamp "${output}/build.stamp")
    set(generated "${output}/${name}_model.c" "${output}/${name}_golden.c" "${output}/${name}_tflite.c"
        "${output}/${name}_model.h" "${output}/${name}_info.h" "${output}/${name}_golden.h" "${output}/${name}_tflite.h" "${output}/model.tflite")
    add_custom_command(OUTPUT "${stamp}" BYPRODUCTS ${generated}
        COMMAND "${CMAKE_COMMAND}" "-DMICRONAS_TOOL=${MICRONAS_TOOL}" "-DMICRONAS_OPTIONS=${MICRONAS_OPTIONS}" "-DMICRONAS_FILE=${file}"
            "-DMICRONAS_OUTPUT=${output}" "-DMICRONAS_STAMP=${stamp}" -P "${_micronas_script}"
        DEPENDS "${file}" DEPFILE "${output}/inputs.d"
        WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
        COMMENT "Making the model ${name}" VERBATIM USES_TERMINAL)
    add_custom_target(${target}_generate DEPENDS "${stamp}")

    _micronas_describe()
    set_source_files_properties(${generated} PROPERTIES GENERATED TRUE)
    # Compiled into the program itself: startup code and interrupt vectors in an archive would be referenced by no symbol.
    add_library(${target} INTERFACE)
    add_dependencies(${target} ${target}_generate)
    target_sources(${target} INTERFACE ${generated} ${micronas_sources})
    target_include_directories(${target} INTERFACE "${output}" ${micronas_includes})
    target_compile_options(${target} INTERFACE ${micronas_compilerOptions})
    target_link_options(${target} INTERFACE ${micronas_compilerOptions} ${micronas_linkerOptions})
endfunction()
