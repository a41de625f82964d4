#pragma once
// What one look at a kiosk found: whether all is well, and a sentence that says what to do.

#include "content/library/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::doctor {

enum class Light {
    green, // nothing to do
    amber, // works; somebody should see to it
    red,   // does not work
};
const char* to_text(Light light); // "green", "amber", "red"
std::optional<Light> light_from(std::string_view word);

struct Finding {
    std::string check;            // "printer"; its name for people: doctor.name_printer of the words
    Light light = Light::green;
    std::string key;              // of the words: "doctor.printer_out"
    content::Arguments arguments; // of those words
    std::string detail;           // what the system said, in English, for the log and for --json; may be ""
};

// The worst of all; green when there are none.
Light worst(const std::vector<Finding>& findings);
// Of the words: what a check is called.
std::string name_key(const Finding& finding);
// The sentence of a finding for one reader.
content::Phrase sentence(const content::Words& words, const std::string& language, const Finding& finding);

// For a row of the store, and for programs. Nothing when it is no such text.
std::string to_json(const std::vector<Finding>& findings);
std::optional<std::vector<Finding>> findings_from(std::string_view json);

} // namespace accanto::doctor
