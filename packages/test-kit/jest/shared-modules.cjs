/**
 * Modules of the product and of libraries stay loaded from one test file of a workspace to the next, as they do in a
 * process of the product from one request to the next. Files of tests are loaded for each test file; so is all of a
 * workspace with `copyPerFile` in its `testEnvironmentOptions`, whose tests declare types for schemas of their own.
 */
const SHARED =
  /^file:\/\/[^?#]*\/(?:node_modules|(?:packages\/[\w-]+|services\/[\w-]+|development\/[\w-]+|gateway)\/src)\/[^?#]*$/;

/** Of each workspace: URL of a file → its module. */
const modules = new Map();

/** A module is transformed for the first test file alone; the stacks of all name its lines. */
const sourceMaps = new Map();

/** The modules of one test file: a registry of jest that knows the shared ones, too. */
class Registry extends Map {
  constructor(shared) {
    super();
    this.shared = shared;
  }

  get(key) {
    const own = super.get(key);
    if (own !== undefined) return own;
    const shared = this.shared.get(key);
    // What failed to load is tried again.
    return shared?.status === 'evaluated' ? shared : undefined;
  }

  has(key) {
    return this.get(key) !== undefined;
  }

  set(key, module) {
    if (SHARED.test(key) && !(module instanceof Promise)) this.shared.set(key, module);
    return super.set(key, module);
  }
}

/** Gives a jest runtime the modules that other test files of its workspace have loaded. */
function shareModules(runtime, config) {
  if (!shares(config)) return;
  if (!modules.has(config.id)) modules.set(config.id, new Map());
  runtime.registries.esModuleRegistry = new Registry(modules.get(config.id));
  runtime.transformCache.sourceMaps = sourceMaps;
}

/** type-graphql and TypeORM keep in a global what the decorators of modules declared. */
const DECLARED = ['TypeGraphQLMetadataStorage', 'typeormMetadataArgsStorage'];
const declared = new Map();

/** Brings back what the shared modules of a workspace declared; before a test file. */
function restoreDeclared(config) {
  if (shares(config)) Object.assign(globalThis, declared.get(config.id));
}

/** Keeps it; after a test file. */
function keepDeclared(config) {
  if (!shares(config)) return;
  const names = DECLARED.filter((name) => name in globalThis);
  declared.set(config.id, Object.fromEntries(names.map((name) => [name, globalThis[name]])));
}

const shares = ({ testEnvironmentOptions }) => !testEnvironmentOptions.copyPerFile;

module.exports = { shareModules, restoreDeclared, keepDeclared };
