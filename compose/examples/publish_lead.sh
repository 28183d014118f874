#!/usr/bin/env bash
# Sends one lead to Quen as an outside system and waits for the answer, with the tools of the package amqp-tools.
#
#   QUEN_SYSTEM=website QUEN_PASSWORD_FILE=.quen/secrets/broker-ext-website QUEN_PORT=7420 publish_lead.sh "Lê Văn An" "Cần 3 máy in"
#
# Environment: QUEN_HOST (127.0.0.1), QUEN_PORT (5672), QUEN_VHOST (quen), QUEN_SYSTEM (website), QUEN_USER (ext.<system>),
# QUEN_PASSWORD_FILE, QUEN_LEAD_ID (the system's own id of the lead), QUEN_TIMEOUT (30 seconds).
# Needs amqp-tools and python3 (for JSON). Ends with 0 when the lead was accepted, 1 when it was refused, 2 without an answer.
set -euo pipefail

system=${QUEN_SYSTEM:-website}
name=${1:-Lê Văn An}
need=${2:-Cần 3 máy in}
read -r password <"$QUEN_PASSWORD_FILE" || [[ -n $password ]]
# The tools take the password on their command line, where others on this machine can see it: for trying out only.
broker=(
    --server="${QUEN_HOST:-127.0.0.1}" --port="${QUEN_PORT:-5672}" --vhost="${QUEN_VHOST:-quen}"
    --username="${QUEN_USER:-ext.$system}" --password="$password"
)
# The same lead has the same ids, so that sending it again has no second effect.
lead_id=${QUEN_LEAD_ID:-$(printf '%s' "$name$need" | sha256sum | cut -c 1-32)}
message_id=$(printf '%s' "$system:$lead_id:$name:$need" | sha256sum | cut -c 1-32)

message() {
    python3 - "$system" "$message_id" "$lead_id" "$name" "$need" <<'PY'
import json, sys, time
system, message_id, lead_id, name, need = sys.argv[1:]
print(json.dumps({
    "specversion": "1.0",
    "id": message_id,
    "source": f"urn:ext:{system}",
    "type": "vn.quen.inbound.lead.captured.v1",
    "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    "datacontenttype": "application/json",
    "data": {"externalId": lead_id, "personName": name, "need": need, "source": "website"},
}))
PY
}

# field NAME: a member of the answer on standard input; of its data where NAME begins with data.
field() {
    python3 -c '
import json, sys
value = json.load(sys.stdin)
for part in sys.argv[1].split("."): value = value.get(part) or ""
print(value)' "$1"
}

# amqp-publish waits for no confirmation, so a message may be lost on the way: without an answer it is sent again. The id
# stays the same, and it is taken once.
body=$(message)
publish() {
    printf '%s' "$body" | amqp-publish "${broker[@]}" --exchange=quen.inbound --routing-key="ext.$system.lead.captured.v1" \
        --content-type='application/cloudevents+json; charset=utf-8' --persistent
}

# amqp-get takes one message off the queue and ends with 2 when it is empty. Answers to other messages are passed over.
deadline=$((SECONDS + ${QUEN_TIMEOUT:-30})) next=$SECONDS
while ((SECONDS < deadline)); do
    if ((SECONDS >= next)); then
        publish
        next=$((SECONDS + 10))
    fi
    if ! answer=$(amqp-get "${broker[@]}" --queue="ext.$system.replies"); then
        sleep 0.5
        continue
    fi
    [[ $(field data.messageId <<<"$answer") == "$message_id" ]] || continue
    printf '%s\n' "$answer"
    [[ $(field type <<<"$answer") == vn.quen.inbound.accepted.v1 ]] && exit 0
    exit 1
done
echo "no answer yet; send it again, it will not be taken twice" >&2
exit 2
