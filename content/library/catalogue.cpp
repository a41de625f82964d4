#include "content/library/catalogue.h"

#include "content/base/bytes.h"
#include "content/library/table_reader.h"

namespace accanto::content {

namespace {

constexpr size_t most_packs = 2000, most_key_changes = 100;

// A plain file name: beside the catalogue and nowhere else.
bool is_file_name(std::string_view name) {
    auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-' || c == '.';
    };
    return !name.empty() && name.size() <= 100 && name.front() != '.' && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), good);
}

PublicKey need_key(TableReader& reader, const char* key) {
    auto read = public_key_from_text(reader.need_text(key));
    if (!read)
        reader.fault(reader.line(), "bad-key", fmt::format("\"{}\" is no Ed25519 public key in base64", key));
    return read.value_or(PublicKey{});
}

KeyChange read_change(const Node& node, const std::string& file, std::vector<Problem>& problems) {
    TableReader reader(node, file, "key_change", problems);
    KeyChange change;
    change.from = need_key(reader, "from");
    change.to = need_key(reader, "to");
    change.signature = from_base64(reader.need_text("signature")).value_or("");
    if (change.signature.size() != 64)
        reader.fault(node.line, "bad-signature", "\"signature\" is no signature of 64 bytes in base64");
    reader.no_more();
    return change;
}

CataloguePack read_listed(const Node& node, const std::string& file, std::vector<Problem>& problems) {
    TableReader reader(node, file, "pack", problems);
    CataloguePack pack;
    pack.id = reader.need_id("id");
    reader.name(fmt::format("pack \"{}\"", pack.id));
    pack.version = reader.need_whole("version", 1, most_pack_version);
    pack.version_name = reader.need_text("version_name");
    pack.title = reader.need_text("title");
    pack.min_app = reader.need_text("min_app");
    if (!is_app_version(pack.min_app))
        reader.fault(node.line, "bad-version", "\"min_app\" is no version such as \"0.1.0\"");
    pack.file = reader.need_text("file");
    if (!is_file_name(pack.file))
        reader.fault(node.line, "bad-name", "\"file\" is no plain file name of letters, digits, _ - and .");
    pack.size = uint64_t(reader.need_whole("size", 1, int(PackLimits().packed_bytes)));
    pack.sha256 = reader.need_text("sha256");
    if (!is_sha256(pack.sha256))
        reader.fault(node.line, "bad-sha256", "\"sha256\" is no SHA-256 of 64 small hexadecimal digits");
    reader.no_more();
    return pack;
}

void read_packs(TableReader& reader, const std::string& file, Catalogue& out,
                std::vector<Problem>& problems) {
    auto entries = reader.tables("pack");
    if (entries.size() > most_packs)
        return reader.fault(reader.line(), "too-many",
                            fmt::format("{} packs are listed; {} are the most", entries.size(), most_packs));
    for (const Node* node : entries) {
        CataloguePack pack = read_listed(*node, file, problems);
        if (!out.packs.empty() && pack.id <= out.packs.back().id)
            reader.fault(node->line, "order",
                         fmt::format("pack \"{}\" is listed twice, or not in the order of the ids", pack.id));
        out.packs.push_back(std::move(pack));
    }
}

} // namespace

std::string change_statement(const PublicKey& from, const PublicKey& to) {
    return key_change_statement(content_keys, from, to);
}

KeyChange change_key(const SecretKey& from, const PublicKey& to) {
    return accanto::change_key(content_keys, from, to);
}

const CataloguePack* Catalogue::find(std::string_view id) const {
    auto it =
        std::find_if(packs.begin(), packs.end(), [&](const CataloguePack& pack) { return pack.id == id; });
    return it == packs.end() ? nullptr : &*it;
}

std::optional<Catalogue> parse_catalogue(std::string_view text, const std::string& file,
                                         std::vector<Problem>& problems) {
    size_t before = problems.size();
    if (text.size() > most_catalogue_bytes) {
        problems.push_back(
            {file, 0, "", "too-large",
             fmt::format("it has {} bytes; {} are the most", text.size(), most_catalogue_bytes)});
        return std::nullopt;
    }
    auto root = parse_toml(text, file, "", problems);
    if (!root)
        return std::nullopt;
    TableReader reader(*root, file, "catalogue", problems);
    Catalogue out;
    if (reader.need_whole("format", 1, most_pack_version) != 1)
        reader.fault(reader.line(), "unknown-format",
                     "format = 1 is what this program reads; a newer one is needed");
    out.version = reader.need_whole("version", 1, most_pack_version);
    out.issued = reader.need_day("issued");
    out.expires = reader.need_day("expires");
    out.signer = need_key(reader, "signed_by");
    auto changes = reader.tables("key_change");
    if (changes.size() > most_key_changes)
        reader.fault(
            reader.line(), "too-many",
            fmt::format("{} changes of key are listed; {} are the most", changes.size(), most_key_changes));
    else
        for (const Node* node : changes)
            out.key_changes.push_back(read_change(*node, file, problems));
    read_packs(reader, file, out, problems);
    reader.no_more();
    return problems.size() == before ? std::optional(std::move(out)) : std::nullopt;
}

std::string to_toml(const Catalogue& c) {
    std::string out = fmt::format("# The packs of content that may be installed. Signed (the .sig beside "
                                  "it): change nothing here by hand.\n"
                                  "format = 1\nversion = {}\nissued = {}\nexpires = {}\nsigned_by = {}\n",
                                  c.version, c.issued, c.expires, toml_text(c.signer.text()));
    for (const KeyChange& change : c.key_changes)
        out += fmt::format("\n[[key_change]]\nfrom = {}\nto = {}\nsignature = {}\n",
                           toml_text(change.from.text()), toml_text(change.to.text()),
                           toml_text(to_base64(change.signature)));
    for (const CataloguePack& pack : c.packs)
        out += fmt::format(
            "\n[[pack]]\nid = {}\nversion = {}\nversion_name = {}\ntitle = {}\nmin_app = {}\nfile = {}\n"
            "size = {}\nsha256 = {}\n",
            toml_text(pack.id), pack.version, toml_text(pack.version_name), toml_text(pack.title),
            toml_text(pack.min_app), toml_text(pack.file), pack.size, toml_text(pack.sha256));
    return out;
}

} // namespace accanto::content
