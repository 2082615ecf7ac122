import { eventIdOf, parseEventId } from '../../../src/events/domain/event-id.js';

const UUID = '0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e';

it('shows the id of an event without dots and dashes, and reads it back', () => {
  expect(eventIdOf(UUID)).toBe('evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e');
  expect(parseEventId(eventIdOf(UUID))).toBe(UUID);
});

it.each([
  '',
  'evt_',
  UUID,
  `evt_${UUID}`,
  'evt_0193A5B0C1F27C1E8F7A4D3B2C1A0F9E',
  'evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e0',
])('reads no id from "%s"', (text) => expect(parseEventId(text)).toBeUndefined());
