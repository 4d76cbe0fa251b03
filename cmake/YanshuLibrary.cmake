# SPDX-License-Identifier: Apache-2.0
# libyanshu, shared or static (BUILD_SHARED_LIBS): all rooms behind the one public header.

add_library(yanshu $<TARGET_OBJECTS:yanshu_objects>)
add_library(Yanshu::yanshu ALIAS yanshu)
set_target_properties(
  yanshu
  PROPERTIES VERSION ${PROJECT_VERSION}
             SOVERSION ${PROJECT_VERSION_MAJOR}
             LINKER_LANGUAGE C)
target_include_directories(
  yanshu INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
target_link_libraries(yanshu PRIVATE $<BUILD_INTERFACE:Yanshu::dependencies>)
if(BUILD_SHARED_LIBS)
  if(NOT YANSHU_SANITIZE AND NOT YANSHU_FUZZ)
    target_link_options(yanshu PRIVATE -Wl,-z,defs)
  endif()
else()
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
