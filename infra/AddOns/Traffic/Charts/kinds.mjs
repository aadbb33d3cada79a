// Writes the kinds of a chart in this folder from their definitions.
//
//   npm install yaml@2.8.1 --no-save && node kinds.mjs <chart> <definitions.yaml>...
//
// The chart is one of this folder, or the path of another from here. The kinds are complete but for their documentation, which is two
// thirds of them: Helm keeps a release in a secret of at most 1 MiB. They stay when the chart goes, and with them what teams have made of
// them. One object is one line, so that a new version can be compared. Kinds that a webhook converts get its authority from cert-manager:
// the chart has a Certificate with the name of the webhook's service.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

const [chart, ...sources] = process.argv.slice(2);
if (!sources.length) throw new Error("name a chart of this folder and the files to read");

/** The same without texts named description, of which a property of that name is none. */
function undocumented(node) {
  if (Array.isArray(node)) return node.map(undocumented);
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(([name, value]) => name !== "description" || typeof value !== "string");
  return Object.fromEntries(kept.map(([name, value]) => [name, undocumented(value)]));
}

function written({ status, ...object }) {
  const { creationTimestamp, ...metadata } = object.metadata;
  const service = object.spec?.conversion?.webhook?.clientConfig.service;
  const authority = service && { "cert-manager.io/inject-ca-from": `${service.namespace}/${service.name}` };
  const annotations = { ...metadata.annotations, ...authority, "helm.sh/resource-policy": "keep" };
  const text = JSON.stringify(undocumented({ ...object, metadata: { ...metadata, annotations } }));
  if (text.includes("{{")) throw new Error(`${metadata.name} would be taken for a template`);
  return `---\n${text}\n`;
}

const objects = sources
  // A chart may put a condition around the whole file.
  .map((source) => readFileSync(source, "utf8").replace(/^\{\{-? .*\}\}\n?/gm, ""))
  .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS({ maxAliasCount: -1 })))
  .filter(Boolean);
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), chart, "templates/kinds.yaml"), objects.map(written).join(""));
