// Loads and compiles .tflite files with LiteRT (wasm): node litert-load.mjs NODE_MODULES MODEL...
// Its JavaScript interface knows no int8 tensors, so this calls the module beneath it and does not run the model.
// LiteRT.js is made for browsers; the few globals that it looks for are supplied here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';

const [modules, ...models] = process.argv.slice(2);
const core = join(modules, '@litertjs', 'core');
const path = (url) => (String(url).startsWith('file:') ? fileURLToPath(url) : String(url));

globalThis.self = globalThis;
globalThis.require = createRequire(import.meta.url);
globalThis.__filename = join(core, 'wasm', 'litert_wasm_compat_internal.js');
globalThis.__dirname = dirname(globalThis.__filename);
globalThis.importScripts = (url) => vm.runInThisContext(readFileSync(path(url), 'utf8'), { filename: path(url) });

const { loadLiteRt } = await import(pathToFileURL(join(core, 'dist', 'index.js')));
const runtime = await loadLiteRt(globalThis.__filename);
const wasm = runtime.liteRtWasm;
const environment = runtime.getDefaultEnvironment().liteRtEnvironment;
for (const model of models) {
  const bytes = readFileSync(model);
  const address = wasm._malloc(bytes.length);
  wasm.HEAPU8.set(bytes, address);
  const loaded = wasm.loadModel(environment, address, bytes.length);
  await wasm.compileModel(environment, loaded, { accelerator: 'wasm', cpuOptions: { numThreads: 1 }, gpuOptions: {}, webNNOptions: {} });
  console.log(`compiled ${model}`);
}
