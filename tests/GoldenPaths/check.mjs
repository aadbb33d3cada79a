// Holds what a team is about to deliver against the cluster that a plan describes: strict schemas, the level restricted of pod security, the quota of the
// team, and the policies of that cluster, of which those that only warn count as well.
//   node check.mjs PLAN/CLUSTER TEAM FILE...
// PLAN is what "plan <stack> --out PLAN" wrote, each FILE has objects, as "helm template" prints them. "npm run setup" comes first, once.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { request, reviews, stop } from '../Policies/engines.mjs';
import { documents, policies } from '../Policies/plan.mjs';
import { overQuota } from './pack.mjs';
import { restricted } from './restricted.mjs';
import { misfits, podMisfits } from './schemas.mjs';

const [cluster, team, ...files] = process.argv.slice(2);
if (!files.length) end('Usage: node check.mjs PLAN/CLUSTER TEAM FILE...');
for (const file of [join(cluster, 'manifests.yaml'), ...files]) if (!existsSync(file)) end(`There is no file ${file}.`);
const own = read(join(cluster, 'manifests.yaml')), name = basename(resolve(cluster));
const inventory = own.filter(object => ['Namespace', 'ResourceQuota'].includes(object.kind));
const quota = inventory.find(object => object.kind === 'ResourceQuota' && object.metadata.namespace === team);
if (!quota) end(`${name} has no team ${team}.`);

const objects = files.flatMap(read), pods = [], faults = new Set();
const say = (object, texts) => texts.forEach(text => faults.add(`${object.kind} ${object.metadata?.name}: ${text}`));
for (const object of objects) {
  say(object, [...misfits(object), ...object.metadata?.namespace === team ? [] : [`it is not in the namespace ${team}`]]);
  for (const { template, count } of starting(object)) {
    say(object, [...podMisfits(template.spec), ...restricted(template.spec).map(text => `restricted: ${text}`)]);
    const metadata = { ...template.metadata, name: object.metadata?.name, namespace: team };
    pods.push({ object, count, pod: { apiVersion: 'v1', kind: 'Pod', spec: template.spec, metadata } });
  }
}

const sizes = objects.filter(object => object.kind === 'PersistentVolumeClaim').map(({ spec }) => spec.resources.requests.storage);
for (const key of overQuota(quota, pods.flatMap(({ pod, count }) => Array(count).fill(pod.spec)), sizes)) {
  faults.add(`more than the quota of ${team}: ${key} is ${quota.spec.hard[key]}`);
}

const asked = [...objects.map(object => ({ object, subject: object })), ...pods.map(({ object, pod }) => ({ object, subject: pod }))]
  .filter(({ subject }) => request(subject).resource.resource);
let held = 0;
for (const [policy, template, parameters] of policies(own)) {
  // Who signed an image, only its registry can tell.
  if (JSON.stringify(template).includes('external_data(')) {
    console.log(`${policy}: not asked, because it asks a registry`);
    continue;
  }
  const kinds = parameters && own.find(one => one.metadata.name === policy && one.spec?.match).spec.match.kinds.flatMap(match => match.kinds);
  const items = asked.filter(({ subject }) => !kinds || kinds.includes(subject.kind));
  const said = await reviews(template, items.map(({ subject }) => ({ request: request(subject), parameters, inventory })));
  items.forEach(({ object }, index) => say(object, said[index].map(text => `${policy}: ${text}`)));
  held++;
}
stop();
faults.forEach(line => console.log(line));
console.log(`${name}: ${objects.length} objects of ${team}, ${pods.length} of them pods or with pods, against ${held} policies: `
  + `${faults.size || 'no'} fault${faults.size === 1 ? '' : 's'}`);
process.exitCode = faults.size || !objects.length ? 1 : 0;

// The pods of an object, however deep, and how many of each start. The leader of a LeaderWorkerSet is one of its size.
function* starting(value, count = 1) {
  if (value?.kind === 'Pod') yield { template: value, count };
  else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      const all = count * (value.replicas ?? 1) * (value.parallelism ?? 1) * (key === 'workerTemplate' ? value.size - 1 : 1);
      if (Array.isArray(item?.spec?.containers)) yield { template: item, count: all };
      else yield* starting(item, all);
    }
  }
}

function read(file) {
  try {
    return documents(file);
  } catch (error) {
    return end(`${file}: ${error.message.split('\n')[0]}`);
  }
}

function end(text) {
  console.error(text);
  process.exit(2);
}
