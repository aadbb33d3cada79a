// What holds of every road, whatever it renders: its chart is named, and its values are described without a gap.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export function faults(road) {
  const schema = JSON.parse(readFileSync(join(road, 'values.schema.json'), 'utf8')), values = parse(readFileSync(join(road, 'values.yaml'), 'utf8'));
  const chart = parse(readFileSync(join(road, 'Chart.yaml'), 'utf8'));
  return [
    ...chart.type === 'application' && chart.version && chart.description ? [] : ['Chart.yaml: type, version or description is missing'],
    ...['platform', 'team'].filter(name => !schema.required?.includes(name)).map(name => `values.schema.json: ${name} is not required`),
    ...described(schema, ''), ...unknown(values, schema, ''),
  ];
}

// Whatever has members lists all of them, and each says what it is.
function described({ properties, items }, path) {
  const found = Object.entries(properties ?? {}).flatMap(([name, member]) => [
    ...member.description || member.properties ? [] : [`values.schema.json: ${path}${name} is not described`],
    ...member.properties && member.additionalProperties !== false ? [`values.schema.json: ${path}${name} takes any member`] : [],
    ...described(member, `${path}${name}.`),
  ]);
  return items ? [...found, ...described(items, `${path}[].`)] : found;
}

// Every value with a default is in the schema.
function unknown(values, { properties = {} }, path) {
  return Object.entries(values ?? {}).flatMap(([name, value]) => (properties[name]
    ? isMap(value) ? unknown(value, properties[name].properties ? properties[name] : { properties: value }, `${path}${name}.`) : []
    : [`values.yaml: ${path}${name} is not in the schema`]));
}

const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value);
