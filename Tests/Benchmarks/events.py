"""Events of about 1 KB as Pipeline publishes them: products, four events of each, far apart in the order."""

import sqlite3
import time

SOURCE = "urn:quen:main:pipeline"
NAMES = ["created", "updated", "updated", "withdrawn"]
DESCRIPTION = "Máy in laser đen trắng A4 hai mặt, khay giấy 250 tờ, kết nối USB, LAN và WiFi, in từ điện thoại; kèm hộp mực theo máy 1.500 trang, bảo hành 24 tháng tại nơi sử dụng trên toàn quốc"


def identifier(milliseconds, number, salt):
    """A version 7 UUID as text; the same arguments give the same one."""
    high = f"{milliseconds & 0xFFFFFFFFFFFF:012x}"
    low = f"{(number * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03) & 0xFFFFFFFFFFFFFFFF:016x}"
    return f"{high[:8]}-{high[8:]}-7{low[:3]}-8{low[3:6]}-{low[4:]}"[:36]


class Events:
    """`count` events, the same each time they are gone through. Two with different salts have nothing in common."""

    def __init__(self, count, salt, start=None):
        self.count = count
        self.salt = salt
        self.products = max(1, count // 4)
        self.start = start or int(time.time() * 1000) - 60_000

    def product(self, index):
        return identifier(self.start - 1_000_000, index % self.products, self.salt)

    def version(self, index):
        return index // self.products + 1

    def __iter__(self):
        """(id, subject, sequence, routing key, body) of each."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(self.start / 1000))
        for index in range(self.count):
            product, version = self.product(index), self.version(index)
            name = NAMES[min(version, 4) - 1]
            id = identifier(self.start + index // 20, index, self.salt + 1)
            key = f"pipeline.product.{name}.v1"
            yield id, f"product/{product}", version, key, (
                f'{{"correlationid":"{id}","datacontenttype":"application/json",'
                f'"dataschema":"urn:quen:schema:pipeline.product.{name}:1.0","id":"{id}",'
                f'"sequence":"{version:020d}","source":"{SOURCE}","specversion":"1.0",'
                f'"subject":"product/{product}","time":"{moment}","type":"vn.quen.{key}",'
                f'"data":{{"actor":"0190d7a5-5c2e-7c3b-9f10-2b7a64d1c001","changed":["name","prices"],"state":{{'
                f'"code":"SP-{index % self.products:06d}","external":{{"externalId":"ma-{index % self.products}",'
                f'"system":"sales-archive"}},"group":"{DESCRIPTION}","id":"{product}","isActive":{"false" if version == 4 else "true"},'
                f'"kind":"goods","name":"Máy in laser A4 số {index % self.products}",'
                f'"prices":[{{"currency":"VND","price":"4500000"}},{{"currency":"USD","price":"181.5"}}],'
                f'"taxClass":"standard","unit":"cái"}}}}}}'
            )

    def write_file(self, path):
        """The form that raw.c reads."""
        with open(path, "w", encoding="utf-8") as file:
            for id, subject, sequence, key, body in self:
                file.write(f"quen.events\t{key}\t{id}\t{subject}\t{sequence:020d}\t{body}\n")

    def fill_outbox(self, store, published=False):
        """Adds the events to the outbox of a service that does not run; as published already where that is said."""
        now = int(time.time() * 1000)
        rows = (
            (bytes.fromhex(id.replace("-", "")), key, subject, sequence, "vn.quen." + key, id, now, body.encode())
            for id, subject, sequence, key, body in self
        )
        with sqlite3.connect(store) as db:
            db.executemany(
                "INSERT INTO outbox(id, exchange, routingKey, isMandatory, subject, sequence, type, correlationId, at, body)"
                " VALUES (?, 'quen.events', ?, 1, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            if published:
                db.execute("UPDATE relay SET position = (SELECT max(seq) FROM outbox)")
        db.close()

    def fill_inbox(self, store):
        """Makes the events known as taken in to a service that does not run."""
        now = int(time.time() * 1000)
        with sqlite3.connect(store) as db:
            db.execute("INSERT OR IGNORE INTO source(name) VALUES (?)", (SOURCE,))
            (number,) = db.execute("SELECT number FROM source WHERE name = ?", (SOURCE,)).fetchone()
            db.executemany(
                "INSERT INTO inbox(source, id, at) VALUES (?, ?, ?)",
                ((number, bytes.fromhex(id.replace("-", "")), now) for id, *_ in self),
            )
        db.close()

    def inbound_file(self, path):
        """The same products as another system sends them to Pipeline, one message each."""
        with open(path, "w", encoding="utf-8") as file:
            for index in range(self.count):
                id = identifier(self.start + index // 20, index, self.salt + 2)
                body = (
                    f'{{"specversion":"1.0","id":"{id}","source":"urn:ext:sales-archive",'
                    f'"type":"vn.quen.inbound.product.recorded.v1","time":"2026-01-01T00:00:00Z",'
                    f'"datacontenttype":"application/json","data":{{"externalId":"{self.salt}-{index}",'
                    f'"name":"Máy in laser A4 số {self.salt}-{index}","group":"Máy in","kind":"goods","unit":"cái",'
                    f'"price":"4500000","currency":"VND"}}}}'
                )
                key = "ext.sales-archive.product.recorded.v1"
                file.write(f"quen.inbound\t{key}\t{id}\t-\t-\t{body}\n")
