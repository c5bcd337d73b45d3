// Signing in by the organisation's identity provider, in the browser and from the command line.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { change } from './support/lesson.mjs';
import { OidcProvider } from './support/oidc_provider.mjs';
import { waitFor } from './support/wait.mjs';

const author = 'forfattare@alvnas.example';
const nobody = 'ingen@alvnas.example';

async function setUp({ installation }, provider) {
  const secret = join(installation.folder, 'client-secret');
  writeFileSync(secret, `${OidcProvider.secret}\n`);
  const audiences = ['--audience', 'nanolearn', '--audience', 'nanolearn-cli'];
  const client = ['--client-id', 'nanolearn', '--client-secret', secret];
  await installation.nanolearn(['identity-provider', 'set', '--issuer', provider.url, ...client, ...audiences, '--name', 'Älvnäs inloggning']);
  await installation.nanolearn(['grants', 'create', '--email', author, '--role', 'author']);
}

const stranger = async (world, provider, locale = 'sv-SE') => {
  const visitor = await world.browser.visitor({ locale, friends: [provider.url] });
  return { visitor, page: await visitor.newPage() };
};

// As an organisation that lets nobody in by a link in a mail.
async function signInByTheProviderAlone(world, provider) {
  const { installation } = world;
  const set = ['identity-provider', 'set', '--issuer', provider.url, '--client-id', 'nanolearn', '--name', 'Älvnäs inloggning'];
  await installation.nanolearn([...set, '--required']);
  for (const locale of ['sv-SE', 'en-GB']) {
    const { page } = await stranger(world, provider, locale);
    await page.goto(`${installation.url}/sign-in/at/alvnas`);
    await world.examine(page, 'sign-in-provider-alone');
    assert.equal(await page.locator('input[name=email]').count(), 0);
  }
  await signInAndOut(world, provider);
  await installation.nanolearn(set);
}

async function goToProvider(world, page) {
  await page.goto(`${world.installation.url}/sign-in/at/alvnas`);
  await world.examine(page, 'sign-in-provider');
  await change(page, () => page.click('a[href^="/sign-in/oidc"]'));
}

async function signInThere(page, email) {
  await page.fill('input[name=email]', email);
  await change(page, () => page.click('form:has(input) button'));
}

async function signInAndOut(world, provider) {
  const { visitor, page } = await stranger(world, provider);
  await goToProvider(world, page);
  await signInThere(page, author);
  await page.waitForURL(/\/coordinate/);
  const cookies = (await visitor.context.cookies()).filter(({ name }) => name.startsWith('nanolearn'));
  assert.deepEqual(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]), [['nanolearn_session', true, 'Lax']]);
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/sign-in/);
}

async function comeBackWithNothing(world, provider, locale) {
  const { page } = await stranger(world, provider, locale);
  await goToProvider(world, page);
  await change(page, () => page.click('button[name=cancel]'));
  await world.examine(page, 'sign-in-cancelled');
  await page.reload();
  await world.examine(page, 'sign-in-begin-again');
  await goToProvider(world, page);
  await signInThere(page, nobody);
  await world.examine(page, 'sign-in-no-rights');
  await page.goto(`${world.installation.url}/coordinate`);
  assert.match(page.url(), /sign-in/);
}

// `nanolearn login` as it runs: where it sends its user, and its end.
function login({ installation }, provider) {
  const args = ['login', '--issuer', provider.url, '--client-id', 'nanolearn-cli'];
  const child = spawn(join(process.env.NANOLEARN_BIN, 'nanolearn'), args, { env: installation.environment({ names: false }) });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
  return { ended, link: () => waitFor('a link to sign in by', () => /http\S+user_code=\S+/.exec(said)?.[0]) };
}

// The token that is kept becomes one that was over long ago.
function expire(file) {
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  writeFileSync(file, JSON.stringify({ ...kept, id_token: `${part({ alg: 'RS256' })}.${part({ exp: 1 })}.x` }));
}

async function signInFromTheCommandLine(world, provider) {
  const { installation } = world;
  const env = installation.environment({ names: false });
  await installation.nanolearn(['programmes', 'list'], 4, env);
  const running = login(world, provider);
  const { page } = await stranger(world, provider);
  await page.goto(await running.link());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.fill('input[name=email]', author);
  await page.click('form:has(input[name=email]) button');
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  const { code, said } = await running.ended;
  assert.equal(code, 0, said);
  const file = join(installation.folder, '.local/state/nanolearn/login.json');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(await installation.nanolearn(['programmes', 'list'], 0, env), /library/);
  await installation.nanolearn(['tokens', 'list'], 4, env);
  expire(file);
  assert.match(await installation.nanolearn(['programmes', 'list'], 0, env), /library/);
  await installation.nanolearn(['logout'], 0, env);
  assert.ok(!existsSync(file));
  await installation.nanolearn(['programmes', 'list'], 4, env);
}

export const stories = {
  "people sign in by their organisation's identity provider": async (world) => {
    const provider = await OidcProvider.start(world.installation);
    try {
      await setUp(world, provider);
      await signInAndOut(world, provider);
      await comeBackWithNothing(world, provider, 'sv-SE');
      await comeBackWithNothing(world, provider, 'en-GB');
      await signInByTheProviderAlone(world, provider);
      await setUp(world, provider);
      await signInFromTheCommandLine(world, provider);
    } finally {
      await world.installation.nanolearn(['identity-provider', 'delete', '--yes']);
      await provider.stop();
    }
  },
};
