import { existsSync, readFileSync } from "node:fs";

/** What the extractor reads from declaration files and from the JavaScript beside them, by the given TypeScript compiler. */
export function typings(ts) {
  const parsed = new Map();
  function parse(file) {
    if (!parsed.has(file)) {
      parsed.set(file, ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true));
    }
    return parsed.get(file);
  }

  function* descendants(node) {
    yield node;
    for (const child of node.getChildren()) yield* descendants(child);
  }

  /** Every interface of a declaration file by its dotted path, such as `core.v1.ContainerPort`. */
  function interfaces(file) {
    const found = new Map();
    const visit = (node, path) => {
      if (ts.isInterfaceDeclaration(node)) found.set([...path, node.name.text].join("."), node);
      else if (ts.isModuleDeclaration(node)) node.body.statements.forEach((each) => visit(each, [...path, node.name.text]));
    };
    if (existsSync(file)) parse(file).statements.forEach((each) => visit(each, []));
    return found;
  }

  /** The value of a literal in generated JavaScript, or undefined if it is not one. */
  function literal(node) {
    if (ts.isParenthesizedExpression(node)) return literal(node.expression);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return -literal(node.operand);
    if (ts.isArrayLiteralExpression(node)) return node.elements.map(literal);
    if (ts.isObjectLiteralExpression(node)) {
      return Object.fromEntries(node.properties.map((each) => [each.name.text, literal(each.initializer)]));
    }
    return undefined;
  }

  /** What `(args?.x) ?? utilities.getEnv("X") ?? 1` says about a property: secret, default, environment, constant. */
  function facts(expression) {
    const result = {};
    const constant = literal(expression);
    if (constant !== undefined) return { const: constant };
    for (const node of descendants(expression)) {
      if (ts.isCallExpression(node) && node.expression.getText() === "pulumi.secret") result.secret = true;
      if (ts.isCallExpression(node) && /^utilities\.getEnv/.test(node.expression.getText())) {
        result.defaultInfo = { environment: node.arguments.map(literal) };
      }
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
        const value = literal(node.right);
        if (value !== undefined) result.default = value;
      }
    }
    return result;
  }

  /** What `@deprecated` says of a declaration. */
  function deprecation(node) {
    const tag = ts.getJSDocDeprecatedTag(node);
    return tag ? { deprecationMessage: ts.getTextOfJSDocComment(tag.comment) } : {};
  }

  return { parse, descendants, deprecation, interfaces, literal, facts };
}
