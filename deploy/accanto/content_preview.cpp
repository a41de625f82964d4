#include "deploy/accanto/content.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;

// Beside this program, in a build and when installed.
fs::path kiosk_program() {
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path() / "accanto-kiosk";
}

// A folder that goes with the preview: what an author tries out is nobody's visit.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "accanto-preview.XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            throw Error("a folder for the preview", errno);
        m_path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

int run(const fs::path& program, const std::vector<std::string>& arguments) {
    pid_t child = fork();
    if (child < 0)
        throw Error("fork", errno);
    if (child == 0) {
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (const std::string& argument : arguments)
            argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        execv(program.c_str(), argv.data());
        fmt::print(stderr, "{}: {}\n", program.string(), strerror(errno));
        _exit(127);
    }
    // Ctrl-C reaches the window too; it closes in order, and its folder goes afterwards.
    signal(SIGINT, SIG_IGN);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace

int preview_tutorial(const PreviewRequest& request) {
    const fs::path data = request.data.empty() ? data_dir() : fs::path(request.data);
    const fs::path tutorial = data / "content" / "tutorials" / request.id;
    if (!fs::exists(tutorial / "tutorial.toml")) {
        fmt::print(stderr, "{}: there is no such tutorial; \"accanto content new {}\" begins one\n", tutorial.string(), request.id);
        return 1;
    }
    Folder state;
    const SettingsHere here = settings_of(request.settings);
    std::vector<std::string> arguments = {"--window", "--state", state.path().string(), "--lesson", request.id, "--step", std::to_string(request.step)};
    if (!here.file.empty())
        arguments.insert(arguments.end(), {"--settings", here.file.string()});
    if (!request.language.empty())
        arguments.insert(arguments.end(), {"--language", request.language});
    if (!request.size.empty())
        arguments.insert(arguments.end(), {"--size", request.size});
    if (here.settings.point.place.empty())
        fmt::print("No place is set ([point] place): a tutorial that differs by place is shown only where one is.\n");
    setenv("ACCANTO_DATA", fs::absolute(data).c_str(), 1);
    fmt::print("{} is in its window. Save its files to see them there; close the window to end.\n", request.id);
    fflush(stdout);
    return run(kiosk_program(), arguments);
}

} // namespace accanto::tool
