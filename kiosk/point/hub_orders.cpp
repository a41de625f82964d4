#include "kiosk/point/hub_orders.h"

#include "content/base/network_settings.h"
#include "content/library/schedule_file.h"
#include "kiosk/point/event.h"
#include "kiosk/point/inherit.h"
#include "kiosk/point/schedule.h"
#include "kiosk/store/hub_orders.h"
#include "kiosk/store/named_values.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <stdexcept>

namespace accanto::point {

namespace {

// The seats of the point become those that are leased to this kiosk.
Schedule leased(Schedule schedule, const nlohmann::json& leases, const std::string& letter) {
    const auto seats = [&](const std::string& unit) {
        const auto at = leases.find(unit);
        return at != leases.end() && at->is_number_integer() ? at->get<int>() : 0;
    };
    schedule.kiosk = letter;
    for (Schedule::Slot& slot : schedule.slots)
        slot.seats =
            seats(fmt::format("{} {:02}:{:02}", slot.day, slot.from_minute / 60, slot.from_minute % 60));
    for (Schedule::Course& course : schedule.courses)
        course.seats = seats(course.id);
    return schedule;
}

// Why not, or "".
std::string take_schedule(store::Store& store, const Settings& settings, const store::HubOrder& order) {
    const auto tree = nlohmann::json::parse(order.text, nullptr, false);
    if (!tree.is_object() || !tree.contains("text") || !tree["text"].is_string() ||
        !tree.contains("leases") || !tree["leases"].is_object())
        return "the hub's schedule cannot be understood: is it newer than this kiosk?";
    std::vector<content::Problem> problems;
    const Schedule schedule =
        content::read_point_schedule(tree["text"].get<std::string>(), "schedule", problems);
    if (!problems.empty())
        return fmt::format("line {}: {}", problems.front().line, problems.front().message);
    try {
        import_schedule(store, settings, leased(schedule, tree["leases"], settings.kiosk.letter));
        return "";
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
}

std::string take_settings(const Settings& own, const store::HubOrder& order) {
    const auto problems = keep_network_settings(own, order.text);
    return problems.empty() ? "" : problems.front().text();
}

// Within transaction().
void tell_taken(store::Store& store, const store::HubOrder& order, const std::string& problem) {
    store::order_taken(store, order);
    tell(store, "order.taken",
         {{"kiosk", store.value("kiosk_id").value_or("")},
          {"what", order.what},
          {"version", order.version},
          {"problem", problem}});
}

// That a telephone number was left with a booking, what a mentor noted of a ticket, and sealed words on their
// way. The booking and the number in the line stay what they are.
void erase(store::Store& store, const store::Erasure& erasure) {
    store.transaction([&] {
        store.db().run("UPDATE booking SET has_contact = 0 WHERE id = ?", erasure.id);
        store::inherited_erased(store, erasure.id);
        store.db().run("UPDATE service SET note = '' WHERE ticket = ?", erasure.id);
        store::erase_told(store, erasure);
        store::erasure_done(store, erasure.id);
        tell(store, "erasure.done",
             {{"kiosk", store.value("kiosk_id").value_or("")},
              {"id", erasure.id},
              {"visit", erasure.visit},
              {"life", store::stored_number(store.value("epoch"))}});
    });
}

} // namespace

bool carry_out_hub_orders(store::Store& store, const Settings& settings, const Settings& own) {
    const store::OpenOrders open = store::open_orders(store);
    bool anew = false;
    for (const store::Erasure& one : open.erasures)
        erase(store, one);
    inherit_bookings(store, settings); // before there are seats that count them
    for (const store::HubOrder& one : open.orders) {
        // Done twice after a cut in between, which changes nothing.
        const std::string why =
            one.what == "schedule" ? take_schedule(store, settings, one) : take_settings(own, one);
        store.transaction([&] { tell_taken(store, one, why); });
        if (why.empty())
            spdlog::info("the hub's {} {} taken into use", one.what, one.version);
        else
            spdlog::warn("the hub's {} {} cannot be used: {}", one.what, one.version, why);
        anew = anew || (why.empty() && one.what == "settings");
    }
    if (!open.orders.empty())
        inherit_bookings(store, settings); // in courses that were not known
    return anew;
}

} // namespace accanto::point
