// What is in the database, to see whether anything has changed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from './wait.mjs';

const run = promisify(execFile);
// When each job has run last changes by itself.
const leftOut = new Set(['jobs']);

export class Database {
  constructor(socket) {
    this.socket = socket;
  }

  async query(statement) {
    const args = ['--no-defaults', `--socket=${this.socket}`, '--user=nanolearn', '--batch', '--skip-column-names'];
    const { stdout } = await run('mariadb', [...args, '--execute', statement, 'nanolearn'], {
      encoding: 'latin1',
      maxBuffer: 1 << 30,
    });
    return stdout;
  }

  // Every row of every table, by table.
  async dump() {
    const tables = (await this.query('SHOW TABLES')).trim().split('\n').filter((table) => !leftOut.has(table));
    const rows = {};
    for (const table of tables) rows[table] = (await this.query(`SELECT * FROM ${table}`)).split('\n').sort();
    return rows;
  }

  // A dump once the server has nothing left to do by itself: two after one another are the same.
  async quietDump() {
    let last = await this.dump();
    return waitFor('a quiet database', async () => {
      const next = await this.dump();
      const quiet = differences(last, next).length === 0;
      last = next;
      return quiet && next;
    });
  }
}

// "table: - row" and "table: + row".
export function differences(before, after) {
  const lines = [];
  for (const table of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = new Set(before[table]);
    const now = new Set(after[table]);
    old.forEach((row) => now.has(row) || lines.push(`${table}: - ${row}`));
    now.forEach((row) => old.has(row) || lines.push(`${table}: + ${row}`));
  }
  return lines;
}
