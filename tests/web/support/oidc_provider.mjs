// The identity provider of the other tests.
import { join } from 'node:path';
import { freePort, Program } from './processes.mjs';
import { waitFor } from './wait.mjs';

const script = new URL('../../support/oidc_provider.mjs', import.meta.url).pathname;

export class OidcProvider {
  static secret = 'hemlig:100%+/=&x';

  // Sends browsers back to the installation alone.
  static async start({ folder, url }) {
    const provider = new OidcProvider();
    provider.port = await freePort();
    provider.program = new Program('node', [script, `${provider.port}`, `${url}/sign-in/oidc/callback`], join(folder, 'oidc.log'));
    await waitFor('the identity provider', () => fetch(`${provider.url}/jwks`).then((answer) => answer.ok, () => false));
    return provider;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  stop() {
    return this.program.end('SIGKILL');
  }
}
