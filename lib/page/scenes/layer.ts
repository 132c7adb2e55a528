/** A part of a drawing that seldom changes, kept as pixels. */
export class Layer {
  private readonly canvas: HTMLCanvasElement;
  private key = '';

  constructor(canvas: HTMLCanvasElement = document.createElement('canvas')) {
    this.canvas = canvas;
  }

  /**
   * Puts the layer under what is drawn next. It is painted anew, with the transform of `context`, when that,
   * the size or `key` has changed.
   */
  draw(
    context: CanvasRenderingContext2D,
    key: string,
    paint: (layer: CanvasRenderingContext2D) => void,
  ): void {
    const { canvas } = this;
    const { width, height } = context.canvas;
    const { a, d, e, f } = context.getTransform();
    const now = `${width} ${height} ${a} ${d} ${e} ${f} ${key}`;
    if (now !== this.key) {
      this.key = now;
      canvas.width = width;
      canvas.height = height;
      const layer = canvas.getContext('2d') as CanvasRenderingContext2D;
      layer.setTransform(a, 0, 0, d, e, f);
      paint(layer);
    }
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(canvas, 0, 0);
    context.restore();
  }
}
