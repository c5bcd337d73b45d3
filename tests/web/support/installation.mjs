// A real nanolearnd on an embedded database of its own with a real SMTP server, and the real command line.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database.mjs';
import { freePort, Program } from './processes.mjs';
import { SmtpServer } from './smtp_server.mjs';
import { waitFor } from './wait.mjs';

// The disk is not what is tested.
function roomyFolder() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 1 << 30 ? memory : tmpdir();
}

// The database may still be writing.
const thorough = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

const bin = process.env.NANOLEARN_BIN;
if (!bin) throw new Error('NANOLEARN_BIN is not set: run tests/web/run');

export class Installation {
  static async start() {
    const installation = new Installation();
    installation.folder = mkdtempSync(join(roomyFolder(), 'nanolearn-web-'));
    process.on('exit', () => rmSync(installation.folder, thorough));
    installation.smtp = await SmtpServer.start(installation.folder);
    installation.port = await freePort();
    installation.httpPort = await freePort();
    installation.database = new Database(join(installation.folder, 'data/database/run/mariadb.sock'));
    await installation.startServer();
    return installation;
  }

  get url() {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get log() {
    return readFileSync(join(this.folder, 'nanolearnd.log'), 'utf8');
  }

  // Also after a kill: on the same ports, so that the links lead here.
  async startServer() {
    const args = ['--data', join(this.folder, 'data'), '--listen', `127.0.0.1:${this.port}`];
    args.push('--http', `127.0.0.1:${this.httpPort}`, '--public-url', this.url);
    args.push('--smtp', this.smtp.url, '--mail-from', 'utbildning@alvnas.example', '--mails-per-minute', '6000');
    args.push('--oidc-allow-own-network');  // where the identity provider is
    this.server = new Program(join(bin, 'nanolearnd'), args, join(this.folder, 'nanolearnd.log'));
    await waitFor('nanolearnd', async () => {
      if (!this.server.runs) throw new Error(`nanolearnd has ended:\n${this.log}`);
      return fetch(`${this.url}/healthz`).then((answer) => answer.ok, () => false);
    });
  }

  killServer() {
    return this.server.end('SIGKILL');
  }

  async stop() {
    await this.server?.end('SIGTERM');
    await this.smtp?.stop();
    rmSync(this.folder, thorough);
  }

  // Of the command line. `names`: the token of the first administrator.
  environment({ names = true } = {}) {
    return {
      PATH: process.env.PATH,
      HOME: this.folder,
      XDG_CONFIG_HOME: this.folder,
      TZ: 'Europe/Stockholm',
      LANG: 'C.UTF-8',
      NANOLEARN_ADDRESS: `127.0.0.1:${this.port}`,
      ...(names && { NANOLEARN_TOKEN_FILE: join(this.folder, 'data/admin-token') }),
      NANOLEARN_ORGANISATION: 'alvnas',
    };
  }

  // What `nanolearn ARGUMENT...` prints; an error unless it ends with `code`.
  nanolearn(args, code = 0, env = this.environment()) {
    return new Promise((resolve, reject) => {
      execFile(join(bin, 'nanolearn'), args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if ((error?.code ?? 0) === code) resolve(stdout);
        else reject(new Error(`nanolearn ${args.join(' ')} ended with ${error?.code ?? 0}:\n${stdout}${stderr}`));
      });
    });
  }

  async json(args) {
    return JSON.parse(await this.nanolearn([...args, '--output', 'json']));
  }
}
