#include "kiosk/ui/ui.h"

#include "content/base/error.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstdlib>
#include <cstring>

namespace accanto::ui {

namespace {

// Each block carries its length in front, so that freeing can overwrite it: what passed through ImGui does not outlive
// its use.
void* allocate(size_t size, void*) {
    auto* block = static_cast<size_t*>(malloc(size + 2 * sizeof(size_t)));
    if (!block)
        return nullptr;
    block[0] = size;
    return block + 2;
}

void release(void* pointer, void*) {
    if (!pointer)
        return;
    size_t* block = static_cast<size_t*>(pointer) - 2;
    explicit_bzero(pointer, block[0]);
    free(block);
}

} // namespace

void use_private_memory() { ImGui::SetAllocatorFunctions(allocate, release); }

Ui::Ui(platform::Canvas& canvas, const std::filesystem::path& assets, std::shared_ptr<const content::Words> words, FontsLater fonts)
    : m_words(std::move(words)), m_text(canvas, std::move(fonts)), m_shapes(canvas), m_pictures(canvas, assets), m_codes(canvas) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    // ImGui insists on a font. None of its letters is drawn: texture 0 means "a plain fill" to our renderer.
    io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    static constexpr ImWchar one_letter[] = {'?', '?', 0};
    ImFontConfig font;
    font.GlyphRanges = one_letter;
    io.Fonts->AddFontDefault(&font);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    io.Fonts->SetTexID(nullptr);
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.AntiAliasedFill = style.AntiAliasedLines = false;
}

Ui::~Ui() { ImGui::DestroyContext(); }

void Ui::begin(const FrameContext& frame) {
    m_frame = frame;
    m_rtl = content::is_right_to_left(frame.language);
    m_animating = false;
    m_cover.reset();
    m_shift = 0;
    m_straight = false;
    m_next_focus = 0;
    m_now = Semantics{};
    m_now.screen = frame.screen;
    m_now.language = frame.language;
    m_now.right_to_left = m_rtl;
    m_now.px_per_mm = frame.look.px_per_mm;
    m_now.width = frame.width, m_now.height = frame.height;

    // A press belongs to the screen it began on, and to how a cover lets it stand: what changes under the
    // finger is not chosen by lifting it.
    const bool had_cover = std::exchange(m_has_cover, false);
    if (frame.pointer.down && !m_was_down)
        m_press_screen = frame.screen, m_press_cover = had_cover;
    m_release_counts = m_was_down && !frame.pointer.down && m_press_screen == frame.screen &&
                       m_press_cover == had_cover && frame.held.empty();
    m_was_down = frame.pointer.down;

    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {float(frame.width), float(frame.height)};
    io.DeltaTime = 1.0f / 60.0f;
    io.MousePos = frame.pointer.present ? ImVec2{frame.pointer.x, frame.pointer.y} : ImVec2{-FLT_MAX, -FLT_MAX};
    io.MouseDown[0] = frame.pointer.down;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("screen", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
}

const ImDrawData& Ui::end() {
    ring_the_words();
    ImGui::End();
    ImGui::Render();
    m_text.end_frame();
    m_shapes.end_frame();
    m_pictures.end_frame();
    m_activate.clear();
    std::erase_if(m_now.nodes, [](const Node& n) { return n.covered; });
    m_last = std::move(m_now);
    if (!m_focus.empty() && !m_last.find_id(m_focus))
        m_focus.clear();
    return *ImGui::GetDrawData();
}

// A control draws its own ring; words that are being heard get theirs here.
void Ui::ring_the_words() {
    const Node* node = m_focus.empty() ? nullptr : m_now.find_id(m_focus);
    if (!node || node->hit.w > 0 || node->covered)
        return;
    const bool mirrored = std::exchange(m_rtl, false);   // its place is the screen's already
    focus_ring(node->rect, mm(2));
    m_rtl = mirrored;
}

Label Ui::word(const std::string& key, const content::Arguments& arguments, const content::Arguments& spoken) const {
    return plain(m_words->say(m_frame.language, key, arguments),
                 m_words->speech(m_frame.language, key, spoken.empty() ? arguments : spoken));
}

Label Ui::word_with(const std::string& key, const std::string& name, const Label& value, content::Arguments others) const {
    content::Arguments spoken = others;
    others.emplace_back(name, value.text);
    spoken.emplace_back(name, value.speech);
    return word(key, others, spoken);
}

Label Ui::plain(const std::string& text, const std::string& language) const {
    return {text, text, language.empty() ? m_frame.language : language, false};
}

Label Ui::plain(const content::Phrase& shown, const content::Phrase& spoken) const {
    return {shown.text, spoken.text, shown.language, shown.fallback};
}

Rect Ui::to_screen(Rect r) const {
    r.x = std::round(r.x), r.y = std::round(r.y), r.w = std::round(r.w), r.h = std::round(r.h);
    r.y += float(m_frame.top);
    if (!m_rtl)
        return r;
    if (m_straight)
        r.x += m_shift;
    else
        r.x = float(m_frame.width) - r.x - r.w;
    return r;
}

Ui::Unmirrored::Unmirrored(Ui& ui, Rect region) : m_ui(ui) {
    ACCANTO_ASSERT(!ui.m_straight);
    m_ui.m_shift = ui.to_screen(region).x - std::round(region.x);
    m_ui.m_straight = true;
}
Ui::Unmirrored::~Unmirrored() { m_ui.m_straight = false; }

std::optional<platform::PointF> Ui::snap(float x, float y, float margin_px) const {
    const Node* nearest = nullptr;
    float best = margin_px + 1, second = margin_px + 1;
    for (const Node& n : m_last.nodes) {
        if (!n.can_touch())
            continue;
        if (n.hit.contains(x, y))
            return platform::PointF{x, y};
        float dx = std::max({n.hit.x - x, 0.0f, x - n.hit.right()}), dy = std::max({n.hit.y - y, 0.0f, y - n.hit.bottom()});
        float d = std::hypot(dx, dy);
        if (d < best) {
            second = best;
            best = d;
            nearest = &n;
        } else {
            second = std::min(second, d);
        }
    }
    // Between two targets, the finger's meaning is unknown unless it is clearly nearer to one.
    if (!nearest || best > margin_px || (second <= margin_px && second < 2 * best))
        return std::nullopt;
    return platform::PointF{std::clamp(x, nearest->hit.x + 1, nearest->hit.right() - 2),
                            std::clamp(y, nearest->hit.y + 1, nearest->hit.bottom() - 2)};
}

void Ui::move_focus(int by, bool all) {
    const std::vector<const Node*> order = m_last.walk(all);
    if (order.empty())
        return;
    const auto found = std::find_if(order.begin(), order.end(), [&](const Node* n) { return n->id == m_focus; });
    const int count = int(order.size()), at = int(found - order.begin());
    const bool nowhere = found == order.end();
    m_focus = order[size_t(nowhere ? (by > 0 ? 0 : count - 1) : (at + by + count) % count)]->id;
}

void Ui::use(Album* album) {
    m_text.use(album);
    m_shapes.use(album);
    m_pictures.use(album);
}

std::vector<std::string> Ui::files() const {
    std::vector<std::string> files = m_text.fonts().files();
    for (std::string& file : m_pictures.files())
        files.push_back(std::move(file));
    return files;
}

void Ui::forget() {
    m_text.clear();
    m_codes.clear();
    m_focus.clear();
    m_activate.clear();
    m_chosen.id.clear();
    m_last = Semantics{};
    m_press_screen.clear();
    m_was_down = false;
}

} // namespace accanto::ui
