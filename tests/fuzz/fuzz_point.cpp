// What one kiosk of a point says to another, as it comes from the network: to the one with the desk, and to
// its guest. The first character says who hears it and what it pretends to be.
#include "kiosk/point/guest.h"
#include "kiosk/point/host.h"
#include "kiosk/point/queue.h"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

using namespace accanto;

namespace {

constexpr int64_t monday_morning = 1'795'426'500'000;
constexpr int tries_with_one_store = 2'000;

struct Kiosk {
    explicit Kiosk(const char* letter) {
        std::string name = "/dev/shm/accanto-fuzz-point-XXXXXX";
        folder = mkdtemp(name.data());
        settings.kiosk.letter = letter;
        settings.point.time_zone = "Europe/Madrid";
        store = store::Store::open(folder, clock);
    }
    ~Kiosk() {
        store.reset();
        std::filesystem::remove_all(folder);
    }
    Kiosk(const Kiosk&) = delete;

    void look() { (void)point::waiting(*store, settings); }

    std::filesystem::path folder;
    ManualClock clock{monday_morning, 1'000'000};
    Settings settings;
    std::unique_ptr<store::Store> store;
};

struct Point {
    Point() { guest.settings.host.address = "http://192.0.2.1:8460"; }
    Kiosk host{"B"}, guest{"C"};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static std::unique_ptr<Point> point;
    static int tries = 0;
    if (!point || ++tries % tries_with_one_store == 0) {
        spdlog::set_level(spdlog::level::off);
        point = std::make_unique<Point>();
    }
    if (size == 0)
        return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    Kiosk &host = point->host, &guest = point->guest;
    switch (data[0] % 4) {
    case 0:
        if (const auto receipt = point::hear_guest(*host.store, host.settings, "C", body))
            ACCANTO_ASSERT(point::hear_receipt(*guest.store, guest.settings, *receipt));
        break;
    case 1:
        point::hear_receipt(*guest.store, guest.settings, body);
        break;
    case 2:
        point::hear_news(*guest.store, guest.settings, body);
        break;
    case 3:
        if (const auto news = point::host_news(*host.store, host.settings, "C", body))
            ACCANTO_ASSERT(point::hear_news(*guest.store, guest.settings, news->body) !=
                           point::Heard::not_understood);
        break;
    }
    host.look();
    guest.look();
    return 0;
}
