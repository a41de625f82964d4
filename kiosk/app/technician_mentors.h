#pragma once
// Mentors at the technician's screen: who may sign in at the desk. The same functions as the command's
// (accanto mentor).

#include "kiosk/app/action.h"
#include "kiosk/app/stage.h"

#include <string>

namespace accanto::app {

class TechnicianTools;

class TechnicianMentors : Flow {
public:
    TechnicianMentors(const Stage& stage, TechnicianTools& tools);

    void to_list(); // read anew
    void care(const CareForMentor& wish);
    void choose_pin();                   // of the digits that were typed
    void put_pin_away();                 // that was typed or made: nothing of it stays
    bool back();                         // whether that was all of Back
    bool type(const ui::KeyResult& key); // whether this page takes what is typed

private:
    void to_list_with(const std::string& key); // and what came of it, with the name of whose page was open
    void open(const std::string& id);
    void use_name();
    void keep_pin(std::string pin);
    void pin_kept(point::NameFault fault, const std::string& id);
    void let(bool sign_in);
    void print_pin();

    TechnicianTools& m_tools;
};

} // namespace accanto::app
