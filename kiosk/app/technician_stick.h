#pragma once
// An errand with a technician's stick: asked for here, done by the machine (kiosk/store/stick_errand.h).

#include "content/base/folder_watch.h"
#include "kiosk/app/stage.h"

#include <functional>
#include <memory>

namespace accanto::app {

class TechnicianTools;

class TechnicianStick : Flow {
public:
    // The machine's word for how it ended; "failed" or "silent" where it said none.
    using Told = std::function<void(const std::string& word)>;

    TechnicianStick(const Stage& stage, TechnicianTools& tools);

    // One at a time. Whoever gives no `told` has what came of it told on the page.
    void ask(store::StickErrand errand, Told told = {});
    void look();                 // at what the machine said by now
    void woken();                // the loop was: perhaps by the machine
    int64_t deadline_ms() const; // monotonic: when to look, whether it says something or not
    static std::string sentence_of(const std::string& word); // that it was not done, and why

private:
    void end(const std::string& word);
    void stop_watching();

    TechnicianTools& m_tools;
    std::unique_ptr<FolderWatch> m_watch; // while an errand is under way
    Told m_told;
};

} // namespace accanto::app
