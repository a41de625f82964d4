#pragma once

namespace CLI {
class App;
}

namespace accanto::tool {

// accanto doctor: is this kiosk well, and what is there to do?
void add_doctor_command(CLI::App& app);

} // namespace accanto::tool
