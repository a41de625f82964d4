#include "sync/hub/offices.h"

#include "sync/hub/overview.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace accanto::hub {

namespace {

std::string password_told(const Speaker& say, const std::string& name, const std::string& password) {
    return fmt::format(R"(<p>{}</p><p class="secret"><bdi><code>{}</code></bdi></p><p>{}</p>)",
                       say("people.password_of", {{"name", name}}), password, say("people.password_once"));
}

// Does what the form of one place asks for, and says what became of it.
Outcome change_people(Accounts& accounts, const std::string& what, const Form& asked, const Speaker& say) {
    const std::string name = asked["name"];
    const Role role = role_of(asked["role"]).value_or(Role::viewer);
    if (what == "add")
        return {password_told(
            say, name,
            accounts.add({name, asked["full_name"], role, asked["organisation"], "", true, true}))};
    if (what == "password")
        return {password_told(say, name, accounts.new_password(name))};
    if (what == "change")
        accounts.change(name, asked["full_name"], role, asked["organisation"]);
    else if (what == "shut-out")
        accounts.shut_out(name);
    else if (what == "organisation")
        accounts.put(Organisation{asked["code"], asked["full_name"], asked["kind"]});
    else if (what == "remove-organisation")
        accounts.remove_organisation(asked["code"]);
    return {say("account.done")};
}

CodeRequest code_typed(const Form& asked) {
    return {{asked["point"], asked["point_name"], asked["zone"]}, asked["kiosk_name"]};
}

} // namespace

bool Offices::is_asked(const wire::Message& request) {
    return is_for_accounts(request) || request.path == "/people" || request.path.starts_with("/people/") ||
           request.path == "/log" || request.path == "/kiosks" || request.path.starts_with("/kiosks/") ||
           request.path == "/orders" || request.path.starts_with("/orders/") || request.path == "/content" || request.path.starts_with("/content/");
}

Sheet Offices::answer(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    const std::string& path = request.message.path;
    if (path == "/account")
        return account(request, visitor, say);
    if (path == "/log")
        return log(request.message, say);
    if (path.starts_with("/kiosks"))
        return kiosks(request, visitor, say);
    if (path.starts_with("/orders"))
        return orders(request, visitor, say);
    if (path.starts_with("/content"))
        return content(request, visitor, say);
    return people(request, visitor, say);
}

Sheet Offices::people(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    Outcome told;
    if (request.message.method == "POST") {
        Accounts accounts(m_storage.people(), m_clock, visitor.name, visitor.organisation);
        try {
            told = change_people(accounts, request.message.path.substr(std::string_view("/people/").size()),
                                 Form(request), say);
        } catch (const AccountRefusal& e) {
            told = {say(e.key()), true, e.status()};
        }
    }
    return {told.fault ? told.status : 200, "people.title",
            people_page(say, m_storage.people(), visitor.organisation, told)};
}

Sheet Offices::account(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    Outcome told;
    if (request.message.method == "POST") {
        const Form asked(request);
        try {
            if (asked.raw("wanted") != asked.raw("again"))
                throw AccountRefusal("account.not_the_same", "the two new passwords are not the same");
            Accounts(m_storage.people(), m_clock, visitor.name)
                .choose_password(visitor.name, asked.raw("now"), asked.raw("wanted"));
            return {303, "", ""}; // signed in anew: every session of before is over
        } catch (const AccountRefusal& e) {
            told = {say(e.key()), true};
        }
    }
    return {told.fault ? 400 : 200, "account.title", account_page(say, visitor, told)};
}

Sheet Offices::log(const wire::Message& request, const Speaker& say) {
    const std::string text = query_value(request.query, "before").value_or("");
    int64_t before = 0;
    std::from_chars(text.data(), text.data() + text.size(), before);
    return {200, "log.title", log_page(say, m_storage.people(), before)};
}

Outcome Offices::change_kiosks(const std::string& path, const Form& asked, const Visitor& visitor,
                               const Speaker& say) {
    Accounts log(m_storage.people(), m_clock, visitor.name);
    if (path == "/kiosks/code") {
        const CodeRequest wanted = code_typed(asked);
        if (!is_point_id(wanted.point.id))
            return {say("kiosks.bad_point"), true};
        if (!is_seen(m_storage, visitor.organisation, wanted.point.id))
            return {say("kiosks.no_point"), true, 404};
        if (!is_zone(wanted.point.zone))
            return {say("kiosks.bad_zone"), true};
        if (std::max(wanted.point.name.size(), wanted.kiosk_name.size()) > longest_name)
            return {say("account.bad_text"), true};
        const std::string code = issue_code(m_storage, wanted, m_clock.wall_ms());
        log.note("code.made", wanted.point.id);
        return {fmt::format(R"(<p>{}</p><p class="secret"><bdi><code>{}</code></bdi></p>)",
                            say("kiosks.code_is", {{"point", wanted.point.id}}), code)};
    }
    const auto kiosk = m_storage.kiosk(asked["kiosk"]);
    if (kiosk && !is_seen(m_storage, visitor.organisation, kiosk->point))
        return {say("kiosks.no_kiosk"), true, 404};
    if (path != "/kiosks/revoke" || asked["sure"] != "yes" || !kiosk || !revoke_kiosk(m_storage, kiosk->id))
        return {say("kiosks.not_revoked"), true};
    log.note("kiosk.revoked", kiosk->id);
    return {say("kiosks.revoked")};
}

Sheet Offices::kiosks(HttpRequest& request, const Visitor& visitor, const Speaker& say) {
    Outcome told;
    CodeRequest typed;
    if (request.message.method == "POST") {
        const Form asked(request);
        told = change_kiosks(request.message.path, asked, visitor, say);
        if (told.fault)
            typed = code_typed(asked);
    }
    return {told.fault ? told.status : 200, "kiosks.title",
            kiosks_page(say, m_storage, m_kiosk_words, {m_clock.wall_ms(), m_zone, visitor.organisation}, told, typed)};
}

} // namespace accanto::hub
