// Tutorials that differ by place: one folder, and beside what is the same everywhere what holds in one place only.

#include "content/base/place.h"
#include "content/library/tutorial_parts.h"

namespace accanto::content {

std::string variant_for(const std::vector<std::string>& places, std::string_view point) {
    for (std::string_view wanted : {point, point.substr(0, 2)})
        if (std::find(places.begin(), places.end(), wanted) != places.end())
            return std::string(wanted);
    return {};
}

std::vector<std::string> places_of(const Node& root, const std::string& file, std::vector<Problem>& problems) {
    std::vector<std::string> out;
    const Node* list = root.find("places");
    if (!list)
        return out;
    if (list->kind != Node::Kind::list || list->items.empty()) {
        problems.push_back({file, list->line, "", "wrong-type", "\"places\" is a list of places, as in [\"ES\", \"ES-CT\"]"});
        return out;
    }
    for (const Node& item : list->items)
        if (item.kind == Node::Kind::text && is_place(item.text) &&
            std::find(out.begin(), out.end(), item.text) == out.end())
            out.push_back(item.text);
        else
            problems.push_back({file, list->line, "", "unknown-place",
                                fmt::format("\"{}\" is no place, or twice; write ISO 3166 codes: a country (\"ES\") or "
                                            "a part of one (\"ES-CT\")",
                                            item.text)});
    return out;
}

namespace {

struct Keeper {
    const Tutorial& tutorial;
    std::vector<Problem>& problems;

    bool known(const std::string& place) const {
        return std::find(tutorial.places.begin(), tutorial.places.end(), place) != tutorial.places.end();
    }

    // Is this section meant for the place? Takes the entry out, so that no reader has to know it.
    bool is_meant(Node& section) {
        auto entry = std::find_if(section.items.begin(), section.items.end(),
                                  [](const Node& node) { return node.name == "places"; });
        if (section.kind != Node::Kind::table || entry == section.items.end())
            return true;
        bool meant = false;
        for (const Node& item : entry->items) {
            meant = meant || (!tutorial.place.empty() && item.text == tutorial.place);
            if (!known(item.text))
                problems.push_back({tutorial.file, entry->line, "", "unknown-place",
                                    fmt::format("\"{}\" is none of the places in the head of this tutorial", item.text)});
        }
        section.items.erase(entry);
        return meant;
    }

    // "es_app@ES", as a text of a list or as an entry's name: the plain text, and whether it is meant. What stands
    // behind an @ and is no place of this tutorial is part of the text.
    std::optional<std::pair<std::string, bool>> split(const std::string& text) const {
        size_t at = text.rfind('@');
        if (at == std::string::npos || !known(text.substr(at + 1)))
            return std::nullopt;
        return std::pair{text.substr(0, at), text.substr(at + 1) == tutorial.place};
    }

    void keep_texts(Node& list) {
        std::erase_if(list.items, [&](Node& item) {
            auto parts = item.kind == Node::Kind::text ? split(item.text) : std::nullopt;
            if (parts)
                item.text = parts->first;
            return parts && !parts->second;
        });
    }

    // An entry of this place stands instead of the one without a place.
    void keep_entries(Node& section) {
        std::vector<Node> own;
        std::erase_if(section.items, [&](Node& entry) {
            auto parts = split(entry.name);
            if (parts && parts->second) {
                own.push_back(entry);
                own.back().name = parts->first;
            }
            return parts.has_value();
        });
        for (Node& entry : own) {
            std::erase_if(section.items, [&](const Node& other) { return other.name == entry.name; });
            section.items.push_back(std::move(entry));
        }
    }

    void keep(Node& node) {
        if (node.kind == Node::Kind::list) {
            std::erase_if(node.items, [&](Node& item) { return !is_meant(item); });
            keep_texts(node);
        } else if (node.kind == Node::Kind::table) {
            keep_entries(node);
        }
        for (Node& item : node.items)
            keep(item);
    }
};

} // namespace

void keep_place(Node& root, const Tutorial& tutorial, std::vector<Problem>& problems) {
    Keeper keeper{tutorial, problems};
    std::erase_if(root.items, [](const Node& node) { return node.name == "places"; });
    keeper.keep(root);
}

void keep_place(WordsOfFile& words, const Tutorial& tutorial, const std::string& file,
                const std::string& language, std::vector<Problem>& problems) {
    Keeper keeper{tutorial, problems};
    WordsOfFile own;
    for (auto it = words.begin(); it != words.end();) {
        const std::string& key = it->first;
        size_t at = key.find('@');
        if (at == std::string::npos) {
            ++it;
            continue;
        }
        size_t end = std::min(key.find('.', at), key.size());
        std::string place = key.substr(at + 1, end - at - 1);
        if (!keeper.known(place))
            problems.push_back({file, it->second.line, language, "unknown-place",
                                fmt::format("\"{}\": \"{}\" is none of the places in the head of this tutorial", key, place)});
        if (place == tutorial.place)
            own[key.substr(0, at) + key.substr(end)] = it->second;
        it = words.erase(it);
    }
    // A text of this place has its own speech, or none: that of the others would say other words. "body" comes
    // before "body.speech" here.
    for (auto& [key, text] : own) {
        if (!key.ends_with(".speech"))
            words.erase(key + ".speech");
        words[key] = std::move(text);
    }
}

} // namespace accanto::content
