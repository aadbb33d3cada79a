// Brings replacements.json up to date with the full schemas of the packages.
//
//   pulumi package get-schema aws@7.48.0 > <folder>/aws.json      and the same for the other packages, where there is a Pulumi CLI
//   npm run refresh-replacements -- <folder>
//
// A full schema marks most of the inputs that replace a resource (willReplaceOnChanges, replaceOnChanges); typings do not. It does not mark
// what only the provider's code knows: plan modifiers, CustomizeDiff, paths of Azure ids, the objects of Kubernetes. So a mark adds an input
// to the table and never removes one; what stands in the table alone is printed, to be compared with the source that the table names.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "./format.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? fail("name the folder of the full schemas"));
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const table = readJson(join(here, "replacements.json"));
const tokens = readJson(join(here, "resources.json"));

function fail(message) {
  throw new Error(message);
}

/** The paths of the inputs that are marked, down to nested types; a type that contains itself is followed once. */
function marked(schema, properties, path = [], seen = []) {
  return Object.entries(properties ?? {}).flatMap(([name, property]) => {
    if (property.willReplaceOnChanges || property.replaceOnChanges) return [[...path, name].join(".")];
    const type = (property.items ?? property).$ref?.replace(/^#\/types\//, "");
    if (!type || seen.includes(type)) return [];
    return marked(schema, schema.types?.[decodeURIComponent(type)]?.properties, [...path, name], [...seen, type]);
  });
}

const covers = (known, path) => known.some((each) => path === each || path.startsWith(`${each}.`));

for (const [name, names] of Object.entries(tokens)) {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) continue;
  const schema = readJson(file);
  for (const token of names.filter((each) => schema.resources[each])) {
    const entry = (table[name].resources[token] ??= { replace: [] });
    const paths = marked(schema, schema.resources[token].inputProperties);
    const known = [entry.replace, entry.replaceIfRemoved, entry.replaceIfAddedOrRemoved, entry.replaceIfSmaller].flatMap((each) => each ?? []);
    const added = paths.filter((path) => !covers(known, path));
    entry.replace = [...entry.replace, ...added].sort();
    const alone = known.filter((path) => !paths.includes(path));
    if (added.length > 0) console.log(`${token}: added ${added.join(", ")}`);
    if (alone.length > 0) console.log(`${token}: not marked ${alone.join(", ")}`);
  }
}

writeFileSync(join(here, "replacements.json"), `${format(table)}\n`);
