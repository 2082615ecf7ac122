const { ModuleMocker } = require('jest-mock');

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
  }

  async setup() {}

  async teardown() {
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
