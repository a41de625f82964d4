#include "kiosk/app/recorded_parts.h"

#include <algorithm>

namespace accanto::app {

namespace {

// Of what a piece leaves behind it: the full stop that was put there for the synthesizer, and the blank.
bool is_between(char c) {
    return std::string_view(" .?!:,").find(c) != std::string_view::npos;
}

} // namespace

std::vector<ui::SpokenPart> cut_at_recordings(ui::SpokenPart part, const content::Recordings& recordings) {
    std::vector<ui::SpokenPart> out;
    if (recordings.count() == 0 || recordings.find(part.language, part.text)) {
        out.push_back(std::move(part));
        return out;
    }
    const std::string_view all = part.text;
    std::vector<ui::SpokenPiece> spoken; // by the synthesizer, since the last recorded piece
    size_t from = 0;
    const auto speak_until = [&](size_t end) {
        while (from < end && is_between(all[from]))
            ++from;
        std::string_view text = all.substr(from, end - from);
        while (text.ends_with(' '))
            text.remove_suffix(1);
        for (ui::SpokenPiece& piece : spoken)
            piece.begin -= from, piece.end -= from;
        if (!text.empty())
            out.push_back({std::string(text), part.language, std::move(spoken)});
        spoken.clear();
        from = end;
    };
    for (const ui::SpokenPiece& piece : part.pieces) {
        const std::string_view said = all.substr(piece.begin, piece.end - piece.begin);
        if (!recordings.find(part.language, said)) {
            spoken.push_back(piece);
            continue;
        }
        speak_until(piece.begin);
        out.push_back({std::string(said), part.language, {{piece.id, 0, said.size()}}});
        from = piece.end;
    }
    speak_until(all.size());
    return out;
}

} // namespace accanto::app
