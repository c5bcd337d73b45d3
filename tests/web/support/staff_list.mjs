// The invented municipality's staff list, with the few rows that the stories need.
import { readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url).pathname;
const decode = (bytes) => new TextDecoder('windows-1252').decode(bytes);

export const demo = `${root}deploy/demo/`;
export const curriculum = `${root}deploy/curriculum/`;

// The library has 29 people, whose manager is one of them.
export const library = '5001';
export const manager = 'goran.bengtsson@alvnas.example';
// The youth centres, where nobody is written to of themselves.
export const youth = '5002';
export const youthManager = 'soren.af.klercker2@alvnas.example';
export const refused = 'refused@alvnas.example';
export const nameWithMarkup = '<img src=x onerror=alert(1)>';

const ownRows = [
  // A name that would be markup, and an address that takes no mail.
  `199001;19900101-9802;${nameWithMarkup};Öberg;ola@alvnas.example;;Bibliotekarie;5001;Bibliotek;Tillsvidare;100;2020-01-01;;;;104311;J;`,
  `199002;19900102-9801;Utan;Postlåda;${refused};;Bibliotekarie;5001;Bibliotek;Tillsvidare;100;2020-01-01;;;;104311;J;`,
];

const fields = (line) => line.split(';');
const unitOf = (line) => fields(line.replace(/"[^"]*"/g, ''))[7];

// The list in UTF-8; `without`: a unit whose people are missing.
export function staffList({ without } = {}) {
  const lines = decode(readFileSync(`${demo}personal_2026-11.csv`)).split(/\r?\n/).filter(Boolean);
  const kept = [...lines, ...ownRows].filter((line) => unitOf(line) !== without);
  return `${kept.join('\r\n')}\r\n`;
}

// People of a unit who work there without an end and without a leave, but its manager.
export function peopleOf(unit) {
  return staffList()
    .split('\r\n')
    .filter((line) => unitOf(line) === unit)
    .map(fields)
    .filter((row) => row[4] && ![manager, youthManager].includes(row[4]) && row[12] === '' && row[13] === '' && !row[0].startsWith('1990'))
    .map((row) => ({ key: row[0], email: row[4], name: `${row[2]} ${row[3]}` }));
}
