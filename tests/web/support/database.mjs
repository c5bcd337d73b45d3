// What is in the database, to see whether anything has changed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from './wait.mjs';

const run = promisify(execFile);
// When each job has run last changes by itself.
const leftOut = new Set(['jobs']);

// The first half of a code, learner_link.h.
function numberOf(link) {
  const code = link.split('/').pop().replaceAll('-', '');
  return [...code.slice(0, 8)].reduce((number, digit) => number * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit)), 0n);
}

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

  // Of the assignment that the address of a lesson leads to: how often it is completed, and how its questions stand (lesson_table.cc).
  async lessonBehind(link) {
    const assignment = `(SELECT assignment_id FROM learner_links WHERE number = ${numberOf(link)})`;
    const rows = await this.query(
      `SELECT COUNT(*) FROM completions WHERE assignment_id = ${assignment}; SELECT questions FROM lesson_progress WHERE assignment_id = ${assignment}`,
    );
    const [completions, questions] = rows.split('\n');
    return { completions: Number(completions), questions };
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
