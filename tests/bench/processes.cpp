#include "tests/bench/processes.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace accanto::bench {

namespace {

namespace fs = std::filesystem;

pid_t parent_of(const fs::path& process) {
    std::ifstream in(process / "stat");
    std::string line;
    std::getline(in, line);
    size_t end = line.rfind(')'); // the name may hold anything, brackets too
    if (end == std::string::npos)
        return 0;
    std::istringstream rest(line.substr(end + 1));
    char state;
    pid_t parent = 0;
    rest >> state >> parent;
    return parent;
}

std::set<pid_t> family_of(pid_t root) {
    std::multimap<pid_t, pid_t> children;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") == std::string::npos)
            children.emplace(parent_of(entry.path()), pid_t(std::stoi(name)));
    }
    std::set<pid_t> family = {root}, newest = family;
    while (!newest.empty()) {
        std::set<pid_t> next;
        for (pid_t parent : newest)
            for (auto [first, last] = children.equal_range(parent); first != last; ++first)
                if (family.insert(first->second).second)
                    next.insert(first->second);
        newest = std::move(next);
    }
    return family;
}

int64_t field(const fs::path& file, const std::string& name) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.compare(0, name.size(), name) == 0)
            return std::stoll(line.substr(name.size()));
    return 0;
}

} // namespace

Usage usage_of(pid_t root, bool with_memory) {
    Usage out;
    for (pid_t process : family_of(root)) {
        fs::path folder = "/proc/" + std::to_string(process);
        std::error_code gone;
        if (!fs::exists(folder, gone))
            continue;
        ++out.processes;
        if (with_memory)
            out.pss_kib += field(folder / "smaps_rollup", "Pss:");
        for (fs::directory_iterator task(folder / "task", gone), end; !gone && task != end;
             task.increment(gone)) {
            std::ifstream schedule(task->path() / "schedstat");
            int64_t ran = 0;
            schedule >> ran;
            out.cpu_ns += ran;
            out.wake_ups += field(task->path() / "status", "voluntary_ctxt_switches:");
        }
    }
    return out;
}

} // namespace accanto::bench
