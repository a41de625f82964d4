#pragma once
// What a citizen says of the visit, of the help and to the community: as far as it is said, and the wishes of
// its screens.

#include <memory>
#include <string>
#include <vector>

namespace accanto::app {

// How it was here: asked on the farewell, when everything else of the visit is already erased.
struct Opinion {
    bool asked = false;                 // the visit was finished by hand
    bool told = false;                  // and this has been said
    std::shared_ptr<std::string> visit; // whose it is; written and read on the store's thread only
    int face = 0;                       // point::Feedback; 0: not yet
    std::vector<std::string> reasons;
};

// Stars for the help under one number.
struct Rating {
    std::string ticket, label;
    int stars = 0;        // 0: not yet
    bool leaving = false; // Finish was touched: it goes on there
};

// On the way to a suggestion, or to taking part.
struct CommunityDraft {
    bool joins = false;
    std::string code;         // what it is about, or as what
    std::string text, digits; // until they are sealed; private
    std::string sealed;
    bool with_number = false; // a telephone number is among what is sealed
    void wipe();              // overwrites what was typed and begins anew
};
// Letters of a suggestion; with a telephone number they fit what is sealed.
inline constexpr size_t most_suggestion_letters = 280;

struct GiveFace {
    int face;
}; // on the farewell
struct ToggleReason {
    std::string code;
};
struct EndFeedback {};
struct RateHelp {
    size_t index;
}; // of the numbers served just now
struct GiveStars {
    int stars;
};
struct WouldReturn {
    std::string answer;
}; // "yes", "no", ""
struct SkipRating {};
struct SuggestAbout {
    std::string code;
};
struct JoinAs {
    std::string code;
};
struct UseWords {
    bool given;
}; // the words typed, or none
struct TellCommunity {
    bool with_number;
}; // with the digits typed, or none

} // namespace accanto::app
