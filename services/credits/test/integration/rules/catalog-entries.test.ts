import { type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false, now: '2026-08-01T12:00:00.000Z' });
});
afterAll(() => credits.stop());

const entries = () =>
  credits.sql<{ code: string; title: string; named: boolean; tail_over: boolean; retired_on: string | null }>(
    'SELECT code, title, named, tail_over, retired_on::text FROM credits.catalog_entry ORDER BY code',
  );

describe('the catalog in the database', () => {
  it('has every credential and exam of the rule data, with what holds today', async () => {
    const stored = await entries();
    expect(stored.find(({ code }) => code === 'AVD')).toMatchObject({
      title: 'Azure Virtual Desktop Specialty',
      named: true,
      tail_over: false,
    });
    expect(stored.some(({ title }) => title.startsWith('Exam '))).toBe(true);
    const retired = stored.filter(({ retired_on: day }) => day !== null);
    expect(retired.length).toBeGreaterThan(0);
    expect(retired.filter(({ tail_over: over }) => over).every((one) => (one.retired_on ?? '') < '2026-08-01')).toBe(
      true,
    );
  });

  it('is updated by a start on another day: new, changed and removed entries alike', async () => {
    const before = await entries();
    await credits.sql("UPDATE credits.catalog_entry SET title = 'Old' WHERE code = 'AVD'");
    await credits.sql(`INSERT INTO credits.catalog_entry (code, title, kind, level, source, named, tail_over)
      VALUES ('GONE', 'Gone', 'CERTIFICATION', 'NONE', 'MICROSOFT_LEARN', true, false)`);
    await credits.sql("DELETE FROM credits.catalog_entry WHERE code = 'IAM'");
    await (await credits.another({ workers: false })).stop();
    expect(await entries()).toEqual(before);

    credits.clock.set('2020-01-01T00:00:00.000Z');
    await (await credits.another({ workers: false })).stop();
    expect((await entries()).filter(({ named }) => named)).toEqual([]);
  });
});
