/** JSON with two spaces, an object or array on one line where that fits, so that one changed property is one changed line. */
export function format(value, indent = "", column = indent.length) {
  const flat = flatten(value);
  if (column + flat.length < 140 || value === null || typeof value !== "object") return flat;
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((each) => ["", each])
    : Object.entries(value).map(([key, each]) => [`${JSON.stringify(key)}: `, each]);
  const lines = entries.map(([key, each]) => `${deeper}${key}${format(each, deeper, deeper.length + key.length)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

function flatten(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatten).join(", ")}]`;
  if (Object.keys(value).length === 0) return "{}";
  return `{ ${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${flatten(each)}`).join(", ")} }`;
}
