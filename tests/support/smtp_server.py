#!/usr/bin/python3
"""A real SMTP server for tests: smtp_server.py PORT FOLDER [CERTIFICATE KEY [USER PASSWORD]].

Keeps each mail in FOLDER, decoded, as JSON: one file for each Message-ID and recipient, as mail systems tell a mail that
they have already; the file "deliveries" has a line for each one that came, also a second time. Recipients later@... are
refused with 451 until the folder holds a file "open", so are relay@... with 554 as by a server that does not know us;
refused@... with 550 for good until it holds "known", exchange@... as Exchange Online does, unwanted@... with 550 since we
are not wanted; closing@... is answered 421, and at dropped@... the connection ends. Numbers may follow: later7@... With a certificate nobody gets on without STARTTLS, with a password nobody without that.
"""

import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def decoded(envelope, encrypted):
    raw = envelope.content
    message = email.message_from_bytes(raw, policy=email.policy.default)

    def text(kind):
        part = message.get_body(preferencelist=(kind,))
        return part.get_content().replace("\r\n", "\n") if part else ""

    return {
        "recipients": envelope.rcpt_tos,
        "sender": envelope.mail_from,
        "headers": sorted(message.keys()),
        "from": str(message["From"]),
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "date": message["Date"].datetime.isoformat(),
        "message_id": str(message["Message-ID"]),
        "text": text("plain"),
        "html": text("html"),
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "defects": [str(defect) for defect in message.defects],
        "tls": encrypted,
    }


class Keeper:
    def __init__(self, folder):
        self.folder = folder

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        with open(os.path.join(self.folder, "tries"), "a", encoding="utf-8") as tries:
            tries.write(address + "\n")
        kind = name.rstrip("0123456789")
        if kind == "dropped":
            server.transport.abort()
            return "421 gone"
        if kind == "closing":
            return "421 4.3.2 closing"
        if kind == "relay" and not os.path.exists(os.path.join(self.folder, "open")):
            return f"554 5.7.1 <{address}>: Relay access denied"
        if kind == "exchange":
            return "550 5.4.1 Recipient address rejected: Access denied"
        if kind == "later" and not os.path.exists(os.path.join(self.folder, "open")):
            return "451 4.2.0 come back later"
        if name == "refused" and not os.path.exists(os.path.join(self.folder, "known")):
            return "550 5.1.1 nobody of that name"
        if name == "unwanted":
            return "550 5.7.1 your server is not wanted here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = decoded(envelope, session.ssl is not None)
        for recipient in envelope.rcpt_tos:
            name = "".join(c if c.isalnum() else "_" for c in mail["message_id"] + recipient)
            path = os.path.join(self.folder, name)
            with open(os.path.join(self.folder, "deliveries"), "a", encoding="utf-8") as deliveries:
                deliveries.write(recipient + "\n")
            with open(path + ".new", "w", encoding="utf-8") as file:
                json.dump(mail, file)
            os.rename(path + ".new", path + ".json")
        return "250 OK"


def options_of(arguments):
    options = {"enable_SMTPUTF8": True}
    if len(arguments) >= 2:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(arguments[0], arguments[1])
        options.update(tls_context=context, require_starttls=True)
    if len(arguments) == 4:
        known = (arguments[2].encode(), arguments[3].encode())

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login, data.password) == known, handled=False)

        options.update(authenticator=check, auth_required=True)
    return options


async def serve(port, folder, *arguments):
    options = options_of(arguments)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(folder), loop=loop, **options), "127.0.0.1", int(port))
    await server.serve_forever()


asyncio.run(serve(*sys.argv[1:]))
