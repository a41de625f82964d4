// accanto-desk: the mentor's page and the public display, on the point's own network.

#include "content/base/provisioned.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/settings.h"
#include "kiosk/desk/certificate.h"
#include "kiosk/desk/guard.h"
#include "kiosk/desk/server.h"
#include "kiosk/desk/settings_watch.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <thread>

namespace {

using namespace accanto;

struct Options {
    std::string settings, state, listen;
    int port = -1;
    std::vector<std::string> names;
    std::filesystem::path certificate, key;
};

void describe(CLI::App& run, Options& options) {
    run.add_option("--settings", options.settings,
                   "Settings file (default: /etc/accanto/accanto.toml when there is one)");
    run.add_option("--state", options.state, "Folder of the store, instead of the settings' own");
    run.add_option("--listen", options.listen, "Address to listen on, instead of the settings' own");
    run.add_option("--port", options.port, "Port, instead of the settings' own; 0 takes any free one")
        ->check(CLI::Range(0, 65535));
    run.add_option("--name", options.names,
                   "A further host name this desk is called by, for instance desk.library.lan");
    auto* certificate = run.add_option("--certificate", options.certificate,
                                       "Certificate chain (PEM), instead of the settings' own: serves HTTPS");
    auto* key = run.add_option("--key", options.key, "Private key of the certificate (PEM)");
    certificate->needs(key)->check(CLI::ExistingFile);
    key->needs(certificate)->check(CLI::ExistingFile);
}

struct CertificateOptions {
    std::filesystem::path folder = "/etc/accanto/desk";
    std::vector<std::string> names;
    int days = desk::longest_certificate_days;
    bool replace = false;
};

void describe(CLI::App& command, CertificateOptions& options) {
    command.add_option("--folder", options.folder, "Where certificate.pem and key.pem go")
        ->capture_default_str();
    command.add_option(
        "--name", options.names,
        "A host name or address that mentors type, for instance desk.library.lan or 192.168.1.20; once for "
        "each. This machine's own name, localhost and 127.0.0.1 are always in it");
    command.add_option("--days", options.days, "How long it is valid")
        ->check(CLI::Range(1, desk::longest_certificate_days))
        ->capture_default_str();
    command.add_flag("--replace", options.replace, "Makes new ones in the place of what is there");
}

int make_certificate(const CertificateOptions& options) {
    std::vector<std::string> names = options.names;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    add(desk::machine_name());
    add(desk::machine_name().empty() ? "" : desk::machine_name() + ".local");
    add("localhost");
    add("127.0.0.1");
    const auto made =
        desk::make_certificate(options.folder, names, options.days, options.replace, SystemClock());
    fmt::print("{}\n{}\nSHA-256 {}\n\nIn the settings:\n[desk]\ncertificate = \"{}\"\nkey = \"{}\"\n",
               made.certificate.string(), made.key.string(), made.fingerprint, made.certificate.string(),
               made.key.string());
    return 0;
}

// Said in time: a technician has a month.
void tell_end_of(const std::filesystem::path& certificate, const Settings& settings, const Clock& clock) {
    constexpr int64_t soon_ms = int64_t(30) * 24 * 60 * 60 * 1000;
    const int64_t ends_ms = desk::certificate_ends_ms(certificate), now_ms = clock.wall_ms();
    const std::string day = local_date(ends_ms, settings.point.time_zone);
    if (ends_ms <= now_ms)
        spdlog::error(
            "the certificate ended on {}: browsers refuse the desk. Make a new one: accanto-desk certificate",
            day);
    else if (ends_ms - now_ms < soon_ms)
        spdlog::warn("the certificate ends on {}. Make a new one: accanto-desk certificate", day);
}

struct Begun {
    Settings settings;
    desk::SettingsWatch watch;
};

Begun settings_of(const Options& options) {
    const bool told = !options.settings.empty();
    LoadedSettings loaded =
        load_settings(told ? std::filesystem::path(options.settings) : default_settings_file(), told);
    Settings& settings = loaded.settings;
    if (!options.state.empty())
        settings.state = options.state;
    const desk::SettingsWatch watch(settings);
    add_provisioned(loaded);
    for (const SettingsProblem& problem : loaded.problems)
        spdlog::warn("{}", problem.text());
    if (!options.listen.empty())
        settings.desk.listen = options.listen;
    if (options.port >= 0)
        settings.desk.port = options.port;
    if (!options.certificate.empty()) {
        settings.desk.certificate = options.certificate;
        settings.desk.key = options.key;
    }
    return {settings, watch};
}

// Until a signal comes, or the network's settings are others than those this began with: systemd starts it anew. Its words
// for the log.
const char* wait_for_end(const sigset_t& ending, const desk::SettingsWatch& watch) {
    constexpr timespec look_again{20, 0};
    while (sigtimedwait(&ending, nullptr, &look_again) < 0)
        if (watch.changed())
            return "the network's settings have changed: starting anew";
    return "ending";
}

int run(const Options& options) {
    // SIGINT and SIGTERM end the program in order: they are taken by sigwait below, and by no other thread.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const Begun begun = settings_of(options);
    const Settings& settings = begun.settings;
    if (settings.has_host())
        throw Error(
            "the settings name " + settings.host.address +
                " as the kiosk with the desk (host.address): mentors sign in there, and the tickets of "
                "this kiosk are called there",
            0);
    const SystemClock clock;
    const desk::Tls tls = desk::tls_of(settings.desk);
    const bool secure = !tls.certificate.empty();
    if (secure)
        tell_end_of(tls.certificate, settings, clock);
    desk::Desk desk(
        {settings, data_dir(), desk::pages_dir(), secure, helper_program("accanto-voice"), options.names},
        clock);
    desk::Server server(desk, settings.desk.listen, settings.desk.port, tls);
    std::cout << (secure ? "https://" : "http://") << settings.desk.listen << ":" << server.port() << "/"
              << std::endl;
    spdlog::info("listening on {} port {}", settings.desk.listen, server.port());

    std::thread serving([&] { server.run(); });
    spdlog::info("{}", wait_for_end(ending, begun.watch));
    desk.close();
    server.stop();
    serving.join();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("The mentor's desk and the public display of an Accanto point");
    app.set_version_flag("--version", ACCANTO_VERSION);
    app.require_subcommand(1);
    Options options;
    CertificateOptions certificate;
    describe(*app.add_subcommand("run", "Serve the pages until told to end"), options);
    CLI::App* make = app.add_subcommand(
        "certificate", "Make a certificate and its key for HTTPS on the point's own network");
    describe(*make, certificate);
    CLI11_PARSE(app, argc, argv);
    start_log("accanto-desk");
    try {
        return make->parsed() ? make_certificate(certificate) : run(options);
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
        return 1;
    }
}
