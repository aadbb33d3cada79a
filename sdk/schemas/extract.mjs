// Writes the trimmed package schemas of this folder, and the names of all types beside them, from the typings of Pulumi's npm packages.
//
//   npm run refresh              installs the packages named in package.json here and rewrites every schema
//   node extract.mjs --packages <node_modules>      the same from packages that are installed elsewhere
//
// resources.json names the resources and functions to take; every type that they reach comes along. What typings
// cannot tell (integer or double, C# names, nested secrets) is in overrides.json, each entry with its reason.
// Documentation is left out. An override that no longer matches anything, a token that does not exist, and a
// construct that cannot be read each stop the run.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "./format.mjs";
import { names } from "./names.mjs";
import { typings } from "./typings.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const flag = process.argv.indexOf("--packages");
const packages = resolve(flag < 0 ? join(here, "node_modules") : process.argv[flag + 1]);
const ts = createRequire(join(packages, "package.json"))("typescript");
const { parse, descendants, deprecation, interfaces, literal, facts } = typings(ts);

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
const fail = (message) => { throw new Error(message); };
const camel = (name) => name[0].toLowerCase() + name.slice(1);
const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const ref = (token) => ({ $ref: `#/types/${token}` });

class Extractor {
  constructor(name, tokens, overrides) {
    Object.assign(this, { name, tokens, overrides, used: new Set(), types: {}, pending: [] });
    this.root = join(packages, "@pulumi", name);
    this.manifest = readJson(join(this.root, "package.json"));
    this.attribution = `Derived from the typings of @pulumi/${name} ${this.manifest.version}, ${this.manifest.license}; see NOTICE.`;
    this.inputs = interfaces(join(this.root, "types/input.d.ts"));
    this.outputs = interfaces(join(this.root, "types/output.d.ts"));
    this.nestedDefaults = this.readNestedDefaults();
    this.module = new RegExp(`^${overrides.moduleFormat}$`);
    // networking/v1 in the typings is networking.k8s.io/v1 in tokens
    this.longModule = Object.fromEntries(Object.keys(overrides.language.namespaces).map((each) => [this.shortModule(each), each]));
  }

  shortModule(module) {
    return module.replace(/^([^./]+)\.[^/]*/, "$1");
  }

  /** `types/input.js` has one `xProvideDefaults` function for every nested type with defaults. */
  readNestedDefaults() {
    const file = join(this.root, "types/input.js");
    const found = new Map();
    if (!existsSync(file)) return found;
    const visit = (node, path) => {
      if (ts.isFunctionDeclaration(node) && node.name.text.endsWith("ProvideDefaults")) {
        const object = [...descendants(node)].find(ts.isObjectLiteralExpression);
        const values = object.properties.filter(ts.isPropertyAssignment).map((each) => [each.name.text, facts(each.initializer)]);
        found.set([...path, node.name.text.replace(/ProvideDefaults$/, "")].join(".").toLowerCase(), Object.fromEntries(values));
      } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
        const callee = node.expression.expression;
        if (ts.isParenthesizedExpression(callee) && ts.isFunctionExpression(callee.expression)) {
          const inner = callee.expression;
          inner.body.statements.forEach((each) => visit(each, [...path, inner.parameters[0].name.text]));
        }
      }
    };
    parse(file).statements.forEach((each) => visit(each, []));
    return found;
  }

  /** `eks.ClusterVpcConfig` becomes `aws:eks/ClusterVpcConfig:ClusterVpcConfig`, in the style of the package. */
  typeToken(path) {
    const parts = path.split(".");
    const type = parts.pop();
    const short = parts.join("/") || "index";
    if (this.overrides.moduleFormat.includes("(?:/")) return `${this.name}:${short}/${type}:${type}`;
    return `${this.name}:${this.longModule[short] ?? short}:${type}`;
  }

  /** The schema of a type node, or null for what a schema does not carry (undefined, a resource given by reference). */
  convert(node, shape) {
    if (ts.isParenthesizedTypeNode(node)) return this.convert(node.type, shape);
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword: return { type: "string" };
      case ts.SyntaxKind.NumberKeyword: return { type: "integer" };
      case ts.SyntaxKind.BooleanKeyword: return { type: "boolean" };
      case ts.SyntaxKind.AnyKeyword: return { $ref: "pulumi.json#/Any" };
      case ts.SyntaxKind.UndefinedKeyword: return null;
    }
    if (ts.isLiteralTypeNode(node)) {
      const value = literal(node.literal);
      return { type: typeof value === "number" ? "integer" : typeof value, const: value };
    }
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.convert(node.elementType, shape) };
    if (ts.isTypeLiteralNode(node) && node.members.length === 1 && ts.isIndexSignatureDeclaration(node.members[0])) {
      return { type: "object", additionalProperties: this.convert(node.members[0].type, shape) };
    }
    if (ts.isUnionTypeNode(node)) return this.union(node.types.map((each) => this.convert(each, shape)).filter((each) => each));
    if (ts.isTypeReferenceNode(node)) return this.reference(node, shape);
    return fail(`${this.name}: cannot read the type ${node.getText()}`);
  }

  union(members) {
    const flat = members.flatMap((each) => each.oneOf ?? [each]);
    const unique = [...new Map(flat.map((each) => [JSON.stringify(each), each])).values()];
    if (unique.length === 2 && unique.every((each) => /#\/(Asset|Archive)$/.test(each.$ref))) return { $ref: "pulumi.json#/Asset" };
    return unique.length === 1 ? unique[0] : { oneOf: unique };
  }

  reference(node, shape) {
    const name = node.typeName.getText();
    if (name === "pulumi.Input" || name === "pulumi.Output") return this.convert(node.typeArguments[0], shape);
    if (name === "pulumi.asset.Asset") return { $ref: "pulumi.json#/Asset" };
    if (name === "pulumi.asset.Archive") return { $ref: "pulumi.json#/Archive" };
    if (name === "ARN") return { type: "string" };
    const [space, ...rest] = name.split(".");
    if (space === "enums") return ref(this.takeEnum(rest.join(".")));
    if (space === "inputs" || space === "outputs") return ref(this.takeType(rest.join("."), space === "inputs" ? "input" : "output"));
    if (/^[A-Z]\w*$/.test(name)) return null; // a resource, accepted in TypeScript in place of its name or ARN
    return fail(`${this.name}: cannot read the type reference ${name}`);
  }

  takeEnum(path) {
    const token = this.typeToken(path);
    if (this.types[token]) return token;
    const parts = path.split(".");
    const name = parts.pop();
    const file = join(this.root, "types/enums", ...parts, "index.d.ts");
    for (const statement of parse(file).statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const declaration = statement.declarationList.declarations[0];
      if (declaration.name.text !== name) continue;
      const values = declaration.type.members.map((each) => {
        const value = literal(each.type.literal);
        return each.name.text === value ? { value } : { name: each.name.text, value };
      });
      this.types[token] = { type: typeof values[0].value === "number" ? "integer" : "string", enum: values };
      return token;
    }
    return fail(`${this.name}: no enum ${path} in ${file}`);
  }

  /** A nested type. Inputs and outputs share a token except where the typings name them apart; what is required is what inputs require. */
  takeType(path, shape) {
    const suffixed = this.overrides.argsSuffix && shape === "input";
    const bare = suffixed ? path.replace(/Args$/, "") : path;
    const token = this.typeToken(bare);
    if (this.types[token]) return token;
    const asInput = this.inputs.get(this.overrides.argsSuffix ? `${bare}Args` : bare);
    const asOutput = this.outputs.get(bare);
    if (!asInput && !asOutput) fail(`${this.name}: no type ${path}`);
    const type = (this.types[token] = { type: "object" });
    const defaults = this.nestedDefaults.get((this.overrides.argsSuffix ? `${bare}Args` : bare).toLowerCase()) ?? {};
    Object.assign(type, this.object(token, asInput ?? asOutput, asInput ? "input" : "output", defaults));
    if (asInput && asOutput) {
      for (const member of this.object(token, asOutput, "output", {}, true).extra ?? []) type.properties[member[0]] ??= member[1];
      type.properties = sorted(type.properties);
    }
    return token;
  }

  /** The properties of an interface or class and which of them are required. */
  object(token, node, shape, known = {}, additional = false) {
    const properties = {};
    const required = [];
    for (const member of node.members) {
      if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
      if (member.modifiers?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword)) continue;
      const name = member.name.text;
      const schema = this.convert(member.type, shape) ?? fail(`${token}.${name} has no readable type`);
      const optional = member.questionToken || /\|\s*undefined\s*>?$/.test(member.type.getText());
      properties[name] = this.finish(`${token}.${name}`, { ...schema, ...known[name], ...deprecation(member) });
      if (!optional) required.push(name);
    }
    if (additional) return { extra: Object.entries(properties) };
    return { properties: sorted(properties), ...(required.length ? { required: required.sort() } : {}) };
  }

  /** Applies overrides.json: the suffix of a member that has the name of its class, then the corrections of single properties. */
  finish(path, schema) {
    const [type, property] = path.split(":").at(-1).split(".");
    const { clash } = this.overrides;
    const clashes = clash === "everything" || (clash === "resources" && this.tokens.includes(path.split(".")[0]));
    if (clashes && pascal(property) === type) schema.language = { csharp: { name: `${type}Value` } };
    for (const entry of this.overrides.properties) {
      if (!entry.at.includes(path)) continue;
      this.used.add(`${entry.reason}: ${path}`);
      if (entry.set.$ref) return { ...entry.set };
      Object.assign(schema, entry.set);
    }
    return schema;
  }

  declaration(token) {
    const [, module, name] = token.split(":");
    const style = this.overrides.moduleFormat.includes("(?:/") ? module.replace(/\/[^/]*$/, "") : this.shortModule(module);
    const folder = join(this.root, style === "index" ? "" : style);
    const file = existsSync(folder) && readdirSync(folder).find((each) => each.toLowerCase() === `${name}.d.ts`.toLowerCase());
    return file ? join(folder, file) : fail(`${token}: no ${camel(name)}.d.ts in ${folder}`);
  }

  find(file, kind, name) {
    return parse(file).statements.find((each) => kind(each) && each.name.text === name);
  }

  /** What only the JavaScript constructor knows: constants, defaults, secrets, aliases, replaceOnChanges. */
  constructorFacts(script) {
    const result = { inputs: {}, secrets: [], aliases: [], replaceOnChanges: [] };
    for (const node of descendants(parse(script))) {
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
        const name = /^resourceInputs\["(.+)"\]$/.exec(node.left.getText())?.[1];
        const value = node.right.getText();
        if (name && !/^undefined\b/.test(value) && !/\bstate\?/.test(value)) {
          result.inputs[name] = { ...result.inputs[name], ...facts(node.right) };
        }
      }
      if (ts.isPropertyAssignment(node) && ts.isArrayLiteralExpression(node.initializer)) {
        if (node.name.text === "additionalSecretOutputs") result.secrets = literal(node.initializer);
        if (node.name.text === "aliases") result.aliases = literal(node.initializer);
        if (node.name.text === "replaceOnChanges") result.replaceOnChanges = literal(node.initializer);
      }
    }
    return result;
  }

  resource(token, file, name) {
    const script = file.replace(/\.d\.ts$/, ".js");
    const known = this.constructorFacts(script);
    const args = this.object(token, this.find(file, ts.isInterfaceDeclaration, `${name}Args`), "input", known.inputs);
    const declared = this.find(file, ts.isClassDeclaration, name);
    const outputs = this.object(token, declared, "output");
    const state = this.find(file, ts.isInterfaceDeclaration, `${name}State`);
    for (const secret of known.secrets) outputs.properties[secret] && (outputs.properties[secret].secret = true);
    for (const path of known.replaceOnChanges) {
      const property = outputs.properties[path.replace(/\[\*\]$/, "")] ?? fail(`${token}: cannot place replaceOnChanges ${path}`);
      property.replaceOnChanges = true;
    }
    const aliases = [...new Set(known.aliases.map((each) => each.type))].sort();
    return {
      ...deprecation(declared),
      ...(aliases.length ? { aliases: aliases.map((type) => ({ type })) } : {}),
      inputProperties: args.properties,
      ...(args.required ? { requiredInputs: args.required } : {}),
      properties: outputs.properties,
      ...(outputs.required ? { required: outputs.required } : {}),
      ...(state ? { stateInputs: { type: "object", ...this.object(token, state, "input", this.secretState(known, outputs)) } } : {}),
    };
  }

  /** State is secret where the argument or the output is. */
  secretState(known, outputs) {
    const names = [...Object.keys(known.inputs).filter((name) => known.inputs[name].secret), ...known.secrets];
    return Object.fromEntries(names.filter((name) => outputs.properties[name]).map((name) => [name, { secret: true }]));
  }

  function(token, file, name) {
    const side = (suffix, shape) => {
      const node = this.find(file, ts.isInterfaceDeclaration, `${pascal(name)}${suffix}`);
      return node && { type: "object", ...this.object(token, node, shape) };
    };
    const inputs = side("Args", "input");
    const declared = this.find(file, ts.isFunctionDeclaration, name) ?? fail(`${token}: no function`);
    return { ...deprecation(declared), ...(inputs ? { inputs } : {}), outputs: side("Result", "output") ?? fail(`${token}: no result`) };
  }

  /** A union of objects that a constant tells apart says which one. */
  addDiscriminators(node) {
    if (Array.isArray(node)) return node.forEach((each) => this.addDiscriminators(each));
    if (node === null || typeof node !== "object") return undefined;
    const objects = node.oneOf?.map((each) => [each.$ref, this.types[each.$ref?.replace("#/types/", "")]]);
    if (objects?.length > 1 && objects.every(([, type]) => type?.properties)) {
      const propertyName = Object.keys(objects[0][1].properties).find((each) => objects.every(([, type]) => type.properties[each]?.const));
      if (propertyName) {
        const mapping = Object.fromEntries(objects.map(([key, type]) => [type.properties[propertyName].const, key]));
        node.discriminator = { propertyName, mapping };
      }
    }
    return Object.values(node).forEach((each) => this.addDiscriminators(each));
  }

  run() {
    const resources = {};
    const functions = {};
    for (const token of this.tokens) {
      const name = token.split(":")[2];
      const file = this.declaration(token);
      const script = readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8");
      const isFunction = name === camel(name);
      if (!script.includes(isFunction ? `"${token}"` : `'${token}'`)) fail(`${token} is not the token in ${file}`);
      if (isFunction) functions[token] = this.function(token, file, name);
      else resources[token] = this.resource(token, file, name);
    }
    const provider = this.resource(`pulumi:providers:${this.name}`, join(this.root, "provider.d.ts"), "Provider");
    const schema = {
      name: this.name,
      version: this.manifest.version,
      attribution: this.attribution,
      meta: { moduleFormat: this.overrides.moduleFormat },
      language: { csharp: this.overrides.language },
      provider,
      types: sorted(this.types),
      resources: sorted(resources),
      ...(Object.keys(functions).length ? { functions: sorted(functions) } : {}),
    };
    this.addDiscriminators(schema);
    for (const entry of this.overrides.properties) {
      for (const path of entry.at) if (!this.used.has(`${entry.reason}: ${path}`)) fail(`overrides.json: ${path} matches nothing`);
    }
    return schema;
  }

  /** A heading for each namespace and under it a line for each type. */
  names() {
    const { name, root, inputs, outputs, overrides } = this;
    const folder = (module) => this.shortModule(module);
    const found = names(ts, parse, { name, root, inputs, outputs, folder, ...overrides });
    return [`# ${this.attribution}`, ...found.flatMap(([namespace, types]) => [namespace, ...types.map((each) => `    ${each}`)])];
  }
}

const resources = readJson(join(here, "resources.json"));
const overrides = readJson(join(here, "overrides.json"));
mkdirSync(join(here, "names"), { recursive: true });
for (const [name, tokens] of Object.entries(resources)) {
  const extractor = new Extractor(name, tokens, overrides[name] ?? fail(`overrides.json has no entry for ${name}`));
  const schema = extractor.run();
  const types = extractor.names();
  writeFileSync(join(here, `${name}.json`), `${format(schema)}\n`);
  writeFileSync(join(here, "names", `${name}.txt`), `${types.join("\n")}\n`);
  console.log(`${name} ${schema.version}: ${tokens.length} resources and functions, ${Object.keys(schema.types).length} types, ${types.length} names`);
}
