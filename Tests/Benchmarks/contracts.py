"""Measures contracts and billing with the real executable (see compose/bench, which prepares everything and runs this).

A thousand invoices beside a million: what was seeded is written into the store while the service is down, as copies of rows that it made
itself, and passes the operator's checks.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import threading
import time
import uuid
from pathlib import Path

import machine
from chain import Door, PASSWORD
from installation import Failure, Service
from results import Results, write_json

SERIES = "1C{:02d}TAA"
CUSTOMERS = 10_000
# Of a hundred invoices so many are open.
OPEN = 5
CLERKS = 50


class Bench:
    def __init__(self, data, is_quick):
        self.results = Results()
        self.many = 50_000 if is_quick else 1_000_000
        self.contracts = 5_000 if is_quick else 100_000
        self.runs = 3 if is_quick else 5
        self.gateway, self.service = Service("gateway", data), Service("contracts", data)
        self.token = None

    def start(self):
        for service in (self.gateway, self.service):
            service.run_ready()

    def stop_all(self):
        for service in (self.service, self.gateway):
            service.stop()

    def door(self):
        """A connection of its own to the service, as the administrator."""
        door = Door(self.service)
        door.token = self.token
        return door

    def sign_in(self):
        """As whoever runs it does for the first time."""
        link = (Path(self.gateway.environment["QUEN_STORE_DIRECTORY"]) / "first-sign-in").read_text("utf-8")
        door = Door(self.gateway)
        door.call("POST", "/first-sign-in",
                  {"token": link.strip().rsplit("=", 1)[1], "signInName": "quan-tri", "password": PASSWORD})
        door.sign_in("quan-tri")
        self.token = door.token
        deadline = time.monotonic() + 30
        while self.door().send("GET", "/invoice-series")[0].status != 200:
            if time.monotonic() > deadline:
                raise Failure("the service does not know the administrator")
            time.sleep(0.05)

    # --- What is measured -----------------------------------------------------------------------------------------

    def run(self):
        self.start()
        self.sign_in()
        self.year = time.localtime().tm_year % 100
        self.door().call("POST", "/invoice-series", {"symbol": SERIES.format(self.year)})
        self.issue_some(1_000)
        few = self.issue_times("issue.ms_1k")
        self.contract()
        few_due = self.report("expiry.ms_1k", "/contracts?effectiveToFrom=2031-01-01&effectiveToTo=2031-01-31")
        self.clerks("issue.per_s_50_clients_1k")
        self.service.stop()
        print(f"  seeding {self.many} invoices and {self.contracts} contracts", flush=True)
        Seeding(self.service.store, self.many, self.contracts).run()
        self.results.add("start.seconds_1m", self.service.run_ready(), "s")
        self.issue_some(50)
        many = self.issue_times("issue.ms_1m")
        self.results.add("issue.growth_1k_1m", many / few, "ratio")
        self.clerks("issue.per_s_50_clients")
        self.report("report.receivables_ms_1m", "/reports/receivables")
        self.report("report.receivables_as_of_ms_1m", "/reports/receivables?on=2026-06-30")
        self.report("report.revenue_month_ms_1m", "/reports/revenue?measure=invoiced&by=month&from=2026-06-01&to=2026-06-30")
        many_due = self.report("expiry.ms_100k", "/contracts?effectiveToFrom=2031-01-01&effectiveToTo=2031-01-31")
        self.results.add("expiry.growth_1k_100k", many_due / few_due, "ratio")
        self.results.add("memory.peak_mb", self.service.memory[1], "MB")

    def draft(self, door):
        return door.call("POST", "/invoices", {
            "customerId": str(uuid.uuid4()), "buyer": {"name": "Công ty TNHH Ánh Dương"},
            "lines": [{"description": "Dịch vụ", "quantity": "1", "unitPrice": "1000000", "tax": "8"}]})

    def issue_some(self, count):
        door = self.door()
        for _ in range(count):
            door.call("POST", f"/invoices/{self.draft(door)}/issue", {})

    def issue_times(self, name):
        """The median milliseconds of an issue by one client."""
        door = self.door()
        medians = []
        for _ in range(self.runs):
            times = []
            for draft in [self.draft(door) for _ in range(100)]:
                start = time.perf_counter()
                door.call("POST", f"/invoices/{draft}/issue", {})
                times.append((time.perf_counter() - start) * 1000)
            medians.append(statistics.median(times))
            self.results.add(name, medians[-1], "ms")
        return statistics.median(medians)

    def clerks(self, name):
        """Fifty clients that each issue without a pause."""
        for _ in range(min(3, self.runs)):
            door = self.door()
            drafts = [self.draft(door) for _ in range(CLERKS * 20)]
            doors = [self.door() for _ in range(CLERKS)]
            parts = [drafts[number::CLERKS] for number in range(CLERKS)]
            faults = []

            def work(door, part):
                try:
                    for draft in part:
                        door.call("POST", f"/invoices/{draft}/issue", {})
                except Exception as fault:  # pylint: disable=broad-except
                    faults.append(fault)

            cpu = self.service.cpu
            start = time.perf_counter()
            threads = [threading.Thread(target=work, args=pair) for pair in zip(doors, parts)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.perf_counter() - start
            if faults:
                raise Failure(f"a clerk could not issue: {faults[0]}")
            self.results.add(name, len(drafts) / seconds, "1/s")
            self.results.add(name.replace("per_s", "cpu_us"), (self.service.cpu - cpu) / len(drafts) * 1e6, "us")

    def report(self, name, path):
        door = self.door()
        times = []
        for index in range(self.runs + 2):
            start = time.perf_counter()
            answer, content = door.send("GET", path)
            taken = (time.perf_counter() - start) * 1000
            if answer.status != 200:
                raise Failure(f"{path}: {answer.status} {content[:300]}")
            # The first two warm the page cache.
            if index >= 2:
                times.append(taken)
                self.results.add(name, taken, "ms")
        return statistics.median(times)

    def contract(self):
        """One that ends in a month of its own, to be copied."""
        self.door().call("POST", "/contracts", {
            "customerId": str(uuid.uuid4()), "kind": "maintenance", "effectiveFrom": "2030-01-01", "effectiveTo": "2031-01-15",
            "lines": [{"description": "Bảo trì", "quantity": "1", "unitPrice": "1000000", "tax": "8"}]})


class Seeding:
    """Copies of a row that the service made, with other ids, numbers and days."""

    def __init__(self, store, invoices, contracts):
        self.db = sqlite3.connect(store)
        self.db.execute("PRAGMA synchronous = OFF")
        self.invoices, self.contracts = invoices, contracts
        self.customers = [uuid.uuid4().bytes for _ in range(CUSTOMERS)]

    def run(self):
        with self.db:
            self.insert_invoices()
            self.insert_contracts()
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.execute("ANALYZE")
        self.db.close()

    def columns(self, table):
        return [row[1] for row in self.db.execute(f"PRAGMA table_info({table})")]

    def copies(self, table, where):
        columns = self.columns(table)
        row = self.db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {where} LIMIT 1").fetchone()
        sql = f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        return dict(zip(columns, row)), sql

    def insert_invoices(self):
        invoice, sql = self.copies("invoice", "status = 'issued' AND paid = 0")
        symbol = f"1C{26 if invoice['issuedOn'] < '2027' else 27}TZZ"
        total = json.loads(invoice["sums"])["total"]
        paid = [0] * CUSTOMERS
        day = [f"2026-{month:02d}-{date:02d}" for month in range(1, 12) for date in range(1, 29)]
        payment_sql = ("INSERT INTO payment(id, sequence, customerId, currency, amount, paidOn, source, reference, allocations,"
                       " advance, credit, isReversed, createdAt) VALUES (?, 1, ?, 'VND', ?, ?, 'seed', ?, ?, 0, 0, 0, ?)")
        for start in range(0, self.invoices, 20_000):
            rows, payments, allocations, settlements = [], [], [], []
            for number in range(start, min(start + 20_000, self.invoices)):
                who, on, id = number % CUSTOMERS, day[number * len(day) // self.invoices], uuid.uuid4()
                # Late ones first among the open, so that every age has some.
                is_paid = (number * 7 // 100 + number) % 100 >= OPEN
                rows.append(tuple((invoice | {
                    "id": id.bytes, "customerId": self.customers[who], "series": symbol, "serial": number + 1,
                    "number": str(number + 1), "issuedOn": on, "dueOn": on, "paid": total if is_paid else 0,
                    "createdAt": invoice["createdAt"] - self.invoices + number}).values()))
                if is_paid:
                    paid[who] += 1
                    # Within two months.
                    settled = day[min(len(day) - 1, number * len(day) // self.invoices + number * 13 % 60)]
                    payment = uuid.uuid4().bytes
                    payments.append((payment, self.customers[who], total, settled, str(number),
                                     json.dumps([{"amount": total, "invoiceId": str(id)}]), invoice["createdAt"]))
                    allocations.append((payment, id.bytes, total))
                    settlements.append((payment, id.bytes, settled, total, on))
            self.db.executemany(sql, rows)
            self.db.executemany(payment_sql, payments)
            self.db.executemany("INSERT INTO allocation VALUES (?, ?, ?, 0)", allocations)
            self.db.executemany(
                "INSERT INTO settlement(paymentId, invoiceId, onDay, amount, invoiceIssuedOn) VALUES (?, ?, ?, ?, ?)",
                settlements)
        self.db.execute(
            "INSERT INTO invoiceSeries(symbol, form, year, isActive, lastSerial, lastIssuedOn) VALUES (?, 1, ?, 0, ?, ?)",
            (symbol, 2000 + int(symbol[2:4]), self.invoices, day[-1]))
        self.insert_accounts(total, paid)

    def insert_accounts(self, total, paid):
        last = "SELECT max({}) FROM {} WHERE customerId = ?"
        rows = []
        for who, customer in enumerate(self.customers):
            count = self.invoices // CUSTOMERS + (who < self.invoices % CUSTOMERS)
            balance = {"advance": 0, "credit": 0, "currency": "VND", "invoiced": total * count, "paid": total * paid[who]}
            rows.append((customer, json.dumps([balance]),
                         self.db.execute(last.format("issuedOn", "invoice"), (customer,)).fetchone()[0],
                         self.db.execute(last.format("paidOn", "payment"), (customer,)).fetchone()[0], paid[who]))
        self.db.executemany(
            "INSERT INTO customerAccount(id, sequence, balances, lastInvoiceOn, lastPaymentOn, paidInvoices)"
            " VALUES (?, 1, ?, ?, ?, ?)", rows)

    def insert_contracts(self):
        contract, sql = self.copies("contract", "effectiveTo = '2031-01-15'")
        self.db.executemany(sql, (
            tuple((contract | {
                "id": uuid.uuid4().bytes, "number": f"S{number}", "customerId": self.customers[number % CUSTOMERS],
                "effectiveTo": f"2032-{number % 12 + 1:02d}-15"}).values())
            for number in range(self.contracts)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--json")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.data, options.quick)
    facts = {**machine.facts(options.data), "quick": options.quick}
    try:
        bench.run()
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    finally:
        bench.stop_all()
        facts["load_at_end"] = machine.load()
        if options.json:
            write_json(options.json, bench.results.document(facts))


if __name__ == "__main__":
    main()
