import { PARTNER_EVENTS, type PartnerEventType } from '@app/events/partner/partner-events';
import { registerEnumType } from 'type-graphql';

type NameOf<Type extends string> = Type extends `${infer Topic}.${infer What}` ? Uppercase<`${Topic}_${What}`> : never;

/** A type of event in the API, such as `CREDIT_COUNTED` for `credit.counted`. */
export type EventTypeName = NameOf<PartnerEventType>;

const names = PARTNER_EVENTS.map(({ type, description }) => ({ type, name: eventTypeName(type), description }));
const types = new Map<string, PartnerEventType>(names.map(({ type, name }) => [name, type]));

export const EventTypeEnum = Object.fromEntries(names.map(({ name }) => [name, name])) as {
  readonly [Name in EventTypeName]: Name;
};
registerEnumType(EventTypeEnum, {
  name: 'EventType',
  description:
    'What a webhook or the event log can carry; grows. `eventTypes` has the schema and an example of each type.',
  valuesConfig: Object.fromEntries(names.map(({ name, description }) => [name, { description }])),
});

/** The name of a type in the API. */
export function eventTypeName(type: string): EventTypeName {
  return type.replace('.', '_').toUpperCase() as EventTypeName;
}

/** The type that the API has under a name. */
export function eventTypeOf(name: EventTypeName): PartnerEventType {
  const type = types.get(name);
  if (type === undefined) throw new Error(`There is no type of event with the name ${name}.`);
  return type;
}
