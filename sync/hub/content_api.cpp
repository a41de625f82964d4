#include "sync/hub/content_api.h"

#include "content/base/error.h"
#include "sync/wire/digest.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::hub {

namespace {

using wire::ProblemKind;

constexpr std::string_view packs_path = "/v1/packs/";
// Bytes of a name that is their digest never change. Not for shared caches: each answer is signed for one request.
constexpr const char* for_ever = "private, max-age=31536000, immutable, no-transform";
constexpr const char* ask_again = "private, no-cache, no-transform";

// If-None-Match is compared weakly (RFC 9110, 13.1.2).
bool names(std::string_view field, const std::string& etag) {
    while (!field.empty()) {
        const size_t end = std::min(field.find(','), field.size());
        std::string_view one = field.substr(0, end);
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        if (one == etag || one == "*")
            return true;
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return false;
}

} // namespace

HttpAnswer ContentApi::desired(const wire::Message& request) {
    auto who = m_ingest.signer(request, wire::get_components());
    if (auto* refusal = std::get_if<HttpAnswer>(&who))
        return std::move(*refusal);
    try {
        std::string document = m_desired.document(std::get<Kiosk>(who));
        const std::string etag = wire::to_etag(wire::tag_of(document));
        if (names(request.field("if-none-match").value_or(""), etag))
            return m_answers.of_fields(request, 304, {{"etag", etag}, {"cache-control", ask_again}}, "");
        const std::string digest = wire::content_digest(document);
        return m_answers.of_fields(request, 200,
                                   {{"content-type", "application/json"}, {"content-digest", digest}, {"etag", etag}, {"cache-control", ask_again}},
                                   std::move(document));
    } catch (const Error& e) {
        spdlog::error("what a kiosk is to have cannot be read: {}", e.what());
        return m_answers.problem(request, {ProblemKind::failed, 503, "", {}, {}, {}}, 30);
    }
}

HttpAnswer ContentApi::pack(const wire::Message& request) {
    auto who = m_ingest.signer(request, wire::get_components());
    if (auto* refusal = std::get_if<HttpAnswer>(&who))
        return std::move(*refusal);
    const std::string sha256 = request.path.substr(packs_path.size());
    try {
        const auto length = m_desired.length_of(sha256);
        if (!length)
            return m_answers.problem(request, {ProblemKind::not_found, 404, "no such pack is published, or no longer", {}, {}, {}});
        const std::string etag = wire::to_etag(sha256);
        if (names(request.field("if-none-match").value_or(""), etag))
            return m_answers.of_fields(request, 304, {{"etag", etag}, {"cache-control", for_ever}}, "");
        const auto range = request.field("range");
        if (!range || !range->starts_with("bytes=") || range->find(',') != std::string::npos || request.field("if-range").value_or(etag) != etag)
            return whole(request, sha256);
        const auto part = wire::part_of_range(*range, *length);
        if (part)
            return this->part(request, sha256, *part);
        HttpAnswer out = m_answers.problem(request, {ProblemKind::range, 416, "the part that is asked for is not there", {}, {}, {}});
        out.fields.emplace_back("content-range", "bytes */" + std::to_string(*length));
        return out;
    } catch (const Error& e) {
        spdlog::error("pack {} cannot be read: {}", sha256, e.what());
        return m_answers.problem(request, {ProblemKind::failed, 503, "", {}, {}, {}}, 30);
    }
}

// Its digest is its name, so the head can be signed before a byte is read.
HttpAnswer ContentApi::whole(const wire::Message& request, const std::string& sha256) const {
    const std::string digest = "sha-256=:" + to_base64(from_hex(sha256).value_or("")) + ":";
    HttpAnswer out = m_answers.of_fields(request, 200,
                                         {{"content-type", "application/octet-stream"},
                                          {"content-digest", digest},
                                          {"etag", wire::to_etag(sha256)},
                                          {"accept-ranges", "bytes"},
                                          {"cache-control", for_ever}},
                                         "");
    out.stream = [&publishing = m_storage.publishing(), sha256](const std::function<bool(std::string_view)>& write) {
        int64_t index = 0;
        while (const auto piece = publishing.piece(sha256, index++))
            if (!write(*piece))
                return;
    };
    return out;
}

// At most one piece's length, wherever it begins: who asks for more asks again behind it (RFC 9110, 15.3.7).
HttpAnswer ContentApi::part(const wire::Message& request, const std::string& sha256, const wire::Part& asked) const {
    wire::Part part = asked;
    part.last = std::min(part.last, part.first + piece_bytes - 1);
    std::string bytes;
    for (int64_t index = part.first / piece_bytes; index <= part.last / piece_bytes; ++index) {
        const auto piece = m_storage.publishing().piece(sha256, index);
        if (!piece)
            throw Error("piece " + std::to_string(index) + " is missing", 0);
        const int64_t from = std::max<int64_t>(0, part.first - index * piece_bytes), to = std::min(part.last - index * piece_bytes + 1, int64_t(piece->size()));
        bytes += piece->substr(size_t(from), size_t(to - from));
    }
    const std::string digest = wire::content_digest(bytes);
    return m_answers.of_fields(request, 206,
                               {{"content-type", "application/octet-stream"},
                                {"content-digest", digest},
                                {"content-range", wire::to_content_range(part)},
                                {"etag", wire::to_etag(sha256)},
                                {"accept-ranges", "bytes"},
                                {"cache-control", for_ever}},
                               std::move(bytes));
}

} // namespace accanto::hub
