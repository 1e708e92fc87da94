# micronas_add_model(TARGET FILE) makes the interface library TARGET of the model that the micronas.yaml FILE describes: the generated sources, the runtime and the
# board's layer, compiled into what links it. MICRONAS_BOARD is a board's name, or "host" (default).
#
# `dotnet micronas` runs when the yaml, a data file or its folder, the lock file, the tool's version or a generated file changed, and decides by content what is to be
# done; dependencies come back in a depfile. Where the variable CI is true, it takes everything from the committed lock file (MICRONAS_MODE).
# The same file is the script of that step.

if(CMAKE_SCRIPT_MODE_FILE)
    cmake_minimum_required(VERSION 3.21)
    set(options ${MICRONAS_OPTIONS})
    string(TOLOWER "$ENV{CI}" ci)
    if(NOT "--locked" IN_LIST options AND NOT "--no-lock" IN_LIST options
        AND ("${MICRONAS_MODE}" STREQUAL "locked" OR ("${MICRONAS_MODE}" STREQUAL "" AND "${ci}" STREQUAL "true")))
        list(APPEND options --locked)
    endif()

    # The stamp has the time before the run. An input that is newer was edited meanwhile, or it is the lock file that the run writes itself: then another run,
    # which finds every result, begins after it.
    string(REGEX REPLACE "\\.[^./\\]*$" ".lock.json" lock "${MICRONAS_FILE}")
    set(before "${MICRONAS_STAMP}.before")
    file(MAKE_DIRECTORY "${MICRONAS_OUTPUT}")
    foreach(quiet IN ITEMS "" "OUTPUT_QUIET;ERROR_VARIABLE;error")
        file(TOUCH "${before}")
        execute_process(COMMAND ${MICRONAS_TOOL} build "${MICRONAS_FILE}" --output "${MICRONAS_OUTPUT}" ${options} RESULT_VARIABLE result ${quiet})
        if(NOT result EQUAL 0)
            message(FATAL_ERROR "${error}micronas ended with exit code ${result}; the lines above say why.")
        endif()
        if(NOT EXISTS "${lock}" OR NOT "${lock}" IS_NEWER_THAN "${before}")
            break()
        endif()
    endforeach()

    # Every input, and the folders of the data, whose time changes when a file is added. Not yet a list, which a bracket in a name would join.
    file(READ "${MICRONAS_OUTPUT}/inputs.txt" inputs)
    file(READ "${MICRONAS_OUTPUT}/data-folders.txt" folders)
    set(inputs "${inputs}${folders}")
    if("${inputs}" MATCHES "[^\n]*;[^\n]*")
        message(WARNING "CMake does not notice when '${CMAKE_MATCH_0}' changes: no build tool reads ';' in the name of a dependency. Rename it.")
        string(REGEX REPLACE "[^\n]*;[^\n]*\n" "" inputs "${inputs}")
    endif()
    string(STRIP "${inputs}" inputs)
    string(ASCII 1 opening)
    string(ASCII 2 closing)
    string(REPLACE "[" "${opening}" lines "${inputs}")
    string(REPLACE "]" "${closing}" lines "${lines}")
    string(REPLACE "\n" ";" lines "${lines}")
    set(edited "")
    foreach(line IN LISTS lines)
        string(REPLACE "${opening}" "[" line "${line}")
        string(REPLACE "${closing}" "]" line "${line}")
        if("${line}" IS_NEWER_THAN "${before}")
            set(edited "${line}")
            break()
        endif()
    endforeach()

    # In make's notation.
    set(text "${MICRONAS_TARGET}:\n${inputs}")
    if(CMAKE_HOST_WIN32)
        string(REPLACE "\\" "/" text "${text}")
    endif()
    string(REPLACE "$" "$$" text "${text}")
    string(REPLACE "#" "\\#" text "${text}")
    string(REPLACE " " "\\ " text "${text}")
    string(REPLACE "\n" " \\\n  " text "${text}")
    file(WRITE "${MICRONAS_OUTPUT}/inputs.d" "${text}\n")
    if(NOT "${edited}" STREQUAL "")
        # Ninja goes by the time at which it finds the outputs: only without the stamp is the next build sure to run this again.
        message(STATUS "${edited} changed while the model was made: the next build takes it into account.")
        file(REMOVE "${MICRONAS_STAMP}" "${before}")
    else()
        file(RENAME "${before}" "${MICRONAS_STAMP}")
    endif()
    return()
endif()

set(MICRONAS_TOOL dotnet;micronas CACHE STRING "The command that runs the tool MicroNas.Tool")
set(MICRONAS_MODE "" CACHE STRING "auto: search and train what is stale; locked: take everything from the lock file; empty: locked where the variable CI is true, else auto")
set_property(CACHE MICRONAS_MODE PROPERTY STRINGS "" auto locked)
set(MICRONAS_OPTIONS "" CACHE STRING "Further options of `dotnet micronas build`, such as --cache;FOLDER")
set(MICRONAS_BOARD host CACHE STRING "The board that the firmware is built for, or host")
set(_micronas_script "${CMAKE_CURRENT_LIST_FILE}")
if(NOT MICRONAS_MODE MATCHES "^(|auto|locked)$")
    message(FATAL_ERROR "MICRONAS_MODE is '${MICRONAS_MODE}'; it must be auto, locked or empty.")
endif()

# CMake takes ';' for the end of a path, and generates no file whose path has one of "#<>".
function(_micronas_check_path path what characters)
    if("${path}" MATCHES "[${characters}]")
        message(FATAL_ERROR "${what} cannot have '${CMAKE_MATCH_0}' in its path, which CMake does not handle there: '${path}'. Choose another folder.")
    endif()
endfunction()

# Every manifest that `dotnet` looks for the tool in.
function(_micronas_find_manifests variable)
    set(found "")
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
    set(last "")
    while(NOT "${folder}" STREQUAL "${last}")
        foreach(name IN ITEMS .config/dotnet-tools.json dotnet-tools.json)
            if(EXISTS "${folder}/${name}")
                list(APPEND found "${folder}/${name}")
            endif()
        endforeach()
        set(last "${folder}")
        get_filename_component(folder "${folder}" DIRECTORY)
    endwhile()
    set(${variable} "${found}" PARENT_SCOPE)
endfunction()

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
                _micronas_check_path("${value}" "A file of the tool" ";")
                list(APPEND values "${value}")
            endforeach()
        endif()
        set(micronas_${name} "${values}" PARENT_SCOPE)
    endforeach()
endfunction()

function(micronas_add_model target file)
    if(CMAKE_GENERATOR MATCHES "Makefiles")
        _micronas_check_path("${CMAKE_CURRENT_SOURCE_DIR}" "With '${CMAKE_GENERATOR}' (not with Ninja), the project's folder" "#")
    endif()
    _micronas_check_path("${CMAKE_CURRENT_SOURCE_DIR}" "The project's folder" ";")
    _micronas_check_path("${CMAKE_CURRENT_BINARY_DIR}" "The build's folder" ";#<>")
    _micronas_check_path("${file}" "The model's file" ";")
    get_filename_component(file "${file}" ABSOLUTE)
    file(STRINGS "${file}" line REGEX "^model:" LIMIT_COUNT 1)
    string(REGEX REPLACE "^model:[ \t]*([A-Za-z0-9_]+).*" "\\1" name "${line}")
    if(NOT name)
        message(FATAL_ERROR "${file} does not begin a line with 'model: NAME'.")
    endif()
    # Another name makes other files, and another version of the tool has other sources.
    _micronas_find_manifests(manifests)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}" ${manifests})

    set(output "${CMAKE_CURRENT_BINARY_DIR}/micronas/${name}")
    set(stamp "${output}/build.stamp")
    set(generated "${output}/${name}_model.c" "${output}/${name}_golden.c" "${output}/${name}_tflite.c"
        "${output}/${name}_model.h" "${output}/${name}_info.h" "${output}/${name}_golden.h" "${output}/${name}_tflite.h" "${output}/model.tflite")
    set(targetName "${stamp}")
    set(depfile "${output}/inputs.d")
    if(CMAKE_GENERATOR MATCHES "Ninja")
        # Read by ninja itself, which knows the files by these names: CMake would write it anew and lose how '#' and '$' are escaped.
        cmake_policy(SET CMP0116 OLD)
        file(RELATIVE_PATH depfile "${CMAKE_BINARY_DIR}" "${depfile}")
        file(RELATIVE_PATH targetName "${CMAKE_BINARY_DIR}" "${stamp}")
    endif()
    add_custom_command(OUTPUT "${stamp}" BYPRODUCTS ${generated}
        COMMAND "${CMAKE_COMMAND}" "-DMICRONAS_TOOL=${MICRONAS_TOOL}" "-DMICRONAS_MODE=${MICRONAS_MODE}" "-DMICRONAS_OPTIONS=${MICRONAS_OPTIONS}"
            "-DMICRONAS_FILE=${file}" "-DMICRONAS_OUTPUT=${output}" "-DMICRONAS_STAMP=${stamp}" "-DMICRONAS_TARGET=${targetName}" -P "${_micronas_script}"
        DEPENDS "${file}" ${manifests} DEPFILE "${depfile}"
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
