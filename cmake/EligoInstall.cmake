# Installs the command, the libraries with their headers, the rules, and a package that others can find.
include(CMakePackageConfigHelpers)

set(ELIGO_LIBRARIES eligo_grammar eligo_patients eligo_engine eligo_rules)
install(TARGETS ${ELIGO_LIBRARIES} EXPORT eligoTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS eligo RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(folder IN ITEMS grammar patients engine)
  file(GLOB headers ${PROJECT_SOURCE_DIR}/${folder}/*.hpp)
  install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eligo/${folder})
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/rules/shipped_files.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eligo/rules)
install(FILES ${PROJECT_SOURCE_DIR}/eligo.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eligo)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules/vocabulary ${PROJECT_SOURCE_DIR}/rules/trials ${PROJECT_SOURCE_DIR}/rules/lexicon
  DESTINATION ${CMAKE_INSTALL_DATADIR}/eligo/rules FILES_MATCHING PATTERN "*.elig" PATTERN "*.lexicon")
install(FILES ${PROJECT_SOURCE_DIR}/rules/costs.csv DESTINATION ${CMAKE_INSTALL_DATADIR}/eligo/rules)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT eligoTargets NAMESPACE eligo:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/eligo)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/eligoConfig.cmake.in ${PROJECT_BINARY_DIR}/eligoConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/eligo)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/eligoConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/eligoConfig.cmake ${PROJECT_BINARY_DIR}/eligoConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/eligo)
