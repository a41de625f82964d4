#pragma once
// What the technician's screen holds while somebody is signed in to it, or tries to. A part of the Visit: whatever ends it erases it.

#include "kiosk/doctor/night.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/arrivals.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/stick_errand.h"
#include "kiosk/store/wishes.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace accanto::app {

// Of a bank card (ISO/IEC 7810, ID-1): everybody has something so large.
inline constexpr double card_w_mm = 85.60, card_h_mm = 53.98;
constexpr size_t touch_targets = 9;

// What a look at everything has found.
struct Examination {
    std::vector<doctor::Finding> findings;
    std::optional<doctor::Night> night;
};

struct TechnicianVisit {
    enum class Asks { pin, response, new_pin, new_pin_again } asks = Asks::pin;
    bool inside = false;                    // signed in
    bool setup_is_begun = false;            // and not finished
    std::string digits, first_pin;          // typed; private
    std::string said;                       // key of the words: what came of the last thing done; "": nothing to say
    content::Arguments said_of;
    std::string kiosk, challenge;           // for the telephone; "" where no hub could answer

    std::optional<std::vector<doctor::Finding>> findings;   // nothing: still being looked for
    std::optional<doctor::Night> night;
    std::array<bool, touch_targets> touched{};
    double card_px = 0;                     // width of the drawn card
    std::optional<store::NetworkReport> network;
    int64_t network_asked = 0, network_asked_ms = 0;        // the wish that is awaited, and since when
    struct Waiting {
        int64_t pending = 0, parked = 0, oldest_h = 0, people = 0;
    };
    std::optional<Waiting> waiting;
    struct Pack {
        std::string id;
        int64_t version = 0;
    };
    std::vector<Pack> packs;
    std::vector<store::Arrival> arrivals;                   // on their way from the hub, or not to be had now
    std::optional<doctor::Finding> contents;                // nothing: still being looked for
    struct Stick {
        store::StickErrand errand = store::StickErrand::logs;
        int64_t since_ms = 0;                               // monotonic: asked for, and once it was heard, heard
        bool heard = false;                                 // somebody has begun with it
    };
    std::optional<Stick> stick;                             // at work
    struct Mentor {
        enum class May { sign_in, wait, not_sign_in } may = May::sign_in;   // wait: a quarter of an hour, after wrong PINs
        std::string id, name;
    };
    std::optional<std::vector<Mentor>> mentors;             // nothing: still being read
    Mentor mentor;                                          // whose page is open; without an id it is one to be added
    std::string made_pin;                                   // of theirs, shown until its page is left; private

    void wipe();                            // overwrites what was typed
    void forget_pin();                      // that was typed or made
};

// What a technician may wish for from the menu, in its order.
enum class TechnicianWish { status, mentors, network, printer, touch, screen, sound, sync_now, queue, stick, contents, languages, cleaning, restart, set_up };
inline constexpr std::array technician_wishes = {TechnicianWish::status, TechnicianWish::mentors, TechnicianWish::network, TechnicianWish::printer, TechnicianWish::touch, TechnicianWish::screen, TechnicianWish::sound,
                                                 TechnicianWish::sync_now, TechnicianWish::queue, TechnicianWish::stick, TechnicianWish::contents, TechnicianWish::languages, TechnicianWish::cleaning, TechnicianWish::restart, TechnicianWish::set_up};
// What a technician may do for a mentor, from the list or from a page of one.
enum class MentorWish { add, open, use_name, new_pin, make_pin, print_pin, end_pin, ask_away, take_away, let_in };
// "sync_now": in ids, words and the audit.
inline const char* to_text(TechnicianWish wish) {
    static constexpr const char* names[] = {"status", "mentors", "network", "printer", "touch", "screen", "sound", "sync_now", "queue", "stick", "contents", "languages", "cleaning", "restart", "set_up"};
    return names[size_t(wish)];
}

} // namespace accanto::app
