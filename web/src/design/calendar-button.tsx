import type { ReactNode } from 'react';
import { type CalendarEvent, calendarFile } from '../text/calendar.ts';
import { Button } from './button.tsx';

type CalendarButtonProps = {
  /** Without an ending. */
  readonly file: string;
  readonly events: readonly CalendarEvent[];
  /** The act by its name: "Add expiries to calendar". */
  readonly children: string;
  /** The same with its object, where several buttons have the same name. It begins with the name. */
  readonly label?: string;
};

/** Saves days as a calendar file, which the calendar of the user opens. Nothing is sent anywhere. */
export function CalendarButton({ file, events, children, label }: CalendarButtonProps): ReactNode {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([calendarFile(events, new Date())], { type: 'text/calendar' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${file}.ics`;
    link.click();
    // The browser reads the file after the click.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  if (events.length === 0) return null;
  return (
    <Button tone="quiet" aria-label={label} onClick={save}>
      {children}
    </Button>
  );
}
