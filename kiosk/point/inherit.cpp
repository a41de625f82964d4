#include "kiosk/point/inherit.h"

#include "kiosk/point/booking_rows.h"
#include "kiosk/point/event.h"
#include "kiosk/point/fields.h"
#include "kiosk/point/shared_booking.h"
#include "kiosk/store/take_over.h"

#include <spdlog/spdlog.h>

#include <limits>

namespace accanto::point {

using store::InheritedBooking;
using store::Store;

namespace {

constexpr size_t state_count = size_t(BookingState::cancelled) + 1;

// As if another kiosk of the point said it, with a seat of this one's lease. A course is as it is known here.
struct Word {
    SharedBooking shared;
    int64_t heard = 0; // what the hub's word rests on
};
std::optional<Word> word_of(Store& store, const std::string& said) {
    constexpr int64_t most = std::numeric_limits<int32_t>::max();
    const auto json = nlohmann::ordered_json::parse(said, nullptr, false);
    Fields in(json);
    Word word;
    SharedBooking& out = word.shared;
    Booking& b = out.booking;
    b.id = in.text("id", 8, 64);
    b.code = in.text("code", code_length, code_length);
    b.state = BookingState(in.one_of("state", words_of<BookingState, state_count>()));
    b.ticket = in.text("ticket", 0, 64);
    b.language = in.text("language", 0, 8);
    b.for_other = in.flag("for_other");
    b.has_contact = in.flag("has_contact");
    out.version = in.whole("version", 0, most);
    word.heard = in.whole("heard", 0, most);
    b.course = in.added_text("course", 64);
    if (b.is_course()) {
        out.course = find_course(store, b.course);
        in.spoil_unless(out.course.has_value());
    } else {
        b.day = in.text("day", 10, 10);
        b.from_minute = int(in.whole("from_minute", 0, 1439));
        b.minutes = int(in.whole("minutes", 0, 1440));
        b.topic = in.text("topic", 0, 64);
        in.spoil_unless(is_date(b.day));
    }
    in.spoil_unless(can_be(b));
    return in.good() ? std::optional(std::move(word)) : std::nullopt;
}

bool holds_seat(const Booking& b) {
    return b.lease.empty() && (b.state == BookingState::booked || b.state == BookingState::missed ||
                               b.state == BookingState::arrived);
}

// How it stands here then; nothing when it cannot be taken.
std::optional<Booking> take_over(Store& store, const Settings& settings, SharedBooking said,
                                 const std::string& taken) {
    const auto known = booking_of_id(store, said.booking.id);
    if (known && !taken.empty()) {
        const auto before = word_of(store, taken);
        if (!before || !stands_as(store, before->shared))
            return known; // changed here since, or by another kiosk of the point: that is the later word
    }
    if (store.db().integer("SELECT 1 FROM erasure WHERE id = ?", said.booking.id))
        said.booking.has_contact = false;
    const auto now = merge_booking(store, settings, said);
    if (const auto* why = std::get_if<std::string>(&now)) {
        spdlog::error("a booking of the kiosk before cannot be taken over: {}", *why);
        return std::nullopt;
    }
    const Booking& b = std::get<SharedBooking>(now).booking;
    store.db().run("UPDATE booking SET untold = 'yes' WHERE id = ?", b.id);
    return b;
}

} // namespace

void inherit_bookings(Store& store, const Settings& settings) {
    int taken = 0;
    store.transaction([&] {
        taken = 0;
        for (const InheritedBooking& one : open_inherited(store)) {
            const auto said = word_of(store, one.said);
            if (!said)
                spdlog::error("what the hub says of a booking of the kiosk before cannot be understood");
            if (const auto now = said ? take_over(store, settings, said->shared, one.taken) : std::nullopt) {
                nlohmann::ordered_json data = booking_fields(*now);
                data["holds_seat"] = holds_seat(*now);
                data["heard"] = said->heard;
                tell(store, event_name(*now, "inherited"), data);
                ++taken;
            }
            inherited_taken(store, one);
        }
    });
    if (taken > 0)
        spdlog::info("{} bookings of the kiosk whose place this one took are here now", taken);
}

} // namespace accanto::point
