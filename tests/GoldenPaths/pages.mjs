// The parts of docs that are made from what Helm rendered: the table of docs/portability.md, and in docs/golden-paths.md the kinds that an example
// becomes, between <!-- ROAD/EXAMPLE/CLUSTER --> and <!-- /… -->. ACCEPT_DOCS=1 writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../../docs');

// Which objects and members of one service differ between clusters. Nothing where the page has the table, otherwise what to do.
export function table(clusters) {
  const missing = clusters.filter(([, objects]) => !objects).map(([name]) => name);
  return missing.length ? [`the example chat was not rendered for ${missing}`] : part('portability.md', 'portability', lines(clusters));
}

// The kinds of every example that docs/golden-paths.md shows and that was rendered; what is shown of roads that were not asked for is left as it is.
export function kinds(rendered) {
  const shown = readFileSync(join(docs, 'golden-paths.md'), 'utf8').matchAll(/<!-- (([a-z-]+)\/([^/ ]+)\/([^/ ]+)) -->/g);
  return [...shown].filter(([, key]) => rendered.has(key)).flatMap(([, key, road, example, cluster]) => part('golden-paths.md', key, [
    '```console',
    `$ helm template ${example} golden-paths/${road} --namespace vision --values tests/GoldenPaths/platforms/${cluster}.yaml \\`,
    `    --values tests/GoldenPaths/team.yaml --values golden-paths/${road}/examples/${example}.yaml | grep '^kind:' | sort | uniq -c`,
    ...counted(rendered.get(key).map(object => object.kind)), '```',
  ]));
}

// As uniq -c prints it.
const counted = words => [...new Set(words)].sort()
  .map(word => `${String(words.filter(each => each === word).length).padStart(7)} kind: ${word}`);

function part(page, name, content) {
  const file = join(docs, page), text = readFileSync(file, 'utf8'), begin = `<!-- ${name} -->`, end = `<!-- /${name} -->`;
  const from = text.indexOf(begin), to = text.indexOf(end);
  if (from < 0 || to < from) return [`docs/${page} has no ${begin} and ${end}`];
  const wanted = `${text.slice(0, from)}${begin}\n${content.join('\n')}\n${text.slice(to)}`;
  if (wanted === text) return [];
  if (!process.env.ACCEPT_DOCS) return [`docs/${page}: ${name} is not what was rendered; ACCEPT_DOCS=1 node tests/GoldenPaths/render.mjs writes it`];
  writeFileSync(file, wanted);
  return [];
}

function lines(clusters) {
  const rows = [], all = new Map();
  clusters.forEach(([, objects], column) => objects.forEach(object => {
    const key = `${object.kind} \`${object.metadata.name}\``;
    if (!all.has(key)) all.set(key, clusters.map(() => undefined));
    all.get(key)[column] = object;
  }));
  const columns = clusters.map((_, column) => column);
  for (const [key, values] of [...all].sort(([one], [other]) => (one < other ? -1 : 1))) compare(key, [], values, columns, rows);
  const row = cells => `| ${cells.join(' | ')} |`;
  return [row(['object', 'member', ...clusters.map(([name]) => name)]), row(['---', '---', ...clusters.map(() => '---')]), ...rows.map(row)];
}

// Goes down as far as the values of these columns differ; a cluster that lacks an object or a member is not asked for what is below it.
function compare(object, path, values, columns, rows) {
  const present = columns.filter(column => values[column] !== undefined);
  const differs = present.some(column => JSON.stringify(values[column]) !== JSON.stringify(values[present[0]]));
  const show = shown => rows.push([object, path.length ? `\`${path.join('.')}\`` : '',
    ...values.map((value, column) => (!columns.includes(column) ? '' : value === undefined ? '–' : shown(value)))]);
  const maps = values.map(mapped), deeper = differs && present.every(column => isMap(maps[column]));
  if (present.length < columns.length) show(deeper ? () => 'yes' : cell);
  else if (differs && !deeper) show(cell);
  if (!deeper) return;
  for (const member of new Set(present.flatMap(column => Object.keys(maps[column])))) {
    compare(object, [...path, member], maps.map(value => value?.[member]), present, rows);
  }
}

const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value);

// Lists of maps are maps, by the names of their items, or by their places.
const mapped = value => (Array.isArray(value) && value.length && value.every(isMap)
  ? Object.fromEntries(value.map((item, place) => [item.name ?? place, item])) : value);

const cell = value => (typeof value === 'object' && JSON.stringify(value).length > 60 ? 'yes' : `\`${brief(value)}\``);
const brief = value => (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('|', '\\|').replace(/@sha256:[0-9a-f]+/, '@…');
