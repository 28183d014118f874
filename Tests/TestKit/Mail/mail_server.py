#!/usr/bin/env python3
"""A mail server for tests, in a process of its own (aiosmtpd): keeps what it accepts, and fails as it is told.

    mail_server.py FOLDER

Reads FOLDER/plan.json: {"tls": "none" | "starttls" | "tls", "user": …, "password": …, "answers": {STAGE: [ANSWER, …]}}.
STAGE is connect, EHLO, MAIL, RCPT, DATA (the command), MESSAGE (after its last dot) or QUIT; each time it comes there it
uses up one ANSWER, and does what is right when none is left. ANSWER is a reply such as "451 later"; "drop" or "hang"; for
MESSAGE also "keep drop" and "keep hang", which accept the mail and tell nobody.

Writes FOLDER/port when it listens, FOLDER/mails/<n>.eml, FOLDER/log (a line for each thing that happens), and with TLS
FOLDER/ca.pem, the authority of its certificate, which is for the name localhost only.
"""

import asyncio
import json
import os
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult, syntax


def make_certificate(folder):
    """An authority and a certificate for localhost, by openssl; the context to serve with."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    authority = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA", *authority)
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    with open(f"{folder}/names", "w", encoding="ascii") as file:
        file.write("subjectAltName=DNS:localhost\n")
    signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    openssl("x509", "-req", "-in", "server.csr", "-out", "server.pem", *signing)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    return context


class Record:
    """What happened, in files that the test reads; and what is still to go wrong."""

    def __init__(self, folder, plan):
        self.folder = folder
        self.answers = plan.get("answers", {})
        self.count = 0
        os.makedirs(f"{folder}/mails", exist_ok=True)
        self.log = open(f"{folder}/log", "a", encoding="utf-8")

    def note(self, text):
        print(text, file=self.log, flush=True)

    def answer(self, stage):
        left = self.answers.get(stage, [])
        return left.pop(0) if left else None

    def keep(self, content):
        self.count += 1
        # Under its name only when it is whole.
        draft = f"{self.folder}/mails/.{self.count}"
        with open(draft, "wb") as file:
            file.write(content)
        os.rename(draft, f"{self.folder}/mails/{self.count}.eml")


class Server(SMTP):
    def __init__(self, record, **settings):
        super().__init__(self, **settings)
        self.record = record

    async def misbehave(self, stage):
        """The reply to give instead of the right one; none where all goes well. Never returns from a drop or a hang."""
        answer = self.record.answer(stage)
        if answer is None or answer[:3].isdigit():
            return answer
        if answer.endswith("drop"):
            self.transport.abort()
        # The end of the connection cancels this.
        await asyncio.Event().wait()

    async def _handle_client(self):
        self.record.note("connect")
        reply = await self.misbehave("connect")
        if reply:
            await self.push(reply)
            self.transport.close()
            return
        await super()._handle_client()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        reply = await self.misbehave("EHLO")
        return [reply] if reply else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.record.note("MAIL")
        reply = await self.misbehave("MAIL")
        envelope.mail_from = address
        return reply or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.record.note(f"RCPT {address}")
        reply = await self.misbehave("RCPT")
        if not reply:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        reply = await self.misbehave("DATA")
        if reply:
            await self.push(reply)
        else:
            await super().smtp_DATA(arg)

    async def handle_DATA(self, server, session, envelope):
        waiting = self.record.answers.get("MESSAGE", [])
        if not waiting or waiting[0].startswith("keep"):
            self.record.keep(envelope.content)
        self.record.note("MESSAGE")
        return await self.misbehave("MESSAGE") or "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        return await self.misbehave("QUIT") or "221 Bye"


def settings(plan, context, record):
    result = {"hostname": "localhost", "enable_SMTPUTF8": True}
    if plan.get("tls") == "starttls":
        result.update(tls_context=context, require_starttls=True)
    if plan.get("user"):

        def authenticate(server, session, envelope, mechanism, data):
            is_right = (data.login.decode(), data.password.decode()) == (plan["user"], plan["password"])
            record.note("AUTH ok" if is_right else "AUTH wrong")
            return AuthResult(success=is_right, handled=False)

        # aiosmtpd knows only of the protection that STARTTLS gives; with TLS from the start there is no other way in.
        requires_starttls = plan.get("tls") == "starttls"
        result.update(authenticator=authenticate, auth_required=True, auth_require_tls=requires_starttls)
    return result


async def main(folder):
    with open(f"{folder}/plan.json", encoding="utf-8") as file:
        plan = json.load(file)
    record = Record(folder, plan)
    context = make_certificate(folder) if plan.get("tls", "none") != "none" else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(record, loop=loop, **settings(plan, context, record)),
        host="127.0.0.1",
        port=0,
        ssl=context if plan.get("tls") == "tls" else None,
    )
    with open(f"{folder}/port.new", "w", encoding="ascii") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(f"{folder}/port.new", f"{folder}/port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
