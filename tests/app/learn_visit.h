#pragma once
// A visit that follows a tutorial from the greeting to its very end, written from the tutorial itself: what to touch next
// is what content/library says is right, so the visit changes with the tutorial.

#include "content/library/lesson.h"

#include <string>
#include <vector>

namespace accanto::tests {

// One line of such a visit, and, where it touches something, what that says of itself.
struct Move {
    std::string line, heard;
};
// The lesson alone, without a mistake: from its first step to its end.
std::vector<Move> lesson_moves(const content::Tutorial& tutorial, const std::string& language);

// Guided and then alone; each step's title must be on the screen in the language.
// `mistakes`: before each right answer every named wrong one that can be touched, and its explanation seen.
std::string learn_visit(const content::Tutorial& tutorial, const std::string& language, bool mistakes = false);

} // namespace accanto::tests
