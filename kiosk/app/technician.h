#pragma once
// The technician's screen: its door, its menu, and what its pages are filled with.

#include "kiosk/app/stage.h"

#include <future>
#include <optional>
#include <string>

namespace accanto::app {

class SettingUp;
class TechnicianMentors;
class TechnicianTools;

class Technician : Flow {
public:
    Technician(const Stage& stage, TechnicianTools& tools, TechnicianMentors& mentors, SettingUp& setting_up);
    // Waits for a PIN that is being tried.
    ~Technician();

    // technician_actions.cpp
    void open(); // the door
    void to_menu();
    void end();
    int64_t ends_ms() const; // monotonic: when whoever began it has gone
    void ask(TechnicianWish wish);
    void look_again();
    void feel_target(size_t index);
    void size_card(int by_px);
    void keep_card();

    // technician_door.cpp
    bool type(const ui::KeyResult& key); // whether this page takes what is typed
    void enter_digits();
    void forgot_pin();
    void take_spare_try(); // when it is there
    void tell_machine();   // whether one is here

    // technician_pages.cpp
    void read();                         // with every reading of the store
    int64_t network_deadline_ms() const; // monotonic
    void give_up_network();              // it has passed

private:
    // technician_actions.cpp
    std::string language() const;
    void look_at_setup(); // whether it was begun and not finished

    // technician_door.cpp
    void pin_tried(const point::TechnicianTry& tried);
    void choose_pin();
    void enter_without_store();

    // technician_pages.cpp
    void look_at_network();

    TechnicianTools& m_tools;
    TechnicianMentors& m_mentors;
    SettingUp& m_setting_up;
    std::future<std::optional<point::TechnicianTry>> m_spare_try;
    std::optional<bool> m_told_machine; // nothing before the first time
    std::future<void> m_telling_machine;
};

} // namespace accanto::app
