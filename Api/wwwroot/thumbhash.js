// Draws the blurred picture that the server sends with each image. The format is ThumbHash: https://evanw.github.io/thumbhash

const LONGEST = 32; // pixels: enough for a blur

/** A canvas with the blurred picture of a ThumbHash in base64, of the shape width : height; null if the hash cannot be read. */
export function blurOf(thumbHash, width, height) {
  const hash = bytesOf(thumbHash);
  if (!hash) return null;
  const canvas = document.createElement("canvas"), scale = LONGEST / Math.max(width, height);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pixels = new ImageData(canvas.width, canvas.height);
  decode(hash, pixels);
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas;
}

function bytesOf(base64) {
  try {
    const hash = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    return hash.length > 5 && !(hash[2] >> 7) ? hash : null; // the server makes none with alpha
  } catch {
    return null;
  }
}

// The lowest frequencies of a cosine transform: lightness (l), yellow to blue (p) and red to green (q).
function decode(hash, { data, width, height }) {
  const head = hash[0] | (hash[1] << 8) | (hash[2] << 16), more = hash[3] | (hash[4] << 8);
  const isLandscape = more >> 15, steps = Math.max(3, more & 7);
  const [across, down] = isLandscape ? [7, steps] : [steps, 7];
  let at = 0;
  const wavesOf = (nx, ny, scale) => {
    const waves = [];
    for (let cy = 0; cy < ny; cy++) {
      for (let cx = cy ? 0 : 1; cx * ny < nx * (ny - cy); cx++, at++) {
        const value = (hash[5 + (at >> 1)] >> ((at & 1) << 2)) & 15;
        waves.push({ cx, cy, size: (value / 7.5 - 1) * scale * 2 });
      }
    }

    return waves;
  };
  const l = wavesOf(across, down, ((head >> 18) & 31) / 31);
  const p = wavesOf(3, 3, (((more >> 3) & 63) / 63) * 1.25); // rounding makes colours paler
  const q = wavesOf(3, 3, (((more >> 9) & 63) / 63) * 1.25);
  const cosines = (count, length) => Array.from({ length: count }, (_, c) =>
    Array.from({ length }, (_, x) => Math.cos((Math.PI / length) * (x + 0.5) * c)));
  const [fx, fy] = [cosines(7, width), cosines(7, height)];
  const valueAt = (average, waves, x, y) => waves.reduce((sum, { cx, cy, size }) => sum + size * fx[cx][x] * fy[cy][y], average);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const light = valueAt((head & 63) / 63, l, x, y);
      const yellow = valueAt(((head >> 6) & 63) / 31.5 - 1, p, x, y), red = valueAt(((head >> 12) & 63) / 31.5 - 1, q, x, y);
      const blue = light - (2 / 3) * yellow, r = (3 * light - blue + red) / 2;
      data.set([r, r - red, blue, 1].map(value => 255 * value), i); // a clamped array
    }
  }
}
