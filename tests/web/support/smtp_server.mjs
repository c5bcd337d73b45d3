// The SMTP server of the other tests, and what it has taken.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, Program } from './processes.mjs';
import { waitFor } from './wait.mjs';

const script = new URL('../../support/smtp_server.py', import.meta.url).pathname;

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true) ?? socket.destroy());
    socket.once('error', () => resolve(false));
  });

export class SmtpServer {
  static async start(folder) {
    const server = new SmtpServer();
    server.folder = join(folder, 'mails');
    mkdirSync(server.folder);
    server.port = await freePort();
    server.program = new Program('/usr/bin/python3', [script, `${server.port}`, server.folder], join(folder, 'smtp.log'));
    await waitFor('the SMTP server', () => answers(server.port));
    return server;
  }

  get url() {
    return `smtp://localhost:${this.port}`;
  }

  // The first that came first.
  mails() {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')))
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  mailsTo(address) {
    return this.mails().filter((mail) => mail.recipients.includes(address));
  }

  // The last mail to the address that has such a link, after the first `after`.
  async mailWith(address, link, after = 0) {
    return waitFor(`a mail to ${address} with ${link}`, () =>
      this.mailsTo(address).slice(after).findLast((mail) => linksOf(mail).some((url) => link.test(url))),
    );
  }

  stop() {
    return this.program.end('SIGKILL');
  }
}

// The addresses that the HTML and the text of a mail lead to, each once.
export function linksOf(mail) {
  const attributes = [...mail.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));
  const written = [...mail.text.matchAll(/https?:\/\/[^\s<>)]+/g)].map((match) => match[0].replace(/[.,:;?!]+$/, ''));
  return [...new Set([...attributes, ...written])];
}
