#pragma once
// The checker over a whole folder or pack: for `content check`, and before anything is packed.

#include "content/library/check.h"
#include "content/library/recordings.h"
#include "deploy/accanto/content.h"

namespace accanto::tool {

struct Looked {
    std::vector<content::Problem> problems; // files as short as an editor still finds them
    size_t tutorials = 0;
};
// The tutorials and packs that are asked for; without any, all tutorials, the words of the interface and the
// topics.
Looked look_at(const CheckRequest& request);

// Every file of a folder's audio/<language>/.
std::vector<content::RecordingFile>
recordings_in(const std::filesystem::path& content); // content_recordings.cpp

// One line each, or JSON for other programs.
void print_problems(const std::vector<content::Problem>& problems, bool json);

// "1 tutorial", "3 tutorials"
std::string count_of(size_t count, const std::string& one, const std::string& many);

} // namespace accanto::tool
