import type { ComponentChildren } from 'preact';

/** A fact: its name, its value, and what it means. */
export type Fact = readonly [name: string, value: ComponentChildren, help?: string];

/** Names and values, one pair a line. */
export function Facts({ rows }: { readonly rows: readonly Fact[] }) {
  return (
    <dl class="facts">
      {rows.map(([name, value, help]) => (
        <div key={name} title={help}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
