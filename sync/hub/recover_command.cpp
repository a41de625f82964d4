#include "sync/hub/recover_command.h"

#include "content/base/error.h"
#include "content/base/recovery.h"
#include "sync/hub/deeds.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace accanto::hub {

namespace {

struct Wish {
    std::string data = "/var/lib/accanto-hub", kiosk, challenge;
};

int run(const Wish& wish) {
    const std::string challenge = only_digits(wish.challenge);
    if (challenge.size() != challenge_digits)
        throw Error(fmt::format("\"{}\" is no challenge: the kiosk's screen shows {} digits", wish.challenge, challenge_digits), EINVAL);
    const auto hub = SecretKey::load(std::filesystem::path(wish.data) / "hub.key");
    const std::vector<KioskHealth> all = open_store_to_look(wish.data)->kiosks();
    const auto at = std::find_if(all.begin(), all.end(), [&](const KioskHealth& one) { return one.kiosk.id == wish.kiosk; });
    if (at == all.end())
        throw Error(fmt::format("no kiosk \"{}\" is enrolled here: its id stands on its screen above the challenge", wish.kiosk), ENOENT);
    if (at->kiosk.revoked)
        throw Error("this kiosk was taken out of service", EPERM);
    tell_log(wish.data, "pin.recovered", wish.kiosk);
    const auto print = [&](const SecretKey& key) {
        const std::string response = recovery_response(key, at->kiosk.key, wish.kiosk, challenge);
        fmt::print("{} {}\n", response.substr(0, 5), response.substr(5));
    };
    print(hub);
    if (const auto before = hub_key_before(wish.data)) {
        fmt::print(stderr, "or, if it has not been connected since this hub changed its key:\n");
        print(*before);
    }
    fmt::print(stderr, "for {} at point {}: to be typed there in place of the PIN, once, within a day\n", at->kiosk.name.empty() ? wish.kiosk : at->kiosk.name, at->kiosk.point);
    return 0;
}

} // namespace

std::function<std::optional<int>()> add_recover_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* command = app.add_subcommand("recover-pin", "Open a kiosk whose technician's PIN is forgotten: the response to its challenge");
    command->footer("Ask who calls for their name first: whoever gets the response gets into the kiosk's technician's screen. The hub's log tells\n"
                    "that it was asked for; without that nothing is printed.");
    command->add_option("--data", wish->data, "Folder of the hub")->capture_default_str();
    command->add_option("--kiosk", wish->kiosk, "The kiosk's id, as its screen shows it")->required();
    command->add_option("challenge", wish->challenge, "The 8 digits on the kiosk's screen")->required();
    return [command, wish] { return command->parsed() ? std::optional(run(*wish)) : std::nullopt; };
}

} // namespace accanto::hub
