// A strict check of objects, unknown members refused: kinds of Kubernetes and custom resources by the trimmed definitions in sdk/schemas, and those
// that only the roads make by the ones in crds/.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const schemas = join(import.meta.dirname, '../../sdk/schemas');
const read = file => JSON.parse(readFileSync(file, 'utf8'));
// Patterns of custom resources are written for RE2, which knows (?i).
const regExp = pattern => new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? 'i' : '');
regExp.code = 'regExp';
const ajv = new Ajv({ allErrors: true, strict: false, logger: false, code: { regExp } });
const compiled = new Map();

// The package schema of Pulumi: a kind has inputs, a type has properties, each points to types.
const core = read(join(schemas, 'kubernetes.json'));
ajv.addSchema({
  $id: 'core',
  types: Object.fromEntries(Object.entries(core.types).map(([name, type]) => [name, closed(type.properties ?? {}, type.required)])),
});

function closed(properties, required = []) {
  return { type: 'object', additionalProperties: false, properties: pointing(properties), required };
}

function pointing(value) {
  if (Array.isArray(value)) return value.map(pointing);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'description').map(([name, item]) => {
    if (name !== '$ref' || typeof item !== 'string') return [name, pointing(item)];
    if (item.startsWith('pulumi.json#/')) return ['type', ['object', 'array', 'string', 'number', 'boolean', 'null']];
    return [name, `core#/types/${encodeURIComponent(item.slice('#/types/'.length)).replaceAll('%2F', '~1')}`];
  }));
}

// The definition of a custom resource: closed unless it says otherwise.
function structural(schema) {
  if (Array.isArray(schema)) return schema.map(structural);
  if (!schema || typeof schema !== 'object') return schema;
  const result = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name,
    name === 'properties' ? Object.fromEntries(Object.entries(value).map(([member, item]) => [member, structural(item)])) : structural(value)]));
  if (schema['x-kubernetes-int-or-string']) result.type = ['integer', 'string'];
  if (schema.properties && result.additionalProperties === undefined && !schema['x-kubernetes-preserve-unknown-fields']) result.additionalProperties = false;
  return result;
}

const metadata = { $ref: 'core#/types/kubernetes:meta~1v1:ObjectMeta' };
const customs = new Map([join(schemas, 'crds'), join(import.meta.dirname, 'crds')]
  .flatMap(folder => readdirSync(folder).map(name => [name, join(folder, name)])));

function schemaOf({ apiVersion, kind }) {
  const token = `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
  if (core.resources[token]) return closed(core.resources[token].inputProperties, core.resources[token].requiredInputs);
  const file = `${apiVersion.replace('/', '_')}_${kind}.json`;
  if (!customs.has(file)) return null;
  const own = structural(read(customs.get(file)));
  own.properties = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata, ...own.properties };
  own.additionalProperties = false;
  return own;
}

// Whatever does not fit, a line each.
export function misfits(object) {
  const key = `${object.apiVersion} ${object.kind}`;
  if (!compiled.has(key)) {
    const schema = schemaOf(object);
    compiled.set(key, schema && ajv.compile(schema));
  }
  return failures(compiled.get(key), object, 'no schema of this kind in sdk/schemas or tests/GoldenPaths');
}

const pod = ajv.compile({ $ref: 'core#/types/kubernetes:core~1v1:PodSpec' });

// The pod in a template, which a custom resource may leave open.
export const podMisfits = spec => failures(pod, spec);

// What the program writes for the roads, by the schema that says what that is.
const written = ajv.compile(read(join(import.meta.dirname, '../../golden-paths/lib/platform.schema.json')));
export const platformMisfits = values => failures(written, values);

function failures(validate, value, missing) {
  if (!validate) return [missing];
  return validate(value) ? [] : validate.errors.map(({ instancePath, message, params }) =>
    `${instancePath || '/'} ${message}${params.additionalProperty ? ` (${params.additionalProperty})` : ''}`);
}
