#pragma once
// Pieces of forms that people fill in. Texts that are passed in stand in the page as they are: escaped, or
// made of words.

#include "sync/hub/html.h"

namespace accanto::hub {

struct Input {
    std::string id, name, label;
    std::string value = ""; // not escaped yet
    std::string type = "text";
    std::string more = ""; // further attributes: "required"
    std::string hint = "";
};
std::string input(const Input& input);

using Options = std::vector<std::pair<std::string, std::string>>; // value, not escaped yet; text
std::string choose(const std::string& id, const std::string& name, const std::string& label,
                   const Options& options, const std::string& chosen);
std::string tick(const std::string& id, const std::string& name, const std::string& label, bool required);
std::string hidden(const std::string& name, const std::string& value);
// A form that is posted to `path` in the reader's language. `more`: further attributes.
std::string form(const Speaker& say, const std::string& path, const std::string& fields,
                 const std::string& button, const std::string& more = "");

// What became of the last thing that was asked for: said first, to everybody.
struct Outcome {
    std::string text; // as it stands in the page; empty: nothing
    bool fault = false;
    int status = 400; // of the answer, where it is a fault
};
std::string told_box(const Outcome& told);

// The page of one office: what stands in its main part.
struct Sheet {
    int status = 200;
    std::string title_key, main;
};

} // namespace accanto::hub
