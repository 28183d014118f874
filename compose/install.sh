#!/usr/bin/env bash
# What the scripts need of the machine: Swift, and Debian packages, which are installed if missing. To be sourced after lib.sh.
# shellcheck disable=SC2034  # the variables are read by the scripts that source this file

minimum_swift=6.2
minimum_broker=3.10.5
broker_bin=/usr/lib/rabbitmq/bin

run_packages=(rabbitmq-server librabbitmq-dev libsqlite3-dev libcurl4-openssl-dev tzdata ca-certificates)
test_packages=(python3 python3-venv amqp-tools)

at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

require_swift() {
    command -v swift >/dev/null || die "Swift $minimum_swift or later is needed, and 'swift' is not on the PATH"
    local version
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -n 1)
    at_least "${version:-0}" "$minimum_swift" || die "Swift $minimum_swift or later is needed, not ${version:-unknown}"
}

# install_missing PACKAGE…: says what it will do, then does it, as root or by sudo.
install_missing() {
    local -a missing=()
    local package
    for package; do present "$package" || missing+=("$package"); done
    if ((${#missing[@]} > 0)); then
        command -v apt-get >/dev/null || die "please install: ${missing[*]} (this machine has no apt)"
        say "Installing by apt: ${missing[*]}"
        [[ " ${missing[*]} " != *" rabbitmq-server "* ]] ||
            say "  (apt may start a broker of the system on port 5672; it is left alone, Quen uses one of its own)"
        apt_install "${missing[@]}"
    fi
}

# present PACKAGE: any of the libcurl development packages will do; they exclude each other.
present() {
    if [[ $1 == libcurl4-openssl-dev ]]; then
        compgen -G '/usr/include/*/curl/curl.h' >/dev/null || [[ -e /usr/include/curl/curl.h ]]
    else
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
    fi
}

apt_install() {
    local -a as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "please install as root: apt-get install $*"
        as_root=(sudo)
    fi
    # An archive folder of its own: in a container another run of apt may empty the common one in between.
    local archives
    archives=$(mktemp -d)
    mkdir -- "$archives/partial"
    local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q
        -o "Dir::Cache::archives=$archives" -o DPkg::Lock::Timeout=120 -o APT::Sandbox::User=root)
    "${apt[@]}" update >&2 || warn "apt-get update failed; trying with the lists that are there"
    refuse_old_candidate "$@"
    local failed=0
    "${apt[@]}" install -y --no-install-recommends "$@" >&2 || failed=1
    "${as_root[@]}" rm -rf -- "$archives"
    ((failed == 0)) || die "apt could not install: $*"
}

# refuse_old_candidate PACKAGE…: better before an unusable broker is installed than after.
refuse_old_candidate() {
    [[ " $* " == *" rabbitmq-server "* ]] || return 0
    local candidate
    candidate=$(LC_ALL=C apt-cache policy rabbitmq-server | sed -nE 's/^ *Candidate: (.*)$/\1/p')
    [[ -z $candidate || $candidate == "(none)" ]] || require_broker_version "${candidate#*:}"
}

require_broker_version() {
    local version=${1%%[-+~]*}
    at_least "$version" "$minimum_broker" || die "RabbitMQ $version is too old; $minimum_broker or later is needed.
  Remedies: Debian 12 or Ubuntu 24.04 and later carry one; or add the RabbitMQ team's own apt repository (their guide
  'Installing on Debian and Ubuntu') and run this again; or run everything in containers: compose/compose.yaml"
}

# require_broker: the private broker is started by the programs behind the system's wrappers, which would change the user.
require_broker() {
    [[ -x $broker_bin/rabbitmq-server ]] || die "$broker_bin/rabbitmq-server is missing; install the package rabbitmq-server"
    require_broker_version "$(dpkg-query -W -f='${Version}' rabbitmq-server | sed 's/^[0-9]*://')"
}
