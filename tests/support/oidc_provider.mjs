// A real identity provider (npm's oidc-provider) for tests: oidc_provider.mjs PORT REDIRECT-URL.
//
// Anybody is an account: the e-mail address is the name, and there is no password. People sign in by a form; POST /test/account signs one in
// without it. Other things that only tests ask for are below /test/ too:
//   POST /test/account  {"email", "claims"}: who is signed in without a form from now on; null: nobody
//   POST /test/visit    {"url"}: opens it as a browser that nobody has used; the address to which the provider sends it back
//   POST /test/token    {"claims", "header", "key"}: a token with exactly these; key: "own", "other", "public" (its PEM as a secret) or "none"
//   POST /test/rotate   new keys, and the old ones are gone
//   POST /test/state    {"away": true}: answers with 503
//   GET /test/fetches   how often each path was asked for
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, redirectUrl] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

// What only a test may know.
const claimsOf = new Map();
const fetches = {};
let signedIn = null;
let away = false;
let keys;
let provider;
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const clients = [
  {
    client_id: 'nanolearn',
    client_secret: 'hemlig:100%+/=&x',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
  },
  {
    client_id: 'nanolearn-cli',
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    redirect_uris: [],
    response_types: [],
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  },
];

async function everythingAllowed(ctx) {
  const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
  grant.addOIDCScope('openid profile email offline_access');
  await grant.save();
  return grant;
}

const page = (title, body) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,"></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

function configuration() {
  return {
    clients,
    jwks: { keys },
    cookies: { keys: ['test'] },
    conformIdTokenClaims: false,
    acrValues: ['urn:password', 'urn:mfa'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username', 'upn', 'acr', 'amr'] },
    findAccount: (ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, preferred_username: id, ...claimsOf.get(id) }),
    }),
    loadExistingGrant: everythingAllowed,
    issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (ctx, form) => void (ctx.body = page('Code', `${form}<button type="submit" form="op.deviceInputForm">Go on</button>`)),
        userCodeConfirmSource: (ctx, form) => void (ctx.body = page('Confirm', `${form}<button type="submit" form="op.deviceConfirmForm">Go on</button>`)),
        successSource: (ctx) => void (ctx.body = page('Done', '<p>You may close this page.</p>')),
      },
    },
  };
}

// Keys of their own: the next ones have other names.
function start() {
  const make = (type, options, alg) => ({
    ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    use: 'sig',
    alg,
  });
  keys = [make('rsa', { modulusLength: 2048 }, 'RS256'), make('ec', { namedCurve: 'P-256' }, 'ES256')];
  provider = new Provider(issuer, configuration());
  provider.on('server_error', (ctx, error) => console.error(error));
  for (const event of ['authorization.error', 'grant.error', 'device_authorization.error'])
    provider.on(event, (ctx, error) => console.error(event, error.message, error.error_description ?? ''));
}

const loginPage = (uid) =>
  page(
    'Sign in',
    `<form method="post" action="/interaction/${uid}"><label>E-mail <input name="email" type="email" required></label><button>Sign in</button></form>
     <form method="post" action="/interaction/${uid}"><button name="cancel" value="1">Cancel</button></form>`,
  );

async function interact(request, response, uid, body) {
  const { prompt } = await provider.interactionDetails(request, response);
  // Of a program on somebody's machine it asks even when everything is allowed.
  if (prompt.name === 'consent') return provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
  const form = new URLSearchParams(body);
  const email = request.method === 'POST' ? form.get('email') : signedIn;
  if (form.has('cancel'))
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled' });
  if (email) {
    const { acr, amr } = claimsOf.get(email) ?? {};
    return provider.interactionFinished(request, response, { login: { accountId: email.toLowerCase(), acr, amr } });
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  return response.end(loginPage(uid));
}

// As a browser follows redirects, with its cookies.
async function visit(start) {
  const jar = new Map();
  let url = new URL(start);
  for (let i = 0; i < 20 && url.origin === issuer; ++i) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0].split('=');
      jar.set(name, value.join('='));
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${url} answers ${answer.status} and leads nowhere:\n${await answer.text()}`);
    url = new URL(location, url);
  }
  return { url: url.href };
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signature(key, algorithm, text) {
  const own = keys.find((jwk) => jwk.alg === algorithm) ?? keys[0];
  const privateKey = key === 'other' ? otherKey : createPrivateKey({ key: own, format: 'jwk' });
  if (key === 'none') return '';
  if (key === 'public') {
    const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
    return createHmac('sha256', pem).update(text).digest('base64url');
  }
  return sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

function token({ claims = {}, header = {}, key = 'own' }) {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: issuer, sub: 'test', aud: 'nanolearn', iat: now, exp: now + 300, ...claims };
  const algorithm = header.alg ?? 'RS256';
  const own = keys.find((jwk) => jwk.alg === algorithm) ?? keys[0];
  const text = `${part({ alg: algorithm, kid: own.kid, ...header })}.${part(all)}`;
  return { token: `${text}.${signature(key, algorithm, text)}` };
}

const orders = {
  'POST /test/account': (order) => {
    signedIn = order.email;
    if (signedIn) claimsOf.set(signedIn, order.claims ?? {});
  },
  'POST /test/visit': (order) => visit(order.url),
  'POST /test/token': token,
  'POST /test/rotate': start,
  'POST /test/state': (order) => void (away = order.away),
  'GET /test/fetches': () => fetches,
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function serve(request, response) {
  const { pathname } = new URL(request.url, issuer);
  const order = orders[`${request.method} ${pathname}`];
  if (order) return response.end(JSON.stringify((await order(JSON.parse((await bodyOf(request)) || '{}'))) ?? {}));
  fetches[pathname] = (fetches[pathname] ?? 0) + 1;
  if (away) return response.writeHead(503).end();
  const interaction = /^\/interaction\/([\w-]+)$/.exec(pathname);
  if (interaction) return interact(request, response, interaction[1], await bodyOf(request));
  return provider.callback()(request, response);
}

start();
createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error));
  });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
