// accanto-desk: the mentor's page and the public display, on the point's own network.

#include "content/base/file.h"
#include "content/base/settings.h"
#include "kiosk/desk/server.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>
#include <thread>

namespace {

using namespace accanto;

struct Options {
    std::string settings, state, listen;
    int port = -1;
    std::vector<std::string> names;
    desk::Tls tls;
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
    auto* certificate =
        run.add_option("--certificate", options.tls.certificate, "Certificate chain (PEM): serves HTTPS")
            ->check(CLI::ExistingFile);
    auto* key = run.add_option("--key", options.tls.key, "Private key of the certificate (PEM)")
                    ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
}

Settings settings_of(const Options& options) {
    const bool told = !options.settings.empty();
    LoadedSettings loaded =
        load_settings(told ? std::filesystem::path(options.settings) : default_settings_file(), told);
    for (const SettingsProblem& problem : loaded.problems)
        spdlog::warn("{}", problem.text());
    Settings& settings = loaded.settings;
    if (!options.state.empty())
        settings.state = options.state;
    if (!options.listen.empty())
        settings.desk.listen = options.listen;
    if (options.port >= 0)
        settings.desk.port = options.port;
    return settings;
}

int run(const Options& options) {
    // SIGINT and SIGTERM end the program in order: they are taken by sigwait below, and by no other thread.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const Settings settings = settings_of(options);
    const SystemClock clock;
    const bool secure = !options.tls.certificate.empty();
    desk::Desk desk({settings, data_dir(), desk::pages_dir(), secure, options.names}, clock);
    desk::Server server(desk, settings.desk.listen, settings.desk.port, options.tls);
    std::cout << (secure ? "https://" : "http://") << settings.desk.listen << ":" << server.port() << "/"
              << std::endl;
    spdlog::info("listening on {} port {}", settings.desk.listen, server.port());

    std::thread serving([&] { server.run(); });
    int signal = 0;
    sigwait(&ending, &signal);
    spdlog::info("ending");
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
    describe(*app.add_subcommand("run", "Serve the pages until told to end"), options);
    CLI11_PARSE(app, argc, argv);
    start_log("accanto-desk");
    try {
        return run(options);
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
        return 1;
    }
}
