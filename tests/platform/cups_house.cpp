#include "tests/platform/cups_house.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace accanto::tests {

namespace {

namespace fs = std::filesystem;

constexpr const char* cupsd = "/usr/sbin/cupsd";

constexpr const char* server_settings = R"(LogLevel info
Listen $/cups.sock
WebInterface No
Browsing No
DefaultAuthType Basic
<Location />
  Order allow,deny
</Location>
# As Debian delivers it: anybody prints, only the owner takes a job back.
<Policy default>
  <Limit Cancel-Job Send-Document Hold-Job Release-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
)";

constexpr const char* file_settings = R"(ServerRoot $/root
ServerBin $/bin
StateDir $/state
CacheDir $/cache
RequestRoot $/spool
TempDir $/temporary
DocumentRoot $/root
ErrorLog $/error.log
AccessLog $/access.log
PageLog $/page.log
FileDevice Yes
SystemGroup root
)";

constexpr const char* driver = R"PPD(*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "SLIP.PPD"
*Manufacturer: "Accanto"
*Product: "(Model)"
*ModelName: "Accanto model"
*ShortNickName: "Accanto model"
*NickName: "Accanto model"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*Throughput: "1"
*TTRasterizer: Type42
*VariablePaperSize: True
*cupsVersion: 2.4
*cupsFilter2: "$ $ 0 pass"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: Roll
*PageSize Roll: "<</PageSize[204 566]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: Roll
*PageRegion Roll: "<</PageSize[204 566]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: Roll
*ImageableArea Roll: "0 0 204 566"
*DefaultPaperDimension: Roll
*PaperDimension Roll: "204 566"
*HWMargins: 0 0 0 0
*MaxMediaWidth: "227"
*MaxMediaHeight: "6000"
*ParamCustomPageSize Width: 1 points 10 227
*ParamCustomPageSize Height: 2 points 10 6000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]/ImagingBBox null>>setpagedevice"
*DefaultFont: Courier
*Font Courier: Standard "(002.004S)" Standard ROM
)PPD";

// Called with job, user, title, copies, options and perhaps a file.
constexpr const char* pass = R"(#!/bin/sh
exec cat "${6:--}"
)";

constexpr const char* backend = R"(#!/bin/sh
[ $# -gt 0 ] || { echo 'direct model "Accanto" "Model"'; exit 0; }
to=${DEVICE_URI#model:}
echo "$5" >"$to.options"
[ ! -f "$to.says" ] || cat "$to.says" >&2
while [ -f "$to.hold" ]; do sleep 0.05; done
[ ! -f "$to.breaks" ] || exit 1
cat "${6:--}" >"$to.part" && mv "$to.part" "$to.out"
)";

std::string with(std::string text, const std::string& what) {
    for (size_t at = text.find('$'); at != std::string::npos; at = text.find('$', at + what.size()))
        text.replace(at, 1, what);
    return text;
}

std::string read_all(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// What it says goes to `said`. It ends with the test, however that ends.
pid_t start(std::vector<std::string> command, const fs::path& said) {
    std::vector<char*> arguments;
    for (std::string& argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0)
        throw std::runtime_error(command[0] + " cannot be started");
    if (pid > 0)
        return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), STDOUT_FILENO);
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

// Its exit code.
int run(const std::vector<std::string>& command, const fs::path& said) {
    int status = 0;
    ::waitpid(start(command, said), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

std::optional<std::string> no_cups() {
    for (const char* program : {cupsd, "/usr/sbin/lpadmin", "/usr/bin/lpstat"})
        if (::access(program, X_OK) != 0)
            return std::string(program) + " is missing: install the packages cups-daemon and cups-client";
    return std::nullopt;
}

void CupsHouse::write(const fs::path& file, const std::string& text, int mode) const {
    std::ofstream(file, std::ios::binary) << text;
    ::chmod(file.c_str(), mode_t(mode));
}

CupsHouse::CupsHouse() {
    const std::string root = m_folder.path().string();
    for (const char* name :
         {"root", "state", "cache", "spool", "temporary", "out", "bin/backend", "bin/filter", "bin/daemon"})
        fs::create_directories(m_folder / name);
    // Started by root, cupsd gives its scripts to the user lp.
    ::chmod(root.c_str(), 0755);
    ::chmod((m_folder / "out").c_str(), 01777);
    fs::create_symlink("/usr/lib/cups/daemon/cups-exec", m_folder / "bin/daemon/cups-exec");
    write(m_folder / "bin/filter/pass", pass, 0755);
    write(m_folder / "bin/backend/model", backend, 0755);
    write(m_folder / "cupsd.conf", with(server_settings, root), 0644);
    write(m_folder / "cups-files.conf", with(file_settings, root), 0644);
    write(m_folder / "slip.ppd", with(driver, "image/png"), 0644);
    write(m_folder / "text.ppd", with(driver, "text/plain"), 0644);
    m_pid = start({cupsd, "-f", "-c", m_folder / "cupsd.conf", "-s", m_folder / "cups-files.conf"},
                  m_folder / "cupsd.log");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(15);
    while (!answers()) {
        if (std::chrono::steady_clock::now() > end || ::waitpid(m_pid, nullptr, WNOHANG) != 0)
            throw std::runtime_error("cupsd does not start: " + read_all(m_folder / "cupsd.log") +
                                     read_all(m_folder / "error.log"));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

CupsHouse::~CupsHouse() {
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
}

bool CupsHouse::answers() const {
    return fs::exists(socket()) && run({"lpstat", "-h", socket(), "-r"}, m_folder / "lpstat.log") == 0 &&
           read_all(m_folder / "lpstat.log").find("is running") != std::string::npos;
}

void CupsHouse::admin(const std::vector<std::string>& command) {
    std::vector<std::string> all = command;
    all.insert(all.begin() + 1, {"-h", socket()});
    if (run(all, m_folder / "admin.log") != 0)
        throw std::runtime_error(command[0] + ": " + read_all(m_folder / "admin.log"));
}

void CupsHouse::add(const std::string& queue, Kind kind, const std::vector<std::string>& more) {
    std::vector<std::string> command = {"lpadmin", "-p", queue, "-v", "model:" + at(queue, "").string(),
                                        "-E"};
    if (kind != Kind::raw)
        command.insert(command.end(), {"-P", m_folder / (kind == Kind::driver ? "slip.ppd" : "text.ppd")});
    command.insert(command.end(), more.begin(), more.end());
    admin(command);
}

void CupsHouse::add_file(const std::string& queue) {
    write(at(queue, ".out"), "", 0666);
    admin({"lpadmin", "-p", queue, "-v", "file:" + at(queue, ".out").string(), "-P", m_folder / "slip.ppd",
           "-E"});
}

std::optional<std::string> CupsHouse::out(const std::string& queue) const {
    if (!fs::exists(at(queue, ".out")))
        return std::nullopt;
    return read_all(at(queue, ".out"));
}

std::string CupsHouse::options(const std::string& queue) const {
    return read_all(at(queue, ".options"));
}

void CupsHouse::forget_out(const std::string& queue) {
    fs::remove(at(queue, ".out"));
}

void CupsHouse::says(const std::string& queue, const std::string& status) {
    write(at(queue, ".says"), status + "\n", 0644);
}

void CupsHouse::hold(const std::string& queue, bool on) {
    if (on)
        write(at(queue, ".hold"), "", 0644);
    else
        fs::remove(at(queue, ".hold"));
}

void CupsHouse::breaks(const std::string& queue, bool on) {
    if (on)
        write(at(queue, ".breaks"), "", 0644);
    else
        fs::remove(at(queue, ".breaks"));
}

std::string CupsHouse::jobs() const {
    run({"lpstat", "-h", socket(), "-W", "not-completed", "-o"}, m_folder / "jobs.log");
    return read_all(m_folder / "jobs.log");
}

} // namespace accanto::tests
