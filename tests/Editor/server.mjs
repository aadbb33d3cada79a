// The language server of YAML, spoken to as an editor does: JSON-RPC over standard input and output.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const manifest = createRequire(import.meta.url).resolve("yaml-language-server/package.json");

export class Server {
  #process = spawn(process.execPath, [join(dirname(manifest), "bin/yaml-language-server"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  #answers = new Map();
  #diagnostics = new Map();
  #next = 1;
  #rest = Buffer.alloc(0);

  constructor() {
    this.#process.stdout.on("data", (data) => this.#read(data));
  }

  async start(root) {
    await this.#ask("initialize", {
      processId: process.pid, rootUri: root, capabilities: {}, workspaceFolders: [{ uri: root, name: "root" }],
    });
    this.#tell("initialized", {});
  }

  // What the server says is wrong in a text that is open under an address.
  diagnose(uri, text) {
    return new Promise((resolve) => {
      this.#diagnostics.set(uri, resolve);
      this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    });
  }

  // What the server offers at a place in a text that is open.
  async complete(uri, line, character) {
    const answer = await this.#ask("textDocument/completion", { textDocument: { uri }, position: { line, character } });
    return (answer.items ?? answer).map((item) => item.label);
  }

  stop() {
    this.#process.kill();
  }

  #ask(method, params) {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  #tell(method, params) {
    this.#send({ method, params });
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const end = this.#rest.indexOf("\r\n\r\n");
      const length = end < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(this.#rest.subarray(0, end).toString())[1]);
      if (end < 0 || this.#rest.length < end + 4 + length) {
        return;
      }

      const message = JSON.parse(this.#rest.subarray(end + 4, end + 4 + length).toString());
      this.#rest = this.#rest.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take({ id, method, params, result, error }) {
    if (method === "workspace/configuration") {
      // One answer for each part of the settings that is asked for; the schema store is in the internet.
      const settings = params.items.map(({ section }) =>
        section === "yaml" ? { validate: true, completion: true, schemaStore: { enable: false, url: "" } } : {});
      this.#send({ id, result: settings });
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (method === "textDocument/publishDiagnostics") {
      this.#diagnostics.get(params.uri)?.(params.diagnostics);
      this.#diagnostics.delete(params.uri);
    } else if (this.#answers.has(id)) {
      const { resolve, reject } = this.#answers.get(id);
      this.#answers.delete(id);
      error ? reject(new Error(error.message)) : resolve(result);
    }
  }
}
