import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect, requests } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
const WITHOUT_NAMES = 'priya.raghunathan@nordlicht.example';
const WITHOUT_REPORTS = 'mei-ling.chen@nordlicht.example';

describePages('Skills', (product) => {
  test('shows where the organization stands, for two requests, and leads to a designation', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/profile');
    const asked = requests(page);
    await page.goto('/skills');
    const scores = page.getByRole('region', { name: 'Scores' });
    await expect(scores.getByRole('figure')).toContainText('1 of 6 designations is attained: Modern Work.');
    await expect(scores.getByRole('listitem').filter({ hasText: 'Infrastructure' })).toContainText('2 points missing');
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await expect(attention).toContainText('Designation lost');
    await expect(
      attention
        .getByRole('row')
        .filter({ hasText: / expires?/ })
        .first(),
    ).toContainText(/: \S.* expires?/);
    expect(asked.toSorted()).toEqual(['Me', 'Skills']);
    expect(await barriers(page)).toEqual([]);

    await scores.getByText('Show as table').click();
    await expect(scores.getByRole('row', { name: /^Infrastructure/ })).toContainText('36 of 40');
    await scores.getByRole('link', { name: 'Infrastructure (Azure)' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Infrastructure (Azure)');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    expect(asked.slice(2)).toEqual(['Designation']);
    expect(complaints).toEqual([]);
  });

  test('shows a designation to the last point, and its cheapest path as a plan to try', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/designation/infrastructure');
    const advanced = page.getByRole('region', { name: 'Advanced: 16 of 20 points' });
    await expect(advanced).toContainText('4 of 5 people');
    await expect(advanced.getByRole('listitem').filter({ hasText: 'Step 1' })).toContainText('Gate');
    await expect(advanced.getByRole('link', { name: 'Samuel Mensah' })).toHaveAttribute('href', /^\/people\//);
    await expect(advanced).toContainText('Missing: 1 person with Azure Virtual Desktop Specialty');
    await expect(page.getByRole('img', { name: /^Forecast of the points/ })).toBeVisible();
    await expect(page.getByRole('img', { name: /^Score in the monthly reports/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Qualification' })).toContainText('Qualified');

    await page.getByRole('link', { name: 'Try it in What if' }).click();
    await expect(page).toHaveURL(/\/skills\/what-if\?gain=AVD/);
    const differences = page.getByRole('region', { name: 'Scores with this plan' });
    await expect(differences).toContainText('rises from 68 to 72 and is attained. The other scores stay.');
    await expect(differences.getByRole('listitem').first()).toContainText('72 (+4)');
    expect(complaints).toEqual([]);
  });

  test('shows a designation as it was on another day, and back', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/designation/infrastructure');
    const today = await page.getByLabel('On', { exact: true }).inputValue();
    // The demonstration follows the calendar: on this day the credential that expired since still counted.
    const day = daysBefore(today, 75);
    await page.getByLabel('On', { exact: true }).fill(day);
    await page.getByRole('button', { name: 'Show this day' }).click();
    await expect(page).toHaveURL(new RegExp(`on=${day}`));
    await expect(page.getByRole('main')).toContainText('72 of 100 points');
    await expect(page.getByRole('heading', { name: 'Next 12 months' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Back to today' }).click();
    await expect(page.getByRole('main')).toContainText('68 of 100 points');
  });

  test('builds a plan by keyboard; the address holds it, and Back takes a change back', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/what-if');
    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await expect(plan).toContainText('The plan is empty.');

    await page.getByRole('combobox', { name: 'Certification' }).focus();
    await page.keyboard.type('az-305');
    await page.getByRole('option', { name: /^Azure Solutions Architect Expert/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'A person earns a certification' }).getByRole('button').press('Enter');
    await expect(plan).toContainText('New person 1 earns Azure Solutions Architect Expert');

    const leaves = page.getByRole('form', { name: 'A person leaves' });
    await leaves.getByRole('combobox').focus();
    await page.keyboard.type('mensah');
    await page.getByRole('option', { name: /^Samuel Mensah/ }).waitFor();
    await page.keyboard.press('Enter');
    await leaves.getByRole('button').press('Enter');
    await expect(plan).toContainText('Samuel Mensah leaves');
    await expect(page.getByRole('region', { name: 'Scores with this plan' })).toContainText('falls from 68 to 64');

    await page.reload();
    await expect(plan).toContainText('Samuel Mensah leaves');
    await page.goBack();
    await expect(plan).not.toContainText('Samuel Mensah');
    await plan.getByRole('button', { name: /^Remove New person 1/ }).click();
    await expect(plan).toContainText('The plan is empty.');
    expect(complaints).toEqual([]);
  });

  test('keeps a plan that cannot be simulated, so that it can be mended', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/what-if?gain=NOTHING:new-1');
    await expect(page.getByRole('alert')).toContainText('the catalog has no such credential');
    await page.getByRole('button', { name: 'Remove New person 1 earns NOTHING' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('lists specializations by whether they are met, with what each requires', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/specializations');
    const notMet = page.getByRole('region', { name: 'Not met' });
    await notMet.getByText('Accelerate Developer Productivity').click();
    await expect(notMet.getByRole('listitem').first()).toContainText('Certifications:');
    await expect(page.getByRole('region', { name: 'Unknown' })).toContainText('never count as met');
    expect(complaints).toEqual([]);
  });

  test('shows by department and by country who has credits', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills');
    await page.getByRole('link', { name: 'By department' }).click();
    const chart = page.getByRole('figure');
    await expect(chart).toContainText(/^.+: \d+ people with \d+ credits\./);
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await page.getByLabel('Group by').selectOption('Country');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Credits by country');
    await expect(page).toHaveURL(/by=country$/);
    await expect(chart.getByRole('listitem').first()).toContainText(/\d+ credits$/);
    const other = await product.signedIn(WITHOUT_NAMES, '/skills/breakdown');
    await expect(other.page.getByText('Groups of fewer than five people are not listed.')).toBeVisible();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  test('shows no names to a role without them, and nothing to a role without reports', async () => {
    const { page } = await product.signedIn(WITHOUT_NAMES, '/skills/designation/infrastructure');
    await expect(page.getByRole('region', { name: /^Intermediate/ })).toContainText(/Person [0-9a-f]{8}/);
    const other = await product.signedIn(WITHOUT_REPORTS, '/skills');
    await expect(other.page.getByRole('heading', { level: 1 })).toHaveText('You may not see this page');
    await expect(other.page.getByRole('navigation').getByRole('link', { name: 'Skills' })).toHaveCount(0);
  });

  test.each([
    '/skills',
    '/skills/designation/business-applications',
    '/skills/what-if?gain=AVD:new-1',
    '/skills/specializations',
  ])('has no barriers at %s, and nothing is cut off on a narrow screen', async (path) => {
    const { page, complaints } = await product.signedIn(AMARA, path);
    await page.getByRole('heading', { level: 2 }).last().waitFor();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
