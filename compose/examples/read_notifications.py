#!/usr/bin/env python3
"""Reads notifications from the queue of a consumer, one line of JSON each (MSG-4).

    QUEN_CONSUMER=chat QUEN_PASSWORD_FILE=.quen/secrets/broker-sub-chat QUEN_PORT=7420 read_notifications.py

`quen consumers add chat` makes the queue sub.chat, the user of that name and its password.
Environment: QUEN_HOST (127.0.0.1), QUEN_PORT (5672), QUEN_VHOST (quen), QUEN_CONSUMER, QUEN_USER (sub.<consumer>),
QUEN_PASSWORD_FILE, QUEN_COUNT (end after so many; 0 for never), QUEN_TIMEOUT (end after so many seconds without one;
0 for never). Needs pika.
"""

import json
import os
import sys
import time

import pika


def main():
    consumer = os.environ["QUEN_CONSUMER"]
    with open(os.environ["QUEN_PASSWORD_FILE"], encoding="utf-8") as file:
        password = file.readline().strip()
    connection = pika.BlockingConnection(
        pika.ConnectionParameters(
            host=os.environ.get("QUEN_HOST", "127.0.0.1"),
            port=int(os.environ.get("QUEN_PORT", "5672")),
            virtual_host=os.environ.get("QUEN_VHOST", "quen"),
            credentials=pika.PlainCredentials(os.environ.get("QUEN_USER", f"sub.{consumer}"), password),
        )
    )
    channel = connection.channel()
    channel.basic_qos(prefetch_count=100)
    left = int(os.environ.get("QUEN_COUNT", "0"))
    timeout = float(os.environ.get("QUEN_TIMEOUT", "0"))
    last = time.monotonic()
    # A notification may come twice: (source, id) is the same then, and whoever acts on it must remember what it has seen.
    seen = set()
    for method, _, body in channel.consume(f"sub.{consumer}", inactivity_timeout=1):
        if method is None:
            if timeout and time.monotonic() - last > timeout:
                break
            continue
        last = time.monotonic()
        event = json.loads(body)
        key = (event["source"], event["id"])
        if key not in seen:
            seen.add(key)
            print(json.dumps({"type": event["type"], "data": event["data"]}, ensure_ascii=False), flush=True)
        # Only after the work is done: what is not acknowledged comes again.
        channel.basic_ack(method.delivery_tag)
        if left and len(seen) >= left:
            break
    channel.cancel()
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
