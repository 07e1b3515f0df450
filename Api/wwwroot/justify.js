// Lays pictures out in rows that are as wide as the page. Pure: numbers in, numbers out.

const NARROWEST = 0.4; // pictures beyond these shapes are cropped to them, so that no row becomes a line or a wall
const WIDEST = 3;

const shapeOf = picture => Math.min(WIDEST, Math.max(NARROWEST, picture.width / picture.height));

/**
 * Divides pictures into rows.
 * @returns Each row as { boxes: [{ x, width }], height }; `open` says that the last row is not full; it is as high as the one above it.
 */
export function justify(pictures, width, target, gap) {
  const rows = [];
  let shapes = [], sum = 0;
  const heightOf = (total, count) => (width - gap * (count - 1)) / total;
  for (const picture of pictures) {
    const shape = shapeOf(picture);
    const height = heightOf(sum + shape, shapes.length + 1);
    if (height > target) {
      shapes.push(shape);
      sum += shape;
      continue;
    }

    // This picture fills the row. It goes to the next one if the row is nearer to the target without it.
    const without = shapes.length ? heightOf(sum, shapes.length) : Infinity;
    if (without - target < target - height) {
      rows.push(rowOf(shapes, without, width, gap));
      shapes = [shape];
      sum = shape;
      if (heightOf(sum, 1) > target) continue;
    } else {
      shapes.push(shape);
      sum += shape;
    }

    rows.push(rowOf(shapes, heightOf(sum, shapes.length), width, gap));
    shapes = [];
    sum = 0;
  }

  const open = shapes.length > 0;
  if (open) rows.push(rowOf(shapes, Math.min(rows.at(-1)?.height ?? target, heightOf(sum, shapes.length)), width, gap));
  return { rows, open };
}

// Edges are rounded, not widths, so that the last picture ends where the page does.
function rowOf(shapes, height, width, gap) {
  let left = 0;
  const boxes = shapes.map(shape => {
    const x = Math.round(left);
    left += shape * height + gap;
    return { x, width: Math.min(width, Math.round(left - gap)) - x };
  });
  return { boxes, height: Math.round(height) };
}
