/** Shapes in a square of 16, drawn by lines. */
const SHAPES = {
  play: 'M5 3.2v9.6l7.6-4.8z',
  pause: 'M5 3.5v9M11 3.5v9',
  step: 'M4 3.5v9l6-4.5zM12 3.5v9',
  reset: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.8v3h3',
  share:
    'M6.6 9.4l2.8-2.8M7.6 4.6l1.3-1.3a2.6 2.6 0 0 1 3.8 3.8l-1.3 1.3' +
    'M8.4 11.4l-1.3 1.3a2.6 2.6 0 0 1-3.8-3.8l1.3-1.3',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z' +
    'M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  dark: 'M12.8 9.6A5.2 5.2 0 1 1 6.4 3.2a4.2 4.2 0 0 0 6.4 6.4z',
  system: 'M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13',
  close: 'M4 4l8 8M12 4l-8 8',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.7.4-.9.8-.9 1.5M8 11.9v.1',
} as const;

/** A small drawing for a button; its meaning stands in the button's label. */
export function Icon({ name }: { readonly name: keyof typeof SHAPES }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
