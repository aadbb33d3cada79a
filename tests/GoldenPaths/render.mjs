// Renders every paved road with a real Helm: each example of golden-paths/<road>/examples for each cluster of platforms/, and holds what comes out
// against strict schemas, the level restricted of pod security, the policy pack and the team's quota. What a road has to refuse is in
// refusals/, what it promises in promises/, and what the policies refuse of a pod outside a road in outside.yaml.
//   node render.mjs [ROAD...]
// ACCEPT_DOCS=1 writes what docs/portability.md and docs/golden-paths.md show of it, OUT=DIR keeps what was rendered, PROMTOOL=FILE has Prometheus' own tool read every query.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { faults } from './conventions.mjs';
import { render } from './helm.mjs';
import { namespaceOf, overQuota, refusals, stop } from './pack.mjs';
import { kinds, table } from './pages.mjs';
import { promises } from './promises.mjs';
import { podsIn } from './pods.mjs';
import { restricted } from './restricted.mjs';
import { misfits, platformMisfits, podMisfits } from './schemas.mjs';

const here = import.meta.dirname, roads = join(here, '../../golden-paths'), namespace = 'vision';
const read = file => parse(readFileSync(file, 'utf8'));
const yamls = folder => readdirSync(folder).filter(name => name.endsWith('.yaml')).map(name => ({ name: basename(name, '.yaml'), file: join(folder, name) }));
const teamFile = join(here, 'team.yaml'), { team } = read(teamFile);
const platforms = yamls(join(here, 'platforms')).map(each => ({ ...each, platform: read(each.file).platform }));
const wanted = process.argv.slice(2);
let passed = 0;
const failed = [];
const check = (texts, where) => {
  if (texts.length) failed.push(...texts.map(text => `${where}: ${text}`));
  else passed++;
};

for (const { name, platform } of platforms) check(platformMisfits({ platform, team }), `platforms/${name}.yaml`);

const asPod = (template, object) => ({
  apiVersion: 'v1', kind: 'Pod', spec: template.spec, metadata: { ...template.metadata, name: object.metadata.name, namespace },
});

// Alerts, what KEDA asks and what dashboards show, as one file of rules.
function unreadable() {
  const objects = [...rendered.values()].flat(), of = kind => objects.filter(object => object.kind === kind);
  const shown = of('ConfigMap').filter(({ metadata }) => metadata.labels.grafana_dashboard).flatMap(({ data }) => Object.values(data))
    .flatMap(text => JSON.parse(text).panels).flatMap(panel => panel.targets.map(target => target.expr));
  const asked = of('ScaledObject').flatMap(({ spec }) => spec.triggers).map(trigger => trigger.metadata.query).filter(Boolean);
  const alerts = of('PrometheusRule').flatMap(({ spec }) => spec.groups).flatMap(group => group.rules);
  const records = [...new Set([...shown, ...asked])].map((expr, index) => ({ record: `query:${index}`, expr }));
  const file = join(scratch, 'rules.yaml');
  writeFileSync(file, stringify({ groups: [{ name: 'roads', rules: [...alerts, ...records] }] }));
  const faults = promtool('check', 'rules', '--lint=none', file);
  return alerts.length && records.length ? faults : ['there is nothing to read'];
}

// What the alerts of some examples find, and the queries of examples.
function misfired() {
  const groups = ['inference/chat', 'training/finetune', 'training/pretrain', 'training/tune', 'sandbox/python']
    .flatMap(example => rendered.get(`${example}/eks`).filter(object => object.kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups));
  writeFileSync(join(scratch, 'rules.yaml'), stringify({ groups }));
  const query = (_, example, trigger) => rendered.get(`inference/${example}/eks`).find(object => object.kind === 'ScaledObject')
    .spec.triggers.find(({ name }) => name === trigger).metadata.query;
  writeFileSync(join(scratch, 'alerts.test.yaml'), readFileSync(join(here, 'alerts.test.yaml'), 'utf8').replace(/\$\{([a-z0-9-]+) ([a-z0-9-]+)\}/g, query));
  return promtool('test', 'rules', join(scratch, 'alerts.test.yaml'));
}

function promtool(...args) {
  const { status, stdout, stderr } = spawnSync(process.env.PROMTOOL, args, { encoding: 'utf8' });
  return status === 0 ? [] : [`${stdout}${stderr}`];
}

const scratch = mkdtempSync(join(tmpdir(), 'roads-')), rendered = new Map(), reviewed = [];
const names = readdirSync(roads).filter(name => name !== 'lib' && (!wanted.length || wanted.includes(name)));
for (const road of names) {
  check(faults(join(roads, road)), road);
  const { examples: impossible, values: wrong } = read(join(here, 'refusals', `${road}.yaml`));
  for (const example of yamls(join(roads, road, 'examples'))) {
    for (const { name, file, platform } of platforms) {
      const where = `${road}/${example.name} on ${name}`;
      const { objects, refusal } = render(join(roads, road), example.name, namespace, [file, teamFile, example.file]);
      const says = impossible[example.name]?.[name];
      if (says || refusal) {
        check(refusal === says ? [] : [`said ${JSON.stringify(refusal ?? 'nothing')}, expected ${JSON.stringify(says ?? 'nothing')}`], where);
        continue;
      }
      rendered.set(`${road}/${example.name}/${name}`, objects);
      if (process.env.OUT) {
        mkdirSync(join(process.env.OUT, name), { recursive: true });
        writeFileSync(join(process.env.OUT, name, `${road}-${example.name}.yaml`), objects.map(object => stringify(object)).join('---\n'));
      }
      const inventory = namespaceOf(namespace, team, platform), specs = [];
      for (const object of objects) {
        const said = `${where}: ${object.kind} ${object.metadata?.name}`;
        check([...misfits(object), ...object.metadata.namespace === namespace ? [] : ['it is not in the namespace of the team']], said);
        reviewed.push({ object, platform, inventory, where: said });
        for (const template of podsIn(object)) {
          specs.push(template.spec);
          check([...podMisfits(template.spec), ...restricted(template.spec).map(text => `restricted: ${text}`)], said);
          check(template.metadata?.labels?.['ai-platform/team'] === team.name ? [] : ['its pods do not say whose they are'], said);
          reviewed.push({ object: asPod(template, object), platform, inventory, where: `${said}: pod` });
        }
      }
      check(overQuota(inventory[1], specs).map(key => `more than the quota ${key}`), where);
    }
  }
  // Values that cannot be served: one sentence each.
  for (const { on, example, values, says } of wrong) {
    const file = join(scratch, 'values.yaml');
    writeFileSync(file, stringify(values));
    const files = [join(here, 'platforms', `${on}.yaml`), teamFile, ...example ? [join(roads, road, 'examples', `${example}.yaml`)] : [], file];
    const { refusal } = render(join(roads, road), 'wrong', namespace, files);
    check(refusal === says ? [] : [`said ${JSON.stringify(refusal ?? 'nothing')}, expected ${JSON.stringify(says)}`],
      `${road} on ${on}, ${JSON.stringify(values)}`);
  }
}
for (const road of names) {
  const files = (on, example) => [join(here, 'platforms', `${on}.yaml`), teamFile, join(roads, road, 'examples', `${example}.yaml`)];
  promises(road, join(roads, road), namespace, files, scratch).forEach(({ where, breaks }) => check(breaks, where));
}
if (process.env.PROMTOOL) check(unreadable(), 'promtool');
if (process.env.PROMTOOL && !wanted.length) check(misfired(), 'alerts.test.yaml');
const found = await refusals(reviewed);
reviewed.forEach(({ where }, index) => check(found[index], where));

// What is outside a road: each change to a pod of one is refused, by what is said.
for (const { name, platform } of platforms) {
  const objects = rendered.get(`inference/chat/${name}`);
  if (!objects) continue;
  const server = objects.find(object => object.kind === 'Deployment' && object.metadata.name === 'chat');
  const quota = namespaceOf(namespace, team, platform), resource = Object.keys(server.spec.template.spec.containers[0].resources.limits).at(-1);
  const changed = read(join(here, 'outside.yaml')).map(({ change, says }) => {
    const pod = structuredClone(asPod(server.spec.template, server));
    const from = { 'no quota': [quota[0]], 'a quota of another resource': [quota[0], { ...quota[1], spec: { hard: { 'requests.cpu': '4' } } }] }[change];
    if (!from) new Function('pod', 'container', 'resource', change)(pod, pod.spec.containers[0], resource);
    return { object: pod, platform, inventory: from ?? quota, says, change };
  });
  const answers = await refusals(changed);
  changed.forEach(({ object, says, change }, index) => {
    const all = [...answers[index], ...restricted(object.spec).map(text => `restricted: ${text}`)];
    check(says.filter(text => !all.some(answer => answer.startsWith(text))).map(text => `${change}: not refused by ${text}, but by ${all}`), name);
  });
  const [, small] = namespaceOf(namespace, team, platform, 1), spec = server.spec.template.spec;
  check(overQuota(small, [spec]).length ? ['one pod is more than a quota of one GPU'] : [], name);
  check(overQuota(small, [spec, spec]).length ? [] : ['two pods fit into a quota of one GPU'], name);
}
stop();

if (names.includes('inference')) {
  const road = join(roads, 'inference'), chat = join(road, 'examples/chat.yaml');
  const server = (platform, values) => {
    const file = join(scratch, 'values.yaml');
    writeFileSync(file, stringify(values));
    return render(road, 'llama', namespace, [join(here, 'platforms', `${platform}.yaml`), teamFile, chat, file]).objects
      .find(object => object.kind === 'Deployment' && object.metadata.name === 'llama').spec;
  };
  const lines = readFileSync(chat, 'utf8').trim().split('\n').length;
  check(lines <= 12 ? [] : [`it has ${lines} lines, not at most 12`], chat);

  // As the program names images for the same mirror.
  const digest = `@sha256:${'0'.repeat(64)}`;
  for (const { image, mirrored, public: elsewhere } of read(join(here, 'images.yaml'))) {
    for (const [platform, expected] of [['eks', mirrored], ['kubeadm', elsewhere]]) {
      const [container] = server(platform, { engine: { image: image + digest } }).template.spec.containers;
      check(container.image === expected + digest ? [] : [`it is pulled as ${container.image}, not ${expected}`], image);
    }
  }

  // The deadlines of docs/serving.md, which its own example has as well.
  const { spec: page } = parseAllDocuments(readFileSync(join(here, '../../docs/examples/vllm.yaml'), 'utf8')).map(each => each.toJS())
    .find(object => object.kind === 'Deployment');
  const large = server('eks', { model: { sizeGB: 140, image: '', volume: { claim: 'llama-3-70b' } }, gpu: { count: 4 } });
  const deadlines = ({ progressDeadlineSeconds, template }) =>
    [progressDeadlineSeconds, template.spec.containers[0].startupProbe.failureThreshold, template.spec.containers[0].startupProbe.periodSeconds].join();
  check(deadlines(large) === deadlines(page) ? [] : [`its deadlines are ${deadlines(large)}, those of the page ${deadlines(page)}`], 'a model of 140 GB');

  check(table(platforms.map(({ name }) => [name, rendered.get(`inference/chat/${name}`)])), 'docs/portability.md');
}
check(kinds(rendered), 'docs');
rmSync(scratch, { recursive: true });
failed.forEach(line => console.error(line));
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length || !passed ? 1 : 0;
