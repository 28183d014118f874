"""The consumer's job in Python: a dedupe row and an effect row with synchronous=FULL, acknowledged after the commit.

    peers.py aio-pika|faststream one|batch STORE COUNT PREFETCH

`one` commits each message by itself, `batch` up to 500 of what waits. Ends when COUNT messages are committed and
prints the seconds from the first to the last. QUEN_BENCH_AMQP holds the broker's address.
"""

import asyncio
import json
import os
import sqlite3
import sys
import time

QUEUE = "contracts.events"


class Store:
    """The same tables and pragmas as a service's."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
            CREATE TABLE inbox(source TEXT NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL,
              PRIMARY KEY (source, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE productCopy(id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL,
              name TEXT NOT NULL, unit TEXT NOT NULL, taxClass TEXT NOT NULL, isActive INTEGER NOT NULL,
              prices TEXT NOT NULL) STRICT, WITHOUT ROWID;
            """
        )
        self.db.execute("PRAGMA synchronous = FULL")

    def apply(self, bodies):
        """All in one transaction."""
        self.db.execute("BEGIN IMMEDIATE")
        now = int(time.time() * 1000)
        for body in bodies:
            event = json.loads(body)
            taken = self.db.execute(
                "INSERT OR IGNORE INTO inbox VALUES (?, ?, ?)",
                (event["source"], bytes.fromhex(event["id"].replace("-", "")), now),
            )
            if taken.rowcount == 0:
                continue
            state = event["data"]["state"]
            self.db.execute(
                "INSERT INTO productCopy VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
                " sequence = excluded.sequence, code = excluded.code, name = excluded.name, unit = excluded.unit,"
                " taxClass = excluded.taxClass, isActive = excluded.isActive, prices = excluded.prices"
                " WHERE excluded.sequence > sequence",
                (
                    state["id"], int(event["sequence"]), state["code"], state["name"], state["unit"],
                    state["taxClass"], state["isActive"], json.dumps(state["prices"]),
                ),
            )
        self.db.execute("COMMIT")


class Work:
    """Commits what arrives and counts it."""

    def __init__(self, store, count):
        self.store = store
        self.count = count
        self.committed = 0
        self.first = None
        self.unacknowledged = {}
        self.next_tag = 1
        self.arrived = asyncio.Queue()
        self.finished = asyncio.Event()

    async def one(self, body, acknowledge):
        self.first = self.first or time.perf_counter()
        self.store.apply([body])
        await acknowledge()
        self.note(1)

    async def batches(self):
        """Whoever receives puts (body, message) into `arrived`."""
        while not self.finished.is_set():
            batch = [await self.arrived.get()]
            self.first = self.first or time.perf_counter()
            while len(batch) < 500 and not self.arrived.empty():
                batch.append(self.arrived.get_nowait())
            self.store.apply([body for body, _ in batch])
            await self.acknowledge([message for _, message in batch])
            self.note(len(batch))

    async def acknowledge(self, messages):
        """Handlers may finish out of order, so only up to the last tag before the first gap."""
        self.unacknowledged |= {message.delivery_tag: message for message in messages}
        last = None
        while self.next_tag in self.unacknowledged:
            last = self.unacknowledged.pop(self.next_tag)
            self.next_tag += 1
        if last:
            await last.ack(multiple=True)

    def note(self, count):
        self.committed += count
        if self.committed >= self.count:
            self.finished.set()

    async def end(self):
        await self.finished.wait()
        print(f"{time.perf_counter() - self.first:.6f}", flush=True)


async def aio_pika_peer(work, is_batch, prefetch):
    import aio_pika

    connection = await aio_pika.connect(os.environ["QUEN_BENCH_AMQP"])
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=prefetch)
    queue = await channel.get_queue(QUEUE, ensure=False)

    async def receive(message):
        if is_batch:
            work.arrived.put_nowait((message.body, message))
        else:
            await work.one(message.body, message.ack)

    committing = asyncio.create_task(work.batches()) if is_batch else None
    await queue.consume(receive)
    await work.end()
    if committing:
        committing.cancel()
    await connection.close()


async def faststream_peer(work, is_batch, prefetch):
    from faststream import AckPolicy
    from faststream.rabbit import Channel, RabbitBroker, RabbitMessage, RabbitQueue

    broker = RabbitBroker(os.environ["QUEN_BENCH_AMQP"], logger=None)
    queue = RabbitQueue(QUEUE, declare=False)

    @broker.subscriber(queue, channel=Channel(prefetch_count=prefetch), ack_policy=AckPolicy.MANUAL)
    async def receive(message: RabbitMessage):
        if is_batch:
            work.arrived.put_nowait((message.body, message.raw_message))
        else:
            await work.one(message.body, message.ack)

    committing = asyncio.create_task(work.batches()) if is_batch else None
    await broker.start()
    await work.end()
    if committing:
        committing.cancel()
    await broker.stop()


async def main():
    library, form, store, count, prefetch = sys.argv[1:6]
    peer = {"aio-pika": aio_pika_peer, "faststream": faststream_peer}[library]
    await peer(Work(Store(store), int(count)), form == "batch", int(prefetch))


asyncio.run(main())
