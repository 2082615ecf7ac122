import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { choose, cutOffAt, expect, requests } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';

describePages('the sign-in', (product) => {
  test('leads from the start page by the page of the provider to the profile', async () => {
    const { page, complaints } = await product.visit('/');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(page, AMARA);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
    await expect(page).toHaveURL(`${product.url}/profile`);
    expect(complaints).toEqual([]);
  });

  test('ends at the address that was opened before it, with every filter', async () => {
    const { page } = await product.visit('/profile?credits=waiting');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(page, AMARA);
    await expect(page).toHaveURL(`${product.url}/profile?credits=waiting`);
  });

  test('gives a page without barriers at any width, for two requests', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/profile');
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('My Learn profile');
    const asked = requests(page);
    await page.reload();
    await expect(heading).toHaveText('My Learn profile');
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(asked.toSorted()).toEqual(['Me', 'MyLearnProfile']);
    expect(complaints).toEqual([]);
  });
});
