#include "kiosk/store/salvage.h"

#include "content/base/bytes.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox_rows.h"
#include "kiosk/store/salvage_reading.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <map>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

// The file as `aside` of the connection: a copy of it, because reading may have to roll back what was under
// way, and the file is evidence. Where there is no room for a copy, the file itself.
class Attached {
public:
    Attached(Database& store, const fs::path& aside) : m_store(store), m_copy(aside.string() + ".reading") {
        remove();
        std::error_code no_room;
        fs::copy_file(aside, m_copy, no_room);
        if (!no_room && fs::exists(journal_of(aside)))
            fs::copy_file(journal_of(aside), journal_of(m_copy), no_room);
        if (no_room)
            remove();
        m_store.run("ATTACH ? AS aside", (no_room ? aside : m_copy).string());
    }
    ~Attached() {
        try {
            m_store.run("DETACH aside");
        } catch (const StoreError& e) {
            spdlog::error("store: {}", e.what());
        }
        remove();
    }
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;

private:
    static fs::path journal_of(const fs::path& file) { return file.string() + "-journal"; }
    void remove() const {
        std::error_code ignored;
        fs::remove(m_copy, ignored);
        fs::remove(journal_of(m_copy), ignored);
    }
    Database& m_store;
    fs::path m_copy;
};

struct OldEvent {
    std::string id, type, bytes, chain;
    int64_t wall_ms = 0;
    bool over = false; // acknowledged, or its bytes are erased
    bool sealed = false;
};
using OldEvents = std::map<std::pair<int64_t, int64_t>, OldEvent>; // by epoch and seq

// Stores of before did not mark what is sealed.
constexpr int64_t schema_with_sealed = 8;

bool read_events(Database& store, OldEvents& events) {
    const bool marked = store.integer("PRAGMA aside.user_version").value_or(0) >= schema_with_sealed;
    const std::string forward = fmt::format("SELECT row, epoch, seq, id, type, bytes, chain, wall_ms, state "
                                            "= 'acknowledged' OR length(bytes) = 0, {} "
                                            "FROM aside.outbox NOT INDEXED ORDER BY row",
                                            marked ? "sealed" : "type = 'org.accanto.contact.given.v1'");
    return from_both_ends(store, forward.c_str(), (forward + " DESC").c_str(), [&](Query& row) {
        const bool over = row.boolean(8);
        events[{row.integer(1), row.integer(2)}] = {row.text(3),   row.text(4),    over ? "" : row.text(5),
                                                    row.text(6),   row.integer(7), over,
                                                    row.boolean(9)};
        return row.integer(0);
    });
}

// Up to which seq the hub holds the epoch's events: rows of these may be gone. 0 when that cannot be read.
int64_t held_by_hub(Database& store, int64_t epoch) {
    try {
        return store.integer("SELECT acknowledged_through FROM aside.outbox_head WHERE epoch = ?", epoch)
            .value_or(0);
    } catch (const StoreError&) {
        return 0;
    }
}

// The event says of itself what its row says, and its bytes are the next link of the chain.
bool fits(Database& store, const OldEvents& events, const OldEvents::value_type& one, const Json& said) {
    const auto& [place, event] = one;
    const auto& [epoch, seq] = place;
    const auto says = [&](const char* key, const Json& value) {
        const auto found = said.find(key);
        return found != said.end() && *found == value;
    };
    if (!says("epoch", epoch) || !says("seq", seq) || !says("id", event.id) || !says("type", event.type))
        return false;
    const auto before = events.find({epoch, seq - 1});
    if (before == events.end() && seq > 1)
        return seq - 1 <= held_by_hub(store, epoch);
    const std::string chain = seq == 1 ? std::string(32, '\0') : before->second.chain;
    return event.chain == view(sha256(chain, event.bytes));
}

void bring_events(Database& store, Salvaged& salvaged) {
    OldEvents events;
    salvaged.whole = read_events(store, events) && salvaged.whole;
    std::vector<std::pair<const OldEvent*, Json>> wanted;
    for (const auto& one : events) {
        const OldEvent& event = one.second;
        if (event.over || store.integer("SELECT 1 FROM main.outbox WHERE id = ?", event.id))
            continue;
        Json said = Json::parse(event.bytes, nullptr, false);
        if (fits(store, events, one, said))
            wanted.emplace_back(&event, std::move(said));
        else
            ++salvaged.doubtful;
    }
    const int64_t epoch = stored_number(stored_value(store, "epoch"));
    const bool brought = attempt(store, [&] {
        for (auto& [event, said] : wanted) {
            const OutboxHead head = outbox_head(store, epoch);
            said["epoch"] = epoch;
            said["seq"] = head.last_seq + 1;
            add_outbox_row(store, epoch, head,
                           {event->id, event->type, said.dump(), event->wall_ms, event->sealed});
        }
    });
    salvaged.events = brought ? int64_t(wanted.size()) : 0;
    salvaged.whole = salvaged.whole && brought;
}

void tell(const Salvaged& salvaged, const fs::path& aside) {
    spdlog::warn("store: brought over from {}: {} events not yet sent, {} tickets of today, {} bookings",
                 aside.string(), salvaged.events, salvaged.tickets, salvaged.bookings);
    if (salvaged.doubtful > 0)
        spdlog::error("store: {} events in {} do not fit their hash and were left there", salvaged.doubtful,
                      aside.string());
    if (!salvaged.whole)
        spdlog::error("store: parts of {} cannot be read; times booked may be given again, numbers are not (given_numbers.h)",
                      aside.string());
}

} // namespace

Salvaged salvage(Database& store, const fs::path& aside, const Clock& clock) {
    try {
        const Attached attached(store, aside);
        Salvaged salvaged;
        bring_events(store, salvaged);
        const SalvagedTickets tickets = salvage_tickets(store, clock);
        salvaged.tickets = tickets.brought;
        const SalvagedBookings bookings = salvage_bookings(store);
        salvaged.bookings = bookings.brought;
        salvaged.whole = salvaged.whole && tickets.whole && bookings.whole;
        tell(salvaged, aside);
        return salvaged;
    } catch (const StoreError& e) {
        if (e.trouble() == StoreTrouble::disk_full)
            throw;
        spdlog::error("store: {} cannot be read: {}", aside.string(), e.what());
        Salvaged nothing;
        nothing.whole = false;
        return nothing;
    }
}

} // namespace accanto::store
