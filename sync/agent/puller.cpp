#include "sync/agent/puller.h"

#include "content/base/file.h"
#include "kiosk/store/take_over.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::agent {

namespace {

namespace fs = std::filesystem;
using content::Refused;
using Next = PullStep::Next;

constexpr int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;
constexpr int most_wrong = 3;

PullStep go_on(int64_t took_ms = 0) { return {Next::go_on, "", {}, took_ms, 0}; }
PullStep wait(std::string reason, std::optional<int> retry_after_s = {}) { return {Next::wait, std::move(reason), retry_after_s, 0, 0}; }

fs::path wish_file(const fs::path& state) { return state / "sync" / "desired"; }

const Refused* refused(const auto& result) { return std::get_if<Refused>(&result); }

std::string named(const wire::DesiredPack& pack) { return fmt::format("{} {}", pack.id, pack.version); }

} // namespace

Puller::Puller(store::Store& store, HubTalk& talk, const Clock& clock, PullPlace place)
    : m_store(store), m_talk(talk), m_clock(clock), m_place(std::move(place)),
      m_download(m_place.state / "sync" / "packs", talk, clock, m_place.leave_bytes) {
    const std::string kept = read_file(wish_file(m_place.state)).value_or("");
    const size_t line = kept.find('\n');
    if (line == std::string::npos)
        return;
    if (auto wish = wire::parse_desired(std::string_view(kept).substr(line + 1))) {
        m_wish = std::move(*wish);
        m_tag = kept.substr(0, line);
        keep_orders();
    }
}

// Also when it is an old acquaintance: the store may have come back from a copy since.
void Puller::keep_orders() {
    std::vector<store::HubOrder> orders;
    if (m_wish.settings)
        orders.push_back({"settings", m_wish.settings->version, m_wish.settings->text});
    if (m_wish.schedule)
        orders.push_back({"schedule", m_wish.schedule->version, wire::to_json(*m_wish.schedule)});
    std::vector<store::Erasure> erasures;
    for (const wire::DesiredErasure& one : m_wish.erasures)
        erasures.push_back({one.id, one.visit});
    store::keep_hub_orders(m_store, orders, erasures);
    std::vector<store::InheritedBooking> bookings;
    for (const wire::DesiredBooking& one : m_wish.bookings)
        bookings.push_back({one.id, one.course, wire::to_json(one), ""});
    store::keep_inherited(m_store, bookings);
}

fs::path Puller::content() const { return content::installed_content(m_place.state); }

PullStep Puller::step() {
    if (!m_told.empty() && m_told != m_tag)
        return learn();
    int64_t again_ms = 0;
    for (const wire::DesiredPack& pack : m_wish.packs) {
        const ContentTask task = task_for(pack, content());
        const SetAside* aside = is_set_aside(pack);
        if (!aside && !task.refused.empty())
            set_aside(pack, task.refused, day_ms);
        if (aside && task.what != ContentTask::What::nothing)
            again_ms = again_ms == 0 ? aside->until_ms - m_clock.mono_ms() : std::min(again_ms, aside->until_ms - m_clock.mono_ms());
        if (!aside && task.what != ContentTask::What::nothing)
            return work(pack, task);
    }
    note();
    std::vector<std::string> kept;
    for (const wire::DesiredPack& pack : m_wish.packs)
        if (is_set_aside(pack))
            kept.insert(kept.end(), {pack.sha256, pack.catalogue});
    m_download.keep_only(kept);
    return {Next::idle, "", {}, 0, again_ms};
}

// ---- the wish

PullStep Puller::learn() {
    HubTalk::Fields fields;
    if (!m_tag.empty())
        fields.emplace_back("if-none-match", wire::to_etag(m_tag));
    const Answered heard = m_talk.ask("/v1/desired", fields);
    const auto tag = wire::parse_etag(heard.reply.message.field("etag").value_or(""));
    if (heard.genuine && heard.reply.status == 304 && tag == m_tag) {
        m_told = m_tag;   // the batch's answer was an older one
        return go_on();
    }
    if (heard.reply.status == 0)
        return wait("network: " + heard.reply.failure);
    if (!heard.genuine)
        return wait(fmt::format("status {} without the hub's signature", heard.reply.status), retry_after(heard.reply));
    if (heard.problem && heard.problem->kind == wire::ProblemKind::clock && heard.problem->server_time_ms)
        m_talk.take_time(*heard.problem->server_time_ms);
    if (heard.problem)
        return wait("the hub says: " + heard.problem->detail, retry_after(heard.reply));
    auto wish = wire::parse_desired(heard.reply.body);
    if (!wish || !tag || heard.reply.status != 200)
        return wait("what the hub wants cannot be understood: is it newer than this kiosk?", 3600);
    keep(*tag, heard.reply.body);
    m_wish = std::move(*wish);
    keep_orders();
    m_told = m_tag = *tag;
    m_aside.clear();
    m_wrong.clear();
    return go_on();
}

void Puller::keep(const std::string& tag, const std::string& document) {
    fs::create_directories(m_place.state / "sync");
    write_file_durably(wish_file(m_place.state), tag + "\n" + document, 0600);
}

// ---- one pack

PullStep Puller::work(const wire::DesiredPack& pack, const ContentTask& task) {
    switch (task.what) {
    case ContentTask::What::nothing: break;
    case ContentTask::What::get: return get(pack);
    case ContentTask::What::go_back: return finished(pack, content::roll_back(content(), pack.id));
    case ContentTask::What::take_away:
        if (auto why = content::remove_pack(content(), pack.id))
            return finished(pack, *why);
        return finished(pack, content::Installed{pack.id, 0, 0, true});
    }
    return {};
}

// Its list comes first, which is small: what may not be installed is not fetched.
PullStep Puller::get(const wire::DesiredPack& pack) {
    const auto listed = std::find_if(m_wish.catalogues.begin(), m_wish.catalogues.end(), [&](const auto& one) { return one.sha256 == pack.catalogue; });
    if (!fs::exists(m_download.file(pack.catalogue)))
        return fetch(pack, {pack.catalogue, listed->bytes});
    if (m_listed != pack.sha256) {
        if (auto why = check_listing(pack))
            return set_aside(pack, why->why, day_ms);
        m_listed = pack.sha256;
    }
    if (!fs::exists(m_download.file(pack.sha256)))
        return fetch(pack, {pack.sha256, pack.bytes});
    return finished(pack, install(pack));
}

PullStep Puller::fetch(const wire::DesiredPack& pack, const WantedBytes& wanted) {
    using What = Download::Outcome::What;
    const Download::Outcome outcome = m_download.step(wanted);
    switch (outcome.what) {
    case What::part:
    case What::whole: note(); return go_on(outcome.took_ms);
    case What::away: return wait(outcome.reason, outcome.retry_after_s);
    case What::gone: return set_aside(pack, outcome.reason, hour_ms);
    case What::full: return set_aside(pack, outcome.reason, hour_ms);
    case What::wrong: break;
    }
    if (++m_wrong[wanted.sha256] < most_wrong)
        return wait(outcome.reason);
    return set_aside(pack, outcome.reason, day_ms);
}

PullStep Puller::finished(const wire::DesiredPack& pack, const content::OrRefused<content::Installed>& done) {
    if (const Refused* why = refused(done))
        return set_aside(pack, why->why, hour_ms);
    const int shown = std::get<content::Installed>(done).version;
    spdlog::info("content: {} is shown now", shown > 0 ? fmt::format("{} {}", pack.id, shown) : "what came with the program in place of " + pack.id);
    note();
    return go_on();
}

PullStep Puller::set_aside(const wire::DesiredPack& pack, std::string reason, int64_t for_ms) {
    spdlog::warn("content: {} is not installed now: {}", named(pack), reason);
    m_aside[{pack.id, pack.version}] = {std::move(reason), m_clock.mono_ms() + for_ms};
    return go_on();
}

const Puller::SetAside* Puller::is_set_aside(const wire::DesiredPack& pack) const {
    const auto at = m_aside.find({pack.id, pack.version});
    return at != m_aside.end() && m_clock.mono_ms() < at->second.until_ms ? &at->second : nullptr;
}

void Puller::note() {
    std::vector<store::Arrival> arrivals;
    for (const wire::DesiredPack& pack : m_wish.packs) {
        const SetAside* aside = is_set_aside(pack);
        if (!aside && task_for(pack, content()).what != ContentTask::What::get)
            continue;
        arrivals.push_back({pack.id, pack.version, pack.bytes, pack.version > 0 ? m_download.have({pack.sha256, pack.bytes}) : 0,
                            aside ? "set_aside" : "coming", aside ? aside->reason : ""});
    }
    store::note_arrivals(m_store, arrivals);
}

// ---- the publisher's word

content::OrRefused<content::Trust> Puller::trust() const {
    auto anchor = content::read_anchor(m_place.content_key);
    if (const Refused* why = refused(anchor))
        return *why;
    return content::Trust{std::get<PublicKey>(anchor), local_date(m_talk.now_ms(), m_place.zone)};
}

content::SignedCatalogue Puller::catalogue_of(const wire::DesiredPack& pack) const {
    content::SignedCatalogue out{"the list of packs that the hub sent", read_file(m_download.file(pack.catalogue)).value_or(""), ""};
    for (const wire::DesiredCatalogue& one : m_wish.catalogues)
        if (one.sha256 == pack.catalogue)
            out.signature = one.signature;
    return out;
}

content::OrRefused<Puller::Opened> Puller::open_with_list(const wire::DesiredPack& pack) {
    const auto whom = trust();
    if (const Refused* why = refused(whom))
        return *why;
    auto keeper = content::PackKeeper::open(content());
    if (const Refused* why = refused(keeper))
        return *why;
    auto accepted = std::get<content::PackKeeper>(keeper).accept(catalogue_of(pack), std::get<content::Trust>(whom));
    if (const Refused* why = refused(accepted))
        return *why;
    return Opened{std::move(std::get<content::PackKeeper>(keeper)), std::move(std::get<content::Catalogue>(accepted))};
}

std::optional<Refused> Puller::check_listing(const wire::DesiredPack& pack) {
    const auto opened = open_with_list(pack);
    if (const Refused* why = refused(opened))
        return *why;
    const content::CataloguePack* listed = std::get<Opened>(opened).list.find(pack.id);
    if (!listed || listed->version != pack.version || listed->sha256 != pack.sha256)
        return Refused{fmt::format("the publisher's list does not have this {}", named(pack))};
    if (!content::is_at_least(ACCANTO_VERSION, listed->min_app))
        return Refused{fmt::format("it needs Accanto {} or newer, and this is {}; update the program first", listed->min_app, ACCANTO_VERSION)};
    return std::nullopt;
}

content::OrRefused<content::Installed> Puller::install(const wire::DesiredPack& pack) {
    auto opened = open_with_list(pack);
    if (const Refused* why = refused(opened))
        return *why;
    auto& keeper = std::get<Opened>(opened).keeper;
    auto prepared = keeper.prepare(m_download.file(pack.sha256));
    if (const Refused* why = refused(prepared))
        return *why;
    return keeper.install(std::get<content::PreparedPack>(prepared));
}

} // namespace accanto::agent
