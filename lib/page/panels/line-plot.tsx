import { quantity } from '../../figures/quantity.ts';
import { linePath, type PlotBox, type Point, valueRange } from './line-path.ts';

/** A line of a small plot. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly Point[];
  /** A CSS colour. */
  readonly color: string;
  readonly isStep?: boolean;
  readonly isDashed?: boolean;
}

interface Props {
  readonly lines: readonly PlotLine[];
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly isFromZero?: boolean;
  readonly height?: number;
  /** Written after values. */
  readonly unit?: string;
}

const WIDTH = 400;
const PAD = 3;

/** A small line plot: the least and the largest value at its side, nothing else. */
export function LinePlot({ height = 64, isFromZero = false, label, lines, unit = '' }: Props) {
  const times = lines.flatMap(({ points }) => points.map(([x]) => x));
  if (times.length < 2) return <p class="muted">Not enough has happened yet to draw a line.</p>;
  const [fromY, toY] = valueRange(
    lines.map(({ points }) => points),
    isFromZero,
  );
  const box: PlotBox = {
    ...{ left: 0, top: PAD, width: WIDTH, height: height - 2 * PAD },
    ...{ fromX: Math.min(...times), toX: Math.max(...times), fromY, toY },
  };
  return (
    <div class="plot" role="img" aria-label={`${label}: from ${quantity(fromY)} to ${quantity(toY)}${unit}`}>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        style={`height: ${height}px`}
        aria-hidden="true"
      >
        {fromY < 0 && toY > 0 && (
          <path
            class="plot-zero"
            d={linePath(
              [
                [box.fromX, 0],
                [box.toX, 0],
              ],
              box,
            )}
          />
        )}
        {lines.map(({ color, isDashed, isStep, name, points }) => (
          <path
            key={name}
            class="plot-line"
            style={`stroke: ${color}`}
            stroke-dasharray={isDashed === true ? '5 4' : undefined}
            d={linePath(points, box, isStep)}
          />
        ))}
      </svg>
      <div class="plot-scale" aria-hidden="true">
        <span>{quantity(toY)}</span>
        <span>{quantity(fromY)}</span>
      </div>
    </div>
  );
}
