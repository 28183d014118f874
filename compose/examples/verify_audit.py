#!/usr/bin/env python3
"""Verifies the audit in a service's store without anything of Quen: python3 verify_audit.py store.sqlite

The store may be one that a service has open, a backup, or a copy. Exits with 1 and names each entry that does not fit.
The bytes are those of Services/Gateway/README.md, "Checking it from outside".
"""

import hashlib
import sqlite3
import struct
import sys


def optional(value):
    """One byte 0 where it is absent, else one byte 1, the length and the bytes."""
    if value is None:
        return b"\0"
    value = value if isinstance(value, bytes) else value.encode()
    return b"\1" + struct.pack(">I", len(value)) + value


def sha(domain, *parts):
    return hashlib.sha256(domain.encode() + b"\n" + b"".join(parts)).digest()


def entry_hash(row, previous):
    texts = ["actor", "session", "address", "origin", "cause", "correlation", "act", "entity", "recordId"]
    numbers = struct.pack(">qqq", row["seq"], row["epoch"], row["at"])
    return sha("quen-audit-entry-v1", previous, numbers, *(optional(row[name]) for name in texts), row["bodyDigest"])


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    identity = db.execute("SELECT service, site FROM identity").fetchone()
    (store,) = db.execute("SELECT store FROM auditChain").fetchone()
    source = f"urn:quen:{identity['site']}:{identity['service']}"
    previous, seq, erased, faults = sha("quen-audit-chain-v1", optional(source), store), 0, 0, []
    for row in db.execute("SELECT * FROM audit ORDER BY seq"):
        seq += 1
        if row["seq"] != seq or row["previousHash"] != previous:
            faults.append(f"entry {row['seq']} does not follow entry {seq - 1}")
        if entry_hash(row, row["previousHash"]) != row["hash"]:
            faults.append(f"entry {row['seq']} is not what its hash says")
        if row["body"] is None:
            erased += 1
        elif sha("quen-audit-body-v1", row["salt"], row["body"].encode()) != row["bodyDigest"]:
            faults.append(f"the body of entry {row['seq']} is not what its hash says")
        seq, previous = row["seq"], row["hash"]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{seq} entries, {erased} erased, newest {seq}:{previous.hex()}")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
