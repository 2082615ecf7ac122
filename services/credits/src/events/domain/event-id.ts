const PATTERN = /^evt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** The id of an event in the API and in webhooks: `evt_` and the 32 hexadecimal digits of its UUID. */
export function eventIdOf(uuid: string): string {
  return `evt_${uuid.replaceAll('-', '')}`;
}

/** The UUID of an event; undefined for text that is no id of an event. */
export function parseEventId(id: string): string | undefined {
  return PATTERN.exec(id)?.slice(1).join('-');
}
