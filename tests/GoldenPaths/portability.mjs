// The table of docs/portability.md: which objects and members of one service differ between clusters, made from what Helm rendered.
import { readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- portability -->', end = '<!-- /portability -->';

// Nothing where the page has the table, otherwise what to do. ACCEPT_DOCS=1 writes it.
export function table(page, clusters) {
  const missing = clusters.filter(([, objects]) => !objects).map(([name]) => name);
  if (missing.length) return [`the example chat was not rendered for ${missing}`];
  const text = readFileSync(page, 'utf8'), from = text.indexOf(begin), to = text.indexOf(end);
  if (from < 0 || to < from) return [`it has no ${begin} and ${end}`];
  const wanted = `${text.slice(0, from)}${begin}\n${lines(clusters).join('\n')}\n${text.slice(to)}`;
  if (wanted === text) return [];
  if (process.env.ACCEPT_DOCS) {
    writeFileSync(page, wanted);
    return [];
  }
  return ['its table is not what was rendered; ACCEPT_DOCS=1 node tests/GoldenPaths/render.mjs writes it'];
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
