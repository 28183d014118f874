#!/usr/bin/env bash
# What a broker loads when it starts: the virtual host and its administrator. Guest does not exist, because RabbitMQ makes it
# only where no definitions are loaded. All else is the topology, which `quen topology apply` makes. To be sourced after lib.sh.
# shellcheck disable=SC2154  # the variables come from lib.sh

# definitions: JSON that holds the password's salted hash, not the password.
definitions() {
    cat <<JSON
{
  "vhosts": [{"name": "quen"}],
  "users": [
    {"name": "quen-admin", "tags": ["administrator"],
     "hashing_algorithm": "rabbit_password_hashing_sha256", "password_hash": "$(password_hash broker-admin)"}
  ],
  "permissions": [{"user": "quen-admin", "vhost": "quen", "configure": ".*", "write": ".*", "read": ".*"}]
}
JSON
}

# password_hash SECRET: RabbitMQ's form, base64(salt ‖ SHA-256(salt ‖ password)) with a salt of four bytes.
password_hash() {
    local password salt digest
    read -r password <"$secrets/$1"
    salt=$(head -c 32 /dev/urandom | base64 | tr -d '+/=\n' | cut -c 1-4)
    digest=$(printf '%s%s' "$salt" "$password" | sha256sum | cut -d ' ' -f 1)
    { printf '%s' "$salt" && printf '%b' "$(printf '%s' "$digest" | sed 's/../\\x&/g')"; } | base64
}
