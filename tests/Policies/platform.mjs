// Holds what the platform itself puts on its clusters against its own policies, whose exemptions are set aside:
//   node platform.mjs PLAN [RENDERED]
// PLAN is what "plan <stack> --out" wrote; RENDERED has the charts of its releases, rendered by Helm, as <cluster>/<chart>.yaml. What a policy
// refuses must be in platform.yaml with a reason; with RENDERED, lines there that this stack does not need are told as well.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { request, reviews, stop } from './engines.mjs';
import { policies } from './plan.mjs';

const [plan, rendered] = process.argv.slice(2);
const documents = file => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS())
  // A pod that only "helm test" makes is none of a release.
  .filter(object => object?.kind && !String(object.metadata?.annotations?.['helm.sh/hook'] ?? '').startsWith('test'));
const known = parse(readFileSync(new URL('platform.yaml', import.meta.url), 'utf8'));
const used = new Set(), unexpected = [];
let looked = 0;

for (const cluster of readdirSync(plan).filter(name => existsSync(join(plan, name, 'manifests.yaml')))) {
  const own = documents(join(plan, cluster, 'manifests.yaml'));
  const objects = own.map(object => ['platform', object]);
  for (const file of rendered && existsSync(join(rendered, cluster)) ? readdirSync(join(rendered, cluster)) : []) {
    objects.push(...documents(join(rendered, cluster, file)).map(object => [file.replace(/\.yaml$/, ''), object]));
  }
  const asked = objects.flatMap(([owner, object]) => [object, podOf(object)].filter(Boolean).map(one => ({ owner, object: one })))
    .filter(({ object }) => request(object).resource.resource);
  looked += asked.length;
  const inventory = own.filter(object => ['ResourceQuota', 'Namespace'].includes(object.kind));
  for (const [name, template, parameters] of policies(own)) {
    const kinds = parameters === undefined ? null : own.find(one => one.metadata.name === name && one.spec?.match)
      .spec.match.kinds.flatMap(match => match.kinds);
    const items = asked.filter(({ object }) => !kinds || kinds.includes(object.kind));
    const found = await reviews(template, items.map(({ object }) => ({ request: request(object), parameters, inventory })));
    items.forEach(({ owner, object }, index) => {
      if (!found[index].length) return;
      const reason = known[name]?.[owner] ?? known[name]?.all;
      if (reason) used.add(`${name} ${known[name][owner] ? owner : 'all'}`);
      else unexpected.push(`${name}: ${cluster} ${owner} ${object.kind} ${object.metadata.name}: ${found[index].join('; ')}`);
    });
  }
}
stop();
const idle = rendered ? Object.entries(known).flatMap(([policy, owners]) => Object.keys(owners).map(owner => `${policy} ${owner}`))
  .filter(line => !used.has(line)) : [];
unexpected.forEach(line => console.error(line));
idle.forEach(line => console.log(`${line}: not needed here`));
console.log(`${looked} objects held against the policies, ${unexpected.length} refused`);
process.exitCode = unexpected.length || !looked ? 1 : 0;

// The pod that a controller would make of a workload.
function podOf({ kind, metadata, spec }) {
  const template = kind === 'CronJob' ? spec.jobTemplate.spec.template
    : ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'].includes(kind) ? spec.template : null;
  return template && {
    apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, name: metadata.name, namespace: metadata.namespace ?? 'platform' },
    spec: template.spec,
  };
}
