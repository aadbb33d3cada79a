// Runs the suites of infra/Policies (the format of "gator verify") with real policy engines: node verify.mjs [policy...]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { request, reviews, stop } from './engines.mjs';

const root = join(import.meta.dirname, '../../infra/Policies');
const wanted = process.argv.slice(2);
let passed = 0, failed = 0;
for (const name of readdirSync(root).filter(name => existsSync(join(root, name, 'suite.yaml')) && (!wanted.length || wanted.includes(name)))) {
  const read = file => parse(readFileSync(join(root, name, file), 'utf8'));
  for (const test of read('suite.yaml').tests) {
    const parameters = test.constraint ? read(test.constraint).spec.parameters : undefined;
    const asked = test.cases.flatMap(sample => sample.assertions.map(assertion => ({
      sample, wanted: /^(yes|true)$/.test(String(assertion.violations ?? 'yes')), message: assertion.message ?? '', parameters,
      request: request(read(sample.object)), inventory: (sample.inventory ?? []).map(read),
    })));
    const found = await reviews(read(test.template), asked);
    asked.forEach(({ sample, wanted, message }, index) => {
      const refused = found[index].some(text => text === 'refused' || new RegExp(message).test(text));
      if (refused === wanted) { passed++; return; }
      failed++;
      console.error(`${name}: ${sample.name} is ${refused ? 'refused' : 'let in'}${message ? ` with "${message}"` : ''}: ${found[index].join('; ')}`);
    });
  }
}
stop();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
