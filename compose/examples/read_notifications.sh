#!/usr/bin/env bash
# Reads notifications from the queue of a consumer, one line of JSON each, with the tools of the package amqp-tools.
#
#   QUEN_CONSUMER=chat QUEN_PASSWORD_FILE=.quen/secrets/broker-sub-chat QUEN_PORT=7420 read_notifications.sh
#
# `quen consumers add chat` makes the queue sub.chat, the user of that name and its password.
# Environment: QUEN_HOST (127.0.0.1), QUEN_PORT (5672), QUEN_VHOST (quen), QUEN_CONSUMER, QUEN_USER (sub.<consumer>),
# QUEN_PASSWORD_FILE, QUEN_COUNT (end after so many; 0 for never).
set -euo pipefail

consumer=$QUEN_CONSUMER
read -r password <"$QUEN_PASSWORD_FILE" || [[ -n $password ]]
count=()
[[ ${QUEN_COUNT:-0} == 0 ]] || count=(--count="$QUEN_COUNT")
# The tool takes the password on its command line, where others on this machine can see it: for trying out only.
# It starts the command for each message and acknowledges when that ends with 0; a message may come twice.
exec amqp-consume --server="${QUEN_HOST:-127.0.0.1}" --port="${QUEN_PORT:-5672}" --vhost="${QUEN_VHOST:-quen}" \
    --username="${QUEN_USER:-sub.$consumer}" --password="$password" \
    --queue="sub.$consumer" --prefetch-count=10 "${count[@]}" -- sh -c 'cat && echo'
