// The desk begins anew with what the network decides, whenever that comes.
#include "kiosk/desk/settings_watch.h"

#include "content/base/file.h"
#include "content/base/network_settings.h"
#include "content/base/provisioned.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;

TEST_CASE("settings that come while the desk is starting are seen as those that come later") {
    tests::TemporaryFolder folder;
    LoadedSettings loaded;
    loaded.settings.state = folder.path();
    const desk::SettingsWatch watch(loaded.settings);
    add_provisioned(loaded);
    CHECK(!watch.changed());
    CHECK(keep_network_settings(*loaded.own, "[voice]\nvolume_percent = 40\n").empty());
    CHECK(watch.changed()); // the first time it is asked, the desk has long read its settings
    const desk::SettingsWatch next(loaded.settings);
    CHECK(!next.changed());
    std::filesystem::remove(network_settings_file(loaded.settings));
    CHECK(next.changed());
}
