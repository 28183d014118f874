#!/usr/bin/env python3
"""Sends one lead to Quen as an outside system and waits for the answer (MSG-3, MSG-4).

    QUEN_SYSTEM=website QUEN_PASSWORD_FILE=.quen/secrets/broker-ext-website QUEN_PORT=7420 publish_lead.py "Lê Văn An" "Cần 3 máy in"

Environment: QUEN_HOST (127.0.0.1), QUEN_PORT (5672), QUEN_VHOST (quen), QUEN_SYSTEM (website),
QUEN_USER (ext.<system>), QUEN_PASSWORD_FILE, QUEN_LEAD_ID (the system's own id of the lead; made from name and need),
QUEN_TIMEOUT (30 seconds). Needs pika. Ends with 0 when the lead was accepted, 1 when it was refused, 2 without an answer.
"""

import json
import os
import sys
import time
import uuid

import pika


def connect(system):
    with open(os.environ["QUEN_PASSWORD_FILE"], encoding="utf-8") as file:
        password = file.readline().strip()
    return pika.BlockingConnection(
        pika.ConnectionParameters(
            host=os.environ.get("QUEN_HOST", "127.0.0.1"),
            port=int(os.environ.get("QUEN_PORT", "5672")),
            virtual_host=os.environ.get("QUEN_VHOST", "quen"),
            credentials=pika.PlainCredentials(os.environ.get("QUEN_USER", f"ext.{system}"), password),
        )
    )


def lead_message(system, lead_id, name, need):
    """A CloudEvents 1.0 message. Sent again with the same id it has no second effect and gets the same answer."""
    return {
        "specversion": "1.0",
        # Any text that is unique among this system's messages; derived, so that trying again makes the same one.
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:ext:{system}:{lead_id}:{name}:{need}")),
        "source": f"urn:ext:{system}",
        "type": "vn.quen.inbound.lead.captured.v1",
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "datacontenttype": "application/json",
        "data": {"externalId": lead_id, "personName": name, "need": need, "source": "website", "rating": "warm"},
    }


def publish(channel, system, message):
    # With confirms and `mandatory`, publishing fails here if the broker did not take the message or nobody is bound.
    channel.confirm_delivery()
    channel.basic_publish(
        exchange="quen.inbound",
        routing_key=f"ext.{system}.lead.captured.v1",
        body=json.dumps(message, ensure_ascii=False).encode(),
        mandatory=True,
        properties=pika.BasicProperties(
            content_type="application/cloudevents+json; charset=utf-8",
            message_id=message["id"],
            delivery_mode=2,
        ),
    )


def wait_for_answer(channel, system, message_id, seconds):
    """Answers to other messages of this system that lie in the queue are taken off it and passed over."""
    queue = f"ext.{system}.replies"
    deadline = time.monotonic() + seconds
    for method, _, body in channel.consume(queue, inactivity_timeout=1):
        if method is not None:
            channel.basic_ack(method.delivery_tag)
            answer = json.loads(body)
            if answer["data"].get("messageId") == message_id:
                return answer
        if time.monotonic() > deadline:
            return None


def main():
    system = os.environ.get("QUEN_SYSTEM", "website")
    name = sys.argv[1] if len(sys.argv) > 1 else "Lê Văn An"
    need = sys.argv[2] if len(sys.argv) > 2 else "Cần 3 máy in"
    lead_id = os.environ.get("QUEN_LEAD_ID") or str(uuid.uuid5(uuid.NAMESPACE_URL, name + need))
    message = lead_message(system, lead_id, name, need)
    connection = connect(system)
    channel = connection.channel()
    publish(channel, system, message)
    answer = wait_for_answer(channel, system, message["id"], float(os.environ.get("QUEN_TIMEOUT", "30")))
    channel.cancel()
    connection.close()
    if answer is None:
        print("no answer yet; send it again, it will not be taken twice", file=sys.stderr)
        return 2
    print(json.dumps(answer["data"], ensure_ascii=False))
    return 0 if answer["type"] == "vn.quen.inbound.accepted.v1" else 1


if __name__ == "__main__":
    sys.exit(main())
