// Walks docs/first-model.md: runs each command of it in a folder that has what a clone has, and holds what it prints against the page.
//   node walk.mjs
// ACCEPT_DOCS=1 writes what was printed. The program is the one that a build has left.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..'), page = join(root, 'docs/first-model.md');
const clone = mkdtempSync(join(tmpdir(), 'clone-'));
for (const name of ['Pulumi.yaml', 'Pulumi.dev.yaml']) copyFileSync(join(root, name), join(clone, name));
for (const name of ['golden-paths', 'infra', 'tests']) symlinkSync(join(root, name), join(clone, name));
mkdirSync(join(clone, 'artifacts'));
const program = `set -o pipefail\ndotnet() { command dotnet run --no-build --project '${root}/cli' -- "\${@:5}"; }\n`;

let walked = 0;
const failed = [];
const text = readFileSync(page, 'utf8'), answer = text.replace(/(?<=```console\n)[\s\S]*?(?=```)/g, block => {
  // A command goes on where its line ends with a backslash; what is set by one is there for the next.
  const steps = block.split(/^(?=\$ )/m).map(step => step.match(/^\$ ((?:.*\\\n)*.*\n)([\s\S]*)$/).slice(1));
  let before = program;
  return steps.map(([command]) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', before + command], { cwd: clone, encoding: 'utf8' });
    walked++;
    if (status !== 0) failed.push(`${command}ended with ${status}: ${stderr}`);
    if (/^\w+=/.test(command)) before += command;
    return `$ ${command}${stdout}`;
  }).join('');
});
rmSync(clone, { recursive: true });
if (answer !== text && process.env.ACCEPT_DOCS) writeFileSync(page, answer);
else if (answer !== text) failed.push(`docs/first-model.md does not show what its commands print; ACCEPT_DOCS=1 node tests/GoldenPaths/walk.mjs writes it:\n${answer}`);
failed.forEach(line => console.error(line));
console.log(`${walked} commands walked, ${failed.length} failed`);
process.exitCode = failed.length || !walked ? 1 : 0;
