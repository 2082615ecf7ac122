import type { BrowserContext } from 'playwright-core';

/**
 * What goes wrong in the pages of a browser context, one line each, in order: what the console says as an error or a
 * warning, violations of the content security policy included; exceptions; requests that fail or get an error status.
 * The list grows; a test that provokes a complaint takes it out.
 */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    // The response says which one it is.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown reason';
    // A page that is left ends its own requests.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.method()} ${pathOf(request.url())}: ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    complaints.push(`${response.request().method()} ${pathOf(response.url())}: status ${response.status()}`);
  });
  return complaints;
}

/** Without the query, which may hold codes. */
function pathOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
