#include "tests/app/kiosk_run.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace accanto::tests {

const char* const to_confirmation = R"(
see "English" within 20s
tap "English"
see "1 mentor is here now" within 20s
tap @home.mentor
tap @topic.email
tap "Continue"
see @ticket.take
)";

namespace {

int64_t now_ms() { return SystemClock().mono_ms(); }

void write_text(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::trunc) << text; }

std::vector<std::string> arguments(const KioskOptions& o) {
    write_text(o.folder / "accanto.toml", o.settings);
    std::vector<std::string> out = {o.program, "--settings", o.folder / "accanto.toml", "--state", o.state(), "--size", o.size,
                                    "--software"};
    if (o.keeps_speech)
        out.insert(out.end(), {"--speech-log", o.speech_log()});
    if (o.live)
        out.insert(out.end(), {"--play", "-"});
    else if (!o.visit.empty()) {
        write_text(o.folder / "test.visit", o.visit);
        out.insert(out.end(), {"--play", o.folder / "test.visit"});
    }
    out.insert(out.end(), o.more.begin(), o.more.end());
    if (o.shots)
        out.insert(out.end(), {"--shots", o.shots_folder()});
    return out;
}

} // namespace

Kiosk::Kiosk(const KioskOptions& options) : m_errors(options.folder / "errors.log") {
    std::vector<std::string> words = arguments(options);
    std::vector<char*> argv;
    for (std::string& w : words)
        argv.push_back(w.data());
    argv.push_back(nullptr);
    int out[2], in[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(in, O_CLOEXEC) != 0)
        throw Error("pipe", errno);
    m_pid = fork();
    if (m_pid < 0)
        throw Error("fork", errno);
    if (m_pid == 0) {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        setenv("SDL_AUDIODRIVER", "dummy", 1);
        for (const auto& [name, value] : options.environment)
            value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
        int log = open(m_errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(out[1], STDOUT_FILENO);
        if (options.live)
            dup2(in[0], STDIN_FILENO);
        dup2(log, STDERR_FILENO);
        if (options.in_child)
            options.in_child();
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(out[1]);
    close(in[0]);
    m_out = out[0];
    m_in = in[1];
}

Kiosk::~Kiosk() {
    kill();
    close(m_out);
    if (m_in >= 0)
        close(m_in);
}

void Kiosk::tell(const std::string& lines) {
    if (write(m_in, lines.data(), lines.size()) != ssize_t(lines.size()))
        throw Error("the kiosk does not listen\n" + errors(), errno);
}

bool Kiosk::reap(int options) {
    if (m_code)
        return true;
    int status = 0;
    if (waitpid(m_pid, &status, options) != m_pid)
        return false;
    m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}

bool Kiosk::runs() { return !reap(WNOHANG); }

void Kiosk::kill() {
    if (!runs())
        return;
    ::kill(m_pid, SIGKILL);
    reap(0);
}

void Kiosk::stop() {
    if (runs())
        ::kill(m_pid, SIGTERM);
}

int Kiosk::finish(int within_ms) {
    if (m_in >= 0)
        close(std::exchange(m_in, -1));
    for (int64_t until = now_ms() + within_ms; !reap(WNOHANG) && now_ms() < until;)
        usleep(2000);
    kill();
    return *m_code;
}

std::string Kiosk::errors() const { return read_file(m_errors).value_or(""); }

std::optional<std::string> Kiosk::line(int within_ms) {
    int64_t until = now_ms() + within_ms;
    for (;;) {
        if (size_t end = m_buffer.find('\n'); end != std::string::npos) {
            std::string out = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return out;
        }
        pollfd waits{m_out, POLLIN, 0};
        int left = int(std::max<int64_t>(0, until - now_ms()));
        if (poll(&waits, 1, left) <= 0)
            return std::nullopt;
        char bytes[4096];
        ssize_t count = read(m_out, bytes, sizeof bytes);
        if (count <= 0)
            return std::nullopt;
        m_buffer.append(bytes, size_t(count));
    }
}

std::optional<std::string> Kiosk::wait_for(const std::string& beginning, int within_ms) {
    int64_t until = now_ms() + within_ms;
    while (auto got = line(int(std::max<int64_t>(0, until - now_ms()))))
        if (got->starts_with(beginning))
            return got->substr(beginning.size());
    return std::nullopt;
}

std::string play(const KioskOptions& options) {
    Kiosk kiosk(options);
    std::string out;
    while (auto line = kiosk.line(120'000))
        out += *line + "\n";
    int code = kiosk.finish();
    if (code != 0)
        throw Error(fmt::format("the visit ended with {}\n{}{}", code, out, kiosk.errors()), code);
    return out;
}

} // namespace accanto::tests
