#include "sync/wire/headers.h"

#include "content/base/bytes.h"

#include <algorithm>

namespace accanto::wire {

namespace {

constexpr int64_t most = 999'999'999'999'999;   // what a structured integer holds

// "9122" or "9125-9127": runs are common, parked events come in clusters.
std::vector<Item> to_runs(const std::set<int64_t>& numbers) {
    std::vector<Item> out;
    for (auto at = numbers.begin(); at != numbers.end();) {
        int64_t first = *at, last = first;
        while (++at != numbers.end() && *at == last + 1)
            last = *at;
        std::string text = std::to_string(first);
        if (last != first)
            text += '-' + std::to_string(last);
        out.push_back({text, {}});
    }
    return out;
}

std::optional<int64_t> number(std::string_view text) {
    if (text.empty() || text.size() > 15 || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return std::stoll(std::string(text));
}

bool from_runs(const InnerList& list, std::set<int64_t>& out) {
    for (const Item& item : list.items) {
        const auto* text = std::get_if<std::string>(&item.value);
        if (!text)
            return false;
        size_t dash = text->find('-');
        auto first = number(std::string_view(*text).substr(0, dash));
        auto last = dash == std::string::npos ? first : number(std::string_view(*text).substr(dash + 1));
        if (!first || !last || *last < *first || *last - *first >= int64_t(max_absent))
            return false;
        for (int64_t n = *first; n <= *last; ++n)
            out.insert(n);
        if (out.size() > max_absent)
            return false;
    }
    return true;
}

// Bytes a structured string may not hold become '?': a version or a boot id is ASCII, a broken one must not stop a push.
std::string ascii(std::string text) {
    for (char& c : text)
        if (c < 0x20 || c > 0x7e)
            c = '?';
    return text;
}

void add(Dictionary& out, const char* key, Bare value) { out.emplace_back(key, Item{std::move(value), {}}); }

bool in_range(const int64_t* value, int64_t least) { return value && *value >= least && *value <= most; }

} // namespace

std::string to_field(const BatchHead& head) {
    Dictionary out;
    add(out, "epoch", head.epoch);
    add(out, "from", head.from);
    add(out, "through", head.through);
    if (!head.absent.empty())
        out.emplace_back("absent", InnerList{to_runs(head.absent), {}});
    if (!head.chain.empty())
        add(out, "chain", Binary{head.chain});
    return serialise(out);
}

std::optional<BatchHead> parse_batch_head(std::string_view field) {
    auto in = parse_dictionary(field);
    if (!in)
        return std::nullopt;
    const auto *epoch = item_value<int64_t>(*in, "epoch"), *from = item_value<int64_t>(*in, "from"),
               *through = item_value<int64_t>(*in, "through");
    if (!in_range(epoch, 1) || !in_range(from, 1) || !in_range(through, *from - 1))
        return std::nullopt;
    BatchHead out{*epoch, *from, *through, {}, {}};
    if (const Member* absent = find(*in, "absent")) {
        const auto* list = std::get_if<InnerList>(absent);
        if (!list || !from_runs(*list, out.absent))
            return std::nullopt;
        if (!out.absent.empty() && (*out.absent.begin() < out.from || *out.absent.rbegin() > out.through))
            return std::nullopt;
    }
    if (find(*in, "chain")) {
        const Binary* chain = item_value<Binary>(*in, "chain");
        if (!chain || chain->bytes.size() != 32)
            return std::nullopt;
        out.chain = chain->bytes;
    }
    return out;
}

std::string to_field(const ClockReading& reading) {
    Dictionary out;
    add(out, "wall", std::clamp<int64_t>(reading.wall_ms, 0, most));
    add(out, "mono", std::clamp<int64_t>(reading.mono_ms, 0, most));
    add(out, "boot", ascii(reading.boot));
    add(out, "quality", Token{to_text(reading.quality)});
    return serialise(out);
}

std::optional<ClockReading> parse_clock(std::string_view field) {
    auto in = parse_dictionary(field);
    if (!in)
        return std::nullopt;
    const auto *wall = item_value<int64_t>(*in, "wall"), *mono = item_value<int64_t>(*in, "mono");
    const auto* boot = item_value<std::string>(*in, "boot");
    const auto* quality = item_value<Token>(*in, "quality");
    if (!in_range(wall, 0) || !in_range(mono, 0) || !boot || boot->empty() || boot->size() > 64 || !quality)
        return std::nullopt;
    ClockReading out{*wall, *mono, *boot, ClockQuality::unknown};
    for (ClockQuality q : {ClockQuality::trusted, ClockQuality::carried})
        if (quality->text == to_text(q))
            out.quality = q;
    return out;
}

std::string to_field(const Health& health) {
    Dictionary out;
    add(out, "version", ascii(health.version));
    add(out, "printer", ascii(health.printer));
    add(out, "store", ascii(health.store));
    add(out, "disk_free_mb", std::clamp<int64_t>(health.disk_free_mb, 0, most));
    add(out, "pending", std::clamp<int64_t>(health.pending, 0, most));
    add(out, "parked", std::clamp<int64_t>(health.parked, 0, most));
    if (health.oldest_pending_s)
        add(out, "oldest_pending_s", std::clamp<int64_t>(*health.oldest_pending_s, 0, most));
    if (!health.night.empty()) {
        add(out, "night", ascii(health.night));
        add(out, "night_checks", ascii(health.night_checks));
        add(out, "night_age_s", std::clamp<int64_t>(health.night_age_s, 0, most));
    }
    if (!health.packs.empty())
        add(out, "packs", ascii(health.packs.substr(0, max_packs_text)));
    if (!health.content_trouble.empty())
        add(out, "content_trouble", ascii(health.content_trouble.substr(0, max_trouble_text)));
    return serialise(out);
}

std::optional<Health> parse_health(std::string_view field) {
    auto in = parse_dictionary(field);
    if (!in)
        return std::nullopt;
    const auto *version = item_value<std::string>(*in, "version"), *printer = item_value<std::string>(*in, "printer"),
               *store = item_value<std::string>(*in, "store");
    const auto *disk = item_value<int64_t>(*in, "disk_free_mb"), *pending = item_value<int64_t>(*in, "pending"),
               *parked = item_value<int64_t>(*in, "parked"), *oldest = item_value<int64_t>(*in, "oldest_pending_s");
    if (!version || version->size() > 64 || !printer || printer->size() > 32 || !store || store->size() > 32 ||
        !in_range(disk, 0) || !in_range(pending, 0) || !in_range(parked, 0))
        return std::nullopt;
    Health out{*version, *printer, *store, *disk, *pending, *parked, {}};
    if (in_range(oldest, 0))
        out.oldest_pending_s = *oldest;
    const auto *night = item_value<std::string>(*in, "night"), *checks = item_value<std::string>(*in, "night_checks");
    const auto* age = item_value<int64_t>(*in, "night_age_s");
    if (night && (*night == "green" || *night == "amber" || *night == "red") && checks && checks->size() <= 200 && in_range(age, 0))
        out.night = *night, out.night_checks = *checks, out.night_age_s = *age;
    if (const auto* packs = item_value<std::string>(*in, "packs"); packs && packs->size() <= max_packs_text)
        out.packs = *packs;
    if (const auto* trouble = item_value<std::string>(*in, "content_trouble"); trouble && trouble->size() <= max_trouble_text)
        out.content_trouble = *trouble;
    return out;
}

int shown_version(const Health& health, std::string_view pack) {
    std::string_view rest = health.packs;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        if (const size_t equals = one.find('='); equals != std::string_view::npos && one.substr(0, equals) == pack)
            return int(number(one.substr(equals + 1)).value_or(0));
    }
    return 0;
}

const std::vector<Item>& push_components() {
    static const std::vector<Item> out{
        component("@method"),        component("@authority"),    component("@path"),         component("content-type"),
        component("content-encoding"), component("content-digest"), component("accanto-batch"), component("accanto-clock"),
        component("accanto-health")};
    return out;
}

const std::vector<Item>& get_components() {
    static const std::vector<Item> out{component("@method"), component("@authority"), component("@path"),
                                       component("accanto-clock")};
    return out;
}

const std::vector<Item>& enrol_components() {
    static const std::vector<Item> out{component("@method"), component("@authority"), component("@path"),
                                       component("content-type"), component("content-digest")};
    return out;
}

const std::vector<Item>& point_components() { return enrol_components(); }

const std::vector<Item>& answer_components() {
    static const std::vector<Item> out{component("@status"), component("content-type"), component("content-digest"),
                                       component_of_request("signature", "kiosk")};
    return out;
}

const std::vector<Item>& answer_unsigned_components() {
    static const std::vector<Item> out{component("@status"),
                                       component("content-type"),
                                       component("content-digest"),
                                       component_of_request("@method"),
                                       component_of_request("@path"),
                                       component_of_request("@query")};
    return out;
}

} // namespace accanto::wire
