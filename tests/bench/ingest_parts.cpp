#include "tests/bench/ingest_parts.h"

#include "kiosk/store/outbox.h"
#include "sync/agent/batch.h"
#include "sync/agent/pusher.h"
#include "sync/hub/storage/storage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

namespace accanto::bench {

namespace fs = std::filesystem;

namespace {

// What curl adds to the fields that are ours: "User-Agent: accanto-sync/0.1.0" and "Accept: */*".
constexpr int64_t added_by_curl = 48;

} // namespace

double seconds_since(Steady::time_point began) {
    return std::chrono::duration<double>(Steady::now() - began).count();
}

Served::Served(const std::string& hub, const fs::path& where, const std::vector<std::string>& more) : data(where) {
    fs::create_directories(data);
    m_words = {hub, "serve", "--data", data.string()};
    m_words.insert(m_words.end(), more.begin(), more.end());
    rise();
}

void Served::die() {
    m_most_mib = most_memory_mib();
    program->end(SIGKILL);
}

void Served::rise() {
    fs::remove(data / "address");
    std::vector<std::string> words = m_words;
    words.insert(words.end(), {"--listen", address.authority.empty() ? "127.0.0.1:0" : address.authority});
    program = std::make_unique<Program>(std::move(words), data / "log");
    while (!fs::exists(data / "address"))
        if (program->ended())
            throw std::runtime_error(read_file(data / "log").value_or("the hub does not start"));
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::string text = "http://" + read_file(data / "address").value();
    text.pop_back();
    address = agent::parse_hub_address(text).value();
}

agent::Identity Served::enrolled(const std::string& hub, const fs::path& state, const std::string& kiosk,
                                 const std::string& point) const {
    Program made({hub, "code", "--data", data.string(), "--point", point, "--zone", "Europe/Madrid"}, state / "code");
    made.wait();
    const auto transport = agent::curl_transport(address);
    auto result = agent::enrol(state, address, read_file(state / "code").value_or("").substr(0, 8), kiosk, "",
                               SystemClock().wall_ms(), *transport);
    if (!result.identity)
        throw std::runtime_error(result.refusal);
    return std::move(*result.identity);
}

std::vector<std::pair<std::string, std::string>> invented_events(const std::string& hub,
                                                                 const fs::path& folder, size_t count) {
    const int days = int(count / 2500) + 3; // so many points have some 3,500 a day
    Program demo({hub, "demo", "--data", (folder / "demo").string(), "--points", std::to_string(kiosks), "--days",
                  std::to_string(days), "--until", "2026-10-31"},
                 folder / "demo.log");
    if (demo.wait() != 0)
        throw std::runtime_error(read_file(folder / "demo.log").value_or("no demonstration"));
    const auto stored = hub::open_sqlite_read_only(folder / "demo");
    std::vector<int64_t> moments;
    stored->each_event([&](const hub::StoredEvent& event) { return moments.push_back(event.happened.from_ms), true; });
    if (moments.size() < count)
        throw std::runtime_error(fmt::format("the demonstration has {} events of {}", moments.size(), count));
    std::ranges::nth_element(moments, moments.begin() + int64_t(count) - 1);
    const int64_t last_ms = moments[count - 1];
    std::vector<std::pair<std::string, std::string>> out;
    stored->each_event([&](const hub::StoredEvent& event) {
        if (event.happened.from_ms <= last_ms)
            out.emplace_back(event.type, nlohmann::ordered_json::parse(event.bytes, nullptr, false)["data"].dump());
        return out.size() < count;
    });
    fs::remove_all(folder / "demo");
    return out;
}

Kiosk make_kiosk(const std::string& hub, const Served& served, const fs::path& state, const std::string& point,
                 const Clock& clock) {
    Kiosk out{state, store::Store::open(state, clock), {}};
    out.identity.emplace(served.enrolled(hub, state, out.store->value("kiosk_id").value(), point));
    return out;
}

void fill(store::Store& store, const std::vector<std::pair<std::string, std::string>>& events, size_t from,
          size_t to) {
    for (size_t at = from; at < to;) {
        const size_t end = std::min(to, at + 2000);
        store.transaction([&] {
            for (; at < end; ++at)
                store::append_event(store, events[at].first, events[at].second);
        });
    }
}

std::vector<Letter> letters_of(Kiosk& kiosk, const Clock& clock) {
    const auto outbox = agent::store_outbox(*kiosk.store);
    std::vector<Letter> out;
    agent::Place behind;
    for (;;) {
        auto rows = outbox->pending(behind, batch_events, agent::room_of_batch());
        if (rows.empty())
            return out;
        const agent::Batch batch = agent::batch_of(std::move(rows), behind.seq + 1);
        behind = {batch.head.epoch, batch.head.through};
        Letter letter;
        letter.request = agent::request_of(batch, wire::Encoding::zstd, outbox->health(0), letter.body);
        agent::sign_for_hub(letter.request, wire::push_components(), *kiosk.identity,
                            {clock.wall_ms(), clock.mono_ms(), clock.boot(), wire::ClockQuality::trusted},
                            clock.wall_ms() / 1000);
        out.push_back(std::move(letter));
    }
}

std::vector<std::vector<Letter>> letters_of_all(const std::string& hub, const Served& served, const fs::path& folder,
                                                const std::vector<std::pair<std::string, std::string>>& events, const Clock& clock) {
    std::vector<std::vector<Letter>> out;
    for (int i = 0; i < kiosks; ++i) {
        Kiosk kiosk = make_kiosk(hub, served, folder / fmt::format("kiosk{}", i), fmt::format("point-{}", i), clock);
        fill(*kiosk.store, events, events.size() * size_t(i) / kiosks, events.size() * size_t(i + 1) / kiosks);
        out.push_back(letters_of(kiosk, clock));
    }
    return out;
}

Sent send_all(const std::vector<std::vector<Letter>>& letters, const agent::HubAddress& address) {
    std::atomic<int64_t> bytes = 0;
    std::atomic<bool> good = true;
    std::vector<std::thread> senders;
    const auto began = Steady::now();
    for (const auto& of_kiosk : letters)
        senders.emplace_back([&] {
            const auto transport = agent::curl_transport(address);
            for (const Letter& letter : of_kiosk) {
                const agent::Reply reply = transport->send(letter.request, letter.body);
                good = good && reply.status == 200;
                bytes += int64_t(wire::to_http(letter.request, letter.body).size() +
                                 wire::to_http(reply.message, reply.body).size()) +
                         added_by_curl;
            }
        });
    for (std::thread& sender : senders)
        sender.join();
    return {seconds_since(began), bytes, good};
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

void say(const char* what, double value, const char* unit, const char* aim, bool met) {
    fmt::print("{:<64} {:>12.3f} {:<10} {} {}\n", what, value, unit, aim,
               *aim ? (met ? "met" : "MISSED") : "");
}

} // namespace accanto::bench
