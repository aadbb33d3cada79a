// What a road promises: promises/<road>.yaml has for an example on a cluster, with further values, what stands at a path of an object of a kind;
// null is nothing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { render } from './helm.mjs';

const folder = join(import.meta.dirname, 'promises');

// For each promise of a road: where it stands, and what breaks it. The files of an example on a cluster are given by files(on, example).
export function promises(road, chart, namespace, files, scratch) {
  const file = join(folder, `${road}.yaml`), given = join(scratch, 'given.yaml');
  if (!existsSync(file)) return [];
  return parse(readFileSync(file, 'utf8')).map(({ on, example, values = {}, of, at, is }) => {
    writeFileSync(given, stringify(values));
    const { objects, refusal } = render(chart, example, namespace, [...files(on, example), given]);
    const found = objects?.filter(object => object.kind === of).map(object => at.reduce((value, key) => value?.[key], object));
    const kept = objects && (found.length ? found.every(value => isDeepStrictEqual(value ?? null, is)) : is === null);
    return { where: `${road}/${example} on ${on}, ${JSON.stringify(values)}: ${of} ${at.join('.')}`, breaks: kept ? [] : [refusal ?? JSON.stringify(found)] };
  });
}
