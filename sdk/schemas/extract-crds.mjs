// Writes the trimmed schemas of custom resources in crds/ from their definitions.
//
//   node extract-crds.mjs <folder> [<home>]   a folder of CustomResourceDefinitions as YAML or JSON files, and that of crds.json and crds/,
//                                             which is this one: tests/GoldenPaths has those that only the paved roads make
//
// crds.json names the kinds to take and where each definition comes from: `helm template --include-crds` of the chart, or the
// repository at its commit. Kept is what decides whether an object fits: members, types, what is required, listed values, limits.
// Documentation, defaults, status and CEL rules are left out, and so is the template that each generator of an ApplicationSet may have
// beside that of the set: written out thirty times, it is nine tenths of the definition. Of an EnvoyProxy, only what the program sets is
// looked into; the pods in what is made of pods are left open, because whoever checks one holds them against the schema of a pod. A kind
// without a definition, and a construct that cannot be kept, stop the run.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { format } from "./format.mjs";

const home = process.argv[3] ?? dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? fail("name the folder of definitions");

const kept = [
  "type", "required", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems", "minProperties", "maxProperties",
  "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields",
];
const dropped = [
  "default", "description", "example", "format", "nullable", "oneOf", "title", "x-kubernetes-list-map-keys", "x-kubernetes-list-type",
  "x-kubernetes-map-type", "x-kubernetes-validations",
];

function fail(message) {
  throw new Error(message);
}

function sorted(object, convert) {
  return Object.fromEntries(Object.keys(object).sort().map((name) => [name, convert(object[name], name)]));
}

const open = [
  /\.generators\[\].*\.template$/,
  /^EnvoyProxy\.spec\.(?!provider$)[^.]+$/,
  /^LeaderWorkerSet\..*\.(leader|worker)Template\.spec$/,
  /^JobSet\..*\.template\.spec\.template\.spec$/,
  /^RayJob\..*\.(template|submitterPodTemplate)\.spec$/,
  /^Sandbox(Template)?\.spec\.podTemplate\.spec$/,
  /^EnvoyProxy\..*\.(affinity|env|envoyDaemonSet|envoyHpa|host|initContainers|patch|volumeMounts|volumes)(\[\])?$/,
];

function trim(schema, path) {
  if (schema.type === "object" && open.some((each) => each.test(path))) return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  const result = {};
  for (const [name, value] of Object.entries(schema)) {
    if (kept.includes(name)) result[name] = value;
    else if (name === "properties") result[name] = sorted(value, (each, property) => trim(each, `${path}.${property}`));
    else if (name === "items") result[name] = trim(value, `${path}[]`);
    else if (name === "additionalProperties") result[name] = value === true || trim(value, `${path}{}`);
    else if (["allOf", "anyOf"].includes(name) && schema["x-kubernetes-int-or-string"]) continue;
    // Generated where a type and its use say the same.
    else if (name === "allOf") value.forEach((each) => Object.assign(result, trim(each, path)));
    else if (!dropped.includes(name)) fail(`${path} has ${name}, which is neither kept nor dropped`);
  }
  return sorted(result, (each) => each);
}

/** The members of an object that each kind has for itself: all but the envelope, which is the same everywhere, and the status. */
function own(schema, path) {
  const { apiVersion, kind, metadata, status, ...properties } = schema.properties;
  const required = (schema.required ?? []).filter((name) => name in properties);
  return { type: "object", ...(required.length ? { required } : {}), properties: trim({ properties }, path).properties };
}

/** What every constraint has beside the parameters of its template: Gatekeeper's createSchema in frameworks/constraint/pkg/client/crds,
 * with the match of its mutators, which is the same Go type, and the actions of its pkg/util/enforcement_action.go. */
function constraint(definition) {
  const { match } = definition("mutations.gatekeeper.sh/v1", "Assign").properties.spec.properties;
  const names = { type: "array", items: { type: "object", properties: { name: { type: "string" } } } };
  const scoped = { type: "object", properties: { action: { type: "string" }, enforcementPoints: names } };
  const spec = {
    match,
    enforcementAction: { type: "string", enum: ["deny", "dryrun", "scoped", "warn"] },
    scopedEnforcementActions: { type: "array", items: scoped },
  };
  return { type: "object", properties: { spec: trim({ type: "object", properties: spec }, "constraint") } };
}

const documents = readdirSync(folder).sort()
  .filter((file) => /\.(json|ya?ml)$/.test(file))
  .flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return file.endsWith(".json") ? [JSON.parse(text)] : parseAllDocuments(text).map((each) => each.toJS());
  })
  .filter((each) => each?.kind === "CustomResourceDefinition");

function definition(apiVersion, kind) {
  const [group, version] = apiVersion.split("/");
  const found = documents.filter(({ spec }) => spec.group === group && spec.names.kind === kind);
  if (found.length !== 1) fail(`${found.length} definitions of ${apiVersion} ${kind} in ${folder}`);
  const served = found[0].spec.versions.find((each) => each.name === version && each.served);
  return served?.schema.openAPIV3Schema ?? fail(`${kind} has no served version ${apiVersion}`);
}

rmSync(join(home, "crds"), { recursive: true, force: true });
mkdirSync(join(home, "crds"));
const { $comment, ...groups } = JSON.parse(readFileSync(join(home, "crds.json"), "utf8"));
for (const [apiVersion, { from, kinds }] of Object.entries(groups)) {
  const write = (name, schema) => writeFileSync(join(home, "crds", `${apiVersion.replace("/", "_")}${name}.json`), `${format(schema)}\n`);
  if (apiVersion.startsWith("constraints.")) write("", constraint(definition));
  for (const kind of kinds) write(`_${kind}`, own(definition(apiVersion, kind), kind));
  console.log(`${apiVersion}: ${kinds.join(", ") || "every constraint"} (${from})`);
}
