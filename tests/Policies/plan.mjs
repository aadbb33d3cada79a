// What a plan puts on a cluster, as "plan <stack> --out" writes it.
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

export const documents = file => parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS()).filter(object => object?.kind);

// Policies of a plan with the parameters of their constraints, without exemptions; those of the API server have theirs in themselves.
export function* policies(own) {
  for (const policy of own.filter(object => object.kind === 'ValidatingAdmissionPolicy' && object.metadata.name.startsWith('platform-'))) {
    yield [policy.metadata.name.slice('platform-'.length), policy];
  }
  for (const template of own.filter(object => object.kind === 'ConstraintTemplate')) {
    const constraint = own.find(object => object.kind === template.spec.crd.spec.names.kind);
    yield [constraint.metadata.name, template, { ...constraint.spec.parameters, exemptions: [] }];
  }
}
