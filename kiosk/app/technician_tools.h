#pragma once
// What the technician's pages, those of mentors and those of setting up are all done with: what is told on
// them, noted for the audit, said, printed, and looked at on other threads.

#include "kiosk/app/stage.h"
#include "kiosk/doctor/checks.h"

#include <future>
#include <utility>

namespace accanto::app {

class TechnicianTools : Flow {
public:
    explicit TechnicianTools(const Stage& stage) : Flow(stage) {}
    // Waits for what is being looked at and noted.
    ~TechnicianTools();

    // On the page: what came of the last thing done.
    void tell(const std::string& key, content::Arguments arguments = {});
    // For the audit: that it was done, and what came of it.
    void note(const std::string& what, const std::string& result = {});
    // When it was typed twice; "": not yet, and it is said why.
    std::string chosen_pin();
    void say_in(const std::string& language);
    void print_test();
    void restart_screen();

    // One look at a time; what it shows comes with take_examinations().
    void look_at_everything();
    void look_at_contents();
    bool take_examinations(); // whether everything has been looked at
    doctor::Surroundings surroundings(const Settings& settings) const; // any thread

private:
    void note_without_store(const std::string& what, const std::string& result);

    std::future<Examination> m_examination;
    std::future<std::pair<doctor::Finding, std::vector<TechnicianVisit::Pack>>> m_contents_look;
    std::future<void> m_spare_note;
};

} // namespace accanto::app
