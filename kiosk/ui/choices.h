#pragma once
// A question's choices as cards: as large as the place allows, on more pages when they would not fit.

#include "kiosk/ui/ui.h"

namespace accanto::ui {

struct GridResult {
    int chosen = -1;   // index into the cards
    int turn = 0;      // -1 previous page, +1 next page
};

// `page` counts from 0 and is clamped. No scrolling: pages with big Next and Previous.
// The words of all cards are of one size.
GridResult choice_grid(Ui& ui, Rect area, std::vector<CardSpec> cards, int page);

// Whether a card of this size holds its words at this part of their size.
bool card_fits(Ui& ui, const CardSpec& card, Size size, float scale);

// choice_grid without a pager of its own, for a question whose main button turns the page: as many cards on each.
struct ChoicePage {
    int chosen = -1;
    int page = 0, pages = 1;
};
ChoicePage choice_page(Ui& ui, Rect area, std::vector<CardSpec> cards, int page);

// Previous and Next with the page's number between them, a button high: -1, +1, or 0 where none was pressed.
int pager(Ui& ui, Rect row, int page, int pages);

// Lines of text under each other, all shrunk by the same part when they would not fit.
struct Line {
    std::string id;
    Label label;
    TextStyle style;
    NodeRole role = NodeRole::text;
    float gap_mm = 3;   // above it, but for the first
};
// Returns the height used.
float text_stack(Ui& ui, Rect area, const std::vector<Line>& lines, bool centred = false);
// The same; where they would be smaller than what is read (Look::read_em_mm) they go on over pages, with a pager below them:
// -1, +1, or 0 where none was pressed.
int text_pages(Ui& ui, Rect area, const std::vector<Line>& lines, int page, bool centred = false);
// Whether they stand there without being smaller than what is read.
bool reads_whole(Ui& ui, Size size, const std::vector<Line>& lines);
float stack_height(Ui& ui, float width, const std::vector<Line>& lines, float scale = 1);

// Buttons side by side when they fit, else under each other; equal sizes. Index of the pressed one, or -1.
int button_row(Ui& ui, Rect area, std::vector<ButtonSpec> buttons);
// The height a row of these needs in this width.
float button_row_height(Ui& ui, float width, const std::vector<ButtonSpec>& buttons);

} // namespace accanto::ui
