#pragma once
// A visit that follows a tutorial from the greeting to its very end, written from the tutorial itself: what to touch next
// is what content/library says is right, so the visit changes with the tutorial.

#include "content/library/lesson.h"

#include <string>

namespace accanto::tests {

// Guided and then alone; each step's title must be on the screen in the language.
// `mistakes`: before each right answer every named wrong one that can be touched, and its explanation seen.
std::string learn_visit(const content::Tutorial& tutorial, const std::string& language, bool mistakes = false);

} // namespace accanto::tests
