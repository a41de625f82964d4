#include "deploy/accanto/content_look.h"

#include <fmt/format.h>

namespace accanto::tool {

int check_content(const CheckRequest& request) {
    const Looked looked = look_at(request);
    print_problems(looked.problems, request.json);
    if (!request.json && looked.problems.empty())
        fmt::print("All is well: {} in order.\n", count_of(looked.tutorials, "tutorial is", "tutorials are"));
    else if (!request.json)
        fmt::print("{} to mend.\n", count_of(looked.problems.size(), "thing", "things"));
    return looked.problems.empty() ? 0 : 1;
}

} // namespace accanto::tool
