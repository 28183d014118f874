#!/usr/bin/env bash
# What a service is told, and what the operator's tool is told about the services. To be sourced after lib.sh.
# shellcheck disable=SC2154  # the variables come from lib.sh

# executable SERVICE: the one that compose/up built last for this data folder.
executable() {
    local configuration=release
    [[ -r $run/configuration ]] && read -r configuration <"$run/configuration"
    say "$checkout/.build/$configuration/$1"
}

# version_of FILE: changes when the file is built anew.
version_of() { stat -L -c '%i:%Y:%s' -- "$1"; }

# noted SERVICE: what was noted when the service started.
noted() {
    local note
    read -r _ _ note <"$run/$1.pid"
    say "$note"
}

# service_environment SERVICE: sets the array `environment`. Secrets are named by file, never by value.
service_environment() {
    local upstream
    environment=(
        QUEN_HTTP_HOST=127.0.0.1 "QUEN_HTTP_PORT=$(http_port "$1")"
        QUEN_ADMIN_HOST=127.0.0.1 "QUEN_ADMIN_PORT=$(admin_port "$1")" "QUEN_ADMIN_TOKEN_FILE=$secrets/admin-token"
        "QUEN_STORE_DIRECTORY=$data/$1" "QUEN_SITE=${QUEN_SITE:-main}"
        QUEN_BROKER_HOST=127.0.0.1 "QUEN_BROKER_PORT=$amqp_port" QUEN_BROKER_VHOST=quen
        "QUEN_BROKER_USER=$1" "QUEN_BROKER_PASSWORD_FILE=$secrets/broker-$1"
        "QUEN_SHARE_DIRECTORY=$checkout" "QUEN_LOG_LEVEL=${QUEN_LOG_LEVEL:-info}"
    )
    if [[ $1 == gateway ]]; then
        for upstream in "${services[@]}"; do
            [[ $upstream == gateway ]] ||
                environment+=("QUEN_UPSTREAM_${upstream^^}=http://127.0.0.1:$(http_port "$upstream")")
        done
    fi
}

json_string() {
    local text=${1//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}

write_operator_configuration() {
    (umask 077 && operator_configuration >"$data/operator.json.new")
    mv -- "$data/operator.json.new" "$data/operator.json"
}

operator_configuration() {
    cat <<JSON
{
  "vhost": "quen",
  "broker": {
    "host": "127.0.0.1",
    "port": $amqp_port,
    "managementPort": $management_port,
    "adminUser": "quen-admin",
    "adminPasswordFile": $(json_string "$secrets/broker-admin")
  },
  "secretsDirectory": $(json_string "$secrets"),
  "adminTokenFile": $(json_string "$secrets/admin-token"),
  "services": {
$(service_addresses)
  },
  "shareDirectory": $(json_string "$checkout")
}
JSON
}

service_addresses() {
    local service comma=,
    for service in "${services[@]}"; do
        [[ $service != gateway ]] || comma=
        printf '    "%s": {"http": "http://127.0.0.1:%s", "admin": "http://127.0.0.1:%s", "store": %s}%s\n' \
            "$service" "$(http_port "$service")" "$(admin_port "$service")" "$(json_string "$data/$service")" "$comma"
    done
}

# operator ARGUMENT…: the operator's tool against what runs on the data folder.
operator() { QUEN_OPERATOR_CONFIG=$data/operator.json "$(executable quen)" "$@" 9>&-; }
