const { createRequire } = require('node:module');
const { types } = require('node:util');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { shareModules } = require('./shared-modules.cjs');

const load = createRequire(__filename);

/** `import()` of the test file that runs: shared modules outlive the one that loaded them. */
let importNow;

/**
 * jest's module loader, except that Node.js itself loads libraries, once per process. jest loads a copy of each library
 * for each test file, which took two thirds of the time of an integration test. Our own modules are those of
 * `shared-modules.cjs`. It needs `process-environment.cjs`: a library and its callers must have the same `Error` and `Date`.
 */
class ModuleRuntime extends Runtime {
  constructor(config, ...options) {
    super(config, ...options);
    shareModules(this, config);
    const { esmLoader, executor } = this;
    esmLoader.getContext = () => undefined;
    importNow = esmLoader.dynamicImport;
    esmLoader.dynamicImport = (...request) => importNow(...request);
    executor.compile = (source, filename) =>
      vm.compileFunction(source, executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
    const { pendingCjsBuildIsUnmarkedEsm, buildCjsAsEsmSyntheticModule } = esmLoader;
    esmLoader.pendingCjsBuildIsUnmarkedEsm = (pending) =>
      !isLibrary(pending.modulePath) && pendingCjsBuildIsUnmarkedEsm.call(esmLoader, pending);
    esmLoader.buildCjsAsEsmSyntheticModule = (from, path, context) =>
      isLibrary(path) ? libraryAsModule(path) : buildCjsAsEsmSyntheticModule.call(esmLoader, from, path, context);
  }

  unstable_shouldLoadAsEsm(path) {
    return !isLibrary(path) && super.unstable_shouldLoadAsEsm(path);
  }

  requireModule(from, name, options, isRequireActual) {
    if (name !== undefined && !options?.isInternalModule && !this._resolution.isCoreModule(name)) {
      const path = this._resolution.resolveCjs(from, name);
      if (isLibrary(path)) return load(path);
    }
    return super.requireModule(from, name, options, isRequireActual);
  }
}

/** A file of a package from npm. Workspaces are linked into node_modules; their real paths lie outside. */
function isLibrary(path) {
  return /[\\/]node_modules[\\/]/.test(path);
}

/** What `import` gives of a file that Node.js loaded: the exports of an ES module, or the properties of `module.exports`. */
function libraryAsModule(path) {
  const loaded = load(path);
  const isEsModule = types.isModuleNamespaceObject(loaded);
  const names = Object.keys(Object(loaded)).filter((name) => name !== 'default' && name !== 'module.exports');
  return new vm.SyntheticModule(
    [...names, 'default'],
    function () {
      for (const name of names) this.setExport(name, loaded[name]);
      this.setExport('default', isEsModule ? loaded.default : loaded);
    },
    { identifier: path },
  );
}

module.exports = { __esModule: true, default: ModuleRuntime };
