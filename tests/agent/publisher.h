#pragma once
// A publisher beside a hub and its kiosk: makes packs, brings them to the hub, and pulls them at the kiosk.

#include "sync/agent/puller.h"
#include "sync/hub/publish.h"
#include "tests/agent/world.h"
#include "tests/library/station.h"

#include <set>

namespace accanto::test {

namespace maker = content::maker;

inline std::string sha_of(const std::string& bytes) { return to_hex(view(sha256(bytes))); }

// So long that it comes in several parts, however well it is packed.
inline std::string long_pack(int version, size_t bytes) {
    auto files = maker::good_files("Version " + std::to_string(version));
    files["audio/es/intro.ogg"] = "OggS" + random_bytes(bytes);
    return maker::good_pack(version, files);
}

class Publisher {
public:
    explicit Publisher(World& world) : m_world(world) {
        write_file_durably(key_file(), station.key().public_key().pem());
    }

    maker::Station station;
    std::filesystem::path key_file() const { return station / "content.pub"; }

    hub::SignedList bring_list() {
        auto list = std::get<content::SignedCatalogue>(content::read_signed_catalogue(station.catalogue()));
        return {bring(list.text), list.signature};
    }
    std::string bring(const std::string& bytes) {
        auto& publishing = m_world.hub().storage().publishing();
        for (int64_t at = 0; at < int64_t(bytes.size()); at += hub::piece_bytes)
            publishing.add_piece(sha_of(bytes), at, std::string_view(bytes).substr(size_t(at), size_t(hub::piece_bytes)));
        return sha_of(bytes);
    }
    hub::Release publish(int version, const hub::Audience& audience, const std::string& bytes, const std::function<void(content::Catalogue&)>& change = {}) {
        station.publish(bytes, version, change);
        const auto list = bring_list();
        return hub::publish(m_world.hub().storage(), bring(bytes), list, audience, m_world.clock.wall_ms(), "Europe/Madrid");
    }
    hub::Release publish(int version, const hub::Audience& audience = {.everyone = true}) {
        return publish(version, audience, maker::good_pack(version, maker::good_files("Version " + std::to_string(version))));
    }
    void take_back() { hub::take_back(m_world.hub().storage(), "sample-pack"); }

private:
    World& m_world;
};

// The pulling side of the world's kiosk, or of another that is enrolled there.
class PullingKiosk {
public:
    PullingKiosk(World& world, const Publisher& publisher) : m_world(world), m_publisher(publisher) { restart(); }

    int64_t leave_bytes = 0;
    // As after kill -9.
    void restart() {
        talk = std::make_unique<agent::HubTalk>(m_world.road, *m_world.identity, m_world.clock, *m_world.outbox);
        puller = std::make_unique<agent::Puller>(*m_world.store, *talk, m_world.clock,
                                                 agent::PullPlace{m_world.kiosk_folder.path, m_publisher.key_file(), "Europe/Madrid", leave_bytes});
    }
    // Pushes, hears what is wanted, and pulls until there is nothing to do; waits are passed over, `most` of them.
    void sync(int most = 20) {
        const agent::Step step = m_world.drain();
        REQUIRE(step.next == agent::Step::Next::drained);
        puller->hear(step.desired);
        pull(most);
    }
    agent::PullStep pull(int most = 20) {
        for (;;) {
            const agent::PullStep step = puller->step();
            if (step.next == agent::PullStep::Next::idle || (step.next == agent::PullStep::Next::wait && --most < 0))
                return step;
        }
    }
    std::filesystem::path content() const { return content::installed_content(m_world.kiosk_folder.path); }
    int shown() const {
        const auto installed = content::installed_packs(content());
        return installed.packs.empty() ? 0 : installed.packs.front().record.current;
    }
    std::string set_aside() const {
        for (const store::Arrival& one : store::read_arrivals(*m_world.store))
            if (one.state == "set_aside")
                return one.reason;
        return "";
    }
    int requests_of(const std::string& path) const {
        return int(std::count_if(m_world.road.paths.begin(), m_world.road.paths.end(), [&](const std::string& one) { return one.starts_with(path); }));
    }

    std::unique_ptr<agent::HubTalk> talk;
    std::unique_ptr<agent::Puller> puller;

private:
    World& m_world;
    const Publisher& m_publisher;
};

} // namespace accanto::test
