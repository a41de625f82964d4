#pragma once
// What is on the screen, as one list for each frame. Speech, keyboard focus, scripted visits, the accessibility report and
// the tests read it; nothing else describes a screen.

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"

#include <string>
#include <vector>

namespace accanto::ui {

enum class NodeRole { button, choice, field, key, heading, text, status, image, progress };
const char* to_text(NodeRole role);

struct Node {
    std::string id;           // stable: "home.learn"
    NodeRole role = NodeRole::text;
    std::string label;        // as shown
    std::string speech;       // as spoken
    std::string value;        // of a field or a progress
    std::string heard;        // of a private value, by the citizen's choice; else it is only counted
    std::string language;     // of label and speech: differs from the screen's where a word fell back
    bool fallback = false;
    Rect rect;                // pixels, as drawn
    Rect hit;                 // where a touch counts; empty for what cannot be touched
    Colour foreground = 0, background = 0;
    float em_px = 0;          // of its smallest text; 0: no text
    int focus_index = -1;     // order of Tab; -1: not focusable
    bool enabled = true, pressed = false, chosen = false;
    bool checkable = false;   // whether it is chosen or not is always said
    bool is_private = false;  // its value is never dumped or logged, nor spoken unless as `heard`
    bool masked = false;
    bool chrome = false;      // of the bar: not part of "read the page"
    bool decorative = false;
    bool clipped = false;     // its text does not fit
    bool missing_glyphs = false;
    bool in_device = false;   // part of a drawn practice screen
    bool covered = false;     // something was drawn over it: it is not in a finished list

    bool can_touch() const { return hit.w > 0 && enabled; }
};

// Which part of what is said stands on the screen, and in which node.
struct SpokenPiece {
    std::string id;
    size_t begin = 0, end = 0;   // bytes of what is said; a node's speech, without what is added to it
};

// What goes to the voice in one language.
struct SpokenPart {
    std::string text, language;
    std::vector<SpokenPiece> pieces = {};
};

struct Semantics {
    std::string screen;       // "home"
    std::string language;
    bool right_to_left = false;
    float px_per_mm = 1;
    int width = 0, height = 0;
    std::string said_word;    // the one that is underlined while it is heard, as shown; empty: none
    std::vector<Node> nodes;

    const Node* find_id(const std::string& id) const;
    // By the label a citizen sees: the exact text first, then a label that begins with it. Controls before texts.
    const Node* find_label(const std::string& label) const;
    // What "read the page" says: everything in order, without the bar, private values and decoration.
    std::string spoken_page() const;
    // The same, cut where the language changes: each part needs its own voice.
    std::vector<SpokenPart> spoken_parts() const;
    // How one goes through the screen without touching it: what is asked and its answers first, then the bar. Controls
    // that can be used now; `all`: everything that has something to say.
    std::vector<const Node*> walk(bool all) const;
    // What a finger at this pixel is on: a control before the words around it. Null: nothing that has something to say.
    const Node* under(float x, float y) const;
    // The whole list as JSON; rectangles in millimetres.
    std::string to_json() const;
    // For a person reading a failed visit: one line a node.
    std::string to_lines() const;
};

// Puts a sentence behind others, with the full stop that a voice needs to pause.
void add_sentence(std::string& text, const std::string& sentence);

} // namespace accanto::ui
