const { ModuleMocker } = require('jest-mock');
const { keepDeclared, restoreDeclared } = require('./shared-modules.cjs');

// A run that is killed must not leave its workers behind, nor what they started. Waiting for that keeps no worker alive.
const { channel, exit } = process;
if (channel !== undefined) {
  process.once('disconnect', () => exit.call(process, 0));
  channel.unrefCounted();
}

/**
 * Runs tests with the globals of the process, as the product runs, and not in a context of their own: there, an `Error`
 * of Node.js or of a library is no `instanceof Error`. What a test file adds to the globals is removed after it.
 */
module.exports = class ProcessEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.conditions = projectConfig.testEnvironmentOptions.customExportConditions;
    this.names = new Set(Reflect.ownKeys(globalThis));
    this.console = globalThis.console;
    this.exit = process.exit;
    this.projectConfig = projectConfig;
    restoreDeclared(projectConfig);
  }

  async setup() {}

  async teardown() {
    keepDeclared(this.projectConfig);
    for (const name of Reflect.ownKeys(globalThis)) if (!this.names.has(name)) Reflect.deleteProperty(globalThis, name);
    globalThis.console = this.console;
    process.exit = this.exit;
  }

  exportConditions() {
    return this.conditions;
  }

  getVmContext() {
    return globalThis;
  }
};
