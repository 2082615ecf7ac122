/** A choice: its value, its label, and what distinguishes it from others. */
export type Option = { readonly value: string; readonly label: string; readonly hint?: string };

/** How a picker is used. */
export type PickerProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly options: readonly Option[];
  readonly value: Option | null;
  readonly onPick: (option: Option | null) => void;
  /** Where the options come from a search: called with what is typed, first with nothing when it opens. */
  readonly onSearch?: ((text: string) => void) | undefined;
  /** Below the options: that a search runs, or that it found nothing. */
  readonly state?: string | undefined;
};
