import './combobox.css';
import { Combobox as Base } from '@base-ui/react/combobox';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { type ReactNode, useId } from 'react';
import type { Option, PickerProps } from './option.ts';

/** The combobox behind Picker. */
export default function Combobox(props: PickerProps): ReactNode {
  const { label, hint, options, value, onPick, onSearch, state } = props;
  const id = useId();
  return (
    <CSPProvider disableStyleElements>
      <Base.Root
        items={options}
        value={value}
        onValueChange={onPick}
        onInputValueChange={(text, { reason }) => reason === 'input-change' && onSearch?.(text)}
        onOpenChange={(open) => open && onSearch?.('')}
        filter={onSearch === undefined ? matches : null}
        itemToStringLabel={({ label }) => label}
        isItemEqualToValue={(one, other) => one.value === other.value}
        autoHighlight
      >
        <div className="field">
          <label id={`${id}-label`} htmlFor={id}>
            {label}
          </label>
          <Base.Input id={id} aria-labelledby={`${id}-label`} aria-describedby={`${id}-note`} />
          <span id={`${id}-note`} className="quiet">
            {hint}
          </span>
        </div>
        <Base.Portal>
          <Base.Positioner className="picker-place" sideOffset={4}>
            <Base.Popup className="picker">
              <Base.Status className="picker-state quiet">{state}</Base.Status>
              <Base.Empty className="picker-state quiet">{onSearch === undefined && 'Nothing matches.'}</Base.Empty>
              <Base.List>
                {(option: Option) => (
                  <Base.Item key={option.value} value={option} className="picker-item">
                    <bdi>{option.label}</bdi>
                    {option.hint !== undefined && option.hint !== '' && <span className="quiet">{option.hint}</span>}
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  );
}

function matches({ label, hint = '' }: Option, typed: string): boolean {
  return `${label} ${hint}`.toLowerCase().includes(typed.trim().toLowerCase());
}
