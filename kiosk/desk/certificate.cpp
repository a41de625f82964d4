#include "kiosk/desk/certificate.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/release.h"
#include "kiosk/desk/guard.h"

#include <fmt/format.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace accanto::desk {

namespace {

using Bio = std::unique_ptr<BIO, Release<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;

void need(bool done) {
    if (!done)
        throw Error("OpenSSL cannot make a certificate", 0);
}

bool is_host_name(const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    };
    return !name.empty() && name.size() <= 253 && name.front() != '.' && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), fits);
}

// RFC 5280, section 4.2.1.6: browsers read these and no other name.
std::string alternative_names(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        if (!is_address(name) && !is_host_name(name))
            throw Error("\"" + name + "\" is neither a host name nor an address", EINVAL);
        list += (list.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
    }
    return list;
}

void extend(X509* certificate, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    need(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate certificate_for(EVP_PKEY* key, const std::vector<std::string>& names, int days, int64_t wall_ms) {
    constexpr int64_t day_s = 24 * 60 * 60;
    Certificate made(X509_new());
    X509* certificate = made.get();
    need(certificate && X509_set_version(certificate, X509_VERSION_3) == 1);
    std::string serial = random_bytes(16);
    serial[0] = char(serial[0] & 0x7f); // a positive number
    const std::unique_ptr<BIGNUM, Release<BN_free>> number(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()), int(serial.size()), nullptr));
    need(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)));
    // A day of grace: the clocks of a kiosk and of a phone need not agree.
    need(ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(wall_ms / 1000 - day_s)));
    need(ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(wall_ms / 1000 + (days - 1) * day_s)));
    X509_NAME* name = X509_get_subject_name(certificate);
    const std::string common = names.front().substr(0, 64);
    need(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(common.c_str()), -1, -1, 0) == 1);
    need(X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1);
    extend(certificate, NID_subject_alt_name, alternative_names(names));
    extend(certificate, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate, NID_key_usage, "critical,digitalSignature");
    extend(certificate, NID_ext_key_usage, "serverAuth");
    need(X509_sign(certificate, key, EVP_sha256()) > 0);
    return made;
}

std::string bytes_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size_t(size)};
}

std::string fingerprint_of(const X509* certificate) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    need(X509_digest(certificate, EVP_sha256(), digest, &size) == 1);
    std::string text;
    for (unsigned i = 0; i < size; ++i)
        text += fmt::format("{}{:02X}", i ? ":" : "", digest[i]);
    return text;
}

} // namespace

CertificateMade make_certificate(const std::filesystem::path& folder, const std::vector<std::string>& names,
                                 int days, bool replace, const Clock& clock) {
    CertificateMade made{folder / "certificate.pem", folder / "key.pem", ""};
    std::error_code ignored;
    for (const auto& file : {made.certificate, made.key})
        if (!replace && std::filesystem::exists(file, ignored))
            throw Error(file.string() + " is there already; --replace makes a new one in its place", EEXIST);
    const Key key(EVP_EC_gen("P-256"));
    need(key != nullptr);
    const Certificate certificate = certificate_for(key.get(), names, days, clock.wall_ms());
    const Bio key_text(BIO_new(BIO_s_mem())), certificate_text(BIO_new(BIO_s_mem()));
    need(key_text && certificate_text &&
         PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
         PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
    std::filesystem::create_directories(folder, ignored);
    write_file_durably(made.key, bytes_of(key_text.get()), 0600);
    write_file_durably(made.certificate, bytes_of(certificate_text.get()));
    made.fingerprint = fingerprint_of(certificate.get());
    return made;
}

int64_t certificate_ends_ms(const std::filesystem::path& file) {
    const std::string text = read_file(file).value_or("");
    const Bio bio(BIO_new_mem_buf(text.data(), int(text.size())));
    const Certificate certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    std::tm ends{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &ends) != 1)
        throw Error(file.string() + " holds no certificate (PEM)", 0);
    return int64_t(timegm(&ends)) * 1000;
}

} // namespace accanto::desk
