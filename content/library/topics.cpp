#include "content/library/topics.h"

#include "content/base/record_codes.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

namespace accanto::content {

const Topic* Topics::find(std::string_view code) const {
    for (const Topic& topic : topics)
        if (topic.code == code)
            return &topic;
    return nullptr;
}

namespace {

std::vector<std::string> known_codes(TableReader& reader, const char* key, record_codes::Codes known) {
    std::vector<std::string> out;
    for (std::string& code : reader.texts(key))
        if (record_codes::is_in(known, code))
            out.push_back(std::move(code));
        else
            reader.fault(reader.line(), "unknown-word",
                         fmt::format("{} has \"{}\"; allowed: {}", key, code, fmt::join(known, ", ")));
    return out;
}

} // namespace

Topics load_topics(const std::filesystem::path& file) {
    static constexpr std::string_view tints[] = {"mint", "peach", "lavender", "butter", "sky", "rose"};
    Topics out;
    auto text = read_content_file(file, "", out.problems);
    auto root = text ? parse_toml(*text, file.string(), "", out.problems) : std::nullopt;
    if (!root)
        return out;
    TableReader reader(*root, file.string(), "topics", out.problems);
    for (const Node* node : reader.tables("topic")) {
        size_t before = out.problems.size();
        TableReader inner(*node, file.string(), "topic", out.problems);
        Topic topic;
        topic.code = inner.need_id("code");
        inner.name(fmt::format("topic \"{}\"", topic.code));
        topic.picture = inner.need_text("picture");
        topic.tint = tints[size_t(inner.word("tint", tints, -1))];
        topic.competences = known_codes(inner, "competences", record_codes::competences);
        topic.public_services = known_codes(inner, "public_services", record_codes::public_services);
        inner.no_more();
        if (out.find(topic.code))
            inner.fault(node->line, "twice", "there are two of it; keep one");
        if (out.topics.size() == 18)
            inner.fault(node->line, "too-many", "at most 18 topics: three screens of six");
        if (out.problems.size() == before)
            out.topics.push_back(std::move(topic));
    }
    reader.no_more();
    return out;
}

} // namespace accanto::content
