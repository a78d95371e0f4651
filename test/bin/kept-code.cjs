// Preloaded by kept-code.test.ts: tells on standard error of which files kept code was offered, and whether V8 refused it.
const { basename } = require('node:path');
const vm = require('node:vm');

const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    if (!options.cachedData) return;
    process.stderr.write(`kept ${JSON.stringify([basename(options.filename), this.cachedDataRejected])}\n`);
  }
};
