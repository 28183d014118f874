"""The machine's facts, and what a process has used of it."""

import os
import platform
import sqlite3
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process and of its threads so far."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid):
    """Resident now and at most, in MB."""
    values = {}
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            name, _, rest = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                values[name] = int(rest.split()[0]) / 1024
    return values["VmRSS"], values["VmHWM"]


def load():
    return os.getloadavg()[0]


def fsync_microseconds(folder):
    """What one fsync after a write of 4 KB takes: the median of 200."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(200):
            os.write(file.fileno(), b"x" * 4096)
            start = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - start)
    return round(sorted(times)[100] * 1e6)


def commit_milliseconds(folder):
    """What SQLite alone takes for a transaction of one row that is on the disk when it returns, as the services write."""
    times = []
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        db = sqlite3.connect(f"{scratch}/store.sqlite", isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE row(content BLOB)")
        for _ in range(400):
            start = time.perf_counter()
            db.execute("INSERT INTO row VALUES (randomblob(500))")
            times.append((time.perf_counter() - start) * 1000)
        db.close()
    times.sort()
    return {"median_ms": times[200], "p95_ms": times[380]}


def facts(folder):
    return {
        "cpu": first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gb": round(int(first("/proc/meminfo", "MemTotal").split()[0]) / 1e6, 1),
        "kernel": platform.release(),
        "system": first("/etc/os-release", "PRETTY_NAME", "=").strip('"'),
        "file_system": output("stat", "-f", "-c", "%T", folder),
        "fsync_us": fsync_microseconds(folder),
        "load_at_start": load(),
        "rabbitmq": output("dpkg-query", "-W", "-f=${Version}", "rabbitmq-server"),
        "erlang": output("dpkg-query", "-W", "-f=${Version}", "erlang-base"),
        "sqlite": sqlite3.sqlite_version,
        "swift": output("swift", "--version").splitlines()[0],
        "python": platform.python_version(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def first(path, name, separator=":"):
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, _, value = line.partition(separator)
            if key.strip() == name:
                return value.strip()
    return "unknown"


def output(*command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        return result.stdout.strip() or "unknown"
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
