#pragma once
// Brings what the hub wants this kiosk to have: asks for the wish, fetches packs part by part, checks and installs them (sync/README.md,
// "What a kiosk is to have"). The kiosk sees installed packs by itself (kiosk/app/new_content.cpp).

#include "content/library/install.h"
#include "kiosk/store/arrivals.h"
#include "kiosk/store/hub_orders.h"
#include "sync/agent/content_plan.h"
#include "sync/agent/download.h"

#include <map>

namespace accanto::agent {

struct PullPlace {
    std::filesystem::path state;        // folder of the store
    std::filesystem::path content_key;  // content_key_file(): without a key nothing is fetched
    std::string zone;                   // IANA, of the point
    int64_t leave_bytes = 64 << 20;     // so much of the disk stays free
};

struct PullStep {
    enum class Next {
        go_on,   // there is more to do, after a rest as long as this took: others use the line too
        idle,    // all is as the hub wants it, or nothing can be done about it now (look_again_ms)
        wait     // the road or the hub is in the way: back off, then the same again
    } next = Next::idle;
    std::string reason;                 // of wait, for the log
    std::optional<int> retry_after_s;   // of wait
    int64_t took_ms = 0;                // of go_on
    int64_t look_again_ms = 0;          // of idle: when there is something to try again; 0: nothing
};

// Belongs to one thread.
class Puller {
public:
    // All outlive this. Reads the wish that was kept, if any. Throws Error when it cannot be read.
    Puller(store::Store& store, HubTalk& talk, const Clock& clock, PullPlace place);

    // The hub's wish has this tag now, as an answer to a batch told.
    void hear(const std::string& tag) { m_told = tag; }
    const std::string& tag() const { return m_tag; }   // of the wish that is kept; empty: none

    // One question, one part of a pack or one installation. Throws Error when disk or store fail.
    PullStep step();

private:
    struct SetAside {
        std::string reason;
        int64_t until_ms = 0;   // monotonic
    };

    PullStep learn();
    void keep(const std::string& tag, const std::string& document);
    void keep_orders();
    PullStep work(const wire::DesiredPack& pack, const ContentTask& task);
    PullStep get(const wire::DesiredPack& pack);
    PullStep fetch(const wire::DesiredPack& pack, const WantedBytes& wanted);
    PullStep finished(const wire::DesiredPack& pack, const content::OrRefused<content::Installed>& done);
    PullStep set_aside(const wire::DesiredPack& pack, std::string reason, int64_t for_ms);
    const SetAside* is_set_aside(const wire::DesiredPack& pack) const;
    void note();

    // The folder of what is installed, ours while this lives, with the publisher's list believed.
    struct Opened {
        content::PackKeeper keeper;
        content::Catalogue list;
    };
    content::OrRefused<Opened> open_with_list(const wire::DesiredPack& pack);
    content::OrRefused<content::Trust> trust() const;
    content::SignedCatalogue catalogue_of(const wire::DesiredPack& pack) const;
    std::optional<content::Refused> check_listing(const wire::DesiredPack& pack);
    content::OrRefused<content::Installed> install(const wire::DesiredPack& pack);
    std::filesystem::path content() const;

    store::Store& m_store;
    HubTalk& m_talk;
    const Clock& m_clock;
    PullPlace m_place;
    Download m_download;
    std::string m_told, m_tag;
    wire::Desired m_wish;
    std::map<std::pair<std::string, int>, SetAside> m_aside;   // by pack and version
    std::map<std::string, int> m_wrong;                        // by SHA-256: how often it came and was not what was wanted
    std::string m_listed;                                      // SHA-256 of the pack whose list was checked last
};

} // namespace accanto::agent
