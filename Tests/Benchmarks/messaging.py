"""Measures the messaging of Quen with its real executables (see compose/bench, which prepares everything and runs this).

Every figure is the median of several runs; what it is compared with ran in the same minutes. `runs` holds each run's value.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import machine
from chain import measure_chain
from events import SOURCE, Events
from installation import Broker, Failure, Raw, Service
from results import Results, write_json

QUEUE = "contracts.events"
PREFETCH = 1000
BATCH = 500
SERVICES = ["customers", "pipeline", "contracts", "scheduling", "notifications", "gateway"]


class Usage:
    """CPU of several processes over a span of work."""

    def __init__(self, **processes):
        self.processes = processes
        self.before = {name: process.cpu for name, process in processes.items()}

    def add(self, results, prefix, count):
        for name, process in self.processes.items():
            used = (process.cpu - self.before[name]) / count * 1e6
            results.add(f"{prefix}.{name}_cpu_us_per_event", used, "µs")


class Bench:
    def __init__(self, data, is_quick):
        self.data = Path(data)
        self.broker = Broker(data)
        self.raw = Raw(self.broker)
        self.services = {name: Service(name, data) for name in SERVICES}
        self.pipeline = self.services["pipeline"]
        self.contracts = self.services["contracts"]
        self.results = Results()
        self.is_quick = is_quick
        self.runs = 1 if is_quick else 3
        self.count = 20_000 if is_quick else 200_000
        self.salt = int(time.time())

    def events(self, count=None, start=None):
        self.salt += 10
        return Events(count or self.count, self.salt, start)

    def stop_all(self):
        for service in self.services.values():
            service.stop()

    # What is measured once in each run

    def raw_publish(self, prefix, events):
        """Leaves the events in the queue."""
        file = self.data / "events.tsv"
        events.write_file(file)
        usage = Usage(broker=self.broker)
        seconds = self.raw.run("pipeline", "publish", file, PREFETCH)
        self.results.add(f"{prefix}.raw_events_per_s", events.count / seconds, "events/s")
        usage.add(self.results, f"{prefix}.raw", events.count)
        file.unlink()

    def raw_consume(self, prefix, count):
        seconds = self.raw.run("contracts", "consume", QUEUE, count, PREFETCH)
        self.results.add(f"{prefix}.raw_events_per_s", count / seconds, "events/s")

    def sqlite(self, count):
        store = self.data / "sqlite-alone" / "store.sqlite"
        store.parent.mkdir(exist_ok=True)
        seconds = self.raw.run(None, "commit", store, count, BATCH)
        self.results.add("consumer.sqlite_rows_per_s", count / seconds, "events/s")
        for file in store.parent.iterdir():
            file.unlink()

    def relay(self, prefix, events):
        """From committed rows to the broker's queue, which is left full."""
        events.fill_outbox(self.pipeline.store)
        self.pipeline.start()
        begin = time.perf_counter()
        usage = Usage(pipeline=self.pipeline, broker=self.broker)
        begun, ended = self.broker.await_depth(QUEUE, events.count)
        self.results.add(f"{prefix}.events_per_s", events.count / (ended - begun), "events/s")
        usage.add(self.results, prefix, events.count)
        self.results.add(f"{prefix}.first_after_start_s", begun - begin, "s")
        self.results.add(f"{prefix}.peak_memory_mb", self.pipeline.memory[1], "MB")
        self.pipeline.stop()

    def consumer(self, prefix, events):
        """From events that wait in the queue to committed effects."""
        applied = "SELECT 1 FROM productCopy WHERE id = ? AND sequence >= ?"
        self.contracts.start()
        usage = Usage(contracts=self.contracts, broker=self.broker)

        def moment(index):
            product = bytes.fromhex(events.product(index).replace("-", ""))
            return self.contracts.await_row(applied, (product, events.version(index)))

        begun = moment(0)
        ended = moment(events.count - 1)
        self.results.add(f"{prefix}.events_per_s", events.count / (ended - begun), "events/s")
        usage.add(self.results, prefix, events.count)
        self.results.add(f"{prefix}.peak_memory_mb", self.contracts.memory[1], "MB")
        self.contracts.stop()
        ((deferred,),) = self.contracts.query("SELECT count(*) FROM deferred")
        if deferred:
            raise Failure(f"{deferred} events were put aside instead of applied")

    # The parts

    def flow(self):
        """Figures 1 and 2."""
        for _ in range(self.runs):
            self.pipeline.forget()
            self.contracts.forget()
            self.broker.purge(QUEUE)
            self.raw_publish("relay", self.events())
            self.raw_consume("consumer", self.count)
            self.broker.purge(QUEUE)
            events = self.events()
            self.relay("relay", events)
            self.consumer("consumer", events)
            self.sqlite(self.count)
            self.results.add("flow.load_average", machine.load(), "processes")
        self.results.ratio("relay.ratio_to_raw", "relay.events_per_s", "relay.raw_events_per_s")
        self.results.ratio("consumer.ratio_to_raw", "consumer.events_per_s", "consumer.raw_events_per_s")
        self.results.ratio("consumer.ratio_to_sqlite", "consumer.events_per_s", "consumer.sqlite_rows_per_s")

    def python(self):
        """Figure 3."""
        for _ in range(self.runs):
            for library in ["aio-pika", "faststream"]:
                for form, count in [("one", 2_000), ("batch", 5_000 if self.is_quick else 20_000)]:
                    self.peer(library, form, count)
        if "consumer.events_per_s" not in self.results.runs:
            return
        for library in ["aio-pika", "faststream"]:
            name = library.replace("-", "_")
            forms = [self.results.median(f"python.{name}_{form}_events_per_s") for form in ["one", "batch"]]
            self.results.add(
                f"consumer.ratio_to_{name}", self.results.median("consumer.events_per_s") / max(forms), "ratio"
            )

    def peer(self, library, form, count):
        events = self.events(count)
        file = self.data / "events.tsv"
        events.write_file(file)
        self.broker.purge(QUEUE)
        self.raw.run("pipeline", "publish", file, PREFETCH)
        file.unlink()
        store = self.data / f"peer-{self.salt}.sqlite"
        result = subprocess.run(
            [sys.executable, Path(__file__).with_name("peers.py"), library, form, store, str(count), str(PREFETCH)],
            env={**os.environ, "QUEN_BENCH_AMQP": self.broker.url("contracts", "contracts")},
            capture_output=True, text=True, check=False, timeout=120,
        )
        if result.returncode != 0:
            raise Failure(f"{library}: {result.stderr[-2000:]}")
        name = library.replace("-", "_")
        self.results.add(f"python.{name}_{form}_events_per_s", count / float(result.stdout), "events/s")
        for part in self.data.glob(f"peer-{self.salt}.sqlite*"):
            part.unlink()

    def latency(self):
        """Figure 4. A product of another system is committed in Pipeline and its copy in Contracts; both note when their
        transaction began, so that the span holds the one's commit, the broker, and not the other's commit."""
        for service in [self.pipeline, self.contracts]:
            service.forget()
            service.run_ready()
        for rate in [200, 500]:
            for _ in range(self.runs):
                self.latency_at(rate, rate * (5 if self.is_quick else 20))
        self.pipeline.stop()
        self.contracts.stop()

    def latency_at(self, rate, count):
        events = self.events(count)
        file = self.data / "inbound.tsv"
        events.inbound_file(file)
        ((before,),) = self.pipeline.query("SELECT coalesce(max(seq), 0) FROM outbox")
        usage = Usage(pipeline=self.pipeline, contracts=self.contracts, broker=self.broker)
        self.raw.run("ext.sales-archive", "publish", file, 10_000, rate)
        self.contracts.await_row("SELECT 1 FROM productCopy WHERE name = ?", (f"Máy in laser A4 số {events.salt}-{count - 1}",), 60)
        usage.add(self.results, f"latency.at_{rate}", count)
        committed = dict(
            self.pipeline.query(
                "SELECT id, at FROM outbox WHERE seq > ? AND exchange = 'quen.events'"
                " AND routingKey NOT LIKE '%.audit.%' ORDER BY seq", (before,)
            )
        )
        applied = dict(
            self.contracts.query("SELECT id, at FROM inbox WHERE source = (SELECT number FROM source WHERE name = ?)", (SOURCE,))
        )
        spans = sorted(applied[id] - at for id, at in committed.items())
        self.results.add(f"latency.p50_ms_at_{rate}", spans[len(spans) // 2], "ms")
        self.results.add(f"latency.p99_ms_at_{rate}", spans[len(spans) * 99 // 100], "ms")
        file.unlink()

    def rest(self):
        """Figure 5: all services with nothing to do."""
        for service in self.services.values():
            self.results.add(f"start.{service.name}_ready_s", service.run_ready(), "s")
        time.sleep(5 if self.is_quick else 20)
        before = {name: service.cpu for name, service in self.services.items()}
        seconds = 10 if self.is_quick else 60
        time.sleep(seconds)
        for name, service in self.services.items():
            self.results.add(f"rest.{name}_cpu_percent", (service.cpu - before[name]) / seconds * 100, "% of a core")
            self.results.add(f"rest.{name}_memory_mb", service.memory[0], "MB")
        self.stop_all()

    def growth(self):
        """Figure 7, and the start of 5: a million rows in the outbox and in the inbox."""
        rows = 100_000 if self.is_quick else 1_000_000
        self.pipeline.forget()
        self.contracts.forget()
        self.broker.purge(QUEUE)
        past = int(time.time() * 1000) - 3_600_000
        self.events(rows, past).fill_outbox(self.pipeline.store, published=True)
        old = self.events(rows, past)
        old.fill_inbox(self.contracts.store)
        old.fill_outbox(self.contracts.store, published=True)
        self.results.add("growth.store_mb", self.contracts.store.stat().st_size / 1e6, "MB")
        for service in [self.pipeline, self.contracts]:
            for _ in range(self.runs):
                self.results.add(f"growth.{service.name}_ready_s", service.run_ready(), "s")
                service.stop()
        for _ in range(self.runs):
            events = self.events()
            self.relay("growth.relay", events)
            self.consumer("growth.consumer", events)
        if "relay.events_per_s" in self.results.runs:
            self.results.ratio("growth.relay_ratio_to_empty", "growth.relay.events_per_s", "relay.events_per_s")
            self.results.ratio("growth.consumer_ratio_to_empty", "growth.consumer.events_per_s", "consumer.events_per_s")

    def chain(self):
        """Figure 6."""
        measure_chain(self)


PARTS = ["flow", "python", "latency", "rest", "growth", "chain"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--json")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    bench = Bench(options.data, options.quick)
    facts = {**machine.facts(options.data), "quick": options.quick}
    try:
        for part in options.only.split(","):
            print(f"== {part}", flush=True)
            getattr(bench, part)()
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    finally:
        bench.stop_all()
        facts["load_at_end"] = machine.load()
        if options.json:
            write_json(options.json, bench.results.document(facts))


if __name__ == "__main__":
    main()
