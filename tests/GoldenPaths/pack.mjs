// The whole policy pack against the objects of a team, on a cluster with a mirror or without one, in a namespace as the platform makes it for a team.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { request, reviews } from '../Policies/engines.mjs';

export { stop } from '../Policies/engines.mjs';

const folder = join(import.meta.dirname, '../../infra/Policies');
const policies = readdirSync(folder).filter(name => existsSync(join(folder, name, 'template.yaml')))
  .map(name => ({ name, template: parse(readFileSync(join(folder, name, 'template.yaml'), 'utf8')) }));
const pods = ['Pod', 'ResourceClaim', 'ResourceClaimTemplate'];

// For each of { object, platform, inventory }: what refuses it, as "policy: message". Nothing is exempt, and what only warns counts as well.
export async function refusals(items) {
  const found = items.map(() => []);
  const asked = items.map((item, index) => ({ ...item, index, request: request(item.object) })).filter(({ request }) => request.resource.resource);
  for (const { name, template } of policies) {
    const rego = template.kind === 'ConstraintTemplate';
    const mine = rego ? asked.filter(({ object }) => pods.includes(object.kind)) : asked;
    const reviewed = rego ? [[template, mine]] : byPlatform(mine).map(([platform, its]) => [filled(name, template, platform), its]);
    for (const [policy, its] of reviewed) {
      const said = await reviews(policy, its.map(({ request, platform, inventory }) => ({ request, inventory, parameters: parameters(name, platform) })));
      its.forEach(({ index }, at) => found[index].push(...said[at].map(text => `${name}: ${text}`)));
    }
  }
  return found;
}

const byPlatform = items => [...new Set(items.map(item => item.platform))].map(platform => [platform, items.filter(item => item.platform === platform)]);

// As a stack would set them: the mirror, or the registries of the roads' images. Nobody has signed these, and no stack asks for it by default.
const parameters = (name, { registry }) => {
  const registries = registry ? [registry] : ['docker.io', 'ghcr.io', 'quay.io'];
  return { exemptions: [], registries, repositories: name === 'image-signatures' ? [] : registries };
};

// Policies whose expressions come from the stack: the classes of data, and where a team's pods reach.
const { team } = parse(readFileSync(join(import.meta.dirname, 'team.yaml'), 'utf8'));

function filled(name, template, { storageClasses }) {
  const classes = JSON.stringify(Object.values(storageClasses).filter(Boolean));
  const own = {
    'data-residency': { allowed: `{'internal': ${classes}}`, known: "['internal']" },
    'team-limits': { deployers: '[]', teams: `{'${team.name}': ${JSON.stringify(team.egress.map(({ cidr }) => cidr))}}` },
  }[name];
  if (!own) return template;
  const variables = template.spec.variables.map(each => ({ ...each, expression: own[each.name] ?? each.expression }));
  return { ...template, spec: { ...template.spec, variables } };
}

// Namespace and quota of a team: a share of all that the cluster's pools advertise.
export function namespaceOf(name, team, platform, devices = 64) {
  const labels = { 'ai-platform/team': team.name, 'ai-platform/cost-centre': team.costCentre, 'ai-platform/data-class': team.dataClass };
  const hard = Object.fromEntries(platform.gpus.map(({ resource }) => [`requests.${resource}`, String(devices)]));
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team', namespace: name }, spec: { hard } },
  ];
}

// What a quota leaves no room for, when these pods run: as the API server adds up what they request, which is their limit where they say no more.
export function overQuota(quota, specs, storage = []) {
  const used = { 'requests.storage': storage.reduce((sum, size) => sum + quantity(size), 0) };
  for (const container of specs.flatMap(spec => [...spec.containers, ...(spec.initContainers ?? []).filter(each => each.restartPolicy === 'Always')])) {
    for (const [resource, amount] of Object.entries({ ...container.resources?.limits, ...container.resources?.requests })) {
      used[`requests.${resource}`] = (used[`requests.${resource}`] ?? 0) + quantity(amount);
    }
  }
  return Object.keys(quota.spec.hard).filter(key => (used[key] ?? 0) > quantity(quota.spec.hard[key]));
}

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
const units = { m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 };

function quantity(text) {
  const [, number, unit] = String(text).match(/^([0-9.]+)([a-zA-Z]*)$/) ?? [];
  if (number === undefined || (unit && !units[unit])) throw new Error(`"${text}" is not a quantity`);
  return Number(number) * (units[unit] ?? 1);
}
