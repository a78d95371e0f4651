// Preloaded by loading.test.ts: writes down which modules of Node and which files of the program a command loads.
const fs = require('node:fs');
const Module = require('node:module');

const seen = new Set();
const load = Module._load;
Module._load = function (request, ...others) {
  if (Module.isBuiltin(request)) seen.add(request.startsWith('node:') ? request : `node:${request}`);
  return load.call(this, request, ...others);
};
const read = fs.readFileSync;
fs.readFileSync = function (path, ...others) {
  const file = /[\\/]dist[\\/](.*\.(?:cjs|wasm))$/.exec(String(path))?.[1];
  if (file) seen.add(file.replaceAll('\\', '/'));
  return read.call(this, path, ...others);
};
process.on('exit', () => fs.writeFileSync(process.env.LOADED_FILE, JSON.stringify([...seen].sort())));
