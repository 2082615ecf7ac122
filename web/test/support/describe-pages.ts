import type { Stack } from '@app/stack/stack';
import { startDemonstrationStack } from '@app/tests/journeys/demonstration-stack';
import { jest } from '@jest/globals';
import { describeInBrowser, startBrowser } from './browser.ts';
import { type Product, productAt } from './product.ts';

/** The product under test; `stack` are its processes and its database. */
export type TestedProduct = Product & { stack: Stack };

type Started = Product & { stack: Stack | undefined; closePages(): Promise<unknown>; stop(): Promise<void> };

/** A test of a page takes many steps, each of which waits for as long as a busy machine may need. */
const TEST_MILLISECONDS = 180_000;

/** Loading the demonstration, once per run of the tests, is the longest part of it. */
const START_MILLISECONDS = 600_000;

/**
 * A group of tests in a browser, with the whole product, the built application and a copy of the demonstration of their
 * own; `environment` adds settings. A start takes seconds: one group per file. Where `TEST_PRODUCT_URL` names a running
 * product, the tests use that one, and its data stay as they leave them.
 */
export function describePages(
  title: string,
  tests: (product: TestedProduct) => void,
  { environment = {} }: { environment?: Record<string, string> } = {},
): void {
  let started: Started | undefined;
  const product = new Proxy({} as TestedProduct, {
    get: (_, name) => {
      const value: unknown = started && Reflect.get(started, name);
      if (value === undefined) throw new Error(reasonWithout(String(name), started));
      return value;
    },
  });
  jest.setTimeout(TEST_MILLISECONDS);
  describeInBrowser(title, () => {
    beforeAll(async () => {
      started = await startProduct(environment);
    }, START_MILLISECONDS);
    // A page that stays open goes on asking and drawing beside the next test.
    afterEach(() => started?.closePages());
    afterAll(() => started?.stop());
    tests(product);
  });
}

function reasonWithout(name: string, started: Started | undefined): string {
  if (started === undefined) return `The product has no ${name} before it is started: use it in a test or in a hook.`;
  return `The product of TEST_PRODUCT_URL has no ${name}: run this test without that setting.`;
}

async function startProduct(environment: Record<string, string>): Promise<Started> {
  const running = process.env.TEST_PRODUCT_URL;
  const stack = running ? undefined : await startDemonstrationStack({ environment });
  const browser = await startBrowser().catch(async (error: unknown) => {
    await stack?.stop();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await browser.close();
    await stack?.stop();
  };
  const closePages = () => Promise.all(browser.contexts().map((context) => context.close()));
  return { ...productAt(stack?.gatewayUrl ?? String(running), browser), stack, closePages, stop };
}
