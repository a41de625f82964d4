# Three Debian packages, made by deploy/package: accanto-kiosk (the screen, the desk and the connection of a point),
# accanto-hub (the central server), accanto-common (content, pictures and the command, for both).

set(units lib/systemd/system)
set(systemd ${CMAKE_SOURCE_DIR}/deploy/systemd)
set(lockdown ${CMAKE_SOURCE_DIR}/deploy/lockdown)
install(FILES ${systemd}/accanto-kiosk.service ${systemd}/accanto-desk.service ${systemd}/accanto-sync.service
              ${systemd}/accanto-lockdown.service ${systemd}/accanto-recover.service
              ${systemd}/accanto-night.service ${systemd}/accanto-night.timer
              ${systemd}/accanto-stick.service ${systemd}/accanto-stick.path
              ${systemd}/accanto-fetch.service ${systemd}/accanto-fetch.timer ${systemd}/accanto-update.service ${systemd}/accanto-update.timer
              ${systemd}/accanto-keyboards.service ${systemd}/accanto-keyboards.path ${systemd}/accanto-udev.service
              ${systemd}/accanto-clock.service ${systemd}/accanto-clock.path
        DESTINATION ${units} COMPONENT kiosk)
install(FILES ${systemd}/accanto-hub.service ${systemd}/accanto-hub-backup.service ${systemd}/accanto-hub-backup.timer DESTINATION ${units} COMPONENT hub)
install(FILES ${systemd}/accanto-kiosk.sysusers DESTINATION lib/sysusers.d RENAME accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${systemd}/accanto-hub.sysusers DESTINATION lib/sysusers.d RENAME accanto-hub.conf COMPONENT hub)

# To be copied and changed: nothing of a web server's is touched by installing the hub.
install(FILES ${CMAKE_SOURCE_DIR}/deploy/nginx/accanto-hub.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/accanto-hub/nginx COMPONENT hub)

install(FILES ${systemd}/cage.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/accanto-kiosk COMPONENT kiosk)

# What a kiosk's machine may no longer do (deploy/README.md, "Lock-down").
install(FILES ${lockdown}/sysctl.conf DESTINATION lib/sysctl.d RENAME 60-accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${lockdown}/logind.conf DESTINATION lib/systemd/logind.conf.d RENAME accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${lockdown}/coredump.conf DESTINATION lib/systemd/coredump.conf.d RENAME accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${lockdown}/watchdog.conf DESTINATION lib/systemd/system.conf.d RENAME accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${lockdown}/modprobe.conf DESTINATION lib/modprobe.d RENAME accanto-kiosk.conf COMPONENT kiosk)
install(FILES ${lockdown}/udev.rules DESTINATION lib/udev/rules.d RENAME 70-accanto-kiosk.rules COMPONENT kiosk)
install(FILES ${lockdown}/keypads DESTINATION /etc/accanto COMPONENT kiosk)
install(PROGRAMS ${lockdown}/lock-down ${lockdown}/recover ${lockdown}/stick ${lockdown}/clock ${lockdown}/update DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/accanto COMPONENT kiosk)

foreach(package kiosk hub common)
  set(doc ${CMAKE_INSTALL_DATADIR}/doc/accanto-${package})
  install(FILES ${CMAKE_SOURCE_DIR}/deploy/debian/copyright DESTINATION ${doc} COMPONENT ${package})
  install(FILES ${CMAKE_SOURCE_DIR}/deploy/README.md DESTINATION ${doc} COMPONENT ${package})
  install(CODE "
    execute_process(COMMAND gzip -9 -n -c INPUT_FILE \"${CMAKE_SOURCE_DIR}/deploy/debian/changelog\"
                    OUTPUT_FILE \"${CMAKE_BINARY_DIR}/changelog.Debian.gz\" COMMAND_ERROR_IS_FATAL ANY)
    file(INSTALL \"${CMAKE_BINARY_DIR}/changelog.Debian.gz\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/share/doc/accanto-${package}\")"
    COMPONENT ${package})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_NAME accanto)
set(CPACK_PACKAGE_CONTACT "The Accanto maintainers <maintainers@accanto.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL kiosk hub common)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)

set(here ${CMAKE_SOURCE_DIR}/deploy/debian)
set(same "accanto-common (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME accanto-kiosk)
# Below the project's own line; each line is set in by CPack.
set(CPACK_DEBIAN_KIOSK_DESCRIPTION "Tutorials that people tap through, tickets for a mentor, the mentor's desk on
the point's own network, and the connection that brings what happened to the
hub.
.
Starts on the bare console of this machine, and locks it down: install it on
a machine that is to be a kiosk and nothing else.")
# Pango and librsvg are loaded when they are needed; EGL, GLES and Mesa's drivers by SDL's kmsdrm, which comes up on no console
# without them and whose package does not ask for them. The fonts and voices are data.
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS "${same}, libpangocairo-1.0-0, librsvg2-2, libegl1, libgles2, libgl1-mesa-dri, fonts-noto-core, espeak-ng-data, tzdata, systemd, adduser")
set(CPACK_DEBIAN_KIOSK_PACKAGE_RECOMMENDS "ca-certificates, systemd-timesyncd | time-daemon, kmod, udev, util-linux-extra")
set(CPACK_DEBIAN_KIOSK_PACKAGE_SUGGESTS "cups-daemon, cage")
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA ${here}/kiosk/postinst ${here}/kiosk/prerm ${here}/kiosk/postrm ${here}/kiosk/conffiles)

set(CPACK_DEBIAN_HUB_PACKAGE_NAME accanto-hub)
set(CPACK_DEBIAN_HUB_DESCRIPTION "The central server of a network: receives what happened at the points, signed
and once each, keeps it in one folder, and shows coordinators how their points
do.")
set(CPACK_DEBIAN_HUB_PACKAGE_DEPENDS "${same}, tzdata, systemd, adduser")
set(CPACK_DEBIAN_HUB_PACKAGE_SUGGESTS nginx)
set(CPACK_DEBIAN_HUB_PACKAGE_CONTROL_EXTRA ${here}/hub/postinst ${here}/hub/prerm ${here}/hub/postrm)

set(CPACK_DEBIAN_COMMON_PACKAGE_NAME accanto-common)
set(CPACK_DEBIAN_COMMON_DESCRIPTION "The words in seven languages, the tutorials, the pictures, and the command for
technicians and authors.")
include(CPack)
