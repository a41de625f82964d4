#include "sync/hub/orders_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/point_orders.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <memory>

namespace accanto::hub {

namespace {

using nlohmann::json;

struct OrderWish {
    std::string data = "/var/lib/accanto-hub", point, kiosk, file, code, ticket, day;
    bool none = false;
};
using OrderCommands = std::vector<std::pair<CLI::App*, int (*)(const OrderWish&)>>;

std::string text_of(const OrderWish& wish) {
    if (wish.none)
        return "";
    const auto text = read_file(wish.file);
    if (wish.file.empty() || !text)
        throw Error(wish.file.empty() ? "name a file, or --none to take back what was ordered before"
                                      : wish.file + ": there is no such file",
                    ENOENT);
    return *text;
}

json order(const OrderWish& wish, const std::string& what, const json& asked) {
    return json::parse(LocalHub(wish.data).ask("/v1/orders/" + what, "application/json", asked.dump()));
}

int order_settings(const OrderWish& wish) {
    const json done =
        order(wish, "settings", {{"point", wish.point}, {"kiosk", wish.kiosk}, {"text", text_of(wish)}});
    fmt::print(
        "ordered (change {}): kiosks take it when nobody is there; accanto fleet orders says who has it\n",
        done["version"].get<int64_t>());
    return 0;
}

int order_schedule(const OrderWish& wish) {
    const json done = order(wish, "schedule", {{"point", wish.point}, {"text", text_of(wish)}});
    fmt::print("ordered (change {}): its seats are shared out among the kiosks of {}\n",
               done["version"].get<int64_t>(), wish.point);
    return 0;
}

int order_erasure(const OrderWish& wish) {
    if (wish.code.empty() == (wish.ticket.empty() || wish.day.empty()))
        throw Error("give --code, or --ticket and --day, as they stand on the paper", EINVAL);
    const json done =
        order(wish, "erase",
              {{"point", wish.point}, {"code", wish.code}, {"label", wish.ticket}, {"day", wish.day}});
    fmt::print("erased at the hub ({} events); the kiosks of {} erase it when they are next heard: accanto "
               "fleet orders\n",
               done["events"].get<int>(), wish.point);
    return 0;
}

// Lines of parts between tabs: for eyes and for other programs.
int show_orders(const OrderWish& wish) {
    const auto storage = open_store_to_look(wish.data);
    for (const OrderStanding& one : standing_of_orders(*storage))
        fmt::print("{}\t{}\t{}\twished {}\thas {}\t{}\n", one.kiosk.id, one.kiosk.point, one.what, one.wished,
                   one.has, one.problem.empty() ? "-" : one.problem);
    for (const ErasureStanding& one : standing_of_erasures(*storage))
        fmt::print("{}\t{}\terasure\t{}\t{} of {} kiosks\n", one.erasure.id, one.erasure.point,
                   rfc3339(one.erasure.asked_ms), one.done, one.kiosks);
    return 0;
}

CLI::App* with_point(CLI::App* command, OrderWish& wish) {
    command->add_option("point", wish.point, "The point's id")->required();
    command->add_option("--data", wish.data, "Folder of the hub; it may be running")->capture_default_str();
    return command;
}

} // namespace

std::function<std::optional<int>()> add_orders_commands(CLI::App& fleet) {
    auto wish = std::make_shared<OrderWish>();
    OrderCommands commands;
    CLI::App* settings = with_point(
        fleet.add_subcommand("settings", "Decide settings of a point, or of one of its kiosks, from afar"),
        *wish);
    settings->footer("The file is a settings file (deploy/accanto.toml) with what the point's machines may "
                     "be told from afar: the point's name, address,\n"
                     "telephone, languages, services and hours; daily limits; theme, size of text and "
                     "motion; idle, touch and voice. It counts more than\n"
                     "what the kiosk's own files say. The last file counts; --none takes it back.");
    settings->add_option("file", wish->file, "The file");
    settings->add_option("--kiosk", wish->kiosk, "For this kiosk alone (its id), over those of its point");
    settings->add_flag("--none", wish->none, "Nothing is decided from afar any more");
    commands.emplace_back(settings, order_settings);
    CLI::App* schedule =
        with_point(fleet.add_subcommand("schedule", "Bring a point its times, courses and places"), *wish);
    schedule->footer("The file is as in content/library/schedule.md, without the line of the kiosk: its "
                     "seats are the point's, and the hub shares them out\n"
                     "among the point's kiosks, again and again, so that each promises its own without "
                     "asking and none is promised twice.");
    schedule->add_option("file", wish->file, "The file")->required();
    commands.emplace_back(schedule, order_schedule);
    CLI::App* erasing =
        with_point(fleet.add_subcommand("erase", "Erase what somebody left, by the paper they hold"), *wish);
    erasing->footer("The telephone number or the words they left, what a mentor noted of them, and the code "
                    "itself: at the hub now, at each kiosk of the\n"
                    "point when it is next heard, and not even the administrator can bring it back. The "
                    "booking and the figures stay.");
    erasing->add_option("--code", wish->code, "The six characters of a booking's slip");
    erasing->add_option("--ticket", wish->ticket, "The number, such as B07");
    erasing->add_option("--day", wish->day, "and its day, such as 2026-11-23");
    commands.emplace_back(erasing, order_erasure);
    CLI::App* showing = fleet.add_subcommand("orders", "Print what was ordered and which kiosks have it");
    showing->add_option("--data", wish->data, "Folder of the hub; it may be running")->capture_default_str();
    commands.emplace_back(showing, show_orders);
    return [commands, wish]() -> std::optional<int> {
        for (const auto& [command, run] : commands)
            if (command->parsed())
                return run(*wish);
        return std::nullopt;
    };
}

} // namespace accanto::hub
