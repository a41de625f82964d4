#pragma once
// Following a tutorial, telling the store what came of it, and coming back to it by a picture code.

#include "kiosk/app/stage.h"

#include <memory>
#include <optional>
#include <string>

namespace accanto::app {

class Librarian;
class Skills;

class Lessons : Flow {
public:
    // Both outlive this.
    Lessons(const Stage& stage, Librarian& librarian, Skills& skills);

    // `control`: its button, shown pressed until it is read.
    void open(const std::string& id, const std::string& control, int step = 1);
    // As its files are now, where one was; at `step` where none was open.
    void show_saved(const std::string& id, int step);
    std::optional<point::StuckAt> stuck_here() const;
    void report_stop(); // of one that was not finished

    // What is done in a practice.
    void touch(const std::string& part);
    void press_key(const ui::KeyResult& key);
    void type_text(const std::string& utf8);
    void accept_field();
    void choose(const std::string& id);
    void take_up(const std::string& item);
    void put_at(const std::string& place);
    void undo();
    void ask_hint();
    void show_me();
    void next_step();

    void keep(); // its place
    void keep_place(point::KeptPlace place, const std::string& control);
    void touch_code_picture(int index);
    void print_card();
    void print_code();

private:
    void begin(std::shared_ptr<const content::Tutorial> tutorial, int step);
    void show_answer(); // to what was done in a practice: on the first page of its words
    void report_results();
    void report_end();
    content::TutorialWords words() const;
    void come_back(point::KeptPlace place);

    Librarian& m_librarian;
    Skills& m_skills;
};

} // namespace accanto::app
