/** Draws values as a line in a box, the last with a dot; a band around the first keeps calm lines calm. */
export function sparkLine(
  context: CanvasRenderingContext2D,
  values: readonly number[],
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  color: string,
  band = 0.04,
): void {
  if (values.length === 0) return;
  const first = values[0];
  const low = Math.min(first * (1 - band), ...values);
  const high = Math.max(first * (1 + band), ...values);
  const stepX = box.width / Math.max(1, values.length - 1);
  const yOf = (value: number): number =>
    high > low ? box.y + box.height * (1 - (value - low) / (high - low)) : box.y + box.height / 2;
  context.beginPath();
  for (const [i, value] of values.entries()) context.lineTo(box.x + i * stepX, yOf(value));
  context.strokeStyle = color;
  context.lineWidth = 1.3;
  context.lineJoin = 'round';
  context.stroke();
  const lastX = box.x + (values.length - 1) * stepX;
  context.beginPath();
  context.arc(lastX, yOf(values[values.length - 1]), 2.2, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}
