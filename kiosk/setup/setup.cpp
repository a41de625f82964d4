#include "kiosk/setup/setup.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/point_key.h"
#include "kiosk/point/event.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/take_over.h"
#include "sync/wire/provisioning.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::setup {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path draft_file(const Settings& settings) { return settings.state / "provisioning.next.json"; }
fs::path record_file(const fs::path& state) { return state / "provisioning.json"; }

json json_of(const Decisions& decisions) {
    json out = json::object();
    for (const auto& [key, decision] : decisions)
        std::visit([&, &key = key](const auto& value) { out[key] = value; }, decision);
    return out;
}

Decisions decisions_of(const json& tree) {
    Decisions out;
    for (const auto& [key, value] : tree.items()) {
        if (value.is_boolean())
            out[key] = value.get<bool>();
        else if (value.is_number_integer())
            out[key] = value.get<int64_t>();
        else if (value.is_number())
            out[key] = value.get<double>();
        else if (value.is_string())
            out[key] = value.get<std::string>();
        else if (value.is_array())
            out[key] = value.get<std::vector<std::string>>();
    }
    return out;
}

Refusal refusal_of(const wire::OpenedProvisioning& opened, const fs::path& file) {
    using Verdict = wire::OpenedProvisioning::Verdict;
    const auto refused = [&](const char* why, const char* what_to_do) { return Refusal{why, fmt::format("{}: {}. {}", file.string(), opened.detail, what_to_do)}; };
    switch (opened.verdict) {
    case Verdict::ok: return {};
    case Verdict::unreadable: return refused("unreadable", "Copy it to the stick again");
    case Verdict::forged: return refused("forged", "Do not use it; ask the hub for a new one");
    case Verdict::other_hub: return refused("other_hub", "Take the stick of your own network");
    case Verdict::expired: return refused("expired", "Ask the hub for a new one");
    }
    return {};
}

void remove_durably(const fs::path& file) {
    std::error_code failed;
    fs::remove(file, failed);
    if (failed)
        throw Error(fmt::format("{}: cannot be deleted: {}", file.string(), failed.message()), failed.value());
    if (fs::exists(file.parent_path()))
        sync_path(file.parent_path());
}

} // namespace

Setup::Setup(const Settings& settings, const Clock& clock) : m_settings(settings), m_clock(clock) {
    const auto text = read_file(draft_file(settings));
    if (!text) {
        if (const auto before = provisioned(settings.state))
            m_mode = before->mode;
        return;
    }
    const json tree = json::parse(*text, nullptr, false);
    if (!tree.is_object())
        throw Error(draft_file(settings).string() + ": damaged; delete it and begin anew", EINVAL);
    m_decisions = decisions_of(tree.value("decisions", json::object()));
    m_mode = tree.value("mode", m_mode);
    m_file = tree.value("file", "");
    m_hub_key = tree.value("hub_key", "");
    m_code = tree.value("code", "");
    m_replaces = tree.value("replaces", "");
}

bool Setup::begun() const { return !m_decisions.empty(); }

void Setup::keep() const {
    const json tree = {{"decisions", json_of(m_decisions)}, {"mode", m_mode}, {"file", m_file}, {"hub_key", m_hub_key}, {"code", m_code}, {"replaces", m_replaces}};
    // The code opens the door of the network once.
    write_file_durably(draft_file(m_settings), tree.dump(2) + "\n", 0600);
}

Refusal Setup::take_file(const fs::path& file, const std::string& fingerprint) {
    std::optional<std::string> text;
    try {
        text = read_file(file);
    } catch (const Error& e) {
        return {"gone", fmt::format("{}. Put the stick in again", e.what())};
    }
    if (!text)
        return {"gone", fmt::format("{}: there is no such file. Is the stick in, and mounted?", file.string())};
    // A kiosk that is enrolled already knows its hub.
    const json enrolled = json::parse(read_file(m_settings.state / "sync" / "hub.json").value_or(""), nullptr, false);
    const auto known = enrolled.is_object() ? public_key_from_text(enrolled.value("hub_key", "")) : std::nullopt;
    const auto opened = wire::open_provisioning(*text, m_clock.wall_ms(), known);
    if (Refusal refused = refusal_of(opened, file); !refused.empty())
        return refused;
    const wire::Provisioning& p = *opened.provisioning;
    if (!fingerprint.empty() && p.hub_key.fingerprint() != fingerprint)
        return {"other_hub", fmt::format("{}: the hub's key is {}, not {}. Take the stick of your own network", file.string(), p.hub_key.fingerprint(), fingerprint)};
    Refusal refused = decide({{"point.id", p.point}, {"point.name", p.point_name}, {"point.time_zone", p.time_zone}, {"kiosk.letter", p.letter}, {"sync.hub", p.hub}});
    if (!refused.empty())
        return refused;
    m_mode = "file", m_file = fs::absolute(file), m_hub_key = p.hub_key.text(), m_code = p.code, m_replaces = p.replaces;
    keep();
    return {};
}

Refusal Setup::take_stick(const fs::path& folder, const std::string& fingerprint) {
    std::vector<fs::path> found;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder, unreadable))
        if (entry.path().extension() == ".accanto")
            found.push_back(entry.path());
    if (unreadable)
        return {"gone", fmt::format("{}: {}. Put the stick in again", folder.string(), unreadable.message())};
    if (found.empty())
        return {"none", fmt::format("{}: no provisioning file (*.accanto) is there. Copy it from the hub", folder.string())};
    if (found.size() > 1) {
        std::sort(found.begin(), found.end());
        std::string names;
        for (const fs::path& one : found)
            names += (names.empty() ? "" : ", ") + one.filename().string();
        return {"several", fmt::format("{}: several provisioning files are there ({}). Name this kiosk's with --file", folder.string(), names)};
    }
    return take_file(found.front(), fingerprint);
}

Refusal Setup::take_place(const std::string& hub, const std::string& point) {
    Refusal refused = decide({{"sync.hub", hub}, {"point.id", point}});
    if (!refused.empty())
        return refused;
    m_mode = "code";
    m_file.clear(), m_hub_key.clear(), m_code.clear(), m_replaces.clear();
    keep();
    return {};
}

Refusal Setup::stay_offline() {
    if (m_mode == "file") {
        for (const char* of_file : {"point.id", "point.name", "point.time_zone", "kiosk.letter", "sync.hub"})
            m_decisions.erase(of_file);
        m_file.clear(), m_hub_key.clear(), m_code.clear(), m_replaces.clear();
        m_mode = "offline";
    }
    keep();
    return {};
}

Refusal Setup::decide(const Decisions& decisions) {
    LoadedSettings tried{m_settings, {}};
    Decisions all = m_decisions;
    for (const auto& [key, decision] : decisions)
        all[key] = decision;
    add_settings_text(tried, "", decisions_text(all));
    if (!tried.problems.empty())
        return {tried.problems.front().key, fmt::format("{}: {}", tried.problems.front().key, tried.problems.front().message)};
    m_decisions = std::move(all);
    keep();
    return {};
}

Settings Setup::settings_then() const {
    LoadedSettings then{m_settings, {}};
    add_settings_text(then, "", decisions_text(m_decisions));
    return then.settings;
}

std::vector<std::string> Setup::missing() const {
    std::vector<std::string> out;
    const bool before = provisioned(m_settings.state).has_value();
    for (const char* key : {"point.id", "point.name", "kiosk.letter"})
        if (!before && !m_decisions.contains(key))
            out.emplace_back(key);
    if (!point::has_technician_pin(*store::Store::open(m_settings.state, m_clock)))
        out.emplace_back("technician.pin");
    return out;
}

Refusal Setup::finish(const std::function<void(std::string_view)>& on_the_way) {
    const auto step = [&](std::string_view name) {
        if (on_the_way)
            on_the_way(name);
    };
    if (const auto open = missing(); !open.empty())
        return {"undecided", fmt::format("not yet decided: {}", fmt::join(open, ", "))};
    const Settings then = settings_then();
    auto store = store::Store::open(m_settings.state, m_clock);
    const std::string kiosk = store->value("kiosk_id").value_or("");
    step("keys");
    point_key(then);
    step("settings");
    if (const auto problems = accanto::decide(m_settings, m_decisions); !problems.empty())
        return {problems.front().key, problems.front().text()};
    step("first contact");
    if (!m_code.empty())
        write_file_durably(m_settings.state / "sync" / "first_contact.json", json{{"hub", then.sync.hub}, {"hub_key", m_hub_key}, {"code", m_code}}.dump(2) + "\n", 0600);
    if (!m_replaces.empty())
        store::note_take_over(*store, m_replaces);
    step("record");
    if (!provisioned(m_settings.state) || read_file(draft_file(m_settings))) {
        const json record = {{"mode", m_mode}, {"kiosk", kiosk}, {"point", then.point.id}, {"letter", then.kiosk.letter}, {"at_ms", m_clock.wall_ms()}};
        write_file_durably(record_file(m_settings.state), record.dump(2) + "\n", 0640);
    }
    step("file");
    if (!m_file.empty())
        remove_durably(m_file);
    step("draft");
    store->transaction([&] { point::tell(*store, "kiosk.provisioned", {{"mode", m_mode}, {"point", then.point.id}, {"letter", then.kiosk.letter}}); });
    remove_durably(draft_file(m_settings));
    return {};
}

const char* to_text(Verdict verdict) { return verdict == Verdict::ready ? "ready" : verdict == Verdict::partly_ready ? "partly_ready" : "needs_setup"; }

Verdict verdict_of(bool is_provisioned, const std::vector<doctor::Finding>& findings) {
    Verdict out = Verdict::ready;
    for (const doctor::Finding& one : findings) {
        const bool decides = one.check == "store" || one.check == "contents" || one.check == "screen" || one.check == "touch";
        if (one.light == doctor::Light::red && decides)
            return Verdict::needs_setup;
        if (one.light != doctor::Light::green)
            out = Verdict::partly_ready;
    }
    return is_provisioned ? out : Verdict::needs_setup;
}

std::optional<Record> provisioned(const fs::path& state) {
    const json tree = json::parse(read_file(record_file(state)).value_or(""), nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    return Record{tree.value("mode", ""), tree.value("kiosk", ""), tree.value("point", ""), tree.value("letter", ""), tree.value("at_ms", int64_t(0))};
}

namespace {

constexpr std::string_view sheet_format = "accanto-acceptance-1";

std::string signed_part(json sheet) {
    sheet.erase("signature");
    return std::string(sheet_format) + "\n" + sheet.dump();
}

} // namespace

std::string acceptance_sheet(const Settings& settings, const Record& record, Verdict verdict, const std::vector<doctor::Finding>& findings, int64_t now_ms) {
    const SecretKey key = point_key(settings);
    json sheet = {{"format", sheet_format}, {"kiosk", record.kiosk}, {"point", record.point}, {"letter", record.letter}, {"mode", record.mode}, {"provisioned", rfc3339(record.at_ms)},
                  {"at", rfc3339(now_ms)}, {"version", ACCANTO_VERSION}, {"verdict", to_text(verdict)}, {"findings", json::parse(doctor::to_json(findings))}, {"key", key.public_key().text()}};
    sheet["signature"] = to_base64(key.sign(signed_part(sheet)));
    return sheet.dump(2) + "\n";
}

void keep_acceptance(store::Store& store, const std::string& sheet) {
    write_file_durably(store.folder() / "acceptance.json", sheet, 0640);
    store.transaction([&] { point::tell(store, "kiosk.accepted", nlohmann::ordered_json::parse(sheet)); });
}

bool is_genuine_sheet(std::string_view text) {
    const json sheet = json::parse(text, nullptr, false);
    const auto word = [&](const char* name) { return sheet.is_object() && sheet.contains(name) && sheet[name].is_string() ? sheet[name].get<std::string>() : std::string(); };
    const auto key = public_key_from_text(word("key"));
    const auto signature = from_base64(word("signature"));
    return word("format") == sheet_format && key && signature && verify(*key, signed_part(sheet), *signature);
}

} // namespace accanto::setup
