// A municipality with two programmes: care and culture had a lesson last month, and in the library two begin today and invite by mail.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day } from './dates.mjs';
import { ownModules } from './lesson.mjs';
import { png } from './png.mjs';
import { curriculum, demo, library, staffList } from './staff_list.mjs';

const mails = `
[mail]
invitation = true
before = []
after = []
`;

const libraryProgramme = () => `
name = "Biblioteket: säker vardag"
opens = ${day()}
days = 30
modules = ["phishing", "passwords", "signs"]
${mails}
[[audience]]
unit = "${library}"
kinds = ["EMPLOYMENT"]
`;

const groupProgramme = () => `
name = "Första lektionen: rapportera en incident"
opens = ${day(-60)}
days = 30
modules = ["incident"]

[mail]
invitation = false
before = []
after = []

[[audience]]
unit = "20"
kinds = ["EMPLOYMENT"]
computer = true

[[audience]]
unit = "50"
kinds = ["EMPLOYMENT"]
`;

export async function loadDemo(installation) {
  const file = (name, text) => {
    writeFileSync(join(installation.folder, name), text);
    return join(installation.folder, name);
  };
  const run = (...args) => installation.nanolearn(args);
  await run('organisations', 'create', 'alvnas', '--name', 'Älvnäs kommunkoncern');
  await run('organisations', 'update', '--mail-hours', '00:00-24:00', '--mail-weekends', '--contact', 'sakerhet@alvnas.example');
  await run('units', 'import', `${demo}organisation.csv`);
  await sync(installation, 'personal', file('personal.csv', staffList()), day(-70));
  cpSync(`${ownModules}signs`, join(installation.folder, 'signs'), { recursive: true });
  writeFileSync(join(installation.folder, 'signs/sign.png'), png(320, 160));
  const modules = ['phishing', 'passwords', 'incident'].map((id) => `${curriculum}${id}`);
  await run('modules', 'publish', ...modules, join(installation.folder, 'signs'));
  await run('programmes', 'create', 'group', '--file', file('group.toml', groupProgramme()));
  await run('programmes', 'create', 'library', '--file', file('library.toml', libraryProgramme()));
}

// `code`: how the command ends; 9 when the list is held.
export function sync(installation, source, file, effective, code = 0) {
  const mapping = `${demo}mappings/${source}.toml`;
  const args = ['people', 'sync', '--source', source, '--mapping', mapping, '--effective', effective, file];
  return installation.nanolearn(args, code);
}
