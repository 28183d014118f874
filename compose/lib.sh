#!/usr/bin/env bash
# Functions that the scripts in this folder share. To be sourced, not run.
# The file is read by name from each script's own folder, so that a checkout may lie anywhere, under a path with spaces too.
# shellcheck disable=SC2034  # the variables are read by the scripts that source this file

compose_dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
checkout=$(dirname -- "$compose_dir")

# In the order in which they start. The gateway is the door and comes last.
services=(customers pipeline contracts scheduling notifications gateway)
# Outside systems of the demonstration, each with a broker user of its own.
outside_systems=(sales-archive website bank)

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# --- where things are ---------------------------------------------------------------------------------------------

# use_data DIR: everything that a run writes lies under DIR.
use_data() {
    [[ -n $1 ]] || die "--data needs a folder"
    case $1 in
        *[\"\\]* | *$'\n'*) die "a data folder's path may not hold quotes, backslashes or line breaks: $1" ;;
    esac
    mkdir -p -- "$1" || die "cannot make the data folder $1"
    data=$(cd -- "$1" && pwd -P)
    run=$data/run
    secrets=$data/secrets
}

# prepare_data: makes the folders, with a marker by which --clean knows that the folder is ours.
prepare_data() {
    if [[ ! -e $data/.quen-data && -n $(ls -A -- "$data") ]]; then
        die "$data holds files that are not Quen's; choose an empty folder with --data"
    fi
    (umask 077 && mkdir -p -- "$secrets" "$run" "$data/log" && : >"$data/.quen-data")
    chmod 700 -- "$data" "$secrets" "$run" "$data/log"
}

# clean_data: removes what a run wrote, and nothing else.
clean_data() {
    [[ -e $data/.quen-data ]] || return 0
    local name
    for name in "${services[@]}" broker containers secrets log run operator.json demo-loaded demo-refused.csv; do
        rm -rf -- "${data:?}/$name"
    done
    rm -f -- "$data/.quen-data"
    rmdir -- "$data" 2>/dev/null || warn "$data holds files that are not Quen's; they stay"
}

# use_ports [BASE]: without BASE the one that this data folder used last, or 7400.
use_ports() {
    local recorded=
    [[ -r $run/port-base ]] && read -r recorded <"$run/port-base"
    port_base=${1:-${recorded:-7400}}
    [[ $port_base =~ ^[1-9][0-9]{3,4}$ ]] || die "--port-base must be a number from 1024 to 65500, not '$port_base'"
    ((port_base >= 1024 && port_base <= 65500)) || die "--port-base must be from 1024 to 65500, not $port_base"
    if [[ -n $recorded && $recorded != "$port_base" ]] && anything_runs; then
        die "what runs on $data uses port base $recorded; end it first: compose/down"
    fi
    amqp_port=$((port_base + 20))
    management_port=$((port_base + 21))
    distribution_port=$((port_base + 22))
    epmd_port=$((port_base + 23))
    prometheus_port=$((port_base + 24))
}

# http_port SERVICE, admin_port SERVICE: the gateway has the base itself, the others follow in their order.
http_port() {
    local index
    [[ $1 == gateway ]] && { say "$port_base" && return; }
    for index in "${!services[@]}"; do
        [[ ${services[index]} == "$1" ]] && { say "$((port_base + index + 1))" && return; }
    done
    die "no such service: $1"
}
admin_port() { say "$(($(http_port "$1") + 10))"; }

# one_at_a_time SECONDS: waits that long for another run to finish; two runs of these scripts on the same data folder would start everything twice.
one_at_a_time() {
    exec 9>"$data/run/lock"
    flock -w "$1" 9 || die "another compose/up, down or broker works on $data just now"
}

# --- secrets ------------------------------------------------------------------------------------------------------

# secret NAME: a random password in a file of its own, made once. It never stands on a command line.
secret() {
    local file=$secrets/$1
    [[ -s $file ]] || (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$file")
}

make_secrets() {
    local name
    for name in admin "${services[@]}" "${outside_systems[@]/#/ext-}"; do secret "broker-$name"; done
    secret admin-token
}

# --- processes ----------------------------------------------------------------------------------------------------

# stamp PID: when the process started, in ticks since the machine's start. With the pid it names one process for good.
stamp() {
    local line
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    line=${line##*) }
    local -a fields
    read -ra fields <<<"$line"
    [[ ${fields[0]} != Z ]] || return 1
    say "${fields[19]}"
}

# record NAME PID [NOTE]: the pid file holds pid, start time and what the caller notes, such as the executable's version.
record() {
    local started
    started=$(stamp "$2") || return 1
    printf '%s %s %s\n' "$2" "$started" "${3:-}" >"$run/$1.pid.new"
    mv -- "$run/$1.pid.new" "$run/$1.pid"
}

# running NAME: prints the pid if the process that was recorded still runs, and not a stranger with the same pid.
running() {
    local pid started now
    [[ -r $run/$1.pid ]] || return 1
    read -r pid started _ <"$run/$1.pid" || return 1
    now=$(stamp "$pid") && [[ $now == "$started" ]] || return 1
    say "$pid"
}

anything_runs() {
    local name
    for name in "${services[@]}" broker epmd; do running "$name" >/dev/null && return 0; done
    return 1
}

# launch NAME LOG COMMAND…: starts a process in a session of its own, so that Ctrl-C and a closed terminal do not reach it.
launch() {
    local name=$1 log=$2
    shift 2
    setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
    record "$name" $! "${launch_note:-}" || die "$name ended at once; see $log"
    disown
}

# end NAME SECONDS [SIGNAL]: asks, waits, and only then kills. Harmless when nothing runs.
end() {
    local name=$1 seconds=$2 signal=${3:-TERM} pid tries
    if pid=$(running "$name"); then
        kill "-$signal" "$pid" 2>/dev/null || true
        for ((tries = seconds * 10; tries > 0; tries--)); do
            running "$name" >/dev/null || break
            sleep 0.1
        done
        if running "$name" >/dev/null; then
            warn "$name did not end within $seconds s and is killed"
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f -- "$run/$name.pid"
}

# --- the network --------------------------------------------------------------------------------------------------

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free NAME PORT…: a port of ours that somebody else has is named, with the remedy.
require_free() {
    local name=$1 port
    shift
    for port; do
        ! port_taken "$port" || die "port $port ($name) is taken by another program; choose others with --port-base N"
    done
}

# http_status PORT PATH: the status of a GET, without needing curl.
http_status() {
    (
        exec 3<>"/dev/tcp/127.0.0.1/$1"
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
        read -r -t 5 _ status _ <&3
        say "$status"
    ) 2>/dev/null
}
