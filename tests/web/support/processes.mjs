// Programs that run beside the tests and do not outlive them.
import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';

const running = new Set();
process.on('exit', () => running.forEach((program) => program.child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

export class Program {
  // What it prints is added to the file `log`. Should we be killed, so is it.
  constructor(path, args, log) {
    const output = openSync(log, 'a');
    this.child = spawn('setpriv', ['--pdeathsig', 'SIGKILL', path, ...args], { stdio: ['ignore', output, output] });
    closeSync(output);
    this.ended = new Promise((resolve) => {
      this.child.once('exit', resolve);
      this.child.once('error', resolve);
    });
    running.add(this);
    this.ended.then(() => running.delete(this));
  }

  get runs() {
    return running.has(this);
  }

  async end(signal) {
    this.child.kill(signal);
    await this.ended;
  }
}

// A port that was free a moment ago.
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
