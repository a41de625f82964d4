#include "sync/agent/content_plan.h"

#include "content/library/packs.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::agent {

using Task = ContentTask::What;

ContentTask task_for(const wire::DesiredPack& wanted, const std::filesystem::path& content) {
    std::vector<content::Problem> problems;
    const auto record = content::read_record(content, wanted.id, problems);
    if (!problems.empty())
        return {Task::nothing, content::refused_for(problems).why};
    const auto withdrawn = [&](int version) {
        return std::find(wanted.withdrawn.begin(), wanted.withdrawn.end(), version) != wanted.withdrawn.end();
    };
    if (!record)
        return {wanted.version > 0 ? Task::get : Task::nothing, ""};
    const int shown = record->current;
    if (!withdrawn(shown) && shown >= wanted.version)
        return {};
    if (wanted.version > shown)
        return record->left == wanted.version
                   ? ContentTask{Task::nothing, fmt::format("somebody at this kiosk went back from version {}", wanted.version)}
                   : ContentTask{Task::get, ""};
    if (record->previous > 0 && (record->previous == wanted.version || (wanted.version == 0 && !withdrawn(record->previous))))
        return {Task::go_back, ""};
    return {Task::take_away, ""};
}

} // namespace accanto::agent
