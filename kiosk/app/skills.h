#pragma once
// The skills check, what comes of it, and the path of lessons.

#include "kiosk/app/stage.h"

#include <memory>
#include <string>

namespace accanto::app {

class Librarian;

class Skills : Flow {
public:
    // `librarian` outlives this.
    Skills(const Stage& stage, const Librarian& librarian) : Flow(stage), m_librarian(librarian) {}

    void load();
    // Null: it has problems, and no check is offered.
    const content::Instrument* instrument() const { return m_instrument.get(); }

    void open();
    void start();
    void tick(const std::string& answer);
    void next_question();
    bool previous_page();                // of a question, of the result or the path; whether there was one
    bool type(const ui::KeyResult& key); // whether this page takes what is typed
    void follow_path();
    void keep_path();
    void note_practices(); // of the lesson that has ended
    void print();

private:
    const content::SkillQuestion* question_now() const;
    void finish_check();
    void make_path();

    const Librarian& m_librarian;
    std::shared_ptr<const content::Instrument> m_instrument;
};

} // namespace accanto::app
