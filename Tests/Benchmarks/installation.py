"""A Quen whose broker compose/bench has started: its services are started and ended here, and looked at from outside."""

import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pika

import machine


class Failure(Exception):
    pass


class Service:
    """One of the real executables with a store of its own."""

    def __init__(self, name, data):
        self.name = name
        self.data = Path(data)
        self.environment = dict(
            line.split("=", 1) for line in (self.data / f"{name}.env").read_text(encoding="utf-8").splitlines()
        )
        self.store = Path(self.environment["QUEN_STORE_DIRECTORY"]) / "store.sqlite"
        self.process = None

    def start(self):
        """Returns without waiting; `await_ready` does."""
        self.store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        executable = Path(os.environ["QUEN_BENCH_PRODUCTS"]) / self.name
        with open(self.data / "log" / f"{self.name}.jsonl", "ab") as log:
            self.process = subprocess.Popen(
                [executable], env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def await_ready(self):
        """How many seconds after the start it answered that it is ready."""
        start = time.perf_counter()
        while time.perf_counter() < start + 60:
            if self.process.poll() is not None:
                raise Failure(f"{self.name} has ended with {self.process.returncode}; see its log in {self.data}/log")
            if self.is_ready():
                return time.perf_counter() - start
            time.sleep(0.005)
        raise Failure(f"{self.name} is not ready after a minute")

    def is_ready(self):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.environment["QUEN_ADMIN_PORT"]), timeout=10)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def run_ready(self):
        self.start()
        return self.await_ready()

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def forget(self):
        """An empty store, made anew."""
        self.stop()
        shutil.rmtree(self.store.parent, ignore_errors=True)
        self.run_ready()
        self.stop()

    @property
    def cpu(self):
        return machine.cpu_seconds(self.process.pid)

    @property
    def memory(self):
        return machine.memory(self.process.pid)

    def query(self, sql, arguments=()):
        db = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=30)
        try:
            return db.execute(sql, arguments).fetchall()
        finally:
            db.close()

    def await_row(self, sql, arguments, seconds=600):
        """The moment at which the query first finds something."""
        db = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=30)
        deadline = time.perf_counter() + seconds
        try:
            while db.execute(sql, arguments).fetchone() is None:
                if time.perf_counter() > deadline:
                    raise Failure(f"{self.name} did not do it within {seconds} s")
                time.sleep(0.01)
            return time.perf_counter()
        finally:
            db.close()


class Broker:
    """The private broker, as its administrator sees it."""

    def __init__(self, data):
        self.data = Path(data)
        self.port = int(os.environ["QUEN_BENCH_AMQP_PORT"])
        self.pid = int((self.data / "run" / "broker.pid").read_text(encoding="utf-8").split()[0])
        self.connection = pika.BlockingConnection(self.parameters("admin", "quen-admin"))
        self.channel = self.connection.channel()

    def parameters(self, secret, user):
        return pika.ConnectionParameters(
            "127.0.0.1", self.port, "quen", pika.PlainCredentials(user, self.password(secret)), heartbeat=0
        )

    def password(self, secret):
        return (self.data / "secrets" / f"broker-{secret}").read_text(encoding="utf-8").strip()

    def url(self, secret, user):
        return f"amqp://{user}:{self.password(secret)}@127.0.0.1:{self.port}/quen"

    def depth(self, queue):
        """Messages that wait there and are with nobody."""
        return self.channel.queue_declare(queue, passive=True).method.message_count

    def await_depth(self, queue, wanted, seconds=600):
        """The moments at which the queue first held something and all that is wanted."""
        begun = None
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            depth = self.depth(queue)
            if depth > 0 and begun is None:
                begun = time.perf_counter()
            if depth >= wanted:
                return begun, time.perf_counter()
            time.sleep(0.01)
        raise Failure(f"{queue} holds {self.depth(queue)} instead of {wanted} messages after {seconds} s")

    def purge(self, queue):
        self.channel.queue_purge(queue)

    @property
    def cpu(self):
        return machine.cpu_seconds(self.pid)


class Raw:
    """The C program beside which Quen is measured."""

    def __init__(self, broker):
        self.broker = broker
        self.program = os.environ["QUEN_BENCH_RAW"]

    def run(self, user, *arguments):
        """The seconds that it took by its own clock."""
        environment = {**os.environ, "QUEN_BENCH_AMQP": self.broker.url(user.replace(".", "-"), user) if user else ""}
        result = subprocess.run(
            [self.program, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
        )
        if result.returncode != 0:
            raise Failure(result.stderr.strip())
        return float(result.stdout)
