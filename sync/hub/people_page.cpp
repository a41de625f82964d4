// Accounts and organisations, for administrators; and everybody's own password.
#include "sync/hub/offices.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

Options role_options(const Speaker& say, bool all) {
    Options out;
    for (Role role : all_roles)
        if (all || is_within_organisations(role))
            out.emplace_back(std::string(to_text(role)), say("role." + std::string(to_text(role))));
    return out;
}

// Whom and what the reader may see: all, or the people of one organisation.
struct PeopleSeen {
    std::string organisation; // empty: all
    std::vector<Organisation> organisations;
    bool all() const { return organisation.empty(); }
};

Options organisation_options(const Speaker& say, const PeopleSeen& seen) {
    Options out;
    if (seen.all())
        out.emplace_back("", say("people.whole_network"));
    for (const Organisation& one : seen.organisations)
        out.emplace_back(one.id, escaped(one.name.empty() ? one.id : one.name));
    return out;
}

std::string person_fields(const Speaker& say, const Person& person, const PeopleSeen& seen) {
    const std::string at = person.name.empty() ? "new" : person.name;
    return input({"full-" + at, "full_name", say("people.full_name"), person.full_name, "text",
                  R"(maxlength="120" dir="auto")"}) +
           choose("role-" + at, "role", say("people.role"), role_options(say, seen.all()),
                  std::string(to_text(person.role))) +
           choose("organisation-" + at, "organisation", say("people.organisation"),
                  organisation_options(say, seen), person.organisation);
}

std::string person_card(const Speaker& say, const Person& person, const PeopleSeen& seen) {
    std::string organisation = say("people.whole_network");
    for (const Organisation& one : seen.organisations)
        if (one.id == person.organisation)
            organisation = "<bdi>" + escaped(one.name.empty() ? one.id : one.name) + "</bdi>";
    const char* state = !person.active     ? "people.shut_out_state"
                        : person.temporary ? "people.waits"
                                           : "people.active";
    const Light light = !person.active ? Light::quiet : person.temporary ? Light::amber : Light::green;
    const std::string name = hidden("name", person.name), who = "<bdi>" + escaped(person.name) + "</bdi>";
    std::string forms =
        form(say, "/people/change", name + person_fields(say, person, seen), say("people.save")) +
        form(say, "/people/password", name, say(person.active ? "people.new_password" : "people.let_in"));
    if (person.active)
        forms += form(say, "/people/shut-out",
                      name + tick("sure-" + person.name, "sure", say("people.sure"), true),
                      say("people.shut_out"));
    return fmt::format(
        R"(<li class="card person"><h3><bdi>{}</bdi></h3><dl class="small"><div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div>)"
        R"(<div><dt>{}</dt><dd>{}</dd></div></dl><p>{}{}</p><details><summary>{} {}</summary>{}</details></li>)",
        escaped(person.full_name.empty() ? person.name : person.full_name), say("people.name"), who,
        say("people.role"), say("role." + std::string(to_text(person.role))), say("people.organisation"),
        organisation, light_picture(light), say(state), say("people.change"), who, forms);
}

std::string organisation_card(const Speaker& say, const Organisation& one) {
    return fmt::format(
        R"(<li class="card"><h3><bdi>{}</bdi></h3><dl class="small"><div><dt>{}</dt><dd><bdi>{}</bdi></dd></div><div><dt>{}</dt><dd>{}</dd></div></dl>)"
        R"(<details><summary>{} <bdi>{}</bdi></summary>{}</details></li>)",
        escaped(one.name.empty() ? one.id : one.name), say("people.code"), escaped(one.id),
        say("column.kind"), say("code." + one.kind), say("people.remove"), escaped(one.id),
        form(say, "/people/remove-organisation", hidden("code", one.id), say("people.remove")));
}

std::string organisation_form(const Speaker& say) {
    Options kinds;
    for (std::string_view kind : network_kinds)
        kinds.emplace_back(std::string(kind), say("code." + std::string(kind)));
    return form(
        say, "/people/organisation",
        input({"organisation-code", "code", say("people.code"), "", "text",
               R"(required pattern="[a-z0-9\-]{1,40}" autocapitalize="none")", say("people.code_hint")}) +
            input({"organisation-name", "full_name", say("people.organisation_name"), "", "text",
                   R"(maxlength="120" dir="auto")"}) +
            choose("organisation-kind", "kind", say("column.kind"), kinds, ""),
        say("people.add_organisation"));
}

} // namespace

std::string people_page(const Speaker& say, People& people, const std::string& organisation, const Outcome& told) {
    PeopleSeen seen{organisation, people.organisations()};
    if (!seen.all())
        std::erase_if(seen.organisations, [&](const Organisation& one) { return one.id != organisation; });
    std::string accounts, groups;
    for (const Person& person : people.people())
        if (seen.all() || person.organisation == organisation)
            accounts += person_card(say, person, seen);
    for (const Organisation& one : seen.organisations)
        groups += organisation_card(say, one);
    const std::string roles = [&] {
        std::string out;
        for (Role role : all_roles)
            if (seen.all() || is_within_organisations(role))
                out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", say("role." + std::string(to_text(role))),
                               say("role." + std::string(to_text(role)) + "_may"));
        return out;
    }();
    const std::string name =
        input({"new-name", "name", say("people.name"), "", "text",
               R"(required pattern="[a-z][a-z0-9.\-]{1,39}" autocapitalize="none" autocomplete="off")",
               say("people.name_hint")});
    return told_box(told) +
           fmt::format(
               R"(<section><h2>{}</h2><p class="lead">{}</p><ul class="cards">{}</ul></section><section><h2>{}</h2><div class="card">{}</div></section>)",
               say("people.accounts"), say("people.lead"), accounts, say("people.add"),
               form(say, "/people/add", name + person_fields(say, {}, seen), say("people.add"))) +
           fmt::format(R"(<section><h2>{}</h2><dl class="card roles">{}</dl></section>)", say("people.roles"),
                       roles) +
           (seen.all() ? fmt::format(
                             R"(<section><h2>{}</h2><p class="lead">{}</p><ul class="cards">{}</ul><div class="card">{}</div></section>)",
                             say("people.organisations"), say("people.organisations_lead"), groups,
                             organisation_form(say))
                       : "");
}

std::string account_page(const Speaker& say, const Visitor& visitor, const Outcome& told) {
    if (!visitor.has_account())
        return fmt::format(R"(<p class="card">{}</p>)", say("account.by_key"));
    const std::string length = R"(required minlength="12" maxlength="200" autocomplete="new-password")";
    return told_box(told) +
           fmt::format(R"(<section class="card sign-in"><h2>{}</h2>{}{}</section>)", say("account.choose"),
                       visitor.must_change ? fmt::format(R"(<p>{}</p>)", say("account.must_change")) : "",
                       form(say, "/account",
                            R"(<input type="hidden" name="username" autocomplete="username" value=")" +
                                escaped(visitor.name) + R"(">)" +
                                input({"now", "now", say("account.now"), "", "password",
                                       R"(required autocomplete="current-password")"}) +
                                input({"wanted", "wanted", say("account.wanted"), "", "password", length,
                                       say("account.hint")}) +
                                input({"again", "again", say("account.again"), "", "password", length}),
                            say("account.save")));
}

} // namespace accanto::hub
