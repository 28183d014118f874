"""The broker's facts of messaging.md that are seen on the wire, each tried on an empty virtual host.

Environment: FACTS_PORT, FACTS_MANAGEMENT (http://host:port), FACTS_USER, FACTS_PASSWORD, FACTS_VHOST. Prints a line for each
and ends with the number of those that do not hold.
"""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pika
from pika.exceptions import ChannelClosedByBroker, NackError, UnroutableError

VHOST = os.environ["FACTS_VHOST"]
USER, PASSWORD = os.environ["FACTS_USER"], os.environ["FACTS_PASSWORD"]
QUORUM = {"x-queue-type": "quorum"}


def connect(user=USER):
    credentials = pika.PlainCredentials(user, PASSWORD)
    return pika.BlockingConnection(
        pika.ConnectionParameters("127.0.0.1", int(os.environ["FACTS_PORT"]), VHOST, credentials))


def manage(method, *path, body=None):
    """The status and the answer of the management API."""
    url = os.environ["FACTS_MANAGEMENT"] + "/api/" + "/".join(urllib.parse.quote(part, safe="") for part in path)
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    request.add_header("Authorization", "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def declare(channel, name, **arguments):
    channel.queue_declare(name, durable=True, arguments=QUORUM | {k.replace("_", "-"): v for k, v in arguments.items()})


def depth(channel, name):
    return channel.queue_declare(name, passive=True).method.message_count


def wait_for_depth(channel, name, count):
    deadline = time.time() + 20
    while depth(channel, name) != count:
        assert time.time() < deadline, f"{name} holds {depth(channel, name)}, not {count}"
        time.sleep(0.1)


def take(connection, queue, count):
    """Takes so many messages without acknowledging any."""
    channel = connection.channel()
    channel.basic_qos(prefetch_count=count)
    taken = []
    channel.basic_consume(queue, lambda _c, method, properties, body: taken.append((method, properties, body)))
    deadline = time.time() + 20
    while len(taken) < count and time.time() < deadline:
        connection.process_data_events(0.2)
    return channel, taken


def code_of(act):
    """The code with which the broker closes the channel, or 0."""
    try:
        act()
        return 0
    except ChannelClosedByBroker as error:
        return error.reply_code


def fact1(connection):
    """an unroutable publish is confirmed without mandatory and returned with it; a catch-all hides a missing binding"""
    channel = connection.channel()
    channel.confirm_delivery()
    channel.exchange_declare("f1", "topic", durable=True)
    channel.basic_publish("f1", "a.b", b"lost")
    try:
        channel.basic_publish("f1", "a.b", b"back", pika.BasicProperties(message_id="m-1"), mandatory=True)
        raise AssertionError("it was not returned")
    except UnroutableError as error:
        returned = error.messages[0]
        assert returned.properties.message_id == "m-1"
        assert not hasattr(returned.method, "delivery_tag"), "a return carries a tag"
    declare(channel, "f1-all")
    channel.queue_bind("f1-all", "f1", "#")
    channel.basic_publish("f1", "a.b", b"seems fine", mandatory=True)


def fact2(connection):
    """a publish to two queues of which one is full is refused, and the healthy one keeps each try's copy"""
    channel = connection.channel()
    channel.confirm_delivery()
    channel.exchange_declare("f2", "topic", durable=True)
    declare(channel, "f2-full", x_max_length=1, x_overflow="reject-publish")
    declare(channel, "f2-healthy")
    for queue in ("f2-full", "f2-healthy"):
        channel.queue_bind(queue, "f2", "#")
    tries = accepted = 0
    while tries - accepted < 10:
        tries += 1
        try:
            channel.basic_publish("f2", "x", b"x")
            accepted += 1
        except NackError:
            pass
        assert tries < 100, "the queue never was full"
    wait_for_depth(channel, "f2-healthy", tries)
    wait_for_depth(channel, "f2-full", accepted)


def fact3(connection):
    """what a lost consumer held comes back in order, and a cut, a nack and a clean close all count as deliveries"""
    channel = connection.channel()
    channel.confirm_delivery()
    declare(channel, "f3", x_single_active_consumer=True)
    for number in range(100):
        channel.basic_publish("", "f3", str(number).encode())

    def expect(count, end):
        other = connect()
        reader, taken = take(other, "f3", 100)
        assert [body for _, _, body in taken] == [str(number).encode() for number in range(100)], "not in order"
        counts = {(properties.headers or {}).get("x-delivery-count", 0) for _, properties, _ in taken}
        assert counts == {count}, f"delivery counts {counts}, not {count}"
        end(other, reader, taken)

    expect(0, lambda other, _reader, _taken: other._impl._transport._sock.close())
    wait_for_depth(channel, "f3", 100)
    expect(1, lambda other, reader, taken: (reader.basic_nack(taken[-1][0].delivery_tag, True, True), other.close()))
    wait_for_depth(channel, "f3", 100)
    other = connect()
    _, taken = take(other, "f3", 100)
    after = {(properties.headers or {}).get("x-delivery-count", 0) for _, properties, _ in taken}
    assert min(after) >= 2, f"after a nack and a close {after}"
    other.close()
    declare(channel, "f3-dead")
    declare(channel, "f3-limit", x_delivery_limit=3, x_dead_letter_exchange="", x_dead_letter_routing_key="f3-dead")
    for _ in range(300):
        channel.basic_publish("", "f3-limit", b"innocent")
    for _ in range(4):
        other = connect()
        take(other, "f3-limit", 300)
        other.close()
    wait_for_depth(channel, "f3-dead", 300)


def fact4(connection):
    """cancelling while holding messages of a single-active-consumer queue hands the next ones to the standby at once"""
    channel = connection.channel()
    channel.confirm_delivery()
    declare(channel, "f4", x_single_active_consumer=True)
    for number in range(20):
        channel.basic_publish("", "f4", str(number).encode())
    first, standby = connect(), connect()
    held = []
    holder = first.channel()
    holder.basic_qos(prefetch_count=10)
    tag = holder.basic_consume("f4", lambda _c, method, _p, body: held.append(body))
    while len(held) < 10:
        first.process_data_events(0.2)
    overtaken = []
    other = standby.channel()
    other.basic_qos(prefetch_count=10)
    other.basic_consume("f4", lambda _c, method, _p, body: overtaken.append(body))
    standby.process_data_events(1)
    assert not overtaken, "the standby was active too early"
    holder.basic_cancel(tag)
    deadline = time.time() + 10
    while not overtaken and time.time() < deadline:
        standby.process_data_events(0.2)
    assert overtaken and overtaken[0] == b"10", f"the standby got {overtaken[:1]}"
    first.close()
    standby.close()


def fact5(connection):
    """a cycle of delivery-limit, waiting queue and back does not bring a message back for ever"""
    channel = connection.channel()
    channel.confirm_delivery()
    declare(channel, "f5", x_delivery_limit=1, x_dead_letter_exchange="", x_dead_letter_routing_key="f5-wait")
    declare(channel, "f5-wait", x_message_ttl=300, x_dead_letter_exchange="", x_dead_letter_routing_key="f5")
    channel.basic_publish("", "f5", b"again and again")
    deliveries, deadline = 0, time.time() + 20
    last = time.time()
    while time.time() < deadline and time.time() - last < 6:
        method, _, _ = channel.basic_get("f5")
        if method is None:
            time.sleep(0.1)
            continue
        deliveries, last = deliveries + 1, time.time()
        channel.basic_nack(method.delivery_tag, requeue=True)
    assert time.time() < deadline, f"still going round after {deliveries} deliveries"
    return f"gone from sight after {deliveries} deliveries"


def fact6(connection):
    """least privilege: 403 for a foreign key, queue, declaration or the default exchange; 406 for a false user_id"""
    channel = connection.channel()
    channel.exchange_declare("f6", "topic", durable=True)
    declare(channel, "f6-own")
    declare(channel, "f6-other")
    manage("PUT", "users", "f6", body={"password": PASSWORD, "tags": ""})
    manage("PUT", "permissions", VHOST, "f6", body={"configure": "^$", "write": "^f6$", "read": "^f6-own$"})
    manage("PUT", "topic-permissions", VHOST, "f6", body={"exchange": "f6", "write": "^own\\.", "read": "^$"})
    user = connect("f6")

    def publish(exchange, key, **properties):
        def act():
            confirming = user.channel()
            confirming.confirm_delivery()
            confirming.basic_publish(exchange, key, b"x", pika.BasicProperties(**properties))
        return code_of(act)

    found = [
        publish("f6", "own.x"), publish("f6", "own.x", user_id="f6"), publish("f6", "foreign.x"), publish("", "f6-own"),
        publish("f6", "own.x", user_id=USER), code_of(lambda: user.channel().basic_get("f6-own")),
        code_of(lambda: user.channel().basic_get("f6-other")),
        code_of(lambda: user.channel().queue_declare("f6-new", durable=True)),
        code_of(lambda: user.channel().queue_declare("f6-other", passive=True)),
        code_of(lambda: user.channel().exchange_declare("f6", passive=True)),
    ]
    user.close()
    assert found == [0, 0, 403, 403, 406, 0, 403, 403, 0, 0], found


def fact9(connection):
    """an alternate exchange catches what nobody binds; a message over max_message_size closes the channel with a 406 that names the limit"""
    channel = connection.channel()
    channel.confirm_delivery()
    channel.exchange_declare("f9-rest", "fanout", durable=True)
    channel.exchange_declare("f9", "topic", durable=True, arguments={"alternate-exchange": "f9-rest"})
    declare(channel, "f9")
    channel.queue_bind("f9", "f9-rest")
    channel.basic_publish("f9", "nobody", b"x")
    wait_for_depth(channel, "f9", 1)
    try:
        channel.basic_publish("f9", "nobody", b"x" * 262_145)
        raise AssertionError("it was taken")
    except ChannelClosedByBroker as error:
        assert error.reply_code == 406 and "262144" in error.reply_text, error


def fact10(connection):
    """a limit is a policy of queues, a single active consumer cannot be one, and a quorum queue's max-length is soft"""
    channel = connection.channel()
    declare(channel, "f10", x_overflow="reject-publish")
    status, _ = manage(
        "PUT", "policies", VHOST, "f10-sac",
        body={"pattern": "^f10", "definition": {"single-active-consumer": True}, "apply-to": "queues"})
    assert status == 400, f"single-active-consumer as a policy: {status}"
    policy = {"pattern": "^f10$", "definition": {"max-length": 5}}
    assert manage("PUT", "policies", VHOST, "f10", body=policy | {"apply-to": "exchanges"})[0] < 300
    time.sleep(1)
    for _ in range(20):
        channel.basic_publish("", "f10", b"x")
    wait_for_depth(channel, "f10", 20)
    channel.queue_purge("f10")
    assert manage("PUT", "policies", VHOST, "f10", body=policy | {"apply-to": "queues"})[0] < 300
    time.sleep(1)
    for _ in range(1000):
        channel.basic_publish("", "f10", b"x")
    time.sleep(1)
    kept = depth(channel, "f10")
    assert 5 <= kept < 1000, f"{kept} of 1000 were kept with a limit of 5"
    return f"a limit of 5 kept {kept} of 1000 sent at once"


def main():
    failed = 0
    for fact in (fact1, fact2, fact3, fact4, fact5, fact6, fact9, fact10):
        number = int(fact.__name__[4:])
        try:
            connection = connect()
            more = fact(connection)
            print(f"fact {number:2}  {fact.__doc__}: holds{', ' + more if more else ''}", flush=True)
            if connection.is_open:
                connection.close()
        except Exception as error:  # noqa: BLE001  each fact is tried, whatever became of the one before
            failed += 1
            print(f"fact {number:2}  {fact.__doc__}: DOES NOT HOLD: {type(error).__name__}: {error}", flush=True)
    sys.exit(failed)


main()
