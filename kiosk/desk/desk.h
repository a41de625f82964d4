#pragma once
// The mentor's page, the public display and what they ask for: a request in, an answer out.

#include "content/base/settings.h"
#include "kiosk/desk/asked.h"
#include "kiosk/desk/feed.h"
#include "kiosk/desk/guests.h"
#include "kiosk/desk/http.h"
#include "kiosk/desk/keeper.h"
#include "kiosk/desk/pages.h"
#include "kiosk/desk/sessions.h"
#include "kiosk/desk/speaker.h"
#include "kiosk/desk/texts.h"
#include "kiosk/point/queue.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace accanto::desk {

struct DeskSetup {
    Settings settings;
    std::filesystem::path data;     // data_dir()
    std::filesystem::path pages;    // pages_dir()
    bool secure = false;            // reached over TLS
    std::filesystem::path voice;    // accanto-voice; empty: the display only chimes
    std::vector<std::string> names; // further host names it may be called by
};

// Any thread.
class Desk {
public:
    static constexpr int most_streams = 100;

    // Opens the store, reads the pages and the words, starts to watch the store. Throws Error.
    Desk(DeskSetup setup, const Clock& clock);
    ~Desk();

    // Never throws: what fails inside becomes a problem (RFC 9457) in the reader's language.
    Reply answer(const Request& request);

    // Ends all streams. answer() refuses new ones from now on.
    void close();

    Sessions& sessions() { return m_sessions; }

private:
    // What is known about one request before its own work begins.
    struct Visit {
        const Request& request;
        std::string language;
        std::string cookie; // of the session, or of the visitor who has none
        std::optional<Session> session;
    };

    Visit visit(const Request& request);
    std::optional<Reply> refused(const Visit& visit) const;
    Reply route(const Visit& visit);

    // Pages (desk_pages.cpp)
    Reply home(const Visit& visit);
    Reply sign_in_page(const Visit& visit);
    Reply desk_page(const Visit& visit);
    Reply change_language(const Visit& visit) const;
    Reply file(const Visit& visit, const File* found) const;
    // `title`: key of the page's title.
    Reply page(const Visit& visit, const std::string& name, const std::string& title,
               std::map<std::string, std::string> values) const;

    // The public display (desk_display.cpp)
    std::string display_language(const Visit& visit) const;
    Reply display_page(const Visit& visit);
    Reply spoken_call(const Visit& visit, const std::string& name);

    // What the pages ask (desk_api.cpp)
    Reply api(const Visit& visit);
    Reply api_get(const Visit& visit);
    Reply sign_in(const Visit& visit);
    Reply sign_out(const Visit& visit);
    Reply set_presence(const Visit& visit);
    Reply heartbeat(const Visit& visit);

    // Tickets (desk_tickets.cpp)
    static point::DeskUser user_of(const Visit& visit);
    Reply call_next(const Visit& visit);
    Reply changed(const Visit& visit, const std::string& done);
    Reply booking_arrives(const Visit& visit, const std::string& code);
    Reply ticket_action(const Visit& visit, const std::string& id, const std::string& action);
    Reply reprint(const Visit& visit, const std::string& id);
    bool is_mentor(const std::string& id);

    // The place (desk_staff.cpp)
    Reply close_kiosk(const Visit& visit);
    Reply open_kiosk(const Visit& visit);
    Reply set_cleaning(const Visit& visit);
    Reply paper_changed(const Visit& visit);
    Reply want_colleague(const Visit& visit);
    Reply end_colleague(const Visit& visit);
    Reply go_to_colleague(const Visit& visit);
    Reply set_credential(const Visit& visit);

    // Streams and snapshots (desk_streams.cpp)
    std::string desk_state(const std::string& language, const Session& session);
    std::string display_state(const std::string& language);
    std::string cached(const std::string& key, const std::function<std::string(store::Store&)>& make);
    Reply stream(const Visit& visit, const std::function<std::optional<std::string>()>& state);
    void watch_store();
    bool bring_safe_numbers();

    // The problem `code` with its sentence in the visitor's language.
    Reply failed(const Visit& visit, int status, const std::string& code,
                 const content::Arguments& arguments = {}) const;
    // The same by the key of its sentence ("record.missing_topic"), which names the problem too.
    Reply told(const Visit& visit, int status, const std::string& key,
               const content::Arguments& arguments = {}) const;
    // What a page asked for that does not fit, with 422.
    Reply told(const Visit& visit, const Wrong& wrong) const;
    // Runs `work` with the store, and tells the open pages that something changed.
    void change(const std::function<void(store::Store&)>& work);

    std::string cookie_name(const char* name) const;
    std::string set_cookie(const std::string& name, const std::string& value, bool ends) const;

    struct Snapshot {
        int64_t version = 0, made_mono_ms = 0;
        std::string json;
    };

    const DeskSetup m_setup;
    const Clock& m_clock;
    const Texts m_texts;
    const Pages m_pages;
    Speaker m_speaker;
    StoreKeeper m_keeper;
    Sessions m_sessions;
    Throttle m_throttle;
    Feed m_feed;
    Guests m_guests;
    std::atomic<int> m_streams = 0;
    std::mutex m_snapshots_mutex;
    std::map<std::string, Snapshot> m_snapshots;
    const int m_closing_fd; // readable once close() was called: wakes the watcher
    int64_t m_safe_look_ms = 0; // of the watcher
    std::thread m_watcher;
};

} // namespace accanto::desk
