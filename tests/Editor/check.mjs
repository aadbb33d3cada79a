// The stack files as an editor shows them: without a complaint as they are, with one on the right line for a mistake, and with the keys
// of a cluster where one is written.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Server } from "./server.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const uri = (stack) => pathToFileURL(resolve(root, `Pulumi.${stack}.yaml`)).href;
const text = (stack) => readFileSync(resolve(root, `Pulumi.${stack}.yaml`), "utf8");
const dev = text("dev");
const shown = (diagnostics) => diagnostics.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`);

// A mistake in Pulumi.dev.yaml, and the line on which it is.
const mistakes = [
  ["network: { cidr: 10.10.0.0/16, zones: 2,", "network: { cidr: 10.10.0.0/16, zonez: 2,", /zonez/],
  ["capacity: spot", "capacity: spott", /spot/],
  ["deletionProtection: false", "deletionProtection: maybe", /boolean/],
];

const server = new Server();
const timer = setTimeout(() => {
  console.error("The language server did not answer within 20 seconds.");
  process.exit(1);
}, 20_000);
try {
  await server.start(pathToFileURL(root).href);
  for (const stack of ["dev", "prod", "local"]) {
    assert.deepEqual(shown(await server.diagnose(uri(stack), text(stack))), [], `Pulumi.${stack}.yaml`);
  }

  for (const [index, [right, wrong, message]] of mistakes.entries()) {
    const line = dev.slice(0, dev.indexOf(right)).split("\n").length;
    assert.ok(dev.includes(right), `Pulumi.dev.yaml has no "${right}" to spoil.`);
    const found = shown(await server.diagnose(uri(`mistake-${index}`), dev.replace(right, wrong)));
    assert.equal(found.length, 1, `"${wrong}" is one mistake, not:\n${found.join("\n")}`);
    assert.match(found[0], new RegExp(`^line ${line}: `));
    assert.match(found[0], message);
  }

  // A new line below the name of the first cluster.
  const lines = dev.split("\n");
  const at = lines.findIndex((line) => line.includes("name: frankfurt")) + 1;
  const written = [...lines.slice(0, at), "      ", ...lines.slice(at)].join("\n").replace("      pools:", "      # pools:");
  await server.diagnose(uri("written"), written);
  const offered = await server.complete(uri("written"), at, 6);
  for (const key of ["pools", "parallelPulls", "systemPool"]) {
    assert.ok(offered.includes(key), `A cluster of EKS has "${key}", but an editor offers only: ${offered.join(", ")}.`);
  }

  assert.ok(!offered.includes("distribution"), "A cluster of EKS has no distribution, but an editor offers it.");
  console.log(`The language server takes the three stack files, finds ${mistakes.length} mistakes, and offers the keys of a cluster.`);
} finally {
  clearTimeout(timer);
  server.stop();
}
