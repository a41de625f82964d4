#pragma once
// The certificate of the point's own network: no authority knows a desk in a library, so it vouches for
// itself, and a technician compares its fingerprint once on each device.

#include "content/base/clock.h"

#include <filesystem>
#include <string>
#include <vector>

namespace accanto::desk {

// Some browsers take no certificate that is valid for longer than 825 days, whoever signed it.
constexpr int longest_certificate_days = 825;

struct CertificateMade {
    std::filesystem::path certificate, key;
    std::string fingerprint; // SHA-256, as browsers show it: "AB:CD:..."
};

// Makes a key (P-256) and a certificate for these host names and addresses, and writes certificate.pem and
// key.pem (only its owner may read it) into the folder, which is made when missing. Throws Error when the
// files are there and `replace` is false, when a name is none, or when they cannot be written.
CertificateMade make_certificate(const std::filesystem::path& folder, const std::vector<std::string>& names,
                                 int days, bool replace, const Clock& clock);

// When the first certificate of a PEM file ends, as wall time. Throws Error when it holds none.
int64_t certificate_ends_ms(const std::filesystem::path& certificate);

} // namespace accanto::desk
