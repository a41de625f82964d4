#include "sync/hub/fleet_command.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/exports/csv.h"
#include "sync/hub/fleet_list.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/orders_command.h"
#include "sync/hub/people_command.h"
#include "sync/hub/publish_command.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <cstring>

namespace accanto::hub {

namespace {

namespace fs = std::filesystem;

constexpr int64_t day_ms = 24 * 3600 * 1000;
constexpr size_t most_told = 20;

struct Wish {
    std::string data = "/var/lib/accanto-hub", list, hub, out, kiosk, letter;
    int valid_days = 30;
};

void tell_faults(const std::string& list, const std::vector<std::string>& faults) {
    for (size_t i = 0; i < std::min(faults.size(), most_told); ++i)
        fmt::print(stderr, "{}: {}\n", list, faults[i]);
    if (faults.size() > most_told)
        fmt::print(stderr, "{}: and {} more\n", list, faults.size() - most_told);
}

std::string row_of(const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells)
        out += (out.empty() ? "" : ",") + content::csv_cell(cell, ',');
    return out + "\n";
}

void check_hub(const std::string& address, const SecretKey& key) {
    wire::Provisioning any{"any", "any", "", "", "A", address, key.public_key(), "ABCDEFGH", 0};
    try {
        wire::seal_provisioning(std::move(any), key);
    } catch (const std::invalid_argument& e) {
        throw Error("--hub " + address + ": " + e.what(), EINVAL);
    }
}

// Everything is in `folder` when it is there: it is filled under another name.
void write_files(const Wish& wish, std::vector<wire::Provisioning> kiosks, const SecretKey& key, LocalHub& local) {
    const int64_t lives_ms = wish.valid_days * day_ms, until_ms = SystemClock().wall_ms() + lives_ms;
    const fs::path folder = wish.out, unfinished = wish.out + ".unfinished";
    fs::remove_all(unfinished);
    fs::create_directories(unfinished);
    fs::permissions(unfinished, fs::perms::owner_all);   // who has a file has a place in the network
    std::string list = row_of({"point", "point_name", "kiosk_name", "letter", "file", "valid_until"});
    for (size_t i = 0; i < kiosks.size(); ++i) {
        wire::Provisioning& kiosk = kiosks[i];
        kiosk.hub = wish.hub;
        kiosk.valid_until_ms = until_ms;
        kiosk.code = local.make_code({{kiosk.point, kiosk.point_name, kiosk.time_zone}, kiosk.kiosk_name, lives_ms});
        const std::string file = name_of(kiosk) + ".accanto";
        write_file_durably(unfinished / file, wire::seal_provisioning(kiosk, key), 0600);
        list += row_of({kiosk.point, kiosk.point_name, kiosk.kiosk_name, kiosk.letter, file, rfc3339(until_ms)});
        if ((i + 1) % 50 == 0)
            fmt::print(stderr, "{} of {}\n", i + 1, kiosks.size());
    }
    write_file_durably(unfinished / "kiosks.csv", list);
    rename_durably(unfinished, folder);
}

int prepare(const Wish& wish) {
    std::ifstream in(wish.list);
    if (!in)
        throw Error(wish.list + ": " + std::strerror(errno), errno);
    FleetList list = read_fleet_list(in);
    tell_faults(wish.list, list.faults);
    if (list.kiosks.empty()) {
        fmt::print(stderr, "nothing was made: mend the list, and call this again\n");
        return 1;
    }
    if (fs::exists(wish.out))
        throw Error(wish.out + ": is there already; name a folder that is not, so that no file of an earlier list is taken for one of this", EEXIST);
    LocalHub local(wish.data);
    const auto key = SecretKey::load_or_make(fs::path(wish.data) / "hub.key");
    check_hub(wish.hub, key);
    const size_t count = list.kiosks.size();
    write_files(wish, std::move(list.kiosks), key, local);
    fmt::print("{} files in {}, each for one kiosk and until {}\n", count, wish.out, rfc3339(SystemClock().wall_ms() + wish.valid_days * day_ms).substr(0, 10));
    fmt::print("the hub's key: {}\n", key.public_key().fingerprint());
    if (!list.faults.empty())
        fmt::print(stderr, "{} lines were left out: mend them, and make a list of them with another --out\n", list.faults.size());
    return list.faults.empty() ? 0 : 1;
}

// A line a kiosk, its parts between tabs: for eyes and for other programs.
int list_kiosks(const Wish& wish) {
    for (const KioskHealth& one : open_store_to_look(wish.data)->kiosks())
        fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", one.kiosk.id, one.kiosk.point, one.kiosk.name.empty() ? "-" : one.kiosk.name,
                   !one.kiosk.replaced_by.empty() ? "replaced" : one.kiosk.revoked ? "out of service" : one.last_seen_ms ? rfc3339(*one.last_seen_ms) : "never seen",
                   one.health && !one.health->version.empty() ? one.health->version : "-",
                   one.health && !one.health->packs.empty() ? one.health->packs : "-");
    return 0;
}

int revoke(const Wish& wish) {
    if (!store_exists(wish.data))
        throw Error(wish.data + ": there is no hub here", ENOENT);
    LocalHub(wish.data).revoke(wish.kiosk);
    fmt::print("{} is out of service: nothing of it is believed any more. What it sent stays.\n", wish.kiosk);
    return 0;
}

// The letter that a kiosk told last: when it was set up, else with a number. "" when it told none.
std::string letter_of(Storage& storage, const Kiosk& kiosk) {
    std::string out;
    const auto look = [&](const char* type, const char* member) {
        storage.each_event({kiosk.point, {type}}, [&](const StoredEvent& event) {
            const auto tree = event.kiosk == kiosk.id ? nlohmann::json::parse(event.bytes, nullptr, false) : nlohmann::json();
            if (tree.is_object() && tree.contains("data") && tree["data"].is_object())
                out = tree["data"].value(member, out);
            return true;
        });
    };
    look("org.accanto.kiosk.provisioned.v1", "letter");
    if (out.empty()) {
        look("org.accanto.ticket.taken.v1", "label");
        out.erase(std::find_if(out.begin(), out.end(), [](char c) { return c >= '0' && c <= '9'; }), out.end());
    }
    return out;
}

// What the hub knows of a kiosk, as the signed file of the one that takes its place will say it.
wire::Provisioning successor_of(const Wish& wish) {
    const auto storage = open_store_to_look(wish.data);
    const auto old = storage->kiosk(wish.kiosk);
    if (!old)
        throw Error(wish.kiosk + ": no such kiosk is enrolled here; accanto fleet list prints them", ENOENT);
    wire::Provisioning out;
    out.point = out.point_name = old->point;
    for (const Point& point : storage->points())
        if (point.id == old->point)
            out.point_name = point.name, out.time_zone = point.zone;
    out.kiosk_name = old->name;
    out.letter = wish.letter.empty() ? letter_of(*storage, *old) : wish.letter;
    if (out.letter.empty())
        throw Error(wish.kiosk + ": it never told its letter here: give it with --letter", EINVAL);
    out.hub = wish.hub;
    out.replaces = old->id;
    return out;
}

std::string in_quotes(const std::string& word) {   // for a shell
    std::string out = "'";
    for (char c : word)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

int replace(const Wish& wish) {
    if (!wish.out.empty() && fs::exists(wish.out))
        throw Error(wish.out + ": is there already; name a file that is not", EEXIST);
    LocalHub local(wish.data);
    wire::Provisioning kiosk = successor_of(wish);
    const auto key = SecretKey::load_or_make(fs::path(wish.data) / "hub.key");
    check_hub(wish.hub, key);
    const int64_t lives_ms = wish.out.empty() ? code_lives_ms : wish.valid_days * day_ms;
    kiosk.code = local.make_code({{kiosk.point, kiosk.point_name, kiosk.time_zone}, kiosk.kiosk_name, lives_ms, kiosk.replaces});
    kiosk.valid_until_ms = SystemClock().wall_ms() + lives_ms;
    if (wish.out.empty()) {
        fmt::print("{}\nat the new device, within 15 minutes:\n  sudo -u accanto accanto provision --hub {} --hub-key {} --code {} --point {} --name {} --letter {}\n", kiosk.code, wish.hub,
                   key.public_key().fingerprint(), kiosk.code, kiosk.point, in_quotes(kiosk.point_name), kiosk.letter);
    } else {
        write_file_durably(wish.out, wire::seal_provisioning(kiosk, key), 0600);
        fmt::print("{}: for the one device that takes the place of {}, until {}\nthe hub's key: {}\n", wish.out, wish.kiosk, rfc3339(kiosk.valid_until_ms).substr(0, 10), key.public_key().fingerprint());
    }
    fmt::print("When it is heard for the first time, {} is out of service. Until then that one goes on.\n", wish.kiosk);
    return 0;
}

CLI::App* add_replace(CLI::App& fleet, Wish& wish) {
    CLI::App* command = fleet.add_subcommand("replace", "Let another device take a kiosk's place: its point, name and letter");
    command->footer("Without --out it prints a one-time code, for a device with a connection; with it, a signed file for a stick.\n"
                    "Before an old kiosk that still runs is switched off, let it send what waits, or carry that on a stick: once it is replaced\n"
                    "nothing of it is believed. On the day of the change the new one's numbers begin at 501, so that nobody holds the same twice.");
    command->add_option("kiosk", wish.kiosk, "Id of the old one, as fleet list prints it")->required();
    command->add_option("--hub", wish.hub, "The hub's address as kiosks call it, such as https://hub.example.org")->required();
    command->add_option("--letter", wish.letter, "The letter of its numbers, where the hub never heard it");
    command->add_option("--out", wish.out, "File to make, such as lecce-centro-B.accanto");
    command->add_option("--valid-days", wish.valid_days, "For how many days that file can be used")->capture_default_str()->check(CLI::Range(1, 90));
    return command;
}

CLI::App* add_prepare(CLI::App& fleet, Wish& wish) {
    CLI::App* command = fleet.add_subcommand("prepare", "Make a signed provisioning file for each kiosk of a list");
    command->footer("The list is a CSV file with the headings point, letter and, where they are known, point_name, time_zone, kiosk_name.\n"
                    "Each file is for one kiosk, once: put it on a stick, and call `accanto provision --stick` at the kiosk, with or without a\n"
                    "network. Who finds a stick finds a place in the network: a file that is lost is worthless once its kiosk has been set up.\n"
                    "kiosks.csv, beside the files, says which is whose. A line with a fault is named and left out, and the exit code is 1.");
    command->add_option("list", wish.list, "The CSV file")->required();
    command->add_option("--hub", wish.hub, "The hub's address as kiosks call it, such as https://hub.example.org")->required();
    command->add_option("--out", wish.out, "Folder to make, for the files")->required();
    command->add_option("--data", wish.data, "Folder of the hub; it may be running")->capture_default_str();
    command->add_option("--valid-days", wish.valid_days, "For how many days a kiosk can be set up with its file")->capture_default_str()->check(CLI::Range(1, 90));
    return command;
}

} // namespace

std::function<std::optional<int>()> add_fleet_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* fleet = app.add_subcommand("fleet", "Kiosks by the hundred");
    fleet->require_subcommand(1);
    CLI::App* preparing = add_prepare(*fleet, *wish);
    CLI::App* listing = fleet->add_subcommand("list", "Print each kiosk: id, point, name, when it was last seen, its program's version, packs of content");
    CLI::App* replacing = add_replace(*fleet, *wish);
    CLI::App* revoking = fleet->add_subcommand("revoke", "Take a kiosk out of service that was stolen, lost or replaced");
    revoking->footer("What it has sent is kept; what it sends from now on is refused. A new code or stick takes it up again.");
    revoking->add_option("kiosk", wish->kiosk, "Its id, as fleet list prints it")->required();
    for (CLI::App* command : {listing, replacing, revoking})
        command->add_option("--data", wish->data, "Folder of the hub; it may be running")->capture_default_str();
    const auto publishing = add_publishing_commands(*fleet);
    const auto governing = add_people_commands(*fleet);
    const auto ordering = add_orders_commands(*fleet);
    return [=]() -> std::optional<int> {
        if (const auto status = publishing())
            return status;
        if (const auto status = governing())
            return status;
        if (const auto status = ordering())
            return status;
        if (preparing->parsed())
            return prepare(*wish);
        if (listing->parsed())
            return list_kiosks(*wish);
        if (replacing->parsed())
            return replace(*wish);
        return revoking->parsed() ? std::optional(revoke(*wish)) : std::nullopt;
    };
}

} // namespace accanto::hub
