// What mail scanners do: they open every link of every mail, many times, and what those pages lead to.
import assert from 'node:assert/strict';
import { differences } from './support/database.mjs';
import { linksOf } from './support/smtp_server.mjs';

// The addresses a page leads to or loads.
function addressesIn(html, base) {
  const found = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map((match) => match[1].replaceAll('&amp;', '&'));
  return found.map((address) => new URL(address, base)).filter((url) => url.protocol.startsWith('http')).map((url) => url.href.split('#')[0]);
}

async function open(address, method, headers) {
  const answer = await fetch(address, { method, headers });
  const body = await answer.text();
  assert.ok(answer.status < 500, `${method} ${address}: ${answer.status}`);
  const isPage = answer.headers.get('content-type')?.startsWith('text/html');
  return method === 'GET' && isPage ? addressesIn(body, answer.url) : [];
}

// Every address of ours that can be reached from these, opened so many times with GET and with HEAD.
async function crawl(starts, times, origin, headers = {}) {
  const known = new Set(starts);
  const waiting = [...known];
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 8);
    const found = await Promise.all(
      batch.map(async (address) => {
        let addresses = [];
        for (let i = 0; i < times; ++i) {
          await open(address, 'HEAD', headers);
          addresses = await open(address, 'GET', headers);
        }
        return addresses;
      }),
    );
    for (const address of found.flat()) {
      if (!address.startsWith(`${origin}/`) || known.has(address)) continue;
      known.add(address);
      waiting.push(address);
    }
  }
  return known;
}

export const stories = {
  'opening every link of every mail ten times changes nothing but the audit, where it is refused': async ({ installation }) => {
    const mails = installation.smtp.mails();
    const links = [...new Set(mails.flatMap(linksOf))].filter((link) => link.startsWith(installation.url));
    assert.ok(mails.length >= 20 && links.length >= 20, `only ${links.length} links in ${mails.length} mails`);
    assert.ok(links.some((link) => link.includes('/sign-in/')), 'no link for signing in');
    const before = await installation.database.quietDump();
    const opened = await crawl(links, 10, installation.url);
    const after = await installation.database.quietDump();
    assert.ok(opened.size > links.length, 'the pages lead nowhere');
    // A link for signing in that was used already is refused, and the audit tells of that.
    const isRefusal = (line) => line.startsWith('audit_heads:') || /^audit_entries: \+ .*\tSignIn\t.*\tDENIED\t/.test(line);
    assert.deepEqual(differences(before, after).filter((line) => !isRefusal(line)), []);
    console.log(`  opened ${opened.size} addresses ten times with GET and with HEAD`);
  },

  'looking at the pages of managers and coordinators changes nothing but the audit, which tells of it': async (world) => {
    const { url, database } = world.installation;
    const before = await database.quietDump();
    for (const [email, session] of world.sessions) {
      const [cookie] = session.cookies;
      const opened = await crawl([`${url}/manage`, `${url}/coordinate`], 2, url, { cookie: `${cookie.name}=${cookie.value}` });
      console.log(`  opened ${opened.size} addresses twice for ${email}`);
    }
    // Sessions are good for another while from then on.
    const changed = differences(before, await database.quietDump()).filter((line) => !line.startsWith('web_sessions:'));
    const looks = changed.filter((line) => line.startsWith('audit_entries: + ') && line.includes('GET /manage'));
    assert.ok(looks.length > 0, 'nobody has looked at anybody');
    assert.deepEqual(changed.filter((line) => !looks.includes(line) && !line.startsWith('audit_heads:') && !line.includes('GET /coordinate')), []);
  },
};
