#pragma once
// Our widget set: what a screen draws with. The only code, with the files beside it, that calls ImGui.
//
// A screen lays out in start-to-end coordinates; Ui mirrors for right-to-left languages when it draws. Every widget
// records itself in the frame's semantics. Drawing thread only.

#include "content/library/words.h"
#include "kiosk/platform/image.h"
#include "kiosk/platform/pointer.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/look.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/said_words.h"
#include "kiosk/ui/semantics.h"
#include "kiosk/ui/shape.h"
#include "kiosk/ui/square_code.h"
#include "kiosk/ui/text.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct ImDrawData;

namespace accanto::ui {

// Words ready to be shown and spoken.
struct Label {
    std::string text, speech, language;
    bool fallback = false;
    bool empty() const { return text.empty(); }
};

// From the top of a line to the highest and the lowest ink of letters that stand beside each other. Pixels.
struct Band {
    float top = 0, bottom = 0;
    float h() const { return bottom - top; }
};

struct TextStyle {
    Role role = Role::body;
    int weight = 400;
    Colour colour = 0;             // 0: ink
    Colour background = 0;         // what it stands on, for the contrast check; 0: paper
    Align align = Align::start;
    enum class Vertical { top, centre } vertical = Vertical::top;
    float em_mm = 0;               // overrides the role's
    bool fit = false;              // may shrink to the smallest readable size where its box is too small
    float least_em_mm = 0;         // how far; 0: the look's smallest
    std::optional<Band> band;      // one line, on one base line with those beside it: the band is what is centred
};

enum class ButtonStyle { primary, plain, quiet, bar, bar_strong, key, danger };

struct ButtonSpec {
    std::string id;
    Label label;
    std::string picture;           // beside the words
    bool picture_above = false;    // stacked, for narrow places
    bool picture_after = false;    // behind the words: the way on
    bool picture_mirrors = false;  // an arrow: points the other way in right-to-left
    bool picture_only = false;     // the label is spoken and in the list, not drawn
    ButtonStyle style = ButtonStyle::plain;
    Role role = Role::button;
    float em_mm = 0;               // overrides the role's
    std::optional<Band> band;      // as in TextStyle; the em is then as it is given
    bool enabled = true, chosen = false, chrome = false;
    bool checkable = false;        // on or off: said in both states
    bool in_device = false;
    NodeRole node = NodeRole::button;
};

// How large the words of a card may be: of its title's role and the caption's em, this part.
struct CardWords {
    Role role = Role::title;
    float scale = 1;
    float em_mm = 0;               // of title and subtitle alike, beside a small picture: a fact in a list; 0: by role and scale
};

constexpr float card_box_mm = 12; // the tick box of a card
constexpr float choice_inset_mm = 5;   // of the words of a button that is a choice, on both sides

struct CardSpec {
    std::string id;
    Label title, subtitle;
    std::string picture;
    Tint tint = Tint::mint;
    bool chosen = false, enabled = true;
    bool checkable = false;         // shows a tick box
    std::string badge = "yes";      // when it is chosen without one
    std::optional<CardWords> words; // as large as on the cards beside it; none: as large as they fit here
    size_t sure_letters = 0;        // of a title that somebody wrote: those behind them may end in "…"; 0: all are
};

// The control that was chosen last, and how many were before it: for who looks whether a touch did what it meant.
struct Chosen {
    std::string id;
    int64_t count = 0;
};

struct FrameContext {
    int width = 0, height = 0;     // pixels, of the panel
    int top = 0;                   // of them, above the page: it stands lower, within reach
    Look look;
    std::string language;          // of the screen
    std::string screen;            // id
    int64_t now_ms = 0;            // monotonic
    platform::PointerFrame pointer;
    SaidWord said;                 // is underlined where it stands
    std::string held;              // id of the control waiting for its result: shown pressed; everything else is locked
};

class Ui {
public:
    // `assets`: the folder of pictograms, illustrations and fonts.
    Ui(platform::Canvas& canvas, const std::filesystem::path& assets, std::shared_ptr<const content::Words> words, FontsLater fonts);
    // With the fonts of the assets. Throws Error when there are none.
    Ui(platform::Canvas& canvas, const std::filesystem::path& assets, std::shared_ptr<const content::Words> words)
        : Ui(canvas, assets, std::move(words), fonts_later(fonts_of(assets))) {}
    ~Ui();

    void begin(const FrameContext& frame);
    const ImDrawData& end();

    // --- what a screen asks
    const Look& look() const { return m_frame.look; }
    Rect screen() const { return {0, 0, float(m_frame.width), float(m_frame.height - m_frame.top)}; }
    // The whole panel, as seen from the page: above it where the page stands lower.
    Rect glass() const { return {0, -float(m_frame.top), float(m_frame.width), float(m_frame.height)}; }
    float mm(float millimetres) const { return m_frame.look.mm(millimetres); }
    bool portrait() const { return m_frame.height - m_frame.top > m_frame.width; }
    const std::string& language() const { return m_frame.language; }
    int64_t now_ms() const { return m_frame.now_ms; }
    // `spoken`: the arguments for the voice, where they differ from those shown (a day with its vowels).
    Label word(const std::string& key, const content::Arguments& arguments = {}, const content::Arguments& spoken = {}) const;
    // One argument that is a word itself.
    Label word_with(const std::string& key, const std::string& name, const Label& value, content::Arguments others = {}) const;
    // Words that come from elsewhere: a tutorial, a settings file.
    Label plain(const std::string& text, const std::string& language = {}) const;
    Label plain(const content::Phrase& shown, const content::Phrase& spoken) const;

    // --- painting; nothing of this is in the semantics
    void fill(Rect r, Colour colour);
    void shape(Rect r, ShapeSpec spec);                    // size is taken from r
    void card(Rect r, Colour colour, bool shadow = true);
    void picture(Rect r, const std::string& name, bool mirrors = false);
    void picture_plain(Rect r, const std::string& name, Colour outline, Colour body, bool mirrors = false);
    // Draws words without a node; returns whether all of it fitted.
    bool paint_text(Rect r, const Label& label, const TextStyle& style);
    // What is painted next, until the next call, are the words of this node, one paint after the other: `words` in all,
    // `before` of them not by these paints. The one that is heard is underlined. Words that have a speech of their own end it.
    void say_along(const std::string& id, size_t words, size_t before = 0);

    // --- measuring
    Size measure(const Label& label, const TextStyle& style, float width_px);
    // Of all that these words, in one line, reach.
    Band band(const Label& label, const TextStyle& style);
    // The largest em (mm) up to the style's at which the words fit the box without breaking one.
    float fitting_em_mm(const Label& label, const TextStyle& style, Size box);
    bool fits(const Label& label, const TextStyle& style, Size box);

    // The em (mm) of the words of a button of this size that has no picture, so that several can take the smallest.
    float em_in_button_mm(const ButtonSpec& spec, Size button);

    // Where a caret of this size stands behind the last letter of what paint_text() shows there, whichever
    // way it is written; before a first letter, where the screen's lines begin.
    Rect caret_after(Rect r, const Label& label, const TextStyle& style, Size caret);

    // --- words with a node. Returns the height used.
    float text(Rect r, const std::string& id, const Label& label, const TextStyle& style, NodeRole role = NodeRole::text);
    void image(Rect r, const std::string& id, const std::string& name, const Label& alternative);
    // A QR code of the text, on white in every theme; the label says what it holds. False when it holds too much.
    bool square_code(Rect r, const std::string& id, const std::string& text, const Label& label);
    void progress(Rect r, const std::string& id, int done, int of, const Label& label);

    // --- controls: true in the one frame in which they were chosen
    bool button(Rect r, const ButtonSpec& spec);
    bool choice_card(Rect r, const CardSpec& spec);
    // The largest words, their title of this role at most, with which the card can be so large.
    CardWords card_words(Size size, const CardSpec& spec, Role largest = Role::title);
    // Whether a card of this size holds them.
    bool card_holds(Size size, const CardSpec& spec, const CardWords& words);
    // Of the lowest card of this width, at least a button high, that holds a fact (CardWords::em_mm).
    struct FactHeight {
        float px = 0;
        bool are_words_whole = true; // else one of them is longer than a line, and goes on in the next
    };
    FactHeight fact_height(const CardSpec& spec, float width);
    // A node with a hit area and no drawing of its own; the caller paints according to the result.
    struct Touch {
        bool pressed = false, held = false, focused = false;
    };
    Touch touch_area(Rect r, Node node);
    void add_node(Node node);                              // rect in start-to-end pixels
    void focus_ring(Rect r, float radius_px);
    // On the upper corner at the end of what is chosen and has no tick box: a sign for who does not tell
    // colours apart.
    void chosen_badge(Rect r, const std::string& picture = "yes");
    // Keeps a place free for what is drawn last, over the page: until uncover(), what lies under it even in
    // part can be neither touched nor focused, and is not in the list.
    void cover(Rect r) { m_cover = r, m_has_cover = true; }
    void uncover() { m_cover.reset(); }
    float covered_to() const { return m_cover ? m_cover->bottom() : 0; } // pages stand below it

    // Content that keeps its direction in right-to-left (digits, media keys): the region moves, its inside does not mirror.
    class Unmirrored {
    public:
        Unmirrored(Ui& ui, Rect region);
        ~Unmirrored();

    private:
        Ui& m_ui;
    };

    bool right_to_left() const { return m_rtl; }

    // --- asked by the app
    const Semantics& semantics() const { return m_last; }  // of the last finished frame
    bool wants_another_frame() const { return m_animating; }
    void animate() { m_animating = true; }                 // a screen that moves asks for the next frame
    // The target a point means, from the last frame (platform::Snap).
    std::optional<platform::PointF> snap(float x, float y, float margin_px) const;

    // +1 next, -1 previous, round the end; `all`: stops at words too (Semantics::walk).
    void move_focus(int by, bool all = false);
    void set_focus(const std::string& id) { m_focus = id; }
    const std::string& focus() const { return m_focus; }
    void activate_focus() { m_activate = m_focus; }        // takes effect in the next frame
    void activate(const std::string& id) { m_activate = id; }
    const Chosen& chosen() const { return m_chosen; }
    // Lets go of every picture of text and of the focus: the end of a visit.
    void forget();

    // What is in the album is not drawn anew, and what is not goes into it, until it is nullptr again. Not owned.
    void use(Album* album);
    // The files and folders that decide how all that looks, for Album::write(). Waits for the fonts.
    std::vector<std::string> files() const;

    TextEngine& texts() { return m_text; }
    ShapeEngine& shapes() { return m_shapes; }
    PictureEngine& pictures() { return m_pictures; }
    const content::Words& words() const { return *m_words; }

private:
    friend class Unmirrored;
    Rect to_screen(Rect r) const;
    void ring_the_words();
    TextSpec spec_of(const Label& label, const TextStyle& style, float width_px) const;
    void underline_said(const TextSpec& spec, float x, float y);   // pixels of the screen: where its layout begins
    void blit(platform::TextureId texture, Rect where, bool flipped);
    struct Box {
        Colour fill, border, text;
        int border_px;
        bool shadow;
    };
    struct CardPlaces {
        Rect tinted, body, box;    // of the picture, the words, the tick box
        bool wide = false;         // the picture beside the words
    };
    struct CardStyles {
        TextStyle title, subtitle;
    };
    CardPlaces card_places(Rect r, const CardSpec& spec, Role role);
    CardStyles card_styles(const CardWords& words) const;
    void draw_card_head(const CardSpec& spec, const CardPlaces& places);
    Box box_of(ButtonStyle style, bool held, bool chosen, bool enabled) const;
    float airy_em_mm(const Label& label, const TextStyle& style, Size box);
    void button_inside(Rect r, const ButtonSpec& spec, Colour text, Colour ground, Node& node);

    std::shared_ptr<const content::Words> m_words;
    TextEngine m_text;
    ShapeEngine m_shapes;
    PictureEngine m_pictures;
    SquareCodeEngine m_codes;
    FrameContext m_frame;
    Semantics m_now, m_last;
    bool m_rtl = false, m_animating = false;
    std::optional<size_t> m_along; // words painted of the node that is said; none: another node
    std::optional<Rect> m_cover;   // start-to-end pixels
    bool m_has_cover = false, m_press_cover = false; // in the frame that is seen; when the finger came down
    float m_shift = 0;                               // of an unmirrored region
    bool m_straight = false;
    std::string m_focus, m_activate;
    Chosen m_chosen;
    std::string m_press_screen;  // the screen the finger came down on
    bool m_was_down = false, m_release_counts = false;
    int m_next_focus = 0;
};

// A card this much wider than high has its picture beside the words, else above them.
inline bool is_wide_card(float w, float h) { return w > h * 2.5f; }

// Takes ImGui's memory from zeroing allocators, once for the process, before any context.
void use_private_memory();

} // namespace accanto::ui
