import fc from 'fast-check';
import { OrderEvidence, parseWrittenDate, type WrittenOrder } from '../../../src/importing/domain/written-date.js';

const iso = (text: string, order: WrittenOrder) => parseWrittenDate(text, order)?.toISOString();

describe('parseWrittenDate', () => {
  it.each<[string, string | undefined, string | undefined]>([
    // text, day first, month first
    ['2018-12-25', '2018-12-25T00:00:00.000Z', '2018-12-25T00:00:00.000Z'],
    ['2018-12-25  23:07:22', '2018-12-25T23:07:22.000Z', '2018-12-25T23:07:22.000Z'],
    ['2018-12-25T23:07:22.123Z', '2018-12-25T23:07:22.000Z', '2018-12-25T23:07:22.000Z'],
    ['2018-12-25T23:07+02:00', '2018-12-25T21:07:00.000Z', '2018-12-25T21:07:00.000Z'],
    ['2018-12-25 23:07:22 -0500', '2018-12-26T04:07:22.000Z', '2018-12-26T04:07:22.000Z'],
    ['25/12/2018 23:07', '2018-12-25T23:07:00.000Z', undefined],
    ['12/25/2018 11:07:05 PM', undefined, '2018-12-25T23:07:05.000Z'],
    ['12/25/2018 12:07 AM', undefined, '2018-12-25T00:07:00.000Z'],
    ['05/04/2019 1:02', '2019-04-05T01:02:00.000Z', '2019-05-04T01:02:00.000Z'],
    ['5/4/2019', '2019-04-05T00:00:00.000Z', '2019-05-04T00:00:00.000Z'],
    ['25.12.2018', '2018-12-25T00:00:00.000Z', undefined],
    ['25-12-2018 23:07', '2018-12-25T23:07:00.000Z', undefined],
    ['29/02/2024', '2024-02-29T00:00:00.000Z', undefined],
    ['29/02/2023', undefined, undefined],
    ['31/04/2023', undefined, undefined],
    ['25/12.2018', undefined, undefined],
    ['25/12/18', undefined, undefined],
    ['25/12/2018 24:00', undefined, undefined],
    ['12/25/2018 13:07 PM', undefined, undefined],
    ['00/12/2018', undefined, undefined],
    ['43459.96', undefined, undefined],
    ['2018-13-01', undefined, undefined],
    ['2018-12-25 23:60', undefined, undefined],
    ['', undefined, undefined],
    ['yesterday', undefined, undefined],
  ])('reads %j as %s with the day first and as %s with the month first', (text, dayFirst, monthFirst) => {
    expect([iso(text, 'day-first'), iso(text, 'month-first')]).toEqual([dayFirst, monthFirst]);
  });

  it('reads only ISO dates in a file that is stated to have them', () => {
    expect([iso('25/12/2018', 'iso'), iso('2018-12-25', 'iso')]).toEqual([undefined, '2018-12-25T00:00:00.000Z']);
  });

  it('reads back every instant in either notation', () => {
    const instants = fc.date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        const text = instant.toISOString();
        const [year, month, day, time] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10), text.slice(11, 19)];
        const expected = `${text.slice(0, 19)}.000Z`;
        expect(iso(`${year}-${month}-${day}  ${time}`, 'iso')).toBe(expected);
        expect(iso(`${day}/${month}/${year} ${time}`, 'day-first')).toBe(expected);
        expect(iso(`${month}/${day}/${year} ${time}`, 'month-first')).toBe(expected);
      }),
    );
  });
});

describe('OrderEvidence', () => {
  function decisionOf(...dates: readonly string[]) {
    const evidence = new OrderEvidence();
    for (const [index, text] of dates.entries()) evidence.add(text, index + 2);
    return evidence.decide();
  }

  it.each<[string, readonly string[], object]>([
    ['no date', [], { order: 'iso' }],
    ['ISO dates', ['2018-12-25', '2018-01-02'], { order: 'iso' }],
    ['one day above twelve', ['05/04/2019', '25/12/2018', '01/02/2019'], { order: 'day-first' }],
    ['one month in second place', ['05/04/2019', '12/25/2018'], { order: 'month-first' }],
    ['equal day and month', ['05/05/2019'], { order: 'day-first' }],
    ['text and impossible dates', ['n/a', '25/13/2018', '43459.96', ''], { order: 'day-first' }],
    [
      'ambiguous dates',
      ['2018-12-25', '05/04/2019 10:00'],
      { fault: expect.stringMatching(/"05\/04.* in line 3 .*--dates/) },
    ],
    ['both orders', ['25/12/2018', '05/04/2019', '12/25/2018'], { fault: expect.stringMatching(/line 2 .*line 4/) }],
  ])('decides about %s', (_what, dates, decision) => {
    expect(decisionOf(...dates)).toEqual(decision);
  });
});
