#include "content/base/file.h"
#include "content/base/keys.h"
#include "deploy/accanto/content.h"

#include <fmt/format.h>

namespace accanto::tool {

int new_key(const KeyRequest& request) {
    const std::filesystem::path secret = request.file,
                                open = std::filesystem::path(request.file).replace_extension(".pub");
    if (secret.extension() == ".pub") {
        fmt::print(stderr,
                   "{}: that is the name for the public half; name the private one, as in content.key\n",
                   request.file);
        return 1;
    }
    for (const auto& file : {secret, open})
        if (std::filesystem::exists(file)) {
            fmt::print(stderr,
                       "{}: there is a file already; a key that is in use must not be lost, so choose "
                       "another name\n",
                       file.string());
            return 1;
        }
    const SecretKey key = SecretKey::generate();
    key.save(secret);
    write_file_durably(open, key.public_key().pem());
    fmt::print("{}: the private key. Whoever has it decides what kiosks show: keep it off the network, with "
               "a copy in a safe place.\n"
               "{}: the public key. It goes to every kiosk, as content.pub beside its settings.\n"
               "Fingerprint, to compare on the telephone: {}\n",
               secret.string(), open.string(), key.public_key().fingerprint());
    return 0;
}

} // namespace accanto::tool
