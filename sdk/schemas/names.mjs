import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The names of the public types that Pulumi's .NET code generator makes of an npm package, in the namespaces that overrides.json names.
 * Where typings do not tell in which of two shapes a nested type is used, both names are given: one too many is an alias more in a program,
 * one too few a program that does not build on the real package.
 */
export function names(ts, parse, { name, root, language, handWritten = {}, inputs, outputs, folder }) {
  const found = new Map();
  const add = (namespace, types) => {
    if (!found.has(namespace)) found.set(namespace, new Set());
    for (const each of types) found.get(namespace).add(each);
  };
  const isKubernetes = language.compatibility === "kubernetes20";
  const isBridged = language.compatibility === "tfbridge20";
  const base = `Pulumi.${language.namespaces[name]}`;

  function statements(file) {
    return existsSync(file) ? parse(file).statements : [];
  }

  function aliases(file) {
    return statements(file).filter(ts.isTypeAliasDeclaration).map((each) => each.name.text);
  }

  /** Resources, their arguments and state, and functions: what the index of a module exports, one name at a time. */
  function exported(file) {
    const functions = statements(file).filter(ts.isVariableStatement)
      .map((each) => each.declarationList.declarations[0].name.text)
      .filter((each) => /^[a-z]/.test(each))
      .map((each) => each[0].toUpperCase() + each.slice(1));
    const called = new Set(functions);
    const interfaces = statements(file).filter((each) => ts.isExportDeclaration(each) && each.moduleSpecifier && each.exportClause)
      .flatMap((each) => each.exportClause.elements.map((element) => element.name.text))
      .map((each) => (called.has(each.replace(/OutputArgs$/, "")) ? each.replace(/OutputArgs$/, "InvokeArgs") : each));
    const isOfCall = (each) => each.endsWith("Output") && called.has(each.replace(/Output$/, ""));
    return [...aliases(file), ...interfaces, ...functions.filter((each) => !isOfCall(each))];
  }

  function inputNames(type) {
    if (isKubernetes) return [`${type}Args`];
    if (!isBridged) return [type];
    if (!type.startsWith("Get")) return [`${type}Args`, `${type}GetArgs`];
    return [type.endsWith("Args") ? type.replace(/Args$/, "InputArgs") : `${type}Args`];
  }

  function outputName(type) {
    return isBridged && type.startsWith("Get") ? `${type}Result` : type;
  }

  /** The nested types of a module among those of `types/input.d.ts` or `types/output.d.ts`. */
  function nested(types, module) {
    const prefix = module.split("/").filter((each) => each).map((each) => `${each}.`).join("");
    return [...types.keys()].filter((each) => each.slice(0, each.lastIndexOf(".") + 1) === prefix).map((each) => each.slice(prefix.length));
  }

  for (const [module, segment] of Object.entries(language.namespaces)) {
    const path = module === name ? "" : folder(module);
    const namespace = path ? `${base}.${segment}` : base;
    const side = (shape) => (isKubernetes ? `${base}.Types.${shape}.${path ? segment : "Provider"}` : `${namespace}.${shape}`);
    for (const type of exported(join(root, path, "index.d.ts"))) {
      add(isKubernetes && path && type.endsWith("Args") ? side("Inputs") : namespace, [type]);
    }
    add(namespace, aliases(join(root, "types/enums", path, "index.d.ts")));
    add(side("Inputs"), nested(inputs, path).flatMap(inputNames));
    add(side("Outputs"), nested(outputs, path).map(outputName));
  }

  // The results of the provider's methods are in a TypeScript namespace of its name.
  const provider = statements(join(root, "provider.d.ts")).filter(ts.isModuleDeclaration).flatMap((each) => each.body.statements);
  add(base, ["Provider", "ProviderArgs", ...provider.map((each) => `Provider${each.name.text}`)]);
  if (existsSync(join(root, "config"))) add(base, ["Config"]);
  for (const [namespace, types] of Object.entries(handWritten)) add(namespace, types);
  return [...found].filter(([, types]) => types.size > 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([namespace, types]) => [namespace, [...types].sort()]);
}
