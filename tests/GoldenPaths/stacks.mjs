// Runs the paved roads as the teams of a stack would: node stacks.mjs PLAN, where PLAN is what "plan <stack> --out" wrote.
// Each example is rendered with what the program tells of a cluster and a team, and held against what the plan puts there: the policies with their
// parameters, the level of pod security and the quota of the team's namespace. Not every example is for every team: a cluster may have nothing for it, a
// quota no room, and lists of the stack may not have its images or classes of storage. But every team with GPUs has one that is let in.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { request, reviews, stop } from '../Policies/engines.mjs';
import { documents, policies } from '../Policies/plan.mjs';
import { render } from './helm.mjs';
import { overQuota } from './pack.mjs';
import { podsIn } from './pods.mjs';
import { restricted } from './restricted.mjs';
import { misfits, platformMisfits } from './schemas.mjs';

const [plan] = process.argv.slice(2);
const roads = join(import.meta.dirname, '../../golden-paths');
const examples = readdirSync(roads).filter(road => road !== 'lib').flatMap(road => readdirSync(join(roads, road, 'examples'))
  .map(file => ({ road, name: file.replace(/\.yaml$/, ''), file: join(roads, road, 'examples', file) })));
const failed = [], counts = { admitted: 0, 'not on this cluster': 0, 'over the quota': 0, 'not in a list of the stack': 0, 'refused outside a road': 0 };
// Signatures are asked of a registry, which is not here.
const lists = ['allowed-registries', 'data-residency', 'gpu-images'], unknown = ['image-signatures'];

for (const cluster of readdirSync(plan).filter(name => existsSync(join(plan, name, 'teams')))) {
  const own = documents(join(plan, cluster, 'manifests.yaml'));
  for (const teamFile of readdirSync(join(plan, cluster, 'teams')).map(name => join(plan, cluster, 'teams', name))) {
    const values = parse(readFileSync(teamFile, 'utf8')), team = values.team.name;
    failed.push(...platformMisfits(values).map(text => `${teamFile}: ${text}`));
    const home = own.find(object => object.kind === 'Namespace' && object.metadata.name === team);
    const quota = own.find(object => object.kind === 'ResourceQuota' && object.metadata.namespace === team);
    const level = home.metadata.labels['pod-security.kubernetes.io/enforce'];
    const inventory = own.filter(object => ['Namespace', 'ResourceQuota'].includes(object.kind));
    const rendered = [];
    for (const { road, name, file } of examples) {
      const { objects, refusal } = render(join(roads, road), name, team, [teamFile, file]);
      if (refusal) {
        counts['not on this cluster']++;
        continue;
      }
      const where = `${cluster}: ${road}/${name} of ${team}`, pods = objects.flatMap(object => [...podsIn(object)].map(template => ({
        apiVersion: 'v1', kind: 'Pod', spec: template.spec, metadata: { ...template.metadata, name: object.metadata.name, namespace: team },
      })));
      failed.push(...objects.flatMap(misfits).map(text => `${where}: ${text}`));
      if (level === 'restricted') failed.push(...pods.flatMap(pod => restricted(pod.spec)).map(text => `${where}: restricted: ${text}`));
      rendered.push({ where, pods, objects: [...objects, ...pods], over: overQuota(quota, pods.map(pod => pod.spec)).length > 0, unlisted: false });
    }
    await held(rendered.flatMap(example => example.objects.map(object => ({ example, object }))), own, inventory, ({ example }, said) => {
      const listed = said.filter(text => lists.includes(text.split(':')[0]));
      example.unlisted ||= listed.length > 0;
      failed.push(...said.filter(text => !listed.includes(text)).map(text => `${example.where}: ${text}`));
    });
    rendered.forEach(({ over, unlisted }) => counts[over ? 'over the quota' : unlisted ? 'not in a list of the stack' : 'admitted']++);
    const admitted = rendered.filter(({ over, unlisted }) => !over && !unlisted);
    const gpus = Object.entries(quota.spec.hard).some(([key, amount]) => /nvidia|deviceclass/.test(key) && amount !== '0');
    if (gpus && !admitted.length) failed.push(`${cluster}: ${team} has GPUs, and no example of a road is let in`);

    // A pod of a road, off it: in a namespace without a quota, with all rights on its node, and with every GPU by a variable.
    const pod = admitted.flatMap(({ pods }) => pods).find(one => one.spec.tolerations?.length);
    if (!pod) continue;
    const off = {
      'gpu-quota': one => { one.metadata.namespace = 'nobody'; },
      'host-access': one => { one.spec.containers[0].securityContext.privileged = true; },
      'gpu-isolation': one => { (one.spec.containers[0].env ??= []).push({ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }); },
      'allowed-registries': one => { one.spec.containers[0].image = 'registry.elsewhere.example/vllm:latest'; },
    };
    await held(Object.entries(off).map(([policy, change]) => {
      const object = structuredClone(pod);
      change(object);
      return { policy, object };
    }), own, inventory, ({ policy }, said) =>
      said.some(text => text.startsWith(`${policy}: `)) ? counts['refused outside a road']++
        : failed.push(`${cluster}: ${policy} lets a pod of ${team} off the road: ${said.join('; ') || 'nobody refuses it'}`));
  }
}
stop();
failed.forEach(line => console.error(line));
console.log(Object.entries(counts).map(([what, number]) => `${number} ${what}`).join(', ') + `, ${failed.length} failed`);
process.exitCode = failed.length || !counts.admitted || !counts['refused outside a road'] ? 1 : 0;

// What the policies of the plan say of each object that the API server would ask them about.
async function held(items, own, inventory, tell) {
  const asked = items.map(item => ({ ...item, request: request(item.object), said: [] })).filter(item => item.request.resource.resource);
  for (const [name, template, parameters] of policies(own)) {
    if (unknown.includes(name)) continue;
    const kinds = parameters && own.find(one => one.metadata.name === name && one.spec?.match).spec.match.kinds.flatMap(match => match.kinds);
    const its = asked.filter(({ object }) => !kinds || kinds.includes(object.kind));
    const found = await reviews(template, its.map(({ request }) => ({ request, parameters, inventory })));
    its.forEach((item, index) => item.said.push(...found[index].map(text => `${name}: ${text}`)));
  }
  asked.forEach(item => tell(item, item.said));
}
