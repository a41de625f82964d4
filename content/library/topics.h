#pragma once
// What people ask help with: content/topics/topics.toml.

#include "content/library/words.h"

#include <filesystem>
#include <string>
#include <vector>

namespace accanto::content {

struct Topic {
    std::string code;    // "email"; kept in tickets and records, never changed once used
    std::string picture; // name in assets/pictograms
    std::string tint;    // mint | peach | lavender | butter | sky | rose
    // What somebody who is helped with it learns of (DigComp codes), and the public services it is about: what a record
    // begins with. Codes of content/base/record_codes.h.
    std::vector<std::string> competences, public_services;
    std::string word_key() const { return "topic." + code; }
};

struct Topics {
    std::vector<Topic> topics; // in the order to show them, six at a time; at most 18
    std::vector<Problem> problems;
    const Topic* find(std::string_view code) const;
};

// Never throws for what the file holds; a broken entry is left out and told.
Topics load_topics(const std::filesystem::path& file);

} // namespace accanto::content
