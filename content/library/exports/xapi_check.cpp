// The rules of "Experience API, Part Two: Data" (1.0.3) for the statements we write, and our own: nobody is
// in them.

#include "content/base/spelling.h"
#include "content/library/exports/xapi.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>

namespace accanto::content {

namespace {

using nlohmann::json;

// Nothing of ours is longer, and a regular expression must not be handed what somebody made endless.
constexpr size_t longest_text = 2048;

bool matches(const json& value, const std::regex& form) {
    return value.is_string() && value.get_ref<const std::string&>().size() <= longest_text &&
           std::regex_match(value.get_ref<const std::string&>(), form);
}

// IRIs (RFC 3987) by their scheme and the characters that no IRI has.
bool is_iri(const json& value) {
    static const std::regex form(R"([A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+)");
    return matches(value, form);
}
bool is_url(const json& value) {
    return is_iri(value) && value.get_ref<const std::string&>().find("://") != std::string::npos;
}
bool is_language_map(const json& value) {
    static const std::regex tag("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
    if (!value.is_object() || value.empty())
        return false;
    return std::all_of(value.items().begin(), value.items().end(),
                       [](const auto& item) { return matches(item.key(), tag) && item.value().is_string(); });
}

class Statement {
public:
    Statement(const json& tree, const Profile& profile) : m_tree(tree), m_profile(profile) {}

    std::vector<std::string> faults() {
        static const std::regex uuid("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        // A "-00:00" offset is forbidden, and a time without one says nothing.
        static const std::regex time(
            R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+\d\d:\d\d|-(?!00:00)\d\d:\d\d))");
        only("the statement", m_tree,
             {"id", "actor", "verb", "object", "result", "context", "timestamp", "version"});
        no_nulls(m_tree, "");
        need(matches(part("id"), uuid), "\"id\" must be a UUID");
        need(matches(part("timestamp"), time),
             "\"timestamp\" must be a time with its offset, such as 2026-11-23T09:15:00.000Z");
        need(matches(part("version"), std::regex(R"(1\.0\.\d+)")),
             "\"version\" must be 1.0 and a patch number, such as 1.0.0");
        actor(part("actor"));
        verb(part("verb"));
        object(part("object"));
        if (m_tree.contains("result"))
            result(m_tree["result"]);
        if (m_tree.contains("context"))
            context(m_tree["context"]);
        return std::move(m_faults);
    }

private:
    static const json& nothing() {
        static const json none;
        return none;
    }
    static const json& in(const json& tree, const char* name) {
        if (!tree.is_object())
            return nothing();
        auto at = tree.find(name);
        return at == tree.end() ? nothing() : *at;
    }
    const json& part(const char* name) const { return in(m_tree, name); }
    void need(bool good, std::string why) {
        if (!good)
            m_faults.push_back(std::move(why));
    }

    void only(const std::string& what, const json& tree, const std::vector<std::string_view>& known) {
        if (!tree.is_object())
            return need(false, what + " must be an object");
        for (const auto& [name, value] : tree.items())
            need(std::find(known.begin(), known.end(), name) != known.end(),
                 fmt::format("{} may not hold \"{}\"; allowed: {}", what, printable(name),
                             fmt::join(known, ", ")));
    }

    // Allowed within extensions alone.
    void no_nulls(const json& tree, const std::string& where) {
        if (!tree.is_structured())
            return;
        for (const auto& [name, value] : tree.items()) {
            if (value.is_null())
                need(false, fmt::format("\"{}\" is null; leave it out", where + printable(name)));
            else if (name != "extensions")
                no_nulls(value, where + printable(name) + ".");
        }
    }

    // One kind of actor, and nothing in it that could be a person.
    void actor(const json& tree) {
        static const std::regex pseudonym("[0-9a-f]{32}");
        only("\"actor\"", tree, {"objectType", "account"});
        need(in(tree, "objectType") == "Agent", "\"actor.objectType\" must be Agent");
        const json& account = in(tree, "account");
        only("\"actor.account\"", account, {"homePage", "name"});
        need(is_url(in(account, "homePage")), "\"actor.account.homePage\" must be a URL");
        need(matches(in(account, "name"), pseudonym),
             "\"actor.account.name\" must be a pseudonym of 32 hexadecimal digits: nobody may be named");
    }

    void verb(const json& tree) {
        only("\"verb\"", tree, {"id", "display"});
        const json& id = in(tree, "id");
        const auto& rules = m_profile.statements;
        need(is_iri(id) && std::any_of(rules.begin(), rules.end(),
                                       [&](const StatementRule& r) { return id == r.verb; }),
             "\"verb.id\" must be one of the profile's verbs");
        need(is_language_map(in(tree, "display")), "\"verb.display\" must be texts by language");
    }

    void object(const json& tree) {
        static const std::vector<std::string_view> kinds = {
            "true-false",  "choice",     "fill-in", "long-fill-in", "matching",
            "performance", "sequencing", "likert",  "numeric",      "other"};
        only("\"object\"", tree, {"objectType", "id", "definition"});
        activity("\"object\"", tree);
        const json& definition = in(tree, "definition");
        only("\"object.definition\"", definition, {"name", "description", "type", "interactionType"});
        need(is_iri(in(definition, "type")), "\"object.definition.type\" must be an IRI");
        if (const json& kind = in(definition, "interactionType"); !kind.is_null())
            need(kind.is_string() &&
                     std::find(kinds.begin(), kinds.end(), kind.get<std::string>()) != kinds.end(),
                 fmt::format("\"object.definition.interactionType\" must be one of {}",
                             fmt::join(kinds, ", ")));
        for (const char* map : {"name", "description"})
            if (!in(definition, map).is_null())
                need(is_language_map(in(definition, map)),
                     fmt::format("\"object.definition.{}\" must be texts by language", map));
    }

    void activity(const std::string& what, const json& tree) {
        need(in(tree, "objectType") == "Activity", what + " must be an Activity");
        need(is_iri(in(tree, "id")), what + " must have an IRI as its id");
    }

    void result(const json& tree) {
        // ISO 8601: weeks alone, or years down to seconds with at least one of them.
        static const std::regex duration(
            R"(P(\d+W|(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?))");
        only("\"result\"", tree, {"success", "completion", "duration", "extensions"});
        for (const char* name : {"success", "completion"})
            if (const json& value = in(tree, name); !value.is_null())
                need(value.is_boolean(), fmt::format("\"result.{}\" must be true or false", name));
        if (const json& lasted = in(tree, "duration"); !lasted.is_null())
            need(matches(lasted, duration),
                 "\"result.duration\" must be a duration of ISO 8601, such as PT12M34S");
        extensions("result", in(tree, "extensions"));
    }

    void context(const json& tree) {
        static const std::regex tag("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
        only("\"context\"", tree, {"platform", "language", "contextActivities", "extensions"});
        if (const json& platform = in(tree, "platform"); !platform.is_null())
            need(platform.is_string(), "\"context.platform\" must be a text");
        if (const json& language = in(tree, "language"); !language.is_null())
            need(matches(language, tag), "\"context.language\" must be a language tag, such as ca");
        extensions("context", in(tree, "extensions"));
        const json& others = in(tree, "contextActivities");
        if (others.is_null())
            return;
        only("\"context.contextActivities\"", others, {"parent", "grouping", "category", "other"});
        for (const auto& [name, list] : others.items()) {
            const std::string what = fmt::format("\"context.contextActivities.{}\"", printable(name));
            need(list.is_array(), what + " must be a list");
            if (list.is_array())
                for (const json& one : list)
                    activity(what, one);
        }
    }

    void extensions(const char* where, const json& tree) {
        if (tree.is_null())
            return;
        need(tree.is_object(), fmt::format("\"{}.extensions\" must be an object", where));
        if (tree.is_object())
            for (const auto& [name, value] : tree.items())
                need(is_iri(name),
                     fmt::format("\"{}\" in {}.extensions must be an IRI", printable(name), where));
    }

    const json& m_tree;
    const Profile& m_profile;
    std::vector<std::string> m_faults;
};

} // namespace

std::vector<std::string> faults_of_statement(std::string_view line, const Profile& profile) {
    if (line.size() > 16 * 1024)
        return {"a statement of ours has at most 16 KiB"};
    const json tree = json::parse(line, nullptr, false);
    if (!tree.is_object())
        return {"the line is no JSON object"};
    return Statement(tree, profile).faults();
}

} // namespace accanto::content
