#include "kiosk/ui/plain_screen.h"

#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace accanto::ui {

namespace {

ImU32 colour_of(Colour c) {
    return IM_COL32(c >> 16 & 255, c >> 8 & 255, c & 255, c >> 24);
}

} // namespace

PlainScreen::PlainScreen(platform::Canvas& canvas) : m_canvas(canvas) {
    use_private_memory();
    m_context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    io.Fonts->AddFontDefault();
    unsigned char* pixels = nullptr;
    platform::Image image;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &image.width, &image.height);
    image.argb.resize(size_t(image.width) * size_t(image.height));
    std::transform(pixels, pixels + image.argb.size(), image.argb.begin(),
                   [](unsigned char a) { return uint32_t(a) * 0x01010101u; });
    m_letters = m_canvas.upload(image);
    io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(m_letters));
    ImGui::GetStyle().AntiAliasedFill = false;
}

PlainScreen::~PlainScreen() {
    m_canvas.release(m_letters);
    ImGui::DestroyContext(m_context);
}

void PlainScreen::begin(int width_px, int height_px) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {float(width_px), float(height_px)};
    io.DeltaTime = 1.0f / 60.0f;
    ImGui::NewFrame();
}

void PlainScreen::fill(Rect r, Colour colour) {
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushTextureID(nullptr); // a plain fill, to our renderer
    list->AddRectFilled({std::round(r.x), std::round(r.y)}, {std::round(r.right()), std::round(r.bottom())},
                        colour_of(colour));
    list->PopTextureID();
}

void PlainScreen::text(Rect r, const std::vector<std::string>& lines, Colour colour, float most_px) {
    if (lines.empty())
        return;
    ImFont* font = ImGui::GetFont();
    const float letter = font->FontSize, line = letter + 3;
    float widest = 1;
    for (const std::string& one : lines)
        widest = std::max(widest, font->CalcTextSizeA(letter, INFINITY, 0, one.c_str()).x);
    const float fits = std::min({r.w / widest, r.h / (line * float(lines.size())), most_px / letter});
    const float scale = std::max(1.0f, std::floor(fits));
    float y = std::round(r.centre_y() - scale * (line * float(lines.size()) - 3) / 2);
    for (const std::string& one : lines) {
        const float w = font->CalcTextSizeA(letter, INFINITY, 0, one.c_str()).x * scale;
        ImGui::GetBackgroundDrawList()->AddText(font, letter * scale, {std::round(r.centre_x() - w / 2), y},
                                                colour_of(colour), one.c_str());
        y += line * scale;
    }
}

void PlainScreen::picture(Rect r, platform::TextureId texture, int width_px, int height_px) {
    const float x = std::round(r.centre_x() - float(width_px) / 2),
                y = std::round(std::max(r.y, r.centre_y() - float(height_px) / 2));
    ImGui::GetBackgroundDrawList()->AddImage(reinterpret_cast<ImTextureID>(texture), {x, y},
                                             {x + float(width_px), y + float(height_px)});
}

const ImDrawData& PlainScreen::end() {
    ImGui::Render();
    return *ImGui::GetDrawData();
}

} // namespace accanto::ui
