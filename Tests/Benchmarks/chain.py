"""Figure 6: what one deal costs from a lead to its money, by the same requests that people and programs make (DealTests)."""

import http.client
import json
import time
import uuid
from datetime import date, datetime, timedelta, timezone

import pika

PASSWORD = "mat-khau-dai-2026"


class Door:
    """The Gateway, as one who is signed in sees it."""

    def __init__(self, gateway):
        self.port = int(gateway.environment["QUEN_HTTP_PORT"])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.token = None

    def send(self, method, path, body=None, **headers):
        fields = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if method == "POST":
            fields["Idempotency-Key"] = str(uuid.uuid4())
        if self.token:
            fields["Authorization"] = f"Bearer {self.token}"
        self.connection.request(method, path, json.dumps(body) if body is not None else None, fields)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def call(self, method, path, body=None, **headers):
        """The new record's id for a creation, else the answer and its content."""
        answer, content = self.send(method, path, body, **headers)
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content.decode()}")
        location = answer.getheader("Location")
        if location:
            return location.rsplit("/", 1)[1]
        return answer, json.loads(content) if content else None

    def sign_in(self, name):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            answer, content = self.send("POST", "/sign-in", {"signInName": name, "password": PASSWORD})
            if answer.status == 200:
                self.token = json.loads(content)["accessToken"]
                return
            time.sleep(0.2)
        raise RuntimeError(f"{name} cannot sign in: {answer.status} {content.decode()}")


class Outside:
    """Another system that publishes, with confirms."""

    def __init__(self, broker, system):
        self.system = system
        self.channel = pika.BlockingConnection(broker.parameters(f"ext-{system}", f"ext.{system}")).channel()
        self.channel.confirm_delivery()

    def publish(self, name, data):
        message = {
            "specversion": "1.0", "id": str(uuid.uuid4()), "source": f"urn:ext:{self.system}",
            "type": f"vn.quen.inbound.{name}.v1", "time": datetime.now(timezone.utc).isoformat(),
            "datacontenttype": "application/json", "data": data,
        }
        self.channel.basic_publish(
            "quen.inbound", f"ext.{self.system}.{name}.v1", json.dumps(message).encode(),
            pika.BasicProperties(
                content_type="application/cloudevents+json; charset=utf-8", message_id=message["id"], delivery_mode=2
            ), mandatory=True,
        )


class Deals:
    def __init__(self, bench):
        self.bench = bench
        self.services = bench.services
        self.door = Door(self.services["gateway"])
        self.website = Outside(bench.broker, "website")
        self.bank = Outside(bench.broker, "bank")
        self.series = f"1C{date.today().year % 100}TAA"

    def prepare(self):
        """A firm with one manager who may do everything that a deal needs."""
        link = (self.services["gateway"].store.parent / "first-sign-in").read_text(encoding="utf-8")
        self.door.call(
            "POST", "/first-sign-in", {"token": link.strip().split("=")[-1], "signInName": "quan-tri", "password": PASSWORD}
        )
        self.door.sign_in("quan-tri")
        self.door.call("POST", "/api/scheduling/teams", {"code": "kinh-doanh", "name": "Kinh doanh"})
        employee = self.door.call(
            "POST", "/api/scheduling/employees", {"name": "Trần Văn Mai", "email": "mai@hoasen.vn", "teams": ["kinh-doanh"]}
        )
        self.employee = employee
        self.door.call(
            "POST", "/accounts",
            {"signInName": "mai", "password": PASSWORD, "mustChangePassword": False, "employeeId": employee,
             "roles": ["director"]},
        )
        self.door.sign_in("mai")
        self.door.call("POST", "/api/contracts/invoice-series", {"symbol": self.series})
        self.product = self.door.call(
            "POST", "/api/pipeline/products",
            {"name": "Máy in laser A4", "kind": "goods", "unit": "cái", "taxClass": "standard",
             "prices": [{"currency": "VND", "price": "4500000"}]},
        )

    def newest(self, service, event, after):
        """The subject's id of the event, once it is published after the outbox's row `after`."""
        seq = self.services[service]
        sql = "SELECT subject FROM outbox WHERE seq > ? AND type = ?"
        seq.await_row(sql, (after[service], f"vn.quen.{service}.{event}.v1"), 30)
        return seq.query(sql, (after[service], f"vn.quen.{service}.{event}.v1"))[-1][0].split("/")[1]

    def positions(self):
        return {
            name: service.query("SELECT coalesce(max(seq), 0) FROM outbox")[0][0]
            for name, service in self.services.items()
        }

    def deal(self, number):
        """Returns when the customer's status follows the payment."""
        call, start = self.door.call, self.positions()
        self.website.publish(
            "lead.captured",
            {"externalId": f"form-{number}", "personName": f"Trần Thị Hoa {number}",
             "firmName": f"Công ty TNHH Hoa Sen {number}", "phone": f"09{number:08d}",
             "email": f"hoa{number}@hoasen{number}.vn", "need": "Ba máy in"},
        )
        lead = self.newest("customers", "lead.captured", start)
        call("POST", f"/api/customers/leads/{lead}/convert", {"opportunityName": f"Máy in cho Hoa Sen {number}"})
        opportunity = self.newest("pipeline", "opportunity.created", start)
        customer = self.newest("customers", "customer.created", start)
        begun = datetime.now(timezone.utc) - timedelta(hours=1 + number)
        appointment = call(
            "POST", "/api/scheduling/appointments",
            {"title": "Giới thiệu máy in", "customerId": customer, "opportunityId": opportunity,
             "employeeIds": [self.employee], "startsAt": begun.isoformat(), "endsAt": (begun + timedelta(minutes=30)).isoformat()},
        )
        call("POST", f"/api/scheduling/appointments/{appointment}/outcome", {"outcome": "promising", "notes": "Muốn báo giá"})
        quote = call(
            "POST", "/api/pipeline/quotes",
            {"opportunityId": opportunity, "currency": "VND", "lines": [{"productId": self.product, "quantity": "3"}]},
        )
        call("POST", f"/api/pipeline/quotes/{quote}/send", {})
        call("POST", f"/api/pipeline/quotes/{quote}/accept", {"win": True})
        contract = self.newest("contracts", "contract.created", start)
        for command in ["draft", "agree", "sign", "start"]:
            call("POST", f"/api/contracts/contracts/{contract}/transitions", {"command": command, "note": "theo thoả thuận"})
        order = call("POST", "/api/contracts/orders", {"contractId": contract})
        call("POST", f"/api/contracts/orders/{order}/transitions", {"command": "confirm"})
        invoice = call("POST", "/api/contracts/invoices", {"orderId": order})
        call("POST", f"/api/contracts/invoices/{invoice}/issue", {"series": self.series})
        _, issued = call("GET", f"/api/contracts/invoices/{invoice}")
        self.bank.publish(
            "payment.received",
            {"externalId": f"FT-{number}", "amount": {"amount": 14_850_000, "currency": "VND"},
             "paidOn": date.today().isoformat(), "invoiceNumber": f"{issued['series']}/{issued['number']}"},
        )
        # Prospective after the meeting, official after the payment.
        self.services["customers"].await_row(
            "SELECT 1 FROM outbox WHERE seq > ? AND subject = ? AND type = ? LIMIT 1 OFFSET 1",
            (start["customers"], f"customer/{customer}", "vn.quen.customers.customer.status-changed.v1"), 30,
        )

    def events(self, since):
        """The types published since then on `quen.events`."""
        return [
            type
            for name, service in self.services.items()
            for (type,) in service.query("SELECT type FROM outbox WHERE seq > ? AND exchange = 'quen.events'", (since[name],))
        ]

    def taken_in(self):
        return sum(service.query("SELECT count(*) FROM inbox")[0][0] for service in self.services.values())


def measure_chain(bench):
    for service in bench.services.values():
        service.forget()
    for service in bench.services.values():
        service.run_ready()
    deals = Deals(bench)
    deals.prepare()
    deals.deal(0)
    time.sleep(2)
    count = 5 if bench.is_quick else 30
    processes = {**bench.services, "broker": bench.broker}
    since, taken = deals.positions(), deals.taken_in()
    before = {name: process.cpu for name, process in processes.items()}
    begun = time.perf_counter()
    for number in range(1, count + 1):
        deals.deal(number)
    seconds = time.perf_counter() - begun
    time.sleep(2)
    total = 0
    for name, process in processes.items():
        used = (process.cpu - before[name]) / count * 1000
        total += used
        bench.results.add(f"chain.{name}_cpu_ms", used, "ms")
    bench.results.add("chain.cpu_ms", total, "ms")
    events = deals.events(since)
    bench.results.add("chain.events", len(events) / count, "events")
    bench.results.add("chain.events_taken_in", (deals.taken_in() - taken) / count, "events")
    bench.results.add("chain.seconds", seconds / count, "s")
    for type in sorted(set(events)):
        bench.results.add(f"chain.of {type.removeprefix('vn.quen.')}", events.count(type) / count, "events")
    bench.stop_all()
