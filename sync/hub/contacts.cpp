#include "sync/hub/contacts.h"

#include "sync/hub/event_data.h"
#include "sync/hub/hub.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::hub {

namespace {

const std::vector<std::string> sealed_types = {
    "org.accanto.contact.given.v1", "org.accanto.community.suggested.v1", "org.accanto.community.joined.v1"};
const std::vector<std::string> with_bookings = {
    "org.accanto.contact.given.v1",     "org.accanto.community.suggested.v1",
    "org.accanto.community.joined.v1",  "org.accanto.appointment.booked.v1",
    "org.accanto.appointment.moved.v1", "org.accanto.course.booked.v1"};

bool has_sealed(const StoredEvent& event) {
    const auto tree = nlohmann::json::parse(event.bytes, nullptr, false);
    return tree.is_object() && tree.contains("data") && !text_in(tree["data"], "sealed").empty();
}

void each(Storage& storage, const OfPoints& points, const std::vector<std::string>& types,
          const std::function<bool(const StoredEvent&)>& take) {
    if (!points)
        return storage.each_event({"", types}, take);
    for (const std::string& point : *points)
        storage.each_event({point, types}, take);
}

} // namespace

int64_t count_sealed(Storage& storage, const OfPoints& points) {
    int64_t out = 0;
    each(storage, points, sealed_types, [&](const StoredEvent& event) {
        out += has_sealed(event);
        return true;
    });
    return out;
}

void each_sealed_line(Storage& storage, const OfPoints& points,
                      const std::function<bool(std::string_view)>& write) {
    each(storage, points, with_bookings,
         [&](const StoredEvent& event) { return write(event_line(event, Sealed::in_full)); });
}

std::string about_taken(int64_t count, const std::string& organisation) {
    return organisation.empty() ? std::to_string(count) : fmt::format("{} ({})", count, organisation);
}

} // namespace accanto::hub
