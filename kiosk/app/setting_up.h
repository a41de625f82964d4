#pragma once
// Setting up at the kiosk's own screen: the questions, the way through them, and what is tried where one
// stands. What they end in is kiosk/setup's, as for the command.

#include "content/base/folder_watch.h"
#include "content/base/provisioned.h"
#include "kiosk/app/stage.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace accanto::setup {
class Setup;
struct Refusal;
} // namespace accanto::setup

namespace accanto::app {

class TechnicianStick;
class TechnicianTools;

class SettingUp : Flow {
public:
    // `bare`: no point is known of, and there is nothing to show but this.
    SettingUp(const Stage& stage, TechnicianTools& tools, TechnicianStick& stick, bool bare);

    bool is_bare() const { return m_bare; }
    // Others were decided than this program was started with.
    bool settings_are_old() const { return m_settings_old; }

    // setup_actions.cpp: the way through it
    void begin();
    void door_opened(); // the PIN was right, or a new one was chosen
    void go_on();       // to the next step
    void answer(const std::string& answer);

    // setup_leaving.cpp
    void back();
    void leave();
    void put_away(); // whoever began it has gone

    // setup_values.cpp
    void change(const std::string& what, int by);
    bool type(const ui::KeyResult& key); // whether this page takes what is typed

    // setup_join.cpp: who is waited for
    void hear_hub(const std::optional<store::EnrolAnswer>& answer);
    int64_t deadline_ms() const; // monotonic
    void give_up_waiting();      // it has passed

    // setup_clock.cpp
    void woken(); // the loop was: perhaps by the machine that sets the clock

    // setup_trials.cpp
    void hear_loudspeaker(); // whether there is one
    void take_verdict();     // when everything has been looked at

private:
    // setup_actions.cpp
    void resume();
    void show_step(setup::Step step);
    void change_from_overview(setup::Step step);
    void to_overview();
    void look_at_missing();
    void keep_progress();
    const Settings& settings_in_force() const;
    // What is decided, on the store's thread; `then` when it was not refused.
    void with_draft(std::function<setup::Refusal(setup::Setup&)> job, std::function<void()> then);
    void decide_and_go_on(const Decisions& decisions);

    // setup_leaving.cpp
    void without_progress();
    bool is_at_work() const; // and lets nobody go
    bool is_doubt_under_way() const;
    void go_away();
    void ask(SetupVisit::Doubt doubt);
    void answer_doubt(const std::string& answer);

    // setup_values.cpp
    void keep_hours();
    void turn_by_a_quarter();
    // For as long as this program runs; the settings say it for the next start.
    void turn_picture(int degrees);

    // setup_join.cpp
    void choose_way(const std::string& answer);
    void ask_hub();
    void file_brought(const std::string& word);
    void take_file_of_stick();

    // setup_clock.cpp
    std::string day_to_type() const;
    void clock_is_wrong();
    void answer_clock(const std::string& answer);
    void set_clock();
    void end_clock(const std::string& word);

    // setup_trials.cpp
    void arrive_at_step();
    void note_trial(doctor::Finding trial);
    void answer_trial(const std::string& answer);
    void heard(bool well);
    void keep_height();
    void keep_zone(const std::string& zone);
    void choose_printer(const std::string& answer);
    void printer_chosen(const std::string& kind);
    void finish();
    void without_cut();
    void try_void_ticket();
    void keep_sheet(std::function<void()> then);
    void sheet_to_stick();
    void sheet_taken(const std::string& word);
    void end();

    TechnicianTools& m_tools;
    TechnicianStick& m_stick;
    bool m_bare, m_settings_old = false;
    std::unique_ptr<FolderWatch> m_clock_watch; // while the clock is being set
};

} // namespace accanto::app
