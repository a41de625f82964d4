#pragma once
// What the files that draw the practice device share. For practice*.cpp alone.

#include "content/library/frame_fit.h"
#include "kiosk/screens/screens.h"

namespace accanto::screens {

// The control that shown words belong to, where it shows others before or after them: how many. None: they are said for
// themselves.
struct WordsOf {
    std::string control;
    size_t before = 0, after = 0;
};
inline WordsOf words_of(bool can_touch, const content::Element& element) { return {can_touch ? element.id : std::string()}; }

struct Device {
    ui::Ui& ui;
    Actions& actions;
    const content::Lesson& lesson;
    content::TutorialWords words;
    const content::Screen& screen;
    ui::Rect inside;             // of the frame
    content::FrameFit fit;       // where fractions of the frame come to lie: of the screen, or of the open question
    std::string glowing;         // the part to touch next; "" for none
    bool inert = false;          // below an open question: seen, but neither touched nor read

    ui::Rect place(const content::Rect& r) const;
    ui::Rect place_of(const content::Element& element, size_t item) const { return place(content::item_rect(element, item)); }
    // A key of the tutorial's words with what was typed and picked in it; empty for "".
    ui::Label label(const std::string& key) const;
    ui::Colour accent() const { return ui.look().accents[size_t(screen.accent)]; }
    // What an element stands on: the bar or the picture of a call that holds it, else the device's screen.
    ui::Colour ground_of(const content::Element& element) const;
    bool stands_on_bar(const content::Element& element) const;

    // Words with a node, or without one below a question. `of`: the control that says them already; they are marked while
    // it is heard.
    void text(ui::Rect r, const std::string& id, const ui::Label& label, ui::TextStyle style, ui::NodeRole role = ui::NodeRole::text,
              const WordsOf& of = {});
    // Letters follow the chosen size only as far as the device's screen allows: it keeps its proportions.
    ui::TextStyle style(ui::Role role, int weight, ui::Colour colour, ui::Colour ground, ui::Align align = ui::Align::start) const;
    // The part as something to touch; posts what was touched. `value`: of a field, never spoken.
    ui::Ui::Touch touch(ui::Rect r, const std::string& part, const ui::Label& label, ui::NodeRole role, bool chosen = false,
                        const std::string& value = {});
    // The same for what can be touched only when a step wants it so: a node to touch, or no node.
    ui::Ui::Touch touch_if(bool can, ui::Rect r, const std::string& part, const ui::Label& label);
    void glow(const std::string& part, ui::Rect r, float radius);
    void focus(const ui::Ui::Touch& touch, ui::Rect r, float radius);
    bool is_on(const std::string& control) const { return lesson.state().checked.contains(control); }
    bool is_picked(const content::Element& element, const content::Item& item) const;
};

// practice_parts.cpp
void draw_bar_element(Device& d, const content::Element& e, ui::Rect r);
void draw_words(Device& d, const content::Element& e, ui::Rect r);
void draw_field(Device& d, const content::Element& e, ui::Rect r);
void draw_button(Device& d, const content::Element& e, ui::Rect r);
void draw_check_box(Device& d, const content::Element& e, ui::Rect r);
void draw_switch(Device& d, const content::Element& e, ui::Rect r);
void draw_plain_picture(Device& d, const content::Element& e, ui::Rect r);

// practice_rows.cpp
void draw_list(Device& d, const content::Element& e);
void draw_grid(Device& d, const content::Element& e);
void draw_tabs(Device& d, const content::Element& e, ui::Rect r);
void draw_keypad(Device& d, const content::Element& e);
void draw_dialog(Device& d, const content::Element& e, ui::Rect r);

// practice_papers.cpp
void draw_paper(Device& d, const content::Element& e, ui::Rect r);
void draw_directions(Device& d, const content::Element& e);
void draw_address(Device& d, const content::Element& e, ui::Rect r);
void draw_bubble(Device& d, const content::Element& e, ui::Rect r);
void draw_camera(Device& d, const content::Element& e, ui::Rect r);
void draw_microphone(Device& d, const content::Element& e, ui::Rect r);

} // namespace accanto::screens
