# SPDX-License-Identifier: Apache-2.0
# libyanshu, shared or static (BUILD_SHARED_LIBS): all rooms behind the one public header.

if(BUILD_SHARED_LIBS)
  # What needs the large libraries is a module beside the library, with a copy of what it uses of the rest.
  add_library(yanshu_module_rest STATIC EXCLUDE_FROM_ALL $<TARGET_OBJECTS:yanshu_objects>)
  add_library(yanshu_module_ends OBJECT "${PROJECT_SOURCE_DIR}/src/late/forward.c" "${PROJECT_SOURCE_DIR}/src/late/table.c")
  target_include_directories(yanshu_module_ends PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_definitions(yanshu_module_ends PRIVATE _GNU_SOURCE)
  target_link_libraries(yanshu_module_ends PRIVATE Yanshu::dependencies)
  add_library(yanshu $<TARGET_OBJECTS:yanshu_objects>
                     $<FILTER:$<TARGET_OBJECTS:yanshu_module_ends>,INCLUDE,/late/forward\\.c>)
  add_library(yanshu_late MODULE $<TARGET_OBJECTS:yanshu_late_objects>
                                 $<FILTER:$<TARGET_OBJECTS:yanshu_module_ends>,INCLUDE,/late/table\\.c>)
  set_target_properties(
    yanshu_late
    PROPERTIES PREFIX ""
               OUTPUT_NAME yanshu-late
               LINKER_LANGUAGE C
               LIBRARY_OUTPUT_DIRECTORY "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/yanshu")
  target_link_libraries(yanshu_late PRIVATE yanshu_module_rest Yanshu::dependencies)
  target_link_options(yanshu_late PRIVATE -Wl,--exclude-libs,ALL)
  add_dependencies(yanshu yanshu_late)
else()
  add_library(yanshu $<TARGET_OBJECTS:yanshu_objects> $<TARGET_OBJECTS:yanshu_late_objects>)
endif()
add_library(Yanshu::yanshu ALIAS yanshu)
set_target_properties(
  yanshu
  PROPERTIES VERSION ${PROJECT_VERSION}
             SOVERSION ${PROJECT_VERSION_MAJOR}
             LINKER_LANGUAGE C)
target_include_directories(
  yanshu INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
if(BUILD_SHARED_LIBS)
  target_link_libraries(yanshu PRIVATE $<BUILD_INTERFACE:yanshu_early_dependencies>)
  if(NOT YANSHU_SANITIZE AND NOT YANSHU_FUZZ)
    target_link_options(yanshu PRIVATE -Wl,-z,defs)
    target_link_options(yanshu_late PRIVATE -Wl,-z,defs)
  endif()
else()
  target_link_libraries(yanshu PRIVATE $<BUILD_INTERFACE:Yanshu::dependencies>)
  target_compile_definitions(yanshu INTERFACE YANSHU_STATIC)
  # In an installed package these targets come from yanshu-config.cmake.
  foreach(module IN LISTS YANSHU_PKGCONFIG_MODULES)
    string(MAKE_C_IDENTIFIER "PkgConfig::YANSHU_${module}" target)
    string(REPLACE "PkgConfig__" "PkgConfig::" target "${target}")
    target_link_libraries(yanshu INTERFACE "$<INSTALL_INTERFACE:${target}>")
  endforeach()
  target_link_libraries(yanshu INTERFACE "$<INSTALL_INTERFACE:m>")
endif()
if(TARGET yanshu_lexicon_data)
  # Whoever builds the library wants to run it.
  add_dependencies(yanshu yanshu_lexicon_data yanshu_rules_data)
endif()
