// Content for kiosks, for publishers: bring a pack, see what it changes, let a few points have it first, then
// all, or take it back.
#include "sync/hub/content_office.h"

#include "content/library/pack.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t most_files_told = 60;

std::string audience_fields(const Speaker& say, const std::string& at) {
    const auto way = [&](const char* value, const char* key, bool chosen) {
        return fmt::format(
            R"(<div class="field tick"><input id="{0}-{1}" name="to" type="radio" value="{1}"{2}><label for="{0}-{1}">{3}</label></div>)",
            at, value, chosen ? " checked" : "", say(key));
    };
    return fmt::format(
        R"(<fieldset><legend>{}</legend>{}{}{}{}{}</fieldset>)", say("content.who"),
        way("canary", "content.canary", true),
        input({"percent-" + at, "percent", say("content.percent"), "5", "number", R"(min="1" max="99")"}),
        way("points", "content.points", false),
        input({"points-" + at, "points", say("content.point_codes"), "", "text", R"(autocapitalize="none")"}),
        way("all", "content.all", false));
}

std::string file_list(const Speaker& say, const char* key, const std::vector<std::string>& files) {
    if (files.empty())
        return "";
    std::string out;
    for (size_t i = 0; i < std::min(files.size(), most_files_told); ++i)
        out += "<li><bdi><code>" + escaped(files[i]) + "</code></bdi></li>";
    if (files.size() > most_files_told)
        out += fmt::format("<li>{}</li>",
                           say("content.more_files", {{"n", int64_t(files.size() - most_files_told)}}));
    return fmt::format("<h3>{} ({})</h3><ul>{}</ul>", say(key), say.number(int64_t(files.size())), out);
}

std::string draft_card(const Speaker& say, const Draft& draft) {
    const std::string same = draft.added.empty() && draft.changed.empty() && draft.removed.empty()
                                 ? fmt::format("<p>{}</p>", say("content.same"))
                                 : "";
    const std::string kept = hidden("pack", draft.pack_sha256) + hidden("list", draft.list.sha256) +
                             hidden("signature", to_base64(draft.list.signature));
    return fmt::format(
        R"(<section class="card"><h2><bdi>{}</bdi></h2><p>{}</p>{}{}{}{}{}</section>)", escaped(draft.name),
        draft.before > 0 ? say("content.against", {{"version", int64_t(draft.before)}})
                         : say("content.first"),
        file_list(say, "content.added", draft.added), file_list(say, "content.changed", draft.changed),
        file_list(say, "content.removed", draft.removed), same,
        form(say, "/content/publish", kept + audience_fields(say, "draft"), say("content.publish")));
}

std::string release_state(const Speaker& say, const Release& release) {
    if (release.withdrawn)
        return light_picture(Light::quiet) + say("content.taken_back");
    if (release.everyone)
        return light_picture(Light::green) + say("content.for_all");
    return light_picture(Light::amber) + say("content.for_points", {{"n", int64_t(release.points.size())}});
}

std::string release_card(const Speaker& say, const Spreading& one, bool newest) {
    const Release& release = one.release;
    std::string troubles, forms;
    for (const std::string& trouble : one.troubles)
        troubles += "<li><bdi>" + escaped(trouble) + "</bdi></li>";
    if (!troubles.empty())
        troubles = fmt::format("<h4>{}</h4><ul>{}</ul>", say("content.troubles"), troubles);
    const std::string pack = hidden("pack", release.pack),
                      what = fmt::format("<bdi>{} {}</bdi>", escaped(release.pack), release.version);
    if (newest && !release.everyone)
        forms +=
            fmt::format(R"(<details><summary>{} {}</summary>{}</details>)", say("content.roll_out"), what,
                        form(say, "/content/roll-out", pack + audience_fields(say, release.pack),
                             say("content.roll_out")));
    if (newest)
        forms += fmt::format(R"(<details><summary>{} {}</summary><p>{}</p>{}</details>)",
                             say("content.roll_back"), what, say("content.roll_back_hint"),
                             form(say, "/content/roll-back",
                                  pack + tick("sure-" + release.pack, "sure", say("people.sure"), true),
                                  say("content.roll_back")));
    return fmt::format(
        R"(<li class="card person"><h3><bdi>{}</bdi></h3><dl class="small"><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd><progress max="{}" value="{}" aria-label="{}"></progress> {}</dd></div></dl><p>{}</p>{}{}</li>)",
        escaped(release.title.empty() ? release.pack : release.title), say("content.version"), what,
        say("content.shown"), std::max(1, one.kiosks), std::min(one.have, std::max(1, one.kiosks)),
        say("content.shown"),
        say("content.shown_by", {{"n", int64_t(one.have)}, {"all", int64_t(one.kiosks)}}),
        release_state(say, release), troubles, forms);
}

} // namespace

std::string content_page(const Speaker& say, Storage& storage, const Outcome& told,
                         const std::optional<Draft>& draft) {
    std::string cards;
    auto all = spreading(storage);
    std::reverse(all.begin(), all.end());
    std::set<std::string> seen;
    for (const Spreading& one : all)
        cards += release_card(say, one, !one.release.withdrawn && seen.insert(one.release.pack).second);
    const std::string upload =
        form(say, "/content/upload",
             input({"pack", "pack", say("content.pack_file"), "", "file", R"(required accept=".zst")"}) +
                 input({"list", "list", say("content.list_file"), "", "file", R"(required accept=".toml")"}) +
                 input({"signature", "signature", say("content.signature_file"), "", "file",
                        R"(required accept=".sig")", say("content.upload_hint")}),
             say("content.look"), R"(enctype="multipart/form-data")");
    return told_box(told) + (draft ? draft_card(say, *draft) : "") +
           fmt::format(
               R"(<section><h2>{}</h2><p class="lead">{}</p><ul class="cards">{}</ul></section><section><h2>{}</h2><div class="card">{}</div></section>)",
               say("content.out"), cards.empty() ? say("content.nothing") : say("content.lead"), cards,
               say("content.bring"), upload);
}

} // namespace accanto::hub
