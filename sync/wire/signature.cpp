#include "sync/wire/signature.h"

#include "content/base/error.h"

#include <algorithm>

namespace accanto::wire {

namespace {

std::string_view trimmed(std::string_view text) {
    size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool flag(const Item& item, std::string_view name) {
    const Bare* value = find(item.parameters, name);
    return value && *value == Bare(true);
}

// Section 2.2, for requests. Nothing when the message has no such part or we do not speak it.
std::optional<std::string> derived(const Message& of, std::string_view name) {
    if (name == "@status")
        return of.status ? std::optional(std::to_string(of.status)) : std::nullopt;
    if (of.method.empty())
        return std::nullopt;
    std::string path = of.path.empty() ? "/" : of.path;
    if (name == "@method")
        return of.method;
    if (name == "@authority")
        return of.authority;
    if (name == "@scheme")
        return of.scheme;
    if (name == "@path")
        return path;
    if (name == "@query")
        return of.query.empty() ? "?" : of.query;
    if (name == "@request-target")
        return path + of.query;
    if (name == "@target-uri")
        return of.scheme + "://" + of.authority + path + of.query;
    return std::nullopt;
}

std::optional<std::string> component_value(const Message& message, const Item& item) {
    const std::string& name = std::get<std::string>(item.value);
    const Message* of = &message;
    for (const auto& [parameter, value] : item.parameters)
        if (parameter != "req" && parameter != "key")
            return std::nullopt;
    if (flag(item, "req"))
        of = message.request;
    if (!of)
        return std::nullopt;
    if (name.starts_with('@'))
        return item.parameters.empty() || flag(item, "req") ? derived(*of, name) : std::nullopt;
    auto field = of->field(name);
    const Bare* key = find(item.parameters, "key");
    if (!field || !key)
        return field;
    auto dictionary = parse_dictionary(*field);
    const auto* key_name = std::get_if<std::string>(key);
    const Member* member = dictionary && key_name ? find(*dictionary, *key_name) : nullptr;
    if (!member)
        return std::nullopt;
    return std::visit([](const auto& m) { return serialise(m); }, *member);
}

const InnerList* list_under(const std::optional<Dictionary>& dictionary, std::string_view label) {
    const Member* member = dictionary ? find(*dictionary, label) : nullptr;
    return member ? std::get_if<InnerList>(member) : nullptr;
}

void append_field(Message& message, std::string_view name, std::string value) {
    auto before = message.field(name);
    message.set(name, before && !before->empty() ? *before + ", " + value : value);
}

} // namespace

void Message::set(std::string_view name, std::string_view value) {
    std::erase_if(fields, [&](const auto& f) { return f.first == name; });
    fields.emplace_back(name, value);
}

std::optional<std::string> Message::field(std::string_view name) const {
    std::optional<std::string> out;
    for (const auto& [key, value] : fields)
        if (key == name)
            out = out ? *out + ", " + std::string(trimmed(value)) : std::string(trimmed(value));
    return out;
}

Item component(std::string_view name) { return {std::string(name), {}}; }
Item component_of_request(std::string_view name) { return {std::string(name), {{"req", true}}}; }
Item component_of_request(std::string_view name, std::string_view member_key) {
    return {std::string(name), {{"key", std::string(member_key)}, {"req", true}}};
}

std::optional<std::string> signature_base(const Message& message, const InnerList& input) {
    std::string out;
    for (size_t i = 0; i < input.items.size(); ++i) {
        const Item& item = input.items[i];
        if (!std::holds_alternative<std::string>(item.value) ||
            std::find(input.items.begin(), input.items.begin() + long(i), item) != input.items.begin() + long(i))
            return std::nullopt;
        auto value = component_value(message, item);
        // A line break in a value could imitate another component's line.
        if (!value || value->find_first_of("\r\n") != std::string::npos)
            return std::nullopt;
        out += serialise(item) + ": " + *value + "\n";
    }
    return out + "\"@signature-params\": " + serialise(input);
}

void sign(Message& message, const std::vector<Item>& components, const SignWith& with, const SecretKey& key) {
    InnerList input{components, {{"created", with.created_s}, {"keyid", with.key_id}}};
    auto base = signature_base(message, input);
    ACCANTO_ASSERT(base.has_value());
    append_field(message, "signature-input", with.label + "=" + serialise(input));
    append_field(message, "signature", with.label + "=" + serialise(Bare(Binary{key.sign(*base)})));
}

Verified verify(const Message& message, std::string_view label, const std::vector<Item>& required, const KeyFinder& find_key) {
    Verified out;
    auto inputs = message.field("signature-input"), signatures = message.field("signature");
    if (!inputs || !signatures)
        return out;
    out.verdict = Verdict::malformed;
    auto input_fields = parse_dictionary(*inputs), signature_fields = parse_dictionary(*signatures);
    if (input_fields && signature_fields && !find(*input_fields, label) && !find(*signature_fields, label)) {
        out.verdict = Verdict::unsigned_;
        return out;
    }
    const InnerList* input = list_under(input_fields, label);
    const Binary* signature = signature_fields ? item_value<Binary>(*signature_fields, label) : nullptr;
    if (!input || !signature)
        return out;
    const Bare* created = find(input->parameters, "created");
    const Bare* key_id = find(input->parameters, "keyid");
    const Bare* algorithm = find(input->parameters, "alg");
    if (!created || !std::holds_alternative<int64_t>(*created) || !key_id || !std::holds_alternative<std::string>(*key_id) ||
        (algorithm && *algorithm != Bare(std::string("ed25519"))))
        return out;
    out.created_s = std::get<int64_t>(*created);
    out.key_id = std::get<std::string>(*key_id);
    for (const Item& need : required)
        if (std::find(input->items.begin(), input->items.end(), need) == input->items.end()) {
            out.verdict = Verdict::not_covered;
            return out;
        }
    auto base = signature_base(message, *input);
    if (!base)
        return out;
    auto key = find_key(out.key_id);
    out.verdict = !key ? Verdict::unknown_key : verify(*key, *base, signature->bytes) ? Verdict::ok : Verdict::wrong;
    return out;
}

} // namespace accanto::wire
