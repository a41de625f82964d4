#include "sync/hub/publish_command.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/pack.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/publish_api.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <memory>

namespace accanto::hub {

namespace {

namespace fs = std::filesystem;

struct Wish {
    std::string data = "/var/lib/accanto-hub", file, list, pack, canary;
    std::vector<std::string> points;
    bool all = false;
};

Audience audience_of(const Wish& wish) {
    Audience out{wish.all, {wish.points.begin(), wish.points.end()}, 0};
    std::string number = wish.canary;
    if (number.ends_with('%'))
        number.pop_back();
    if (!wish.canary.empty()) {
        if (number.empty() || number.size() > 2 || number.find_first_not_of("0123456789") != std::string::npos || std::stoi(number) < 1)
            throw Error("--canary " + wish.canary + ": a share of the points is needed, 1% to 99%", EINVAL);
        out.canary_percent = std::stoi(number);
    }
    if (!out.everyone && out.points.empty() && out.canary_percent == 0)
        throw Error("who gets it? --canary 5% (a few points first), --points NAME,NAME or --all", EINVAL);
    return out;
}

std::string whom(const PublishAnswer& told) {
    if (told.everyone)
        return "all points";
    return fmt::format("{} of the points: {}", told.points.size(), fmt::join(told.points, " "));
}

// Brings the bytes to the hub, from where an earlier try ended.
std::string bring(LocalHub& hub, const fs::path& file) {
    const auto digest = sha256_of_file(file);
    if (!digest)
        throw Error(file.string() + ": there is no such file", ENOENT);
    const std::string sha256 = to_hex(view(*digest));
    const auto ask = [&](int64_t offset, const std::string& bytes) {
        return kept_of(hub.ask(fmt::format("/v1/publish/bytes?sha256={}&offset={}", sha256, offset), "application/octet-stream", bytes));
    };
    std::ifstream in(file, std::ios::binary);
    const auto size = int64_t(fs::file_size(file));
    for (int64_t kept = ask(0, ""); kept < size;) {
        std::string piece(size_t(std::min(piece_bytes, size - kept)), '\0');
        in.seekg(kept);
        if (!in.read(piece.data(), int64_t(piece.size())))
            throw Error(file.string() + ": cannot be read", EIO);
        const int64_t before = kept;
        kept = ask(kept, piece);
        if (kept <= before)
            throw Error(file.string() + ": the hub did not take it; call this again", EIO);
    }
    return sha256;
}

SignedList bring_list(LocalHub& hub, const fs::path& file) {
    auto read = content::read_signed_catalogue(file);
    if (const auto* refused = std::get_if<content::Refused>(&read))
        throw Error(refused->why, EINVAL);
    return {bring(hub, file), std::get<content::SignedCatalogue>(read).signature};
}

int publish_pack(const Wish& wish) {
    const Audience audience = audience_of(wish);
    // What no kiosk would take is told before anything goes out.
    const auto whole = content::read_pack(wish.file, wish.file, [](const auto&, std::string_view) {});
    if (const auto* refused = std::get_if<content::Refused>(&whole))
        throw Error(refused->why, EINVAL);
    LocalHub hub(wish.data);
    const fs::path list_file = wish.list.empty() ? fs::path(wish.file).parent_path() / "catalogue.toml" : fs::path(wish.list);
    const SignedList list = bring_list(hub, list_file);
    const std::string pack = bring(hub, wish.file);
    const PublishAnswer told = told_of(hub.ask("/v1/publish/release", "application/json", publish_json(pack, list, audience)));
    fmt::print("{} {} is out, for {}\n", told.pack, told.version, whom(told));
    if (!told.everyone)
        fmt::print("how it spreads: accanto fleet packs. To all: accanto fleet roll-out {0} --all. Back: accanto fleet roll-back {0}\n", told.pack);
    return 0;
}

int roll_out_pack(const Wish& wish) {
    const Audience audience = audience_of(wish);
    const PublishAnswer told = told_of(LocalHub(wish.data).ask("/v1/publish/roll-out", "application/json", roll_out_json(wish.pack, audience)));
    fmt::print("{} {} is out, for {}\n", told.pack, told.version, whom(told));
    return 0;
}

int roll_back_pack(const Wish& wish) {
    const PublishAnswer told = told_of(LocalHub(wish.data).ask("/v1/publish/take-back", "application/json", take_back_json(wish.pack)));
    fmt::print("{0} {1} is taken back, for ever: kiosks that have it show the version before again. What comes next needs a new version\n", told.pack, told.version);
    return 0;
}

int renew_list(const Wish& wish) {
    LocalHub hub(wish.data);
    const SignedList list = bring_list(hub, wish.file);
    hub.ask("/v1/publish/list", "application/json", renew_json(list));
    fmt::print("the new list lets in what is published\n");
    return 0;
}

// A line a version, its parts between tabs: for eyes and for other programs.
int show_packs(const Wish& wish) {
    for (const Spreading& one : spreading(*open_store_to_look(wish.data))) {
        const Release& release = one.release;
        const std::string out = release.withdrawn ? "taken back" : release.everyone ? "all points" : fmt::format("{} points", release.points.size());
        fmt::print("{}\t{}\t{}\t{}\tshown by {}\tmeant for {} kiosks of {} points\n", release.pack, release.version,
                   release.version_name.empty() ? "-" : release.version_name, out, one.have, one.kiosks, one.points);
        for (const std::string& trouble : one.troubles)
            fmt::print("\t{}\n", trouble);
    }
    return 0;
}

void add_audience(CLI::App& command, Wish& wish) {
    auto* all = command.add_flag("--all", wish.all, "All points, also those that come later");
    auto* canary = command.add_option("--canary", wish.canary, "So many of the points that are at work, chosen by the hub: 5%");
    auto* points = command.add_option("--points", wish.points, "These points, by their ids")->delimiter(',');
    all->excludes(canary)->excludes(points);
}

void add_data(CLI::App& command, Wish& wish) {
    command.add_option("--data", wish.data, "Folder of the hub; it may be running")->capture_default_str();
}

CLI::App* add_publish(CLI::App& app, Wish& wish) {
    CLI::App* command = app.add_subcommand("publish", "Bring a pack of content to the kiosks, to a few of them first");
    command->footer("The pack and its signed list come from `accanto content pack` and `accanto content catalogue`. Kiosks believe the key of their\n"
                    "publisher (content.pub), not the hub. A version is published once; what is wrong with it is mended in the next one.");
    command->add_option("PACK", wish.file, "The pack")->required();
    command->add_option("--catalogue", wish.list, "The signed list that has it (default: catalogue.toml beside the pack)");
    add_audience(*command, wish);
    add_data(*command, wish);
    return command;
}

} // namespace

std::function<std::optional<int>()> add_publish_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* command = add_publish(app, *wish);
    return [=] { return command->parsed() ? std::optional(publish_pack(*wish)) : std::nullopt; };
}

std::function<std::optional<int>()> add_publishing_commands(CLI::App& fleet) {
    auto wish = std::make_shared<Wish>();
    std::vector<std::pair<CLI::App*, int (*)(const Wish&)>> commands{{add_publish(fleet, *wish), publish_pack}};
    CLI::App* more = fleet.add_subcommand("roll-out", "Bring the newest version of a pack to more points, or to all");
    more->add_option("pack", wish->pack, "Its id")->required();
    add_audience(*more, *wish);
    CLI::App* back = fleet.add_subcommand("roll-back", "Take the newest version of a pack back, for ever: kiosks show the one before again");
    back->add_option("pack", wish->pack, "Its id")->required();
    CLI::App* list = fleet.add_subcommand("renew", "Take a newer signed list for what is published, before the old one expires");
    list->add_option("LIST", wish->file, "The catalogue.toml, with its .sig beside it")->required();
    CLI::App* packs = fleet.add_subcommand("packs", "Print each published version: for whom it is, how many kiosks show it, and what is in the way");
    for (CLI::App* one : {more, back, list, packs})
        add_data(*one, *wish);
    commands.insert(commands.end(), {{more, roll_out_pack}, {back, roll_back_pack}, {list, renew_list}, {packs, show_packs}});
    return [commands, wish]() -> std::optional<int> {
        for (const auto& [command, run] : commands)
            if (command->parsed())
                return run(*wish);
        return std::nullopt;
    };
}

} // namespace accanto::hub
