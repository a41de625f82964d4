#pragma once
// accanto content check: what an author must mend before a citizen sees it.

namespace CLI {
class App;
}

namespace accanto::tool {

void add_content_command(CLI::App& app);

} // namespace accanto::tool
