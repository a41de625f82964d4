#include "tests/faults/apart_scene.h"

#include "content/base/bytes.h"
#include "content/base/file.h"
#include "content/base/point_key.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <sstream>
#include <thread>

namespace accanto::tests {

using namespace std::chrono_literals;

namespace {

// A zone where it is about noon: no day ends while a test runs.
std::string zone_at_noon(int64_t wall_ms) {
    const int east = 12 - int(wall_ms / 3'600'000 % 24); // Etc/GMT-3 is three hours east
    return fmt::format("Etc/GMT{:+}", -east);
}

Settings settings_of(const std::filesystem::path& file) {
    LoadedSettings loaded = load_settings(file, true);
    for (const SettingsProblem& problem : loaded.problems)
        FAIL_CHECK(problem.text());
    return loaded.settings;
}

// One that was started a moment ago does not listen for this signal yet, and is ended by it.
void end_service(Process& service) {
    const int code = service.end(SIGTERM);
    CHECK_MESSAGE((code == 0 || code == 128 + SIGTERM), "a service ended with ", code);
}

} // namespace

Apart::Apart() : m_zone(zone_at_noon(m_clock.wall_ms())) {
    host.state = m_folder / "host" / "state";
    guest.state = m_folder / "guest" / "state";
    third.state = m_folder / "third" / "state";
    const std::string point = fmt::format("[point]\nid = \"biblio\"\ntime_zone = \"{}\"\n", m_zone);
    const std::string host_key = point_key(host).public_key().text(),
                      guest_key = point_key(guest).public_key().text(),
                      third_key = point_key(third).public_key().text();
    host_file = m_folder / "host.toml";
    guest_file = m_folder / "guest.toml";
    third_file = m_folder / "third.toml";
    write_file_durably(host_file,
                       fmt::format("state = \"{}\"\n{}[desk]\nlisten = \"0.0.0.0\"\n[guests]\nC = \"{}\"\nD = \"{}\"\n"
                                   "[sync]\nevery_s = 1\n",
                                   host.state.string(), point, guest_key, third_key));
    host = settings_of(host_file);
    start_desk();
    cable = std::make_unique<Cable>(m_desk_port);
    const auto write_guest = [&](const std::filesystem::path& file, Settings& kiosk, const char* letter) {
        write_file_durably(file,
                           fmt::format("state = \"{}\"\n{}[kiosk]\nletter = \"{}\"\n[host]\naddress = \"{}\"\n"
                                       "key = \"{}\"\n[sync]\nevery_s = 1\n",
                                       kiosk.state.string(), point, letter, cable->url(), host_key));
        kiosk = settings_of(file);
    };
    write_guest(guest_file, guest, "C");
    write_guest(third_file, third, "D");
    start_hub();
    enrol(host, host_file);
    enrol(guest, guest_file);
    start_host_sync();
    start_guest_sync();
    with(host, [&](store::Store& store) {
        m_mentor = point::add_mentor(store, "Ada", "271828").id;
        point::set_presence(store, m_mentor, "2", point::Presence::on);
    });
}

Apart::~Apart() = default;

std::string Apart::read_address(const std::filesystem::path& file, const std::string& beginning) const {
    std::string text;
    becomes([&] {
        text = read_file(file).value_or("");
        return text.find(beginning) != std::string::npos &&
               text.find('\n', text.find(beginning)) != std::string::npos;
    });
    const size_t at = text.find(beginning);
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return text.substr(at + beginning.size(),
                       text.find_first_of("/\n", at + beginning.size()) - at - beginning.size());
}

void Apart::start_desk() {
    std::filesystem::remove(log("desk.log"));
    desk = std::make_unique<Process>(ACCANTO_DESK_PROGRAM,
                                     std::vector<std::string>{"run", "--settings", host_file.string(),
                                                              "--listen", "127.0.0.1", "--port",
                                                              std::to_string(m_desk_port)},
                                     log("desk.log"));
    m_desk_port = std::stoi(read_address(log("desk.log"), "http://127.0.0.1:"));
}

void Apart::start_hub() {
    const std::string data = m_folder / "hub";
    std::filesystem::create_directories(data);
    std::filesystem::remove(m_folder / "hub/address");
    hub = std::make_unique<Process>(
        ACCANTO_HUB_PROGRAM,
        std::vector<std::string>{"serve", "--data", data, "--listen",
                                 m_hub_address.empty() ? "127.0.0.1:0" : m_hub_address, "--after-s", "1",
                                 "--spread-s", "1"},
        log("hub.log"));
    REQUIRE(becomes([&] { return read_file(m_folder / "hub/address").has_value(); }));
    m_hub_address = read_file(m_folder / "hub/address").value();
    m_hub_address.pop_back();
}

void Apart::enrol(const Settings& kiosk, const std::filesystem::path& file) {
    const std::filesystem::path code = kiosk.state / "code";
    REQUIRE(Process(ACCANTO_HUB_PROGRAM,
                    {"code", "--data", log("hub"), "--point", "biblio", "--zone", m_zone}, code)
                .wait() == 0);
    const std::string log_file = kiosk.state / "enrol.log";
    const int status = Process(ACCANTO_SYNC_PROGRAM,
                               {"enrol", "--settings", file.string(), "--hub", "http://" + m_hub_address,
                                "--code", read_file(code)->substr(0, 8)},
                               log_file)
                           .wait();
    REQUIRE_MESSAGE(status == 0, read_file(log_file).value_or(""));
}

void Apart::start_host_sync() {
    host_sync = std::make_unique<Process>(ACCANTO_SYNC_PROGRAM,
                                          std::vector<std::string>{"run", "--settings", host_file.string()},
                                          log("host_sync.log"));
}

void Apart::start_guest_sync() {
    guest_sync = std::make_unique<Process>(ACCANTO_SYNC_PROGRAM,
                                           std::vector<std::string>{"run", "--settings", guest_file.string()},
                                           log("guest_sync.log"));
}

void Apart::start_third_sync() {
    third_sync = std::make_unique<Process>(ACCANTO_SYNC_PROGRAM,
                                           std::vector<std::string>{"run", "--settings", third_file.string()},
                                           log("third_sync.log"));
}

point::Ticket Apart::take(const Settings& kiosk) {
    point::Ticket out;
    with(kiosk, [&](store::Store& store) {
        point::TicketRequest request;
        request.idempotency_key = fmt::format("{}{}", kiosk.kiosk.letter, ++m_taken);
        request.visit_id = uuid7(m_clock.wall_ms());
        request.topic = "email";
        request.language = "ca";
        out = std::get<point::Ticket>(point::take_ticket(store, kiosk, request));
    });
    return out;
}

void Apart::with(const Settings& kiosk, const std::function<void(store::Store&)>& work) const {
    work(*store::Store::open(kiosk.state, m_clock));
}

std::optional<point::Ticket> Apart::find(const Settings& kiosk, const std::string& id) const {
    std::optional<point::Ticket> out;
    with(kiosk, [&](store::Store& store) { out = point::find_ticket(store, id); });
    return out;
}

std::string Apart::state_of(const Settings& kiosk, const std::string& id) const {
    const auto ticket = find(kiosk, id);
    return ticket ? to_text(ticket->state) : "unknown";
}

std::string Apart::line(const Settings& kiosk) const {
    std::string out;
    with(kiosk, [&](store::Store& store) {
        for (const point::Ticket& ticket : point::waiting(store, kiosk))
            out += ticket.label + " ";
    });
    return out;
}

bool Apart::becomes(const std::function<bool()>& holds) {
    for (const auto until = std::chrono::steady_clock::now() + 30s;
         std::chrono::steady_clock::now() < until;) {
        if (holds())
            return true;
        std::this_thread::sleep_for(20ms);
    }
    return holds();
}

bool Apart::together() const {
    int64_t untold = 0;
    with(guest, [&](store::Store& store) { untold = point::guest_state(store).untold; });
    return untold == 0 && line(host) == line(guest);
}

void Apart::bring_everything() {
    end_service(*guest_sync);
    end_service(*host_sync);
    // The guest last: what the desk has to say of its tickets is said before.
    for (const auto& file : {host_file, guest_file}) {
        const std::string log_file = log("once.log");
        const int status =
            Process(ACCANTO_SYNC_PROGRAM, {"once", "--settings", file.string(), "--wait-s", "30"}, log_file)
                .wait();
        CHECK_MESSAGE(status == 0, read_file(log_file).value_or(""));
    }
}

std::map<std::string, int> Apart::at_hub() const {
    const std::string file = log("events.jsonl");
    std::filesystem::remove(file);
    REQUIRE(Process(ACCANTO_HUB_PROGRAM, {"events", "--data", log("hub")}, file).wait() == 0);
    std::map<std::string, int> out;
    std::istringstream lines(read_file(file).value_or(""));
    for (std::string one; std::getline(lines, one);) {
        const auto event = nlohmann::json::parse(one, nullptr, false);
        if (!event.is_object() || !event["data"].is_object() || !event["data"].contains("label"))
            continue;
        CHECK(event["disposition"] == "stored");
        std::string type = event["type"];
        type = type.substr(std::string("org.accanto.").size());
        ++out[event["data"]["label"].get<std::string>() + " " + type.substr(0, type.rfind('.'))];
    }
    return out;
}

} // namespace accanto::tests
